"""Writing one YAML scalar in place of another."""

from __future__ import annotations

import json
import re

import yaml

_PLAIN = re.compile(r"[^\W\d_][^\n#:{}\[\],&*!|>%@`'\"]*\Z")


def yaml_scalar(text: str, style: str) -> str:
    """Write a one-line text in the style of the value it replaces: plain where YAML reads it back, else quoted."""
    text = " ".join(text.split())
    if style == "'":
        return "'" + text.replace("'", "''") + "'"
    if style == '"' or not _reads_back(text):
        return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f").replace("\ufeff", "\\ufeff")
    return text


def _reads_back(text: str) -> bool:
    if _PLAIN.match(text) and text.lower() not in ("true", "false", "yes", "no", "on", "off", "null", "y", "n"):
        return True
    try:
        return bool(yaml.load(f"- {text}\n", yaml.CSafeLoader) == [text]) and "[" not in text and "," not in text
    except yaml.YAMLError:
        return False
