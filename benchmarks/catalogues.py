"""The engine against its peers, in one run: DESIGN §9, rows 1-4.

    python benchmarks/catalogues.py [--only identity|speed|merge] [--entries 50000] [--site DIR]... [--peer NAME]...

Peers that are not installed are named as missing. POLYTHING_BENCH_PYTHON may name another Python that has mdpo and
translate-toolkit. ``--site``: a folder of Markdown from elsewhere, tried as well. Seconds are CPU seconds; those of the
merge are of whole processes, start-up included.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from service.catalogue.folder import template_of  # noqa: E402
from service.catalogue.merge import merge_entries  # noqa: E402
from service.catalogue.po import Catalogue, Entry, read_po, write_po  # noqa: E402
from service.documents.frontmatter import FrontMatter, split  # noqa: E402
from service.documents.joining import squeeze  # noqa: E402
from service.documents.links import resolver  # noqa: E402
from service.documents.page import page  # noqa: E402
from service.documents.programme import ProgrammeFolder, load_programme  # noqa: E402
from service.documents.segment import segment  # noqa: E402
from service.documents.source import SourceDocument, decode  # noqa: E402
from service.documents.units import Unit  # noqa: E402
from service.errors import ContentError  # noqa: E402
from service.languages import language  # noqa: E402
from service.localizing.localize import Translation, localize  # noqa: E402
from service.localizing.rendering import localized_html  # noqa: E402
from service.localizing.splice import splice  # noqa: E402
from service.markup.parser import parse_blocks, render  # noqa: E402

PEERS = ("mdpo", "translate-toolkit", "po4a")
HEADERS = {
    "Language": "es",
    "Content-Type": "text/plain; charset=UTF-8",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def bare(text: str) -> SourceDocument:
    return SourceDocument("page", "case", "case.md", text, FrontMatter({"title": "Case"}, (), {}), 0)


def seen(text: str) -> str:
    """HTML of a text without front matter, white space as a reader sees it."""
    import re

    _, _, start = split(text)
    parts = re.split(r"(<pre.*?</pre>)", render(text[start:]), flags=re.DOTALL)
    return "".join(part if i % 2 else squeeze(part) for i, part in enumerate(parts)).strip()


def corpora() -> dict[str, list[str]]:
    """The texts that go round: the specification, our own constructs, the demo's documents with front matter."""
    spec = json.loads((ROOT / "tests/cases/commonmark-0.31.2.json").read_text(encoding="utf-8"))
    own: list[str] = []
    for name in ("units.md", "splice.md"):
        chunks = (ROOT / "tests/cases" / name).read_text(encoding="utf-8").split("\n.\n")
        own += [chunk.strip("\n") + "\n" for chunk in chunks[1::3]]
    demo = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "content").rglob("*.md"))]
    return {"CommonMark 0.31.2": [e["markdown"] for e in spec], "own constructs": own, "demo programme": demo}


def site(folder: Path) -> list[str]:
    """The documents of a folder of Markdown from elsewhere; those are left out, and named, that are no sound text."""
    texts = []
    for path in sorted(folder.rglob("*.md")):
        try:
            text = decode(path.read_bytes(), path.name)
            split(text)
        except ContentError as error:
            print(f"left out: {path}: {error}")
            continue
        texts.append(text if text.endswith("\n") else text + "\n")
    return texts


def identity(texts: dict[str, list[str]], peers: Sequence[str]) -> None:
    """Row 1: documents whose HTML changes when every text is translated by itself."""
    print("\nIdentity round trip: documents whose HTML differs, or that failed (CPU seconds)")
    print(f"{'':28}" + "".join(f"{name + f' ({len(t)})':>26}" for name, t in texts.items()))
    rows: list[tuple[str, Callable[[list[str]], tuple[int, int, float]] | None]] = [
        ("Polything, page", lambda t: _own(t, _tree)),
        ("Polything, spliced Markdown", lambda t: _own(t, _spliced)),
    ]
    for peer in peers:
        python = _python_of(peer)
        rows.append((_named(peer, python), (lambda t, p=peer, x=python: _peer(p, x, t)) if python else None))
    for name, run in rows:
        cells = ["not installed"] if run is None else [_cell(*run(t)) for t in texts.values()]
        print(f"{name:28}" + "".join(f"{cell:>26}" for cell in cells), flush=True)


