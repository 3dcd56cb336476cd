"""Machine translation: labelled suggestions, behind a guard, off by default.

`translator` is what the rest of the service uses; it is None where no engine is set up. An engine is a class in a
module of this folder, or one that another distribution names in the entry-point group ``polything.engines``.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeGuard

from service import parts
from service.errors import SettingsError
from service.machine.base import Access, MachineEngine, MachineText, Unavailable
from service.machine.guard import Guard
from service.settings import Settings
from service.store import Database

__all__ = ["GROUP", "Guard", "MachineEngine", "MachineText", "Unavailable", "engine_of", "engines", "translator"]

GROUP = "polything.engines"


@cache
def engines() -> Mapping[str, type[MachineEngine]]:
    """Return all engines by name, in the order of their names."""
    return parts.find(__name__, GROUP, _is_engine, lambda engine: engine.name)


def _is_engine(item: Any) -> TypeGuard[type[MachineEngine]]:
    return isinstance(item, type) and issubclass(item, MachineEngine) and not inspect.isabstract(item)


def engine_of(settings: Settings) -> MachineEngine | None:
    """Return the engine that the settings name, or None.

    Raises:
        SettingsError: if there is no such engine (the known ones are named), or something is not set that it needs.
    """
    if not settings.machine_engine:
        return None
    engine = engines().get(settings.machine_engine)
    if engine is None:
        raise SettingsError(
            f"POLYTHING_MACHINE_ENGINE: there is no engine “{settings.machine_engine}”",
            hint=f"One of: {', '.join(engines())}",
        )
    access = Access(settings.machine_url, settings.machine_key.get_secret_value(), settings.machine_deadline)
    for need in engine.needs:
        if not getattr(access, need):
            raise SettingsError(f"POLYTHING_MACHINE_{need.upper()}: {engine.label} needs it")
    return engine(access)


def translator(settings: Settings, database: Database) -> Guard | None:
    """Return the guarded engine of a server: make one when it starts and keep it. Raises SettingsError."""
    engine = engine_of(settings)
    if engine is None:
        return None
    return Guard(engine, database, deadline=settings.machine_deadline, budget=settings.machine_budget)
