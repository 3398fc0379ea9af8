"""The reminders of a day, planned from what was checked and what the ledger remembers."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sheets_sync.delivery.address_guard import held_addresses
from sheets_sync.delivery.holds import UNUSUAL_VOLUME, named, stopping
from sheets_sync.delivery.letters_that_went import counts
from sheets_sync.delivery.lost_letters import told_by_lost
from sheets_sync.delivery.sent_log import sent_log
from sheets_sync.delivery.unreachable_addresses import unreachable_addresses
from sheets_sync.mail.delivery import DOUBTFUL, SENT
from sheets_sync.mail.ledger_records import EVERY, Letter, Run
from sheets_sync.planning.reminders.items import ReminderPlan
from sheets_sync.planning.reminders.mail_history import MailHistory, RegistryHistory, Told
from sheets_sync.planning.reminders.past_mail import (
    last_run,
    mails_this_month,
    person_mark,
    told_before,
)
from sheets_sync.planning.reminders.plan_reminders import plan_reminders, plan_session_changes
from sheets_sync.planning.reminders.registry_view import RegistryView
from sheets_sync.planning.reminders.session_versions import facts_of, likely_number
from sheets_sync.planning.reminders.suppress import withhold
from sheets_sync.planning.scheduled_jobs import CHECK, REMIND
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import CheckResult

MEMORY = dt.timedelta(days=400)
"""How far back it matters what somebody was told."""


def plan_day(
    checked: Sequence[CheckResult], ledger: Ledger | None, *, now: dt.datetime
) -> ReminderPlan:
    """The reminders of the day of `now`, without those to people whose address is held.

    `now` is in the agency's time zone.
    """
    memory = MailHistory() if ledger is None else recall(checked, ledger, now=now)
    planned = plan_reminders(views_of(checked, memory), memory, now.date(), now.time())
    return _numbered(_without_held(planned, checked, ledger), memory)


def plan_changes(
    checked: Sequence[CheckResult], ledger: Ledger, *, now: dt.datetime
) -> ReminderPlan:
    """What cannot wait for the day's reminders: changes of sessions that people were told of."""
    memory = recall(checked, ledger, now=now)
    planned = plan_session_changes(views_of(checked, memory), memory, now.date(), now.time())
    return _numbered(_without_held(planned, checked, ledger), memory)


def number_sessions(planned: ReminderPlan, ledger: Ledger, *, now: dt.datetime) -> ReminderPlan:
    """The plan with the number of each session's state, the same for every process.

    Before any of these mails goes, so that no two processes tell the same under two numbers.
    """
    sessions = (
        mail.numbered(
            ledger.sessions.number(
                mail.item.identity, mail.item.version, facts_of(mail), above=mail.above, now=now
            )
        )
        for mail in planned.sessions
    )
    return replace(planned, sessions=tuple(sessions))


def _numbered(planned: ReminderPlan, memory: MailHistory) -> ReminderPlan:
    """The plan with the numbers that the ledger will most likely give."""
    sessions = (
        mail.numbered(likely_number(mail, memory.sessions.get(mail.item.identity, ())))
        for mail in planned.sessions
    )
    return replace(planned, sessions=tuple(sessions))


def views_of(checked: Sequence[CheckResult], memory: MailHistory) -> list[RegistryView]:
    """The registries as the planner looks at them."""
    return [
        RegistryView(one.registry.id, one.context, one.findings, memory.of(one.registry.id))
        for one in checked
    ]


def _without_held(
    planned: ReminderPlan, checked: Sequence[CheckResult], ledger: Ledger | None
) -> ReminderPlan:
    """Without the mails to people whose address waits for somebody's yes."""
    if ledger is None:
        return planned
    planned = _without_erased(planned, ledger)
    held: dict[str, str] = {}
    for one in checked:
        held |= held_addresses(one.context, one.registry.id, ledger)
    return withhold(planned, held)


