"""Everything worth keeping of a programme in one file, and back."""

from __future__ import annotations

import os
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from service.documents.programme import read_config
from service.errors import SettingsError
from service.settings import Settings
from service.store import Database
from service.store.copies import copy_sqlite

DATABASE = "var/polything.sqlite3"
_FOLDERS = ("content", "locales")


def backup(database: Database, settings: Settings, target: Path) -> int:
    """Write programme.toml, content, locales and a consistent copy of the database into a zip; returns its size.

    The server may go on meanwhile. The file appears only when it is complete.

    Raises:
        SettingsError: if the database is not SQLite.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(target.name + ".part")
    try:
        with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
            copy = Path(folder) / "copy.sqlite3"
            copy_sqlite(database.engine, copy)
            archive.write(copy, DATABASE)
            archive.write(settings.programme / "programme.toml", "programme.toml")
            for name in _FOLDERS:
                for path in sorted((settings.programme / name).rglob("*")):
                    if path.is_file():
                        archive.write(path, path.relative_to(settings.programme).as_posix())
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
    return target.stat().st_size


def restore(source: Path, folder: Path) -> int:
    """Unpack a backup into a new or empty folder; returns the number of files.

    Raises:
        SettingsError: if the folder is not empty, or the file is no backup of this program.
        ContentError: if its programme.toml cannot be used.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SettingsError("the folder is not empty", path=str(folder), hint="Choose a new one; nothing was changed.")
    try:
        with zipfile.ZipFile(source) as archive:
            damaged = archive.testzip()
            names = [name for name in archive.namelist() if not name.endswith("/")]
            if damaged or not {"programme.toml", DATABASE} <= set(names) or not all(map(_expected, names)):
                raise SettingsError("this is not a complete backup of a programme", path=str(source))
            folder.mkdir(parents=True, exist_ok=True)
            for name in names:
                target = folder.joinpath(*PurePosixPath(name).parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(name))
    except (OSError, zipfile.BadZipFile) as error:
        raise SettingsError(f"the backup cannot be read: {error}", path=str(source)) from error
    read_config(folder / "programme.toml")
    return len(names)


def _expected(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return (
        bool(parts)
        and ".." not in parts
        and not name.startswith("/")
        and "\\" not in name
        and (name in ("programme.toml", DATABASE) or parts[0] in _FOLDERS)
    )
