"""What a check leaves behind: the ledger's memory, then the service's tabs in the workbook."""

import datetime as dt
from collections.abc import Iterator

from jobs.cli.context import JobContext
from sheets_sync import logs
from sheets_sync.checking.findings import Finding
from sheets_sync.delivery.holds import withholding
from sheets_sync.delivery.log_tab_evidence import compare_with_log_tab
from sheets_sync.delivery.next_plan import plan_next_sending
from sheets_sync.delivery.record_check import record_check
from sheets_sync.delivery.skipped_today import skipped_today
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.letters.wording import Wording
from sheets_sync.mail.delivery import OPEN, LetterState
from sheets_sync.mail.ledger_records import AddressChange, Letter
from sheets_sync.planning.reminders.items import Item, ReminderPlan
from sheets_sync.planning.workbook_tabs.check_output import compile_output, news
from sheets_sync.planning.workbook_tabs.tab_input import Checkup, Outgoing, Unsent
from sheets_sync.planning.workbook_tabs.tab_model import Output, Written
from sheets_sync.planning.workbook_visibility import visibility_of
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import CheckResult

LOGGED = dt.timedelta(days=366)
"""How far back the log tab reaches."""


def record_and_publish(
    context: JobContext, checked: CheckResult, ledger: Ledger
) -> tuple[AddressChange, ...]:
    """Remember what was found, and write the service's tabs unless they say it already.

    Answers whose address has changed and waits for a person.
    """
    registry = checked.registry.id
    changes = record_check(checked.context, checked.findings, registry, ledger, context.now)
    compare_with_log_tab(
        checked, ledger, context.every_language, now=context.now
    )  # before the log is written anew
    write_tabs(context, checked, ledger)
    return changes


def write_tabs(context: JobContext, checked: CheckResult, ledger: Ledger) -> None:
    """Write the service's tabs unless they say it already."""
    registry = checked.registry.id
    sentences = context.sentences_in(checked.settings.language)
    checkup = checkup_of(context, checked, ledger)
    output = news(compile_output(checkup, sentences, context.now), checked.workbook)
    if not output.tabs:
        said = context.sentences(
            "flags.written.same", registry=registry, place=checked.workbook.place
        )
        context.console.line(said)
        return
    written = checked.store.write(output)
    logs.note("published", registry=registry, tabs=len(output.tabs), deferred=written.deferred)
    if any(tab.name == "log" and written.reached(tab.home) for tab in output.tabs):
        accepted = [one.id for one in checkup.letters if one.state is LetterState.ACCEPTED]
        ledger.letters.flag(accepted, now=context.now)
    _tell(context, registry, output, written)


def checkup_of(context: JobContext, checked: CheckResult, ledger: Ledger) -> Checkup:
    """What was found and is remembered, as the tabs are made of it."""
    registry = checked.registry.id
    letters = [
        letter
        for letter in ledger.letters.standing(since=context.now - LOGGED)
        if registry in letter.registries
    ]
    planned = plan_next_sending(checked, ledger, now=context.now)
    return Checkup(
        registry,
        checked.context,
        checked.findings,
        checked.workbook,
        known=ledger.findings.known(registry),
        outgoing=tuple(_outgoing(context, checked, ledger, planned, letters)),
        unsent=tuple(_unsent(context, checked, planned)),
        holds=tuple(withholding(ledger, registry)),
        letters=tuple(letters),
    )


def _outgoing(
    context: JobContext,
    checked: CheckResult,
    ledger: Ledger,
    planned: ReminderPlan,
    letters: list[Letter],
) -> Iterator[Outgoing]:
    """The letters of the day, with where each of them stands by now."""
    states = {letter.id: letter.state for letter in letters}
    wording = _wording(context, checked)
    for digest in planned.digests:
        letter = ledger.letters.identify(digest.key)
        yield Outgoing(
            id=letter,
            day=digest.day,
            name=digest.reader.name,
            address=digest.reader.address,
            why=tuple(_why(item, wording, checked) for item in digest.items),
            attempt=max((item.attempt for item in digest.items), default=0),
            state=states.pop(letter, LetterState.PLANNED),
        )
    today = context.today.isoformat()
    skips = {skip.letter: skip.reason for skip in skipped_today(ledger, now=context.now)}
    for one in letters:
        if one.id in states and one.kind == "digest" and one.slot == today:
            yield Outgoing(
                id=one.id,
                day=context.today,
                name=one.name or "",
                address=one.recipient or "",
                why=(one.subject or "", *_why_not_yet(one, skips.get(one.id), wording.sentences)),
                state=one.state,
            )


def _why_not_yet(letter: Letter, skipped: str | None, sentences: Sentences) -> Iterator[str]:
    """Why a letter of today still waits, on a line of its own."""
    if letter.state is LetterState.PLANNED and letter.operator:
        yield sentences("flags.outbox.again")
    elif letter.state in OPEN and skipped:
        reason = sentences(f"letters.reasons.{skipped}")
        yield sentences("flags.outbox.not_yet", reason=reason)


def _unsent(context: JobContext, checked: CheckResult, planned: ReminderPlan) -> Iterator[Unsent]:
    """What nobody, or somebody, is not told today."""
    wording = _wording(context, checked)
    for one in planned.left_out:
        yield Unsent(one.address, _why(one.item, wording, checked), one.reason)


def _wording(context: JobContext, checked: CheckResult) -> Wording:
    sentences = context.sentences_in(checked.settings.language)
    return Wording(sentences, {checked.registry.id: checked.schema}, context.today)


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


def _tell(context: JobContext, registry: str, output: Output, written: Written) -> None:
    """One line of what was written, and one for each reason why something was left alone."""
    say, console = context.sentences, context.console
    if written.deferred:
        console.line(say("flags.written.deferred", registry=registry))
    else:
        alone = {left.what for left in written.left}
        columns = [one for one in output.status if written.reached(one.home)]
        tabs = [one for one in output.tabs if written.reached(one.home)]
        console.line(
            say(
                "flags.written.done",
                registry=registry,
                place=written.place,
                tabs=len(tabs),
                columns=sum(column.sheet not in alone for column in columns),
            )
        )
    for reason, what in _by_reason(written, say).items():
        if not console.brief:  # a log need not hear it again at every check: the tabs say it
            console.note(say("flags.written.left", what=what, reason=reason))


def _by_reason(written: Written, say: Sentences) -> dict[str, tuple[str, ...]]:
    """What was left alone, by the reason in words."""
    reasons: dict[str, tuple[str, ...]] = {}
    for left in written.left:
        by = say("flags.written.reason.by", who=left.who) if left.who else ""
        reason = say(f"flags.written.reason.{left.reason}", by=by)
        reasons[reason] = (*reasons.get(reason, ()), left.what)
    return reasons
