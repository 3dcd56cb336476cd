"""Runs one peer over texts: python _peers.py NAME < texts.json > results.json. Needs nothing of ours.

Reads a JSON list of Markdown texts; writes {"seconds", "results"}, each result the text after an identity translation
(every msgstr is its msgid), or null where the tool raised an error.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path


def mdpo(text: str) -> str:
    """mdpo: Markdown to PO, msgstr = msgid, back to Markdown."""
    from mdpo.md2po import markdown_to_pofile
    from mdpo.po2md import pofile_to_markdown

    po = markdown_to_pofile(text, include_codeblocks=False, location=False)
    for entry in po:
        entry.msgstr = entry.msgid
    with tempfile.NamedTemporaryFile("w", suffix=".po", encoding="utf-8") as file:
        file.write(str(po))
        file.flush()
        return str(pofile_to_markdown(text, file.name))


def translate_toolkit(text: str) -> str:
    """translate-toolkit: its Markdown file rebuilt with every unit as its own translation."""
    from translate.storage.markdown import MarkdownFile

    return str(MarkdownFile(inputfile=io.BytesIO(text.encode()), callback=lambda string: string).filesrc)


def po4a(text: str) -> str:
    """po4a: its template, filled by msgen with each text itself, translated back."""
    import subprocess

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.md").write_text(text, encoding="utf-8")
        md = ["-f", "text", "-o", "markdown", "-M", "UTF-8", "-m", "a.md"]
        run = {"cwd": folder, "check": True, "capture_output": True, "timeout": 20}
        subprocess.run(["po4a-updatepo", *md, "-p", "a.pot"], **run)  # type: ignore[call-overload]
        subprocess.run(["msgen", "a.pot", "-o", "a.po"], **run)  # type: ignore[call-overload]
        subprocess.run(["po4a-translate", *md, "-L", "UTF-8", "-p", "a.po", "-l", "b.md", "-k", "0"], **run)  # type: ignore[call-overload]
        return (folder / "b.md").read_text(encoding="utf-8")


TOOLS: dict[str, Callable[[str], str]] = {"mdpo": mdpo, "translate-toolkit": translate_toolkit, "po4a": po4a}


def _seconds() -> float:
    """CPU seconds of this process and of the ones it started."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def main() -> None:
    tool = TOOLS[sys.argv[1]]
    texts = json.load(sys.stdin)
    tool("warm *up*\n")
    results: list[str | None] = []
    start = _seconds()
    for text in texts:
        try:
            results.append(tool(text))
        except Exception:
            results.append(None)
    json.dump({"seconds": _seconds() - start, "results": results}, sys.stdout)


if __name__ == "__main__":
    main()
