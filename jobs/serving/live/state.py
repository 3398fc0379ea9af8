"""How live flags are doing: a small file in the state folder, for `status` and monitors."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, TypeAlias

import orjson

from jobs.cli.context import JobContext
from sheets_sync.files import write_file
from sheets_sync.i18n.sentences import Language, Sentences
from sheets_sync.issues.issue import Issue
from sheets_sync.settings import Settings

Waiting: TypeAlias = Literal["open-elsewhere", "quota", "failing", "synced-folder", "not-written"]
LATE = 60.0
"""Seconds after which a flag is late; the promise of live flags."""
STALE = dt.timedelta(minutes=5)
"""A file older than this says nothing of how things are now."""
_FILE = "live.json"


@dataclass(frozen=True, slots=True)
class WatchState:
    """One registry as its watch sees it."""

    registry: str
    delay_seconds: float | None = None
    """From an edit to its flag, at present; nothing while that cannot be told."""
    waits_for: Waiting | None = None
    why: str = ""
    """More about it: who has the file open, the name of the error, the cloud program."""
    said: Mapping[Language, str] = field(default_factory=dict)
    """By language, what went wrong as a sentence."""
    waits_since: str | None = None
    checked_at: str | None = None
    """When the last look was over."""
    took_seconds: float | None = None
    """How long that look took."""


class LiveState:
    """What all watches say, written down when it changes."""

    def __init__(self, settings: Settings, google: Callable[[], Mapping[str, int] | None]) -> None:
        self._path = settings.state / _FILE
        self._zone = settings.timezone
        self._google = google
        self._lock = threading.Lock()
        self._states: dict[str, WatchState] = {}
        self._written: object = None
        self._written_at = dt.datetime.min.replace(tzinfo=dt.UTC)

    def say(self, state: WatchState) -> None:
        """This is how one registry is from now on."""
        with self._lock:
            self._states[state.registry] = state

    def write(self, now: dt.datetime, *, every: dt.timedelta = dt.timedelta(minutes=1)) -> None:
        """Write it down if it changed, or if it is time to show that somebody is still there.

        Raises:
            SetupError: the folder or the disk does not let us.
        """
        with self._lock:
            said = [asdict(self._states[registry]) for registry in sorted(self._states)]
        if said == self._written and now - self._written_at < every:
            return
        about = {"at": now.isoformat(), "registries": said, "google": self._google()}
        write_file(self._path, orjson.dumps(about, option=orjson.OPT_INDENT_2))
        self._written, self._written_at = said, now

    def remove(self) -> None:
        """Nobody watches any more; a file that cannot be removed is stale soon."""
        with suppress(OSError):
            self._path.unlink()


def live_state(settings: Settings, now: dt.datetime) -> dict[str, Any] | None:
    """What the watches last wrote down; nothing where none are at work: killed ones leave it."""
    try:
        said = orjson.loads((settings.state / _FILE).read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(said, dict) or not isinstance(said.get("registries"), list):
        return None
    return None if now - dt.datetime.fromisoformat(str(said["at"])) > STALE else said


def live_issues(context: JobContext) -> Iterator[Issue]:
    """What a person should know of live flags, each with its way out."""
    said = live_state(context.settings, context.now)
    if not context.settings.schedule.live or said is None:
        return
    say = context.sentences
    for one in said["registries"]:
        facts = {"registry": one["registry"], "who": _why(one, say)}
        if one["waits_for"] in ("open-elsewhere", "failing", "synced-folder", "not-written"):
            name = str(one["waits_for"])
            yield Issue(
                "flags_waiting",
                say(f"live.waits.{name}.what", **facts),
                say(f"live.waits.{name}.way_out", **facts),
                unhealthy=name == "failing",
                facts=dict(one),
            )
        elif (one["delay_seconds"] or 0) > LATE:
            seconds = round(one["delay_seconds"])
            yield Issue(
                "flags_delayed",
                say("live.late.what", seconds=seconds, **facts),
                say("live.late.way_out", **facts),
                unhealthy=False,
                facts=dict(one),
            )


def _why(one: Mapping[str, Any], say: Sentences) -> str:
    """Who or what a registry waits for, in words."""
    why = str(one["why"] or "–")
    reason = f"flags.written.reason.{why}"
    if one["waits_for"] == "not-written" and reason in say:
        return say(reason, by="")
    return str(dict(one.get("said") or {}).get(say.language, why))