def _cell(wrong: int, failed: int, seconds: float) -> str:
    return f"{wrong}{f' + {failed} errors' if failed else ''} ({seconds:.2f} s)"


def _own(texts: list[str], run: Callable[[str], bool]) -> tuple[int, int, float]:
    start = time.process_time()
    right = [run(text) for text in texts]
    return right.count(False), 0, time.process_time() - start


def _tree(text: str) -> bool:
    body = text[split(text)[2] :]
    html = localized_html(bare(body), lambda unit: unit.source)
    return _squeezed(html) == seen(body)


def _squeezed(html: str) -> str:
    import re

    parts = re.split(r"(<pre.*?</pre>)", html, flags=re.DOTALL)
    return "".join(part if i % 2 else squeeze(part) for i, part in enumerate(parts)).strip()


def _spliced(text: str) -> bool:
    body = text[split(text)[2] :]
    return splice(bare(body), lambda unit: Translation(unit.source, "approved")) == body


def _python_of(peer: str) -> str | None:
    """The Python that can run a peer, or None."""
    if peer == "po4a":
        return sys.executable if shutil.which("po4a-updatepo") and shutil.which("msgen") else None
    for python in (sys.executable, os.environ.get("POLYTHING_BENCH_PYTHON")):
        module = {"mdpo": "mdpo", "translate-toolkit": "translate.storage.markdown"}[peer]
        if (
            python
            and subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0
        ):
            return python
    return None


def _named(peer: str, python: str | None) -> str:
    if python is None or peer == "po4a":
        return peer
    code = f"from importlib.metadata import version; print(version('{peer}'))"
    return f"{peer} {subprocess.run([python, '-c', code], capture_output=True, text=True, check=True).stdout.strip()}"


