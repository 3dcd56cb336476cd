"""The formats that there are: those of the folders beside this file, and those that other distributions bring.

A folder ``exporters/<name>/`` with a module ``exporter.py`` is an exporter, and its package has ``FORMATS`` (see
`exporters.declare`); everything else beside this file is shared. Another distribution names its own in the entry-point
group ``polything.exporters``: a `Format` or several. What makes the artifacts is imported when it is asked for, so that
a site needs no PDF machinery.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from exporters import fingerprint
from exporters.api import Artifact, Edition, Exporter, ExportError, Options, Sink, digest
from exporters.declare import Format, Place

GROUP = "polything.exporters"
HERE = Path(__file__).parent
FOLDERS = tuple(sorted(path.parent for path in HERE.glob("*/exporter.py")))
"""The exporters of this distribution."""
SHARED = tuple(
    sorted(path for path in HERE.iterdir() if path not in FOLDERS and fingerprint.counts(path.relative_to(HERE)))
)
"""What the bytes of every exporter may depend on besides its own folder."""


@cache
def formats() -> Mapping[str, Format]:
    """Return all formats by name, in the order of their names.

    An entry point that cannot be used, or a name that is taken, is a warning: it must not take the others away.
    """
    found: dict[str, Format] = {}
    for one in [*_built_in(), *_installed()]:
        if one.name in found:
            warnings.warn(f"There are two exporters of the format “{one.name}”; {one.maker} is not used.", stacklevel=2)
        else:
            found[one.name] = one
    return dict(sorted(found.items()))


def _built_in() -> Iterator[Format]:
    for folder in FOLDERS:
        yield from import_module(f"exporters.{folder.name}").FORMATS


def _installed() -> Iterator[Format]:
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        try:
            brought = entry.load()
            several = (brought,) if isinstance(brought, Format) else tuple(brought)
            if not all(isinstance(one, Format) for one in several):
                raise TypeError(f"{entry.value} is no exporters.declare.Format")
        except Exception as error:
            warnings.warn(f"The exporter “{entry.name}” cannot be used: {error}", stacklevel=2)
        else:
            yield from several


def offered(place: Place) -> list[Format]:
    """Return the formats that are offered in a place."""
    return [one for one in formats().values() if place in one.offered]


def namesakes(name: str) -> bool:
    """True if another format gives its files the same names, so that a file alone does not tell which it is.

    A format that there is no more (its distribution is gone) has none.
    """
    own = formats().get(name)
    names = {PurePosixPath(pattern).name for pattern in own.files} if own else set()
    others = (PurePosixPath(path).name for other in formats().values() if other.name != name for path in other.files)
    return bool(names & set(others))


def check(names: Iterable[str], options: Options) -> None:
    """Make sure that these formats exist and that each option is one of at least one of them, with a value it has.

    Raises:
        ExportError: that names the nearest and the known ones.
    """
    wanted = [_declared(name) for name in names]
    known = [option for one in wanted for option in one.options]
    for asked, text in options.values.items():
        meant = [option for option in known if option.name == asked]
        if not meant:
            names = sorted({option.name for option in known})
            near = get_close_matches(asked, names, 1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            there = f"Options: {', '.join(names)}." if names else "There are none."
            raise ExportError(f"“{asked}” is no option of {', '.join(one.name for one in wanted)}.{hint} {there}")
        for option in meant:
            option.read(text)


def places(name: str) -> tuple[Path, ...]:
    """Return folders and files of the code that makes a format, besides what all exporters share."""
    module = formats()[name].maker.partition(":")[0]
    spec = find_spec(module)
    if spec is not None and spec.submodule_search_locations is None and spec.parent:
        spec = find_spec(spec.parent)
    if spec is None:
        return ()
    if spec.submodule_search_locations is not None:
        return tuple(Path(place) for place in spec.submodule_search_locations)
    return (Path(spec.origin),) if spec.origin else ()


@cache
def code(name: str) -> str:
    """The digest of all files that make a format: its exporter's folder and what exporters share."""
    return fingerprint.of(*SHARED, *places(name))


def get(name: str) -> Exporter:
    """Return the exporter of a format. It is given its own options only, and its code counts among the inputs.

    Raises:
        ExportError: if there is none of that name.
    """
    declared = _declared(name)
    module, _, attribute = declared.maker.partition(":")
    made: Exporter = getattr(import_module(module), attribute)()
    return _Registered(name, declared, made)


def _declared(name: str) -> Format:
    known = formats()
    if name not in known:
        raise ExportError(f"“{name}” is not a format. Use one of: {', '.join(known)}.")
    return known[name]


@dataclass(frozen=True)
class _Registered:
    """An exporter as the service uses it: no exporter can forget its code in a digest, or see another's options."""

    format: str
    declared: Format
    made: Exporter

    def plan(self, editions: Sequence[Edition], options: Options) -> list[Artifact]:
        return [self._whole(artifact) for artifact in self.made.plan(editions, self._own(options))]

    def export(
        self, editions: Sequence[Edition], options: Options, sink: Sink, *, skip: frozenset[str] = frozenset()
    ) -> list[Artifact]:
        return [self._whole(one) for one in self.made.export(editions, self._own(options), sink, skip=skip)]

    def _whole(self, artifact: Artifact) -> Artifact:
        return replace(artifact, inputs=digest(code(self.format), artifact.inputs))

    def _own(self, options: Options) -> Options:
        names = {option.name for option in self.declared.options}
        return replace(options, values={name: text for name, text in options.values.items() if name in names})
