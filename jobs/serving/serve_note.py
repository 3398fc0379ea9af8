"""Which process serves, and since when its settings hold: a small file in the state folder.

`status` reads it where the config file cannot be used, and nobody can tell where the ledger is.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import orjson

from jobs.cli.context import JobContext
from sheets_sync.delivery.worker import is_gone
from sheets_sync.errors import StewardError
from sheets_sync.files import write_file
from sheets_sync.issues.issue import Issue
from sheets_sync.scheduling.job_states import ServeState
from sheets_sync.scheduling.leadership import TTL
from sheets_sync.settings import Settings

_FILE = "serve.json"


@dataclass(frozen=True, slots=True)
class ServeNote:
    """A scheduler that is at work."""

    holder: str
    """Its computer and process."""
    since: dt.datetime
    """When the settings that it goes by came into force."""


def leave_serve_note(settings: Settings, note: ServeNote) -> None:
    """From now on it goes by these settings."""
    about = {"holder": note.holder, "since": note.since.isoformat()}
    with suppress(StewardError):  # it only helps whoever looks
        write_file(settings.state / _FILE, orjson.dumps(about), private=True)


def renew_serve_note(settings: Settings) -> None:
    """It still is at work; the file's own time tells so."""
    with suppress(OSError):
        (settings.state / _FILE).touch()


def remove_serve_note(settings: Settings) -> None:
    """It is at work no more."""
    with suppress(OSError):
        (settings.state / _FILE).unlink(missing_ok=True)


def serve_issues(context: JobContext, serve: ServeState | None) -> Iterator[Issue]:
    """That a scheduler fell here and none has taken its place: in order, it leaves no note."""
    path = context.settings.state / _FILE
    if context.looking or serve is None or serve.is_at_work(context.now):
        return
    try:
        seen = dt.datetime.fromtimestamp(path.stat().st_mtime, context.settings.timezone)
    except OSError:
        return
    say, words = context.sentences, {"holder": serve.holder, "seen": seen, "path": path}
    yield Issue(
        "serve_fell",
        say("jobs.status.serve_fell", **words),
        say("jobs.ways.serve_fell", **words),
        unhealthy=True,
        facts={"holder": serve.holder, "seen": seen.isoformat(timespec="seconds")},
    )


def serve_note_beside(config: Path) -> ServeNote | None:
    """Who serves by this config file, as far as its folder tells; nothing where nobody does."""
    path = config.absolute().parent / "state" / _FILE
    try:
        said = orjson.loads(path.read_bytes())
        renewed = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
        note = ServeNote(str(said["holder"]), dt.datetime.fromisoformat(said["since"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None
    is_late = dt.datetime.now(dt.UTC) > renewed + TTL
    return None if is_late or is_gone(note.holder) else note
