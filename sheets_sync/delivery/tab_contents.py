"""What the service's tabs are to say: what was found, what is remembered, what is mailed next."""

import datetime as dt
from collections.abc import Iterator

from sheets_sync.checking.findings import Finding
from sheets_sync.delivery.first_look import begun_on
from sheets_sync.delivery.holds import withholding
from sheets_sync.delivery.next_plan import plan_next_sending
from sheets_sync.delivery.send_report import planned_reports
from sheets_sync.delivery.skipped_today import skipped_today
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.letters.wording import Wording
from sheets_sync.mail.delivery import OPEN, LetterState
from sheets_sync.mail.ledger_records import Letter
from sheets_sync.planning.reminders.items import Item, ReminderPlan
from sheets_sync.planning.reminders.past_mail import DIGEST, INVITATION
from sheets_sync.planning.workbook_tabs.tab_input import Checkup, Outgoing, UnsentLine
from sheets_sync.planning.workbook_visibility import visibility_of
from sheets_sync.planning.working_days import agency_days, own_holidays
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import CheckResult
from sheets_sync.renderings.period_words import period_in_words

LOGGED = dt.timedelta(days=366)
"""How far back the log tab reaches."""


def collect_tab_input(
    checked: CheckResult, ledger: Ledger, sentences: Sentences, *, now: dt.datetime
) -> Checkup:
    """What was found and is remembered, as the tabs are made of it, in the tabs' language."""
    registry = checked.registry.id
    letters = [
        letter
        for letter in ledger.letters.standing(since=now - LOGGED)
        if registry in letter.registries
    ]
    wording = Wording(sentences, {registry: checked.schema}, now.date())
    planned = plan_next_sending(checked, ledger, now=now)
    return Checkup(
        registry,
        checked.context,
        checked.findings,
        checked.workbook,
        known=ledger.findings.known(registry),
        outgoing=(
            *_outgoing(checked, ledger, planned, letters, wording, now),
            *_reports(checked, ledger, sentences, now),
        ),
        unsent=tuple(_unsent(checked, planned, wording)),
        holds=tuple(withholding(ledger, registry)),
        letters=tuple(letters),
    )


def _outgoing(
    checked: CheckResult,
    ledger: Ledger,
    planned: ReminderPlan,
    letters: list[Letter],
    wording: Wording,
    now: dt.datetime,
) -> Iterator[Outgoing]:
    """The letters of the day, with where each of them stands by now."""
    standing = {letter.id: letter for letter in letters}
    for digest in planned.mails:
        identity = ledger.letters.identify(digest.key)
        known = standing.pop(identity, None)
        yield Outgoing(
            id=identity,
            day=digest.day,
            name=digest.reader.name,
            address=digest.reader.address,
            why=tuple(_why(item, wording, checked) for item in digest.items),
            attempt=max((item.attempt for item in digest.items), default=0),
            state=LetterState.PLANNED if known is None else known.state,
            is_file=known is not None and known.is_file,
        )
    skips = {skip.letter: skip.reason for skip in skipped_today(ledger, now=now)}
    for one in letters:
        if one.id in standing and _is_of_today(one, now):
            yield Outgoing(
                id=one.id,
                day=now.date(),
                name=one.name or "",
                address=one.recipient or "",
                why=(one.subject or "", *_why_not_yet(one, skips.get(one.id), wording.sentences)),
                state=one.state,
                is_file=one.is_file,
            )


def _is_of_today(letter: Letter, now: dt.datetime) -> bool:
    if letter.kind == INVITATION:
        return letter.planned_at.astimezone(now.tzinfo).date() == now.date()
    return letter.kind == DIGEST and letter.slot == now.date().isoformat()


def _reports(
    checked: CheckResult, ledger: Ledger, sentences: Sentences, now: dt.datetime
) -> Iterator[Outgoing]:
    """The month's report, from its draft on, so that staff can hold it."""
    registry, today = checked.registry.id, now.date()
    working = agency_days(today, own_holidays(checked.snapshot))
    begun = begun_on(ledger, registry, now)
    for one in planned_reports(ledger, checked.settings, registry, today, working, begun):
        period = period_in_words(one.period.month, one.period.months, sentences)
        copy = sentences(f"report_mail.copy_{one.reader.copy}")
        why = [sentences("report_mail.subject", period=period, copy=copy)]
        is_outside = not one.reader.is_inside(checked.settings)
        if is_outside:
            reason = sentences("letters.reasons.outside-domain")
            why.append(sentences("flags.outbox.not_yet", reason=reason))
        yield Outgoing(
            one.id,
            one.day,
            "",
            one.reader.address,
            tuple(why),
            state=one.state,
            is_file=one.is_file,
            is_outside=is_outside,
        )


def _why_not_yet(letter: Letter, skipped: str | None, sentences: Sentences) -> Iterator[str]:
    """Why a letter of today still waits, on a line of its own."""
    if letter.state is LetterState.PLANNED and letter.operator:
        yield sentences("flags.outbox.again")
    elif letter.state in OPEN and skipped:
        reason = sentences(f"letters.reasons.{skipped}")
        yield sentences("flags.outbox.not_yet", reason=reason)


def _unsent(checked: CheckResult, planned: ReminderPlan, wording: Wording) -> Iterator[UnsentLine]:
    """What nobody, or somebody, is not told today."""
    for one in planned.left_out:
        yield UnsentLine(one.address, _why(one.item, wording, checked), one.reason, one.detail)


def _why(item: Item, wording: Wording, checked: CheckResult) -> str:
    """One thing of a letter on one line: which community, what, and why today."""
    badge = wording.sentences(f"letters.badge.{'data' if item.kind == 'data' else item.stage}")
    what = "" if _is_for_few(item, checked) else wording.text(item).title
    return " · ".join(filter(None, (badge, item.title, what)))


def _is_for_few(item: Item, checked: CheckResult) -> bool:
    """Whether it names a record of a private workbook, and the outbox tab is in no such one."""
    visibility = visibility_of(checked.snapshot)
    hidden = isinstance(item.about, Finding) and visibility.is_hidden(item.about)
    return hidden and not visibility.is_private(visibility.of_tab("outbox"))