def recall(checked: Sequence[CheckResult], ledger: Ledger, *, now: dt.datetime) -> MailHistory:
    """What the ledger remembers of the days before that of `now`."""
    runs = ledger.runs.slots(EVERY, REMIND).values()
    people = _people(checked, ledger)
    letters = _recognised(
        ledger.letters.standing(states=SENT | DOUBTFUL, since=now - MEMORY), checked, ledger
    )
    letters = [one for one in letters if all(counts(one, each.settings) for each in checked)]
    today, zone, sessions = now.date(), now.tzinfo or dt.UTC, ledger.sessions.known()
    told = told_before(today, letters, runs, sessions, zone, people)
    return MailHistory(
        (*told, *_told_by_lost(checked, runs, people, now=now)),
        mails_this_month(today, letters, zone),
        last_run(today, runs),
        unreachable=_unreachable(checked, ledger, now),
        registries={one.registry.id: _of_registry(one, ledger) for one in checked},
        sessions=sessions,
    )


def _told_by_lost(
    checked: Sequence[CheckResult],
    runs: Iterable[Run],
    people: Mapping[str, str],
    *,
    now: dt.datetime,
) -> tuple[Told, ...]:
    """What was told by letters that really went out, and that the ledger has lost."""
    if not _is_mailed(checked):
        return ()
    addresses = {
        address for one in checked for address in one.context.snapshot.staff.addresses if address
    }
    sent, zone = sent_log(checked[0].settings), now.tzinfo or dt.UTC
    return told_by_lost(sent, now.date(), zone, runs, addresses, people)


def _is_mailed(checked: Sequence[CheckResult]) -> bool:
    return any(one.settings.mail.transport == "smtp" for one in checked)


def _people(checked: Sequence[CheckResult], ledger: Ledger) -> dict[str, str]:
    """Everybody's staff number, by what stands for it in the ledger."""
    numbers = {number for one in checked for number in one.context.snapshot.staff.numbers}
    return {person_mark(number, ledger.pseudonym): number for number in numbers}


def _without_erased(planned: ReminderPlan, ledger: Ledger) -> ReminderPlan:
    """Nothing for people who were erased: not even that a letter was left out is written down."""
    addresses = {mail.reader.address for mail in planned.mails}
    erased = ledger.erased(addresses | {one.address for one in planned.left_out})
    if not erased:
        return planned
    return replace(
        planned,
        digests=tuple(one for one in planned.digests if one.reader.address not in erased),
        sessions=tuple(one for one in planned.sessions if one.reader.address not in erased),
        left_out=tuple(one for one in planned.left_out if one.address not in erased),
    )


def _recognised(
    letters: Sequence[Letter], checked: Sequence[CheckResult], ledger: Ledger
) -> list[Letter]:
    """Letters whose reader was forgotten, with the address of whoever they were for."""
    if all(letter.recipient for letter in letters):
        return [*letters]
    known = {
        ledger.pseudonym(address): address
        for one in checked
        for address in one.context.snapshot.staff.addresses
    }
    return [
        letter if letter.recipient else replace(letter, recipient=known.get(letter.reader))
        for letter in letters
    ]


def _unreachable(
    checked: Sequence[CheckResult], ledger: Ledger, now: dt.datetime
) -> dict[str, str]:
    """By address that mail does not reach, since when."""
    if not checked:
        return {}
    settings = checked[0].settings
    found = unreachable_addresses(ledger, settings, now=now)
    zone = settings.timezone
    return {
        address: trouble.since.astimezone(zone).date().isoformat()
        for address, trouble in found.items()
    }


def _of_registry(checked: CheckResult, ledger: Ledger) -> RegistryHistory:
    registry, zone = checked.registry.id, checked.settings.timezone
    steps = ledger.steps.known(registry)
    checks = ledger.runs.slots(registry, CHECK).values()
    days = [step.since for step in steps.values()]
    days += [check.started_at.astimezone(zone).date() for check in checks]
    found = ledger.findings.first_day(registry)
    # Whether there are too many can only be told of a whole plan.
    holds = (hold for hold in stopping(ledger, registry) if hold.kind != UNUSUAL_VOLUME)
    hold = next(holds, None)
    return RegistryHistory(
        first_day=min([*days, found] if found else days, default=None),
        findings=ledger.findings.known(registry),
        steps=steps,
        held="" if hold is None else named(hold),
        addresses={person: one.before for person, one in ledger.people.known(registry).items()},
    )
