"""What a person should know of, each with its way out: runs, holds, letters, channels."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from jobs.alarm import event_of
from jobs.context import Arguments
from sheets_sync.delivery import OPEN, SENT, LetterState
from sheets_sync.effects.desk import SETTLE
from sheets_sync.effects.holding import EVERY
from sheets_sync.effects.ticks import TICKED
from sheets_sync.letters.alarm import registry_name, what_happened
from sheets_sync.ports import Ledger
from sheets_sync.records import Answer, Hold, Letter, PastSkip, Run, RunState
from sheets_sync.ways_out import answers, way_out
from sheets_sync.wiring import read_registry_schema

LETTERS = (
    LetterState.UNCERTAIN,
    LetterState.HANDING,
    LetterState.REFUSED,
    LetterState.BOUNCED,
    LetterState.DEFERRED,
)
_UNHEALTHY = frozenset({LetterState.UNCERTAIN, LetterState.REFUSED, LetterState.BOUNCED})


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing a person should know of."""

    kind: str
    what: str
    """A sentence in the language of the terminal."""
    way_out: str
    unhealthy: bool
    facts: dict[str, object] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    """What `resolve` takes for it; a hold takes none but its code."""


def matters(arguments: Arguments, ledger: Ledger) -> list[Matter]:
    """Everything there is, the most general first."""
    return [
        *_contact(arguments),
        *_runs(arguments, ledger),
        *held(arguments, ledger),
        *_channels(arguments, ledger),
        *letters(arguments, ledger),
        *_ticked(arguments, ledger),
    ]


def held(arguments: Arguments, ledger: Ledger) -> Iterator[Matter]:
    """Every hold, with the number of mails that wait for it today."""
    say, schema = arguments.sentences, read_registry_schema(arguments.settings)
    waiting = Counter(skip.detail.rpartition(" ")[2] for skip in skipped_today(arguments, ledger))
    for hold in _of_registries(arguments, ledger):
        event = event_of(hold, say.language, schema)
        what = what_happened(event, say, arguments.settings.timezone)
        registry = registry_name(hold.registry, say)
        since = hold.opened_at.astimezone(arguments.settings.timezone)
        person = "person" if hold.kind == "address-changed" else "mail"
        yield Matter(
            "hold",
            say(f"jobs.status.hold_{person}", registry=registry, what=what, since=since),
            f"{say(f'letters.alarm.{_known(hold, arguments)}.wrong')} "
            f"{say('letters.alarm.confirm', code=hold.code)}",
            unhealthy=True,
            facts={
                "registry": hold.registry,
                "hold": hold.kind,
                "subject": hold.subject,
                "code": hold.code,
                "since": since.isoformat(),
                "waiting": waiting[hold.code],
            },
        )


def letters(arguments: Arguments, ledger: Ledger) -> Iterator[Matter]:
    """Every letter that did not go its straight way."""
    pauses = ledger.channels.waiting(now=arguments.now).values()
    rest = max((pause.until for pause in pauses), default=None)
    for letter in ledger.letters.standing(states=LETTERS):
        if _concerns(arguments, letter):
            yield _letter(arguments, letter, f"letter_{letter.state}", way_out(letter), rest)


def skipped_today(arguments: Arguments, ledger: Ledger) -> list[PastSkip]:
    """The letters that were not sent today, each once, with the newest reason."""
    midnight = arguments.now.replace(hour=0, minute=0, second=0, microsecond=0)
    newest = {skip.letter: skip for skip in ledger.runs.skips(since=midnight)}
    gone = {letter.id for letter in ledger.letters.standing(states=SENT, since=midnight)}
    return [
        skip
        for skip in newest.values()
        if skip.reason != "already-sent" and skip.letter not in gone
    ]


def _contact(arguments: Arguments) -> Iterator[Matter]:
    if arguments.settings.agency.contact is None:
        say = arguments.sentences
        what, way = say("jobs.status.no_contact"), say("jobs.ways.no_contact")
        yield Matter("no_contact", what, way, unhealthy=False)


def _runs(arguments: Arguments, ledger: Ledger) -> Iterator[Matter]:
    for run in newest_runs(arguments, ledger):
        left = json.loads(run.summary or "{}").get("left", 0)
        if run.state is RunState.FAILED:
            kind = "run_unfinished" if left else "run_failed"
            yield _run(arguments, run, kind, left=left, unhealthy=not left)
        elif run.job == "check" and _is_old(run, arguments):
            yield _run(arguments, run, "run_old", left=0, unhealthy=True)
    for run in ledger.runs.slots(EVERY, "remind").values():
        if run.state is RunState.RUNNING and run.lease_until and run.lease_until < arguments.now:
            yield _run(arguments, run, "run_lost", left=0, unhealthy=False)


