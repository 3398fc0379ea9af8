"""What a person should know of, each with its way out: the machine, runs, holds, channels."""

from collections import Counter
from collections.abc import Iterator

from jobs.cli.context import JobContext
from jobs.pipeline import host_diagnostics as machine
from jobs.pipeline.hold_events import event_of, is_due
from jobs.pipeline.undelivered_mail import letters, skipped_today
from jobs.pipeline.unfinished_runs import runs, still_open
from jobs.terminal.smtp_text import cause_of, said_there, why_it_rests
from sheets_sync.delivery.holds import CHANGED, EVERY, RETURNS
from sheets_sync.delivery.ledger_guard import kept_mark
from sheets_sync.i18n.hold_text import (
    HoldEvent,
    how_to_confirm,
    registry_name,
    what_happened,
    what_is_wrong,
)
from sheets_sync.issues.issue import Issue, urgent_first
from sheets_sync.mail.ledger_records import Hold
from sheets_sync.planning.mail_guards import clock_behind, restored
from sheets_sync.ports import Ledger
from sheets_sync.wiring import read_registry_schema

_FORMS = {CHANGED: "hold_person", RETURNS: "hold_returns"}
"""What is held, where that is not all mail of a registry."""
SCARCE = 50
"""Megabytes of free disk below which the next run may not be able to write anything down."""


def collect_issues(context: JobContext, ledger: Ledger) -> list[Issue]:
    """Everything there is: what is wrong first, and of that the most general."""
    return urgent_first(
        [
            *folders(context),
            *_dangers(context, ledger),
            *held(context, ledger),
            *channels(context, ledger),
            *runs(context, ledger),
            *_letters(context, ledger),
            *_contact(context),
            *_unreachable(context, ledger),
        ]
    )


def folders(context: JobContext) -> Iterator[Issue]:
    """Folders that no run could write to, and a disk without room."""
    say = context.sentences
    for seen in machine.folders(context.settings):
        room = seen.facts.get("megabytes", 0)
        if seen.state == "bad" and isinstance(room, int) and room < SCARCE:
            name = f"doctor.{seen.name}"
            told = {key: str(fact) for key, fact in seen.facts.items()}
            what, way = say(f"{name}.bad", **told), say(f"{name}.hint", **told)
            facts: dict[str, object] = {key: told[key] for key in told if key != "kind"}
            yield Issue(seen.name, what, way, unhealthy=True, facts=facts)


def _dangers(context: JobContext, ledger: Ledger) -> Iterator[Issue]:
    """What the next run would hold all mail for, if nothing holds it yet."""
    if context.looking:
        return
    say, mark = context.sentences, ledger.mark()
    waiting = {hold.kind for hold in ledger.holds.standing(EVERY)}
    seen = (
        restored(mark, kept_mark(context.settings)),
        clock_behind(context.now, mark.newest),
    )
    for alarm in seen:
        if alarm is not None and alarm.danger not in waiting:
            event = HoldEvent(alarm.danger, EVERY, "", facts=alarm.facts)
            what = say(
                "jobs.status.danger",
                why=say(f"letters.held.{alarm.danger}"),
                what=what_happened(event, say, context.settings.timezone),
            )
            way = f"{what_is_wrong(event, say)} {say('jobs.ways.danger')}"
            yield Issue(alarm.danger, what, way, unhealthy=True, facts=dict(alarm.facts))


def held(context: JobContext, ledger: Ledger) -> Iterator[Issue]:
    """Every hold, with the number of mails that wait for it today."""
    holds = _of_registries(context, ledger)
    if not holds:
        return
    say, schema = context.sentences, read_registry_schema(context.settings)
    waiting = Counter(skip.detail.rpartition(" ")[2] for skip in skipped_today(context, ledger))
    for hold in sorted(holds, key=lambda hold: hold.kind):
        event = event_of(hold, say.language, schema)
        what = what_happened(event, say, context.settings.timezone)
        registry = registry_name(hold.registry, say)
        since = hold.opened_at.astimezone(context.settings.timezone)
        form = _FORMS.get(hold.kind, "hold_every" if hold.registry == EVERY else "hold_mail")
        to_mend = what_is_wrong(event, say)
        of_all = how_to_confirm(HoldEvent(hold.kind, EVERY, say("jobs.ways.code")), say)
        yield Issue(
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


def _letters(context: JobContext, ledger: Ledger) -> Iterator[Issue]:
    """Letters astray, without those that wait for nothing but a channel told of already."""
    pauses = ledger.channels.waiting(now=context.now).values()
    causes = {said_there(pause, context.sentences) for pause in pauses}
    for one in letters(context, ledger):
        if one.kind != "letter_deferred" or one.facts["reply"] not in causes:
            yield one


def _contact(context: JobContext) -> Iterator[Issue]:
    if context.settings.agency.contact is None:
        say = context.sentences
        what, way = say("jobs.status.no_contact"), say("jobs.ways.no_contact")
        yield Issue("no_contact", what, way, unhealthy=False)


def _unreachable(context: JobContext, ledger: Ledger) -> Iterator[Issue]:
    """People who would have got a mail today and have no address: the rows are to be filled.

    That the HR group has none is a matter of its own.
    """
    found = [
        one
        for one in skipped_today(context, ledger)
        if (one.reason, one.kind) == ("no-address", "digest") and one.detail != "hr"
    ]
    if found:
        say = context.sentences
        yield Issue(
            "no_address",
            say("jobs.status.no_address", count=len(found)),
            say("jobs.ways.no_address"),
            unhealthy=False,
            facts={"people": [one.detail or say("jobs.status.unnamed") for one in found]},
        )


def channels(context: JobContext, ledger: Ledger) -> Iterator[Issue]:
    """Every mail channel at rest; what to mend where the reason is in our own settings."""
    say, left = context.sentences, still_open(context, ledger)
    for name, pause in ledger.channels.waiting(now=context.now).items():
        until = pause.until.astimezone(context.settings.timezone)
        way = say("jobs.ways.channel_paused", channel=name)
        yield Issue(
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


def _of_registries(context: JobContext, ledger: Ledger) -> list[Hold]:
    wanted = {EVERY, *(registry.id for registry in context.registries)}
    waiting = ledger.holds.waiting()
    return [hold for hold in waiting if hold.registry in wanted and is_due(hold, context)]
