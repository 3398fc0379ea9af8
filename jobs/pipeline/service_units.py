"""What systemd or cron need to know to run this folder: program, user, folders that are written.

The files themselves are templates in `templates/shared/service/`.
"""

import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.i18n.templates import environment, render
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
    """The unit files for this folder; without a user those of the person's own systemd."""
    facts = {
        "user": user,
        "folder": escaped(str(settings.folder)),
        "config": quoted(str(settings.source or CONFIG)),
        "command": " ".join(quoted(word) for word in program()),
        "written": [quoted(str(path)) for path in written_folders(settings)],
        "target": "multi-user.target" if user else "default.target",
    }
    pages = environment(sentences)
    if timer:
        return [
            Unit(f"{name}.service", render(pages, "service/run.unit", facts)),
            Unit(f"{name}.timer", render(pages, "service/timer.unit", facts)),
        ]
    return [Unit(f"{name}.service", render(pages, "service/service.unit", facts))]


def cron_line(settings: Settings) -> str:
    """The line for a crontab; `%` ends a command there."""
    typed = [*program(), "run", "--config", str(settings.source or CONFIG)]
    line = f"{EVERY} cd {shlex.quote(str(settings.folder))} && {shlex.join(typed)}"
    return line.replace("%", r"\%")


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
    yield settings.state
    yield settings.mail.outbox
    yield settings.reports.folder
    for registry in settings.registries:
        for path in (registry.path, *(one.path for one in registry.elsewhere if one.write)):
            if path is not None:
                yield path.parent
    url = urlsplit(settings.ledger.url)
    if url.scheme == "sqlite":
        yield (settings.folder / url.path.removeprefix("/")).parent


def quoted(word: str) -> str:
    """One word of a unit file's command line."""
    inside = escaped(word).replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{inside}"' if inside != word or " " in word else word


def escaped(text: str) -> str:
    """Text that systemd takes as it is: `%` begins a specifier."""
    return text.replace("%", "%%")