def _peer(peer: str, python: str, texts: list[str]) -> tuple[int, int, float]:
    run = subprocess.run(
        [python, str(ROOT / "benchmarks/_peers.py"), peer],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(run.stdout)
    results: list[str | None] = answer["results"]
    failed = results.count(None)
    wrong = sum(r is not None and _front(t, r) for t, r in zip(texts, results, strict=True))
    return wrong, failed, float(answer["seconds"])


def _front(before: str, after: str) -> bool:
    """True if body or front matter are not what they were."""
    import yaml

    same_body = seen(before) == seen(after)
    try:
        same_front = yaml.safe_load(split(before)[0] or "{}") == yaml.safe_load(split(after)[0] or "{}")
    except yaml.YAMLError:
        same_front = False
    return not (same_body and same_front)


def best(run: Callable[[], object], rounds: int = 5) -> float:
    """The least CPU seconds of several rounds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def speed(programme: ProgrammeFolder) -> None:
    """Rows 2 and 3: extraction and localizing, beside markdown-it-py as it comes in the same run."""
    documents = list(programme.documents) * 3
    size = sum(len(d.text.encode()) for d in documents)
    units = sum(len(segment(d)) for d in documents)
    en, ar, links = programme.source, language("ar"), resolver(programme)

    def each(run: Callable[[SourceDocument], object], cold: bool = True) -> Callable[[], None]:
        """``cold``: every document is analysed anew, as for its first language; else that was done before."""

        def everything() -> None:
            for document in documents:
                if cold:
                    page.cache_clear()
                run(document)

        return everything

    plain = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    floor = each(lambda d: plain.render(d.body))
    rows = [
        ("the parser's blocks alone", each(lambda d: parse_blocks(d.body))),
        ("extraction into units", each(segment)),
        ("extraction and template written", each(lambda d: write_po(template_of(programme, d, segment(d))))),
        ("the parser's HTML", each(lambda d: render(d.body))),
        ("localized nodes, first language", each(lambda d: _localized(d, en, ar, links))),
        ("localized nodes, next languages", each(lambda d: _localized(d, en, ar, links), cold=False)),
        ("localized HTML, first language", each(lambda d: localized_html(d, lambda u: u.source))),
        ("localized HTML, next languages", each(lambda d: localized_html(d, lambda u: u.source), cold=False)),
        ("localized Markdown, verified", each(lambda d: splice(d, _changed), cold=False)),
    ]
    print(f"\nSpeed on the demo programme ({units} units, {size / 1000:.0f} kB)")
    print(f"{'':36}{'MB/s':>8}{'units/s':>10}  times markdown-it-py {version('markdown-it-py')}, Markdown to HTML")
    for name, run in rows:
        run()
        seconds, least = best_beside(run, floor)
        print(f"{name:36}{size / seconds / 1e6:8.2f}{units / seconds:10.0f}{least / seconds:8.2f}", flush=True)


def best_beside(run: Callable[[], object], floor: Callable[[], object], rounds: int = 5) -> tuple[float, float]:
    """The least CPU seconds of two runs by turns, so that a machine that slows down slows both."""
    pairs = [(best(run, 1), best(floor, 1)) for _ in range(rounds)]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)


def _localized(document: SourceDocument, source: object, target: object, links: object) -> object:
    return localize(document, _same, source, target, links)  # type: ignore[arg-type]


def _same(unit: Unit) -> Translation:
    return Translation(unit.source, "approved")


def _changed(unit: Unit) -> Translation:
    return Translation(unit.source + "x", "approved")


def merging(entries: int) -> None:
    """Row 4: a catalogue of which 5 % of the messages were edited."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        edited = _write_catalogues(folder, entries)
        print(f"\nMerge of {entries} entries, {len(edited)} edited (CPU seconds with reading and writing, peak memory)")
        old, pot, out = (str(folder / n) for n in ("old.po", "new.pot", "out.po"))
        own = [sys.executable, __file__, "--merge", str(folder)]
        rows: list[tuple[str, Sequence[str] | None]] = [("Polything", own)]
        gettext = shutil.which("msgmerge")
        rows += [
            ("msgmerge --previous", [gettext, "--previous", "-q", "-o", out, old, pot] if gettext else None),
            ("msgmerge -N, no fuzzy", [gettext, "-N", "-q", "-o", out, old, pot] if gettext else None),
            (f"Babel {_version('babel')}, no fuzzy", [sys.executable, __file__, "--babel", str(folder)]),
        ]
        for title, command in rows:
            print(
                f"{title:28}" + ("not installed" if command is None else _measured(command, folder / "out.po", edited)),
                flush=True,
            )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _measured(command: Sequence[str], out: Path, edited: dict[str, str]) -> str:
    out.unlink(missing_ok=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code = (
        "import resource,subprocess,sys;r=subprocess.run(sys.argv[1:],stderr=subprocess.DEVNULL).returncode;"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss//1024);sys.exit(r)"
    )
    run = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    found = read_po(out.read_text(encoding="utf-8"), "out.po")
    right = wrong = 0
    for entry in found.live:
        if entry.source in edited and entry.text:
            right += entry.text == f"T {edited[entry.source]}"
            wrong += entry.text != f"T {edited[entry.source]}"
        elif entry.text and entry.text != f"T {entry.source}":
            wrong += 1
    quality = "none suggested"
    if right + wrong:
        quality = f"precision {right / (right + wrong):6.1%} recall {right / len(edited):6.1%}"
    alone = out.with_name("alone.txt")
    merged = f"  (merge alone {alone.read_text(encoding='utf-8')} s)" if "--merge" in command else ""
    return f"{seconds:7.2f} s {run.stdout.split()[-1]:>6} MB  {quality}{merged}"


def _write_catalogues(folder: Path, entries: int) -> dict[str, str]:
    """Make an old catalogue and a new template; return the edited messages, new text to old."""
    throw = random.Random(7)
    syllables = [a + b for a in "bcdfghlmnprstv" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]
    words = ["".join(throw.choices(syllables, k=throw.choice([1, 2, 2, 3, 3, 4]))) for _ in range(6000)]
    weights = [1 / (i + 3) for i in range(len(words))]
    texts: dict[str, None] = {}
    while len(texts) < entries:
        length = max(1, min(60, int(throw.lognormvariate(2.1, 0.8))))
        texts[" ".join(throw.choices(words, weights, k=length)).capitalize() + "."] = None
    old = list(texts)
    edited: dict[str, str] = {}
    new = []
    for text in old:
        changed = text
        if throw.random() < 0.05:
            parts = text.split(" ")
            for _ in range(throw.choice([1, 1, 2])):
                parts[throw.randrange(len(parts))] = throw.choice(words)
            changed = " ".join(parts)
        if changed != text and changed not in texts:
            edited[changed] = text
        else:
            changed = text
        new.append(changed)
    source = tuple(_dressed(n, Entry(None, text, f"T {text}", "translated")) for n, text in enumerate(old))
    template = tuple(_dressed(n, Entry(None, text)) for n, text in enumerate(dict.fromkeys(new)))
    (folder / "old.po").write_text(write_po(Catalogue("es", HEADERS, source)), encoding="utf-8")
    (folder / "new.pot").write_text(write_po(Catalogue("", HEADERS | {"Language": ""}, template)), encoding="utf-8")
    return edited


def _dressed(number: int, entry: Entry) -> Entry:
    """Give an entry the comments of a document: 50 texts a document, 7 a section, every third one a list item."""
    kind = "list item" if number % 3 == 0 else "paragraph"
    return replace(
        entry,
        extracted=(f"§ Section {number // 7}", kind),
        occurrences=(f"content/things/{number // 50:04}.md",),
        flags=("md-text",),
    )


def merge_worker(folder: Path) -> None:
    old = read_po((folder / "old.po").read_text(encoding="utf-8"), "old.po")
    template = read_po((folder / "new.pot").read_text(encoding="utf-8"), "new.pot")
    start = time.process_time()
    merged = merge_entries(template.live, old)
    (folder / "alone.txt").write_text(f"{time.process_time() - start:.2f}", encoding="utf-8")
    (folder / "out.po").write_text(write_po(merged), encoding="utf-8")


def babel_worker(folder: Path) -> None:
    from babel.messages.pofile import read_po as babel_read
    from babel.messages.pofile import write_po as babel_write

    with (folder / "old.po").open("rb") as old, (folder / "new.pot").open("rb") as template:
        catalogue, wanted = babel_read(old), babel_read(template)
    catalogue.update(wanted, no_fuzzy_matching=True)
    with (folder / "out.po").open("wb") as out:
        babel_write(out, catalogue)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--only", choices=("identity", "speed", "merge"))
    arguments.add_argument("--site", type=Path, action="append", default=[])
    arguments.add_argument("--peer", choices=PEERS, action="append", help="Only these; all of them unless it is given.")
    arguments.add_argument("--entries", type=int, default=50_000)
    arguments.add_argument("--merge", type=Path, help=argparse.SUPPRESS)
    arguments.add_argument("--babel", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.merge:
        merge_worker(given.merge)
    elif given.babel:
        babel_worker(given.babel)
    else:
        if given.only in (None, "identity"):
            sites = {folder.name: site(folder) for folder in given.site}
            identity(corpora() | sites, given.peer or PEERS)
        if given.only in (None, "speed"):
            speed(load_programme(ROOT))
        if given.only in (None, "merge"):
            merging(given.entries)


if __name__ == "__main__":
    main()
