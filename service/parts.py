"""Parts that declare themselves: our own lie in a folder, other distributions name theirs in an entry-point group.

A part is an object in a module: nobody keeps a list of them, and adding one touches no other module.
"""

from __future__ import annotations

import pkgutil
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any, TypeGuard, TypeVar

Part = TypeVar("Part")


def modules(package: str) -> list[ModuleType]:
    """Import and return all modules of a package of ours, in the order of their names."""
    found = pkgutil.iter_modules(import_module(package).__path__)
    return [import_module(f"{package}.{name}") for name in sorted(module.name for module in found)]


def find(
    package: str, group: str, is_part: Callable[[Any], TypeGuard[Part]], name_of: Callable[[Part], str]
) -> dict[str, Part]:
    """Return parts by name, in the order of their names: those of a package, then those that others bring.

    ``is_part`` knows a part when it sees one. An entry point that cannot be used, or a name that is taken, is a
    warning: it must not take the others away.
    """
    found: dict[str, Part] = {}
    for part in [*_built_in(package, is_part), *_installed(group, is_part)]:
        if found.setdefault(name_of(part), part) is not part:
            warnings.warn(f"{group}: there are two called “{name_of(part)}”; the first is used", stacklevel=2)
    return dict(sorted(found.items()))


def _built_in(package: str, is_part: Callable[[Any], TypeGuard[Part]]) -> Iterator[Part]:
    for module in modules(package):
        yield from (item for item in vars(module).values() if is_part(item))


def _installed(group: str, is_part: Callable[[Any], TypeGuard[Part]]) -> Iterator[Part]:
    for entry in sorted(entry_points(group=group), key=lambda entry: entry.name):
        try:
            part = entry.load()
            if not is_part(part):
                raise TypeError(f"{entry.value} is none of these parts")
        except Exception as error:
            warnings.warn(f"{group}: “{entry.name}” cannot be used: {error}", stacklevel=2)
        else:
            yield part
