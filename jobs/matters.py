"""What a person should know of, each with its way out: the machine, runs, holds, channels."""

from collections import Counter
from collections.abc import Iterator

from jobs.context import Arguments
from jobs.doctoring import machine
from jobs.events import event_of, is_due
from jobs.matter import Matter, urgent_first
from jobs.terminal.channel import cause_of, said_there, why_it_rests
from jobs.waiting_letters import letters, skipped_today
from jobs.waiting_runs import runs, still_open
from sheets_sync.effects.holding import CHANGED, EVERY, RETURNS
from sheets_sync.effects.marking import kept_mark
from sheets_sync.plans.guard import clock_behind, restored
from sheets_sync.ports import Ledger
from sheets_sync.records import Hold
from sheets_sync.wiring import read_registry_schema
from sheets_sync.words.events import (
    Event,
    how_to_confirm,
    registry_name,
    what_happened,
    what_is_wrong,
)

_FORMS = {CHANGED: "hold_person", RETURNS: "hold_returns"}
"""What is held, where that is not all mail of a registry."""
SCARCE = 50
"""Megabytes of free disk below which the next run may not be able to write anything down."""


def matters(arguments: Arguments, ledger: Ledger) -> list[Matter]:
    """Everything there is: what is wrong first, and of that the most general."""
    return urgent_first(
        [
            *folders(arguments),
            *_dangers(arguments, ledger),
            *held(arguments, ledger),
            *channels(arguments, ledger),
            *runs(arguments, ledger),
            *_letters(arguments, ledger),
            *_contact(arguments),
            *_unreachable(arguments, ledger),
        ]
    )


def folders(arguments: Arguments) -> Iterator[Matter]:
    """Folders that no run could write to, and a disk without room."""
    say = arguments.sentences
    for seen in machine.folders(arguments.settings):
        room = seen.facts.get("megabytes", 0)
        if seen.state == "bad" and isinstance(room, int) and room < SCARCE:
            name = f"doctor.{seen.name}"
            told = {key: str(fact) for key, fact in seen.facts.items()}
            what, way = say(f"{name}.bad", **told), say(f"{name}.hint", **told)
            facts: dict[str, object] = {key: told[key] for key in told if key != "kind"}
            yield Matter(seen.name, what, way, unhealthy=True, facts=facts)


def _dangers(arguments: Arguments, ledger: Ledger) -> Iterator[Matter]:
    """What the next run would hold all mail for, if nothing holds it yet."""
    if arguments.looking:
        return
    say, mark = arguments.sentences, ledger.mark()
    waiting = {hold.kind for hold in ledger.holds.standing(EVERY)}
    seen = (
        restored(mark, kept_mark(arguments.settings)),
        clock_behind(arguments.now, mark.newest),
    )
    for alarm in seen:
        if alarm is not None and alarm.danger not in waiting:
            event = Event(alarm.danger, EVERY, "", facts=alarm.facts)
            what = say(
                "jobs.status.danger",
                why=say(f"letters.held.{alarm.danger}"),
                what=what_happened(event, say, arguments.settings.timezone),
            )
            way = f"{what_is_wrong(event, say)} {say('jobs.ways.danger')}"
            yield Matter(alarm.danger, what, way, unhealthy=True, facts=dict(alarm.facts))


def held(arguments: Arguments, ledger: Ledger) -> Iterator[Matter]:
    """Every hold, with the number of mails that wait for it today."""
    holds = _of_registries(arguments, ledger)
    if not holds:
        return
    say, schema = arguments.sentences, read_registry_schema(arguments.settings)
    waiting = Counter(skip.detail.rpartition(" ")[2] for skip in skipped_today(arguments, ledger))
    for hold in sorted(holds, key=lambda hold: hold.kind):
        event = event_of(hold, say.language, schema)
        what = what_happened(event, say, arguments.settings.timezone)
        registry = registry_name(hold.registry, say)
        since = hold.opened_at.astimezone(arguments.settings.timezone)
        form = _FORMS.get(hold.kind, "hold_every" if hold.registry == EVERY else "hold_mail")
        to_mend = what_is_wrong(event, say)
        of_all = how_to_confirm(Event(hold.kind, EVERY, say("jobs.ways.code")), say)
        yield Matter(
            "hold",
            say(f"jobs.status.{form}", registry=registry, what=what, since=since),
            f"{to_mend} {how_to_confirm(event, say)}",
            unhealthy=True,
            facts={
                "registry": hold.registry,
                "hold": hold.kind,
                "subject": hold.subject,
                "event": what,
                "code": hold.code,
                "since": since.isoformat(),
                "waiting": waiting[hold.code],
            },
            item=hold.code,
            line=say("jobs.status.hold_line", what=what, since=since, code=hold.code),
            way_out_of_all=f"{to_mend} {of_all}",
        )


def _letters(arguments: Arguments, ledger: Ledger) -> Iterator[Matter]:
    """Letters astray, without those that wait for nothing but a channel told of already."""
    pauses = ledger.channels.waiting(now=arguments.now).values()
    causes = {said_there(pause, arguments.sentences) for pause in pauses}
    for one in letters(arguments, ledger):
        if one.kind != "letter_deferred" or one.facts["reply"] not in causes:
            yield one


def _contact(arguments: Arguments) -> Iterator[Matter]:
    if arguments.settings.agency.contact is None:
        say = arguments.sentences
        what, way = say("jobs.status.no_contact"), say("jobs.ways.no_contact")
        yield Matter("no_contact", what, way, unhealthy=False)


def _unreachable(arguments: Arguments, ledger: Ledger) -> Iterator[Matter]:
    """People who would have got a mail today and have no address: the rows are to be filled.

    That the HR group has none is a matter of its own.
    """
    found = [
        one
        for one in skipped_today(arguments, ledger)
        if (one.reason, one.kind) == ("no-address", "digest") and one.detail != "hr"
    ]
    if found:
        say = arguments.sentences
        yield Matter(
            "no_address",
            say("jobs.status.no_address", count=len(found)),
            say("jobs.ways.no_address"),
            unhealthy=False,
            facts={"people": [one.detail or say("jobs.status.unnamed") for one in found]},
        )


def channels(arguments: Arguments, ledger: Ledger) -> Iterator[Matter]:
    """Every mail channel at rest; what to mend where the reason is in our own settings."""
    say, left = arguments.sentences, still_open(arguments, ledger)
    for name, pause in ledger.channels.waiting(now=arguments.now).items():
        until = pause.until.astimezone(arguments.settings.timezone)
        way = say("jobs.ways.channel_paused", channel=name)
        yield Matter(
            "channel_paused",
            say(
                "jobs.status.channel_paused",
                channel=name,
                until=until,
                why=why_it_rests(pause, say),
                left=say("jobs.status.channel_left", count=left) if left else "",
            ),
            " ".join(filter(None, (cause_of(pause, say), way))),
            unhealthy=True,
            facts={"channel": name, "until": until.isoformat(), "why": pause.why, "left": left},
            item=name,
        )


def _of_registries(arguments: Arguments, ledger: Ledger) -> list[Hold]:
    wanted = {EVERY, *(registry.id for registry in arguments.registries)}
    waiting = ledger.holds.waiting()
    return [hold for hold in waiting if hold.registry in wanted and is_due(hold, arguments)]
