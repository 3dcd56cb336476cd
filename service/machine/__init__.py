"""Machine translation: labelled suggestions, behind a guard, off by default.

`translator` is what the rest of the service uses; it is None where no engine is set up.
"""

from __future__ import annotations

from service.machine.base import MachineEngine, MachineText, Unavailable
from service.machine.guard import Guard
from service.machine.libre import LibreEngine
from service.machine.mymemory import MyMemoryEngine
from service.settings import Settings
from service.store import Database

__all__ = ["Guard", "MachineEngine", "MachineText", "Unavailable", "engine_of", "translator"]


def engine_of(settings: Settings) -> MachineEngine | None:
    """Return the engine that the settings name, or None."""
    match settings.machine_engine:
        case "google":
            from service.machine.deep import GoogleEngine

            return GoogleEngine()
        case "mymemory":
            return MyMemoryEngine(timeout=settings.machine_deadline)
        case "libretranslate":
            key = settings.machine_key.get_secret_value()
            return LibreEngine(settings.machine_url, key, timeout=settings.machine_deadline)
        case _:
            return None


def translator(settings: Settings, database: Database) -> Guard | None:
    """Return the guarded engine of a server: make one when it starts and keep it."""
    engine = engine_of(settings)
    if engine is None:
        return None
    return Guard(engine, database, deadline=settings.machine_deadline, budget=settings.machine_budget)
