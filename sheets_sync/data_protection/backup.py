"""A backup: a folder with the ledger, the state, and what the agency configured.

Workbooks are not in it: they are the agency's own, and have copies of their own. Neither are
passwords and keys, nor what can be fetched or made again.
"""

import datetime as dt
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sheets_sync.errors import SetupError
from sheets_sync.files import named, write_file
from sheets_sync.regular_files import read_own_json
from sheets_sync.settings import Settings

MANIFEST = "backup.json"
FORMAT = 1
PREFIX = "cop-steward-"
_MADE_AGAIN = frozenset({"google", "preview"})
"""Parts of the state folder that hold nothing but copies of something else."""
OF_THE_MOMENT = frozenset({"serve.json", "live.json", "told-today.json"})
"""Files of the state folder that say what goes on just now: elsewhere, or later, they mislead."""


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """One backup that is there."""

    path: Path
    made_at: dt.datetime
    version: str
    ledger: Mapping[str, str]
    """What is to be known of the ledger's copy."""


def back_up(
    settings: Settings,
    folder: Path,
    copy_ledger: Callable[[Path], dict[str, str]],
    *,
    version: str,
    now: dt.datetime,
) -> KeptBackup:
    """Make a backup in `folder`; it is there whole or not at all.

    Raises:
        SetupError: the folder cannot be written, or there is no ledger yet.
    """
    name = f"{PREFIX}{now:%Y-%m-%dT%H%M%S}"
    target, part = folder / name, folder / f".{name}.part"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in folder.glob(f".{PREFIX}*.part"):  # of a process that was killed
            shutil.rmtree(left)
        part.mkdir(mode=0o700)
        ledger = copy_ledger(part)
        for place, source in _configured(settings):
            _copy(source, part, Path("config") / place)
        for source in _state(settings):
            _copy(source, part, "state" / source.relative_to(settings.state))
        manifest = {
            "format": FORMAT,
            "made_at": now.isoformat(),
            "version": version,
            "ledger": ledger,
        }
        write_file(part / MANIFEST, json.dumps(manifest).encode(), private=True)
        part.rename(target)
    except PermissionError as error:
        raise SetupError("file-not-writable", path=error.filename or folder) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return KeptBackup(target, now, version, ledger)


def backups_in(folder: Path) -> list[KeptBackup]:
    """The whole backups of a folder, the newest first."""
    found = (read_backup(path) for path in folder.glob(f"{PREFIX}*") if (path / MANIFEST).exists())
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def read_backup(path: Path) -> KeptBackup:
    """What a backup says of itself. Raises `SetupError` where it is none, or a newer one."""
    try:
        told = read_own_json(path / MANIFEST)
        made_at = dt.datetime.fromisoformat(told["made_at"])
        ledger = {str(key): str(value) for key, value in told["ledger"].items()}
        newer = int(told["format"]) > FORMAT
        version = str(told["version"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SetupError("no-backup", path=path) from error
    if newer:
        raise SetupError("backup-newer", path=path, version=version)
    return KeptBackup(path, made_at, version, ledger)


def drop_old(folder: Path, keep: int) -> list[Path]:
    """Remove all but the newest; what was removed."""
    gone = [backup.path for backup in backups_in(folder)[keep:]]
    for path in gone:
        shutil.rmtree(path)
    return gone


def _configured(settings: Settings) -> Iterator[tuple[str, Path]]:
    """The config file and the agency's own schema and wording, under the name to find them by."""
    for path in (settings.source, settings.schema):
        if path is not None and path.is_file():
            yield path.name, path
    if settings.templates is not None:
        for path in sorted(settings.templates.rglob("*")):
            if path.is_file():
                yield f"templates/{path.relative_to(settings.templates)}", path


def _state(settings: Settings) -> Iterator[Path]:
    if not settings.state.is_dir():
        return
    mail, monitoring = settings.mail, settings.monitoring
    left = {mail.password_file, mail.token_file, monitoring.metrics_file}
    skipped = {settings.backup.folder, settings.mail.outbox, settings.reports.folder}
    for path in sorted(settings.state.rglob("*")):
        inside = path.relative_to(settings.state)
        if (
            path.is_file()
            and not path.is_symlink()
            and inside.parts[0] not in _MADE_AGAIN
            and not path.name.startswith(("ledger.db", "."))
            and path.suffix not in {".lock", ".log"}
            and path.name not in OF_THE_MOMENT
            and path not in left
            and not any(path.is_relative_to(folder) for folder in skipped)
        ):
            yield path


def _copy(source: Path, into: Path, place: Path) -> None:
    for folder in reversed(place.parents):
        (into / folder).mkdir(mode=0o700, exist_ok=True)
    target = into / place
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with named(target), os.fdopen(handle, "wb") as file, source.open("rb") as original:
        shutil.copyfileobj(original, file)
        os.fsync(file.fileno())
