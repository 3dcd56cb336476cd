"""Changing programme.toml without disturbing what its people wrote there."""

from __future__ import annotations

import os
from pathlib import Path

from service.documents.programme import LanguageRule, read_config
from service.languages import language


def declare_language(root: Path, tag: str, rule: LanguageRule | None = None) -> bool:
    """Add a language's table at the end of programme.toml; False if the programme has the language already.

    Without a rule the language begins as a draft that publishes what translators have saved.

    The new text is read back before it replaces the file, so that a file in an unusual shape is never damaged.

    Raises:
        ContentError: if programme.toml cannot be used.
        SettingsError: if CLDR does not know the language.
    """
    path = root / "programme.toml"
    added = language(tag)
    config = read_config(path)
    if added.tag in config.languages or added.tag == config.source_language:
        return False
    key = added.tag if added.tag.isalnum() else f'"{added.tag}"'
    text = path.read_text(encoding="utf-8").rstrip("\n")
    rule = rule or LanguageRule(states=("translated", "approved"), draft=True)
    states = ", ".join(f'"{state}"' for state in rule.states)
    lines = [f"states = [{states}]"]
    for name in ("draft", "machine", "publish_machine"):
        if getattr(rule, name) != getattr(config.publish, name):
            lines.append(f"{name} = {str(getattr(rule, name)).lower()}")
    table = f"\n\n# {added.english}\n[languages.{key}]\n" + "\n".join(lines) + "\n"
    temporary = path.with_name(".programme.toml.part")
    temporary.write_text(text + table, encoding="utf-8")
    try:
        read_config(temporary)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    return True