def newest_runs(arguments: Arguments, ledger: Ledger) -> list[Run]:
    """The newest finished run of every job, of the registries asked for."""
    wanted = {EVERY, *(registry.id for registry in arguments.registries)}
    return [run for run in ledger.runs.newest() if run.registry in wanted]


def _is_old(run: Run, arguments: Arguments) -> bool:
    limit = dt.timedelta(hours=arguments.settings.schedule.alarm_hours)
    return run.finished_at is not None and run.finished_at < arguments.now - limit


def _run(arguments: Arguments, run: Run, kind: str, *, left: int, unhealthy: bool) -> Matter:
    say = arguments.sentences
    what = say(
        f"jobs.status.{kind}",
        registry=registry_name(run.registry, say),
        job=say(f"jobs.names.{run.job}"),
        slot=run.slot,
        left=left,
        hours=arguments.settings.schedule.alarm_hours,
    )
    facts: dict[str, object] = {"registry": run.registry, "job": run.job, "slot": run.slot}
    return Matter(kind, what, say(f"jobs.ways.{kind}"), unhealthy=unhealthy, facts=facts)


def _channels(arguments: Arguments, ledger: Ledger) -> Iterator[Matter]:
    say = arguments.sentences
    for name, pause in ledger.channels.waiting(now=arguments.now).items():
        until = pause.until.astimezone(arguments.settings.timezone)
        facts: dict[str, object] = {"channel": name, "until": until.isoformat(), "why": pause.why}
        what = say("jobs.status.channel_paused", channel=name, until=until, why=pause.why)
        way = say("jobs.ways.channel_paused")
        yield Matter("channel_paused", what, way, unhealthy=True, facts=facts)


def _ticked(arguments: Arguments, ledger: Ledger) -> Iterator[Matter]:
    """Letters that staff hold in the outbox tab."""
    for skip in skipped_today(arguments, ledger):
        letter = ledger.letters.get(skip.letter)
        is_held = (skip.reason, skip.detail) == ("held", TICKED)
        if is_held and letter and letter.state in OPEN and _concerns(arguments, letter):
            yield _letter(arguments, letter, "letter_held", "untick")


def _letter(
    arguments: Arguments, letter: Letter, kind: str, way: str, rest: dt.datetime | None = None
) -> Matter:
    say, zone = arguments.sentences, arguments.settings.timezone
    short = letter.id[:8]
    said = _said(letter)
    at = _next_at(letter, rest)
    at = at and at.astimezone(zone)
    possible = answers(letter) if kind != "letter_held" else ("drop",)
    about = {"id": short, "to": letter.recipient or "–", "subject": letter.subject or "–"}
    ways = [say(f"jobs.ways.{way}", at=at or "–")]
    if possible:
        told = tuple(f"{answer} ({say(f'jobs.answers.{answer}')})" for answer in possible)
        ways.append(say("jobs.ways.resolve", id=short, answers=told))
    return Matter(
        kind,
        say(f"jobs.status.{kind}", reply=said or "–", **about),
        " ".join(ways),
        unhealthy=letter.state in _UNHEALTHY,
        facts={**about, "state": letter.state.value, "reply": said, "way": way},
        answers=possible,
    )


def _next_at(letter: Letter, rest: dt.datetime | None) -> dt.datetime | None:
    """When the service turns to a letter again: no earlier than its channel works."""
    if letter.state is LetterState.HANDING and letter.next_at is None and letter.handing_at:
        return letter.handing_at + SETTLE
    if letter.state is LetterState.DEFERRED and letter.next_at and rest:
        return max(letter.next_at, rest)
    return letter.next_at


def _said(letter: Letter) -> str:
    """The server's answer, whose text often begins with the enhanced code."""
    told = letter.reply.startswith(letter.enhanced)
    enhanced = "" if told else letter.enhanced
    return " ".join(filter(None, (str(letter.code or ""), enhanced, letter.reply)))


def _of_registries(arguments: Arguments, ledger: Ledger) -> list[Hold]:
    wanted = {EVERY, *(registry.id for registry in arguments.registries)}
    return [hold for hold in ledger.holds.waiting() if hold.registry in wanted]


def _concerns(arguments: Arguments, letter: Letter) -> bool:
    wanted = {registry.id for registry in arguments.registries}
    return not letter.registries or not wanted.isdisjoint(letter.registries)


def _known(hold: Hold, arguments: Arguments) -> str:
    return hold.kind if f"letters.alarm.{hold.kind}" in arguments.sentences else "other"
