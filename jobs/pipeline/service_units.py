"""What systemd or cron need to know to run this folder: program, user, folders that are written.

The files themselves are templates in `templates/shared/service/`.
"""

import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sheets_sync.errors import SetupError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.i18n.templates import environment, render
from sheets_sync.issues.host_folders import own_folders
from sheets_sync.service_credentials import is_credential
from sheets_sync.settings import CONFIG, Settings

EVERY = "*/15 * * * *"
"""How often cron calls `run`: the jobs keep their own times."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit file."""

    name: str
    text: str


def units(
    settings: Settings, name: str, user: str, sentences: Sentences, *, timer: bool
) -> list[Unit]:
    """The unit files for this folder; without a user those of the person's own systemd.

    Raises:
        SetupError: a timer for a fleet, whose workers never end.
    """
    if timer:
        _refuse_fleet(settings)
    secrets = secret_files(settings, name, system=bool(user))
    facts = {
        "user": user,
        "folder": escaped(str(settings.folder)),
        "config": quoted(str(settings.source or CONFIG)),
        "command": " ".join(quoted(word) for word in program()),
        "written": [quoted(str(path)) for path in written_folders(settings)],
        "credentials": [f"{path.name}:{escaped(str(path))}" for path in secrets],
        "target": "multi-user.target" if user else "default.target",
        "fleet": settings.fleet.enabled,
        "variable": settings.ledger.url_env,
        "environment_file": escaped(str(database_file(settings))),
        "secret_variables": secret_variables(settings),
        "secrets_file": escaped(str(secrets_file(settings))),
    }
    pages = environment(sentences)
    if timer:
        return [
            Unit(f"{name}.service", render(pages, "service/run.unit", facts)),
            Unit(f"{name}.timer", render(pages, "service/timer.unit", facts)),
        ]
    return [Unit(f"{name}.service", render(pages, "service/service.unit", facts))]


def cron_line(settings: Settings) -> str:
    """The line for a crontab, which mails errors only; `%` ends a command there.

    Raises:
        SetupError: for a fleet, whose workers never end.
    """
    _refuse_fleet(settings)
    typed = [*program(), "run", "--quiet", "--config", str(settings.source or CONFIG)]
    line = f"{EVERY} cd {shlex.quote(str(settings.folder))} && {shlex.join(typed)}"
    return line.replace("%", r"\%")


def _refuse_fleet(settings: Settings) -> None:
    """Nothing is called from time to time that works all the time."""
    if settings.fleet.enabled:
        raise SetupError("timer-in-fleet")


def database_file(settings: Settings) -> Path:
    """Where a unit finds the address of the database that an environment variable is to hold."""
    return settings.folder / "database.env"


def secret_variables(settings: Settings) -> tuple[str, ...]:
    """The environment variables that the settings take a password or key from."""
    named = (settings.mail.password_env, settings.hooks.secret_env)
    return tuple(one for one in named if one is not None)


def secrets_file(settings: Settings) -> Path:
    """Where a unit finds those variables."""
    return settings.folder / "secrets.env"


def program() -> list[str]:
    """How this very installation is called."""
    beside = Path(sys.executable).with_name("cop-steward")
    return [str(beside)] if beside.exists() else [sys.executable, "-m", "jobs"]


def written_folders(settings: Settings) -> list[Path]:
    """Every folder something is written to, none inside another."""
    found = sorted({path.resolve() for path in _written(settings)})
    return [
        path for path in found if not any(path != one and path.is_relative_to(one) for one in found)
    ]


def _written(settings: Settings) -> Iterator[Path]:
    yield settings.folder
    yield from own_folders(settings).values()
    if settings.mail.token_file is not None and not is_credential(settings.mail.token_file):
        yield settings.mail.token_file.parent
    for registry in settings.registries:
        for path in (registry.path, *(one.path for one in registry.elsewhere if one.write)):
            if path is not None:
                yield path.parent
    url = urlsplit(settings.ledger.url)
    if url.scheme == "sqlite":
        yield (settings.folder / url.path.removeprefix("/")).parent


def secret_files(settings: Settings, name: str, *, system: bool) -> list[Path]:
    """Where systemd finds what the settings want of it as `credential:…`, one file for each."""
    folder = Path("/etc") if system else Path("~/.config").expanduser()
    wanted = {path.name for path in _paths(settings) if is_credential(path)}
    return [folder / name / one for one in sorted(wanted)]


def _paths(value: object) -> Iterator[Path]:
    """Every path that the settings name."""
    match value:
        case Path():
            yield value
        case tuple():
            for one in value:
                yield from _paths(one)
        case _ if is_dataclass(value):
            for field in fields(value):
                yield from _paths(getattr(value, field.name))


def quoted(word: str) -> str:
    """One word of a unit file's command line."""
    inside = escaped(word).replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{inside}"' if inside != word or " " in word else word


def escaped(text: str) -> str:
    """Text that systemd takes as it is: `%` begins a specifier."""
    return text.replace("%", "%%")
