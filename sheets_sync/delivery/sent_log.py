"""A list beside the ledger of letters whose dots went out: a ledger that forgot is noticed by it.

Each letter is on the disk before its dot goes out. The list stands in the state folder and once
more outside of it, so that neither a lost state folder nor last night's copy of it hides what left.
"""

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sheets_sync.delivery.sent_log_folder import (
    Departure,
    LogFolder,
    LoggedDeparture,
    digest_of,
    digests_of_state,
)
from sheets_sync.errors import SetupError
from sheets_sync.mail.message import InvitationKey, LetterKey
from sheets_sync.settings import Settings


@dataclass(slots=True)
class SentLog:
    """The list in a folder, and its copy."""

    folder: Path
    copy: Path | None = None
    _folders: list[LogFolder] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self._folders = [LogFolder(self.folder, lasting=True)]
        if self.copy is not None:
            self._folders.append(LogFolder(self.copy, lasting=False))

    def append(self, departures: Sequence[Departure]) -> None:
        """Write some letters down, on the disk when it returns.

        Raises:
            SetupError: they could not be written; no dot must follow.
        """
        if departures:
            self._everywhere(lambda one: one.append(departures))

    def believe_ledger(self, now: dt.datetime) -> None:
        """A person has looked at what the ledger lacks: from now on only later letters prove it."""
        self._everywhere(lambda one: one.believe_ledger(now))
        self.close()

    def since_last_look(self) -> list[LoggedDeparture]:
        """The letters that left since a person last looked, each once, oldest first."""
        found: dict[str, LoggedDeparture] = {}
        for one in self._folders:
            here: list[LoggedDeparture] = []
            for line in one.lines():
                if line is None:
                    here.clear()
                else:
                    here.append(line)
            found |= {line.id: line for line in here}
        return sorted(found.values(), key=lambda line: line.at)

    def before_last_look(self) -> list[LoggedDeparture]:
        """The letters that left before a person last had to look; none where nobody ever had to."""
        found: dict[str, LoggedDeparture] = {}
        for one in self._folders:
            since: dict[str, LoggedDeparture] = {}
            for line in one.lines():
                if line is None:
                    found |= since
                    since.clear()
                else:
                    since[line.id] = line
        return [*found.values()]

    def departed(self, keys: Iterable[LetterKey]) -> frozenset[LetterKey]:
        """Which of these letters have left, or may have, by any ledger."""
        by_salt: dict[str, set[str]] = {}
        for one in self._folders:
            for salt, digests in one.digests():
                by_salt.setdefault(salt, set()).update(digests)
        return frozenset(
            key
            for key in keys
            if any(digest_of(salt, key) in digests for salt, digests in by_salt.items())
        )

    def told(self, states: Mapping[InvitationKey, str]) -> Mapping[InvitationKey, str]:
        """Of these states of sessions, those that their readers were told last, by any ledger.

        By the letter that tells one now, the id of the one that told it before.
        """
        newest = {(line.salt, line.session): line for line in self._by_age() if line.session}
        salts = {salt for salt, _ in newest}
        found: dict[InvitationKey, str] = {}
        for key, version in states.items():
            marks = {salt: digests_of_state(salt, key, version) for salt in salts}
            told = [newest[salt, one] for salt, (one, _) in marks.items() if (salt, one) in newest]
            last = max(told, key=lambda line: line.at, default=None)
            if last is not None and last.version == marks[last.salt][1]:
                found[key] = last.id
        return found

    def close(self) -> None:
        """Let go of the files."""
        for one in self._folders:
            one.close()

    def _by_age(self) -> list[LoggedDeparture]:
        return sorted(self._lines(), key=lambda line: line.at)

    def _lines(self) -> Iterator[LoggedDeparture]:
        for one in self._folders:
            yield from (line for line in one.lines() if line is not None)

    def _everywhere(self, write: Callable[[LogFolder], None]) -> None:
        try:
            write(self._folders[0])
        except OSError as error:
            raise SetupError("sent-log-unwritable", folder=self.folder) from error
        for one in self._folders[1:]:
            with suppress(OSError):  # a copy that cannot be written stops no mail
                write(one)


def is_copied(settings: Settings) -> bool:
    """Whether the list can stand outside the state folder, too."""
    copy = sent_log(settings).copy
    if copy is None or (copy.exists() and not copy.is_dir()):
        return False
    return os.access(copy if copy.is_dir() else copy.parent, os.W_OK | os.X_OK)


def sent_log(settings: Settings) -> SentLog:
    """The list of an agency; its copy stands beside what is not likely to be lost together."""
    state = settings.state
    beside = [state.parent, settings.folder]
    beside += [one.path.parent for one in settings.registries if one.path is not None]
    outside = [place for place in beside if place != state and state not in place.parents]
    name = f".{state.name}-sent"
    there = next((place for place in outside if (place / name).is_dir()), None)
    place = there or next((one for one in outside if os.access(one, os.W_OK)), None)
    return SentLog(state, None if place is None else place / name)
