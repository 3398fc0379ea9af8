"""The log: what the service did, as lines for people or as JSON lines for programs.

Everything that is written passes `note`: an event's name, plain facts (numbers, names of jobs and
registries, codes), and a sentence where people are to read it. People are never among the facts,
and what slips into one is redacted.
"""

import datetime as dt
import json
import logging
import math
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal, TextIO, TypeAlias

from sheets_sync.redaction import redacted

Format: TypeAlias = Literal["auto", "text", "json"]

_LOG = logging.getLogger("cop_steward")
_LOG.setLevel(logging.INFO)
_LOG.propagate = False
_LOG.addHandler(logging.NullHandler())


def note(event: str, *, level: int = logging.INFO, said: str = "", **facts: object) -> None:
    """Write one event down; nothing happens where no log is kept.

    `said` is the event as a sentence, for whoever reads along.
    """
    plain = {name: _plain(fact) for name, fact in facts.items()}
    _LOG.log(level, event, extra={"facts": plain, "said": " ".join(said.split())})


def warn(event: str, *, said: str = "", **facts: object) -> None:
    """Write down one event that somebody should look at."""
    note(event, level=logging.WARNING, said=said, **facts)


@contextmanager
def kept(
    *,
    run: str,
    command: str,
    file: Path | None,
    days: int,
    form: Format,
    stderr: TextIO | None,
    zone: dt.tzinfo | None = None,
) -> Iterator[None]:
    """Keep a log while this lasts.

    Args:
        run: the id of this process's work, in every line.
        command: what was typed, in every line.
        file: the log's name; each day has one of its own (`service-2026-11-30.log`).
        days: for how many days files are kept.
        form: `auto` writes for people on a terminal, and JSON lines everywhere else.
        stderr: where lines go that no file takes; a terminal shows what is said to people all the
            same. Nothing is written without one.
        zone: the time zone that times are in; the machine's where there is none.
    """
    handlers: list[logging.Handler] = []
    people, programs = Lines(run, command, zone), JsonLines(run, command, zone)
    if file is not None:
        handlers.append(DailyFile(file, days, zone))
        handlers[0].setFormatter(people if form == "text" else programs)
    terminal = stderr is not None and stderr.isatty()
    if terminal or (file is None and stderr is not None):
        beside = logging.StreamHandler(stderr)
        read_along = terminal and (form == "auto" or file is not None)
        beside.setFormatter(people if read_along or form == "text" else programs)
        if read_along:
            beside.addFilter(_is_for_people)
        handlers.append(beside)
    for handler in handlers:
        _LOG.addHandler(handler)
    try:
        yield
    finally:
        for handler in handlers:
            _LOG.removeHandler(handler)
            handler.close()


def _is_for_people(record: logging.LogRecord) -> bool:
    """Whether whoever looks at a terminal wants to see it."""
    return bool(_said(record)) or record.levelno > logging.INFO


class JsonLines(logging.Formatter):
    """One JSON object a line: `at`, `level`, `event`, `run`, `command`, the facts, then `said`."""

    def __init__(self, run: str, command: str, zone: dt.tzinfo | None = None) -> None:
        super().__init__()
        self._always = {"run": run, "command": command}
        self._zone = zone

    def format(self, record: logging.LogRecord) -> str:
        """The line, without people and without a value that JSON has no word for."""
        head = {
            "at": _moment(record, self._zone).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        line = {**head, **self._always, **_facts(record)}
        if said := _said(record):
            line["said"] = said
        return redacted(json.dumps(line, ensure_ascii=False, allow_nan=False))


class Lines(logging.Formatter):
    """One line for people: when, and what was said, or else the event and its facts."""

    def __init__(self, run: str, command: str, zone: dt.tzinfo | None = None) -> None:
        super().__init__()
        self._of = f"{command}[{run}]"
        self._zone = zone

    def format(self, record: logging.LogRecord) -> str:
        """The line, without people."""
        return redacted(f"{_moment(record, self._zone):%Y-%m-%d %H:%M:%S} {self._told(record)}")

    def _told(self, record: logging.LogRecord) -> str:
        if said := _said(record):
            return said
        facts = " ".join(f"{name}={fact}" for name, fact in _facts(record).items())
        level = "" if record.levelno == logging.INFO else f"{record.levelname} "
        return f"{self._of} {level}{record.getMessage()} {facts}".rstrip()


class DailyFile(logging.Handler):
    """A file for each day that only its owner reads; old ones are removed.

    Every line is one write at the end of the file, so that several processes may share it.
    """

    def __init__(self, path: Path, days: int, zone: dt.tzinfo | None = None) -> None:
        super().__init__()
        self._path, self._days, self._zone = path, days, zone
        self._pruned: dt.date | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line; a disk that is full never stops the work."""
        with suppress(OSError):
            today = _moment(record, self._zone).date()
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            line = self.format(record) + "\n"
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
            handle = os.open(self._of(today), flags, 0o600)
            try:
                os.write(handle, line.encode("utf-8", "backslashreplace"))
            finally:
                os.close(handle)
            if self._pruned != today:
                self._pruned = today
                self._prune(today)

    def _of(self, day: dt.date) -> Path:
        return self._path.with_name(f"{self._path.stem}-{day.isoformat()}{self._path.suffix}")

    def _prune(self, today: dt.date) -> None:
        for path in log_files(self._path):
            day = dt.date.fromisoformat(path.stem[-10:])
            if day <= today - dt.timedelta(days=self._days):
                path.unlink(missing_ok=True)


def log_files(path: Path) -> list[Path]:
    """The files of a log, the oldest first."""
    day = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
    return sorted(path.parent.glob(f"{path.stem}-{day}{path.suffix}"))


def _moment(record: logging.LogRecord, zone: dt.tzinfo | None) -> dt.datetime:
    return dt.datetime.fromtimestamp(record.created, dt.UTC).astimezone(zone)


def _facts(record: logging.LogRecord) -> dict[str, object]:
    return getattr(record, "facts", {})


def _said(record: logging.LogRecord) -> str:
    return getattr(record, "said", "")


def _plain(fact: object) -> object:
    """A fact as every reader of JSON takes it: NaN is none, a number of numpy's is a number."""
    match fact:
        case None | bool() | str():
            return fact
        case int():
            return int(fact)
        case float():
            return float(fact) if math.isfinite(fact) else None
        case dt.datetime() | dt.date() | dt.time():
            return fact.isoformat()
    item = getattr(fact, "item", None)
    return _plain(item()) if callable(item) else str(fact)
