"""How what was told is kept in a run's summary and recalled from it."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from sheets_sync.mail.ledger_records import Letter, Run
from sheets_sync.mail.message import LetterKey
from sheets_sync.planning.reminders.items import STAGES, ReminderPlan
from sheets_sync.planning.reminders.mail_history import Told

DIGEST = "digest"


def contents(plan: ReminderPlan, identify: Callable[[LetterKey], str]) -> str:
    """What every letter of a plan tells, as JSON, without naming anybody."""
    letters = {
        identify(digest.key): [
            [item.identity, item.stage, item.version, item.copy] for item in digest.items
        ]
        for digest in plan.digests
    }
    return json.dumps({"letters": letters}, separators=(",", ":"))


def told_before(day: dt.date, letters: Iterable[Letter], runs: Iterable[Run]) -> tuple[Told, ...]:
    """What was told on earlier days in letters that went out, or may have."""
    told_by = {run.id: _letters_of(run) for run in runs}
    return tuple(
        Told(letter.recipient or "", sent_on, identity, stage, version, copy)
        for letter in letters
        if (sent_on := _day(letter)) is not None and sent_on < day
        for identity, stage, version, copy in told_by.get(letter.run, {}).get(letter.id, ())
        if stage in STAGES
    )


def mails_this_month(day: dt.date, letters: Iterable[Letter]) -> Mapping[str, int]:
    """By address, the digests of the day's month before that day."""
    first = day.replace(day=1)
    return Counter(
        letter.recipient
        for letter in letters
        if letter.recipient and (sent_on := _day(letter)) is not None and first <= sent_on < day
    )


def last_run(day: dt.date, runs: Iterable[Run]) -> dt.date | None:
    """The last day before that one on which reminders were planned to be sent."""
    days = (dt.date.fromisoformat(run.slot.partition("#")[0]) for run in runs)
    return max((one for one in days if one < day), default=None)


def _day(letter: Letter) -> dt.date | None:
    return dt.date.fromisoformat(letter.slot) if letter.kind == DIGEST else None


def _letters_of(run: Run) -> Mapping[str, list[tuple[str, str, str, bool]]]:
    return json.loads(run.summary).get("letters", {}) if run.summary else {}
