"""What a call that cron mails has told today: the same once a day is enough.

The memory is a small file in the state folder. Where it cannot be kept everything is told.
"""

import datetime as dt
import hashlib
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import orjson

from jobs.cli.console import Console
from jobs.cli.context import JobContext
from sheets_sync.errors import StewardError
from sheets_sync.files import write_file
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.settings import CONFIG

_FILE = "told-today.json"
_COUNTED = (dt.date, dt.time, dt.timedelta, int)
"""Facts that move while a trouble stays the same: until when, how many."""


class ToldToday:
    """What was told on one day, by whichever call."""

    def __init__(self, folder: Path, day: dt.date) -> None:
        self._path, self._day = folder / _FILE, day.isoformat()

    def is_news(self, *told: object) -> bool:
        """Whether this was not told yet today; from now on it was."""
        mark = hashlib.sha256(repr(told).encode()).hexdigest()[:16]
        before = self._before()
        if mark in before:
            return False
        about = {"day": self._day, "told": [*before, mark]}
        with suppress(StewardError):  # then it is told again
            write_file(self._path, orjson.dumps(about), private=True)
        return True

    def _before(self) -> list[str]:
        try:
            kept = orjson.loads(self._path.read_bytes())
        except (OSError, ValueError):
            return []
        is_ours = isinstance(kept, dict) and kept.get("day") == self._day
        told = kept.get("told") if is_ours else None
        return [one for one in told if isinstance(one, str)] if isinstance(told, list) else []


class OnceADay(Console):
    """Says each thing once a day, whichever of the day's calls would say it."""

    def __init__(
        self,
        stdout: TextIO,
        stderr: TextIO,
        sentences: Sentences,
        memory: ToldToday,
        *,
        json: bool = False,
        quiet: bool = False,
    ) -> None:
        super().__init__(stdout, stderr, sentences, json=json, brief=True, quiet=quiet)
        self._memory = memory

    def summary(self, text: str, **_facts: object) -> None:
        """One line, the first time."""
        if self._memory.is_news("summary", text):
            super().summary(text)

    def urgent(self, text: str) -> None:
        """What is wrong, the first time."""
        if not self.quiet or self._memory.is_news("urgent", text):
            super().urgent(text)

    def failure(self, error: StewardError, say: Sentences, registry: str = "") -> None:
        """A trouble, the first time; until when it lasts or how many it concerns is no other."""
        if self._memory.is_news("failure", registry, *_what(error)):
            super().failure(error, say, registry)
            super().note(say("command_line.words.once_a_day"))


def once_a_day(context: JobContext) -> OnceADay:
    """The console of a call that nobody reads as it goes; it needs no settings that are right."""
    try:
        folder, day = context.settings.state, context.today
    except StewardError:
        config = context.config or Path(CONFIG)
        folder, day = config.absolute().parent / "state", dt.datetime.now().astimezone().date()
    memory = ToldToday(folder, day)
    say, quiet = Sentences(context.language), context.console.quiet
    return OnceADay(sys.stdout, sys.stderr, say, memory, json=context.json, quiet=quiet)


def _what(error: BaseException | None) -> Iterator[object]:
    """What tells one trouble from another."""
    while isinstance(error, StewardError):
        steady = {name: one for name, one in error.facts.items() if not isinstance(one, _COUNTED)}
        yield error.name, sorted((name, str(one)) for name, one in steady.items())
        error = error.__cause__
