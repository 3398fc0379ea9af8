"""What a check leaves behind: the ledger's memory, then the service's tabs in the workbook."""

from jobs.cli.context import JobContext
from sheets_sync.delivery.log_tab_evidence import compare_with_log_tab
from sheets_sync.delivery.one_look import one_look
from sheets_sync.delivery.record_check import record_check
from sheets_sync.delivery.unheard_items import watch_unheard
from sheets_sync.delivery.unwritten import NO_RIGHT
from sheets_sync.delivery.write_tabs import write_tabs
from sheets_sync.mail.ledger_records import AddressChange
from sheets_sync.planning.workbook_tabs.tab_model import Output, Written
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import CheckResult


def record_and_publish(
    context: JobContext, checked: CheckResult, ledger: Ledger
) -> tuple[AddressChange, ...]:
    """Remember what was found, and write the service's tabs unless they say it already.

    Answers whose address has changed and waits for a person.
    """
    registry, look = checked.registry.id, one_look(ledger)
    changes = record_check(checked.context, checked.findings, registry, look, context.now)
    # Before the log is written anew.
    compare_with_log_tab(checked, look, context.every_language, now=context.now)
    watch_unheard([checked], look, now=context.now)
    write_and_tell(context, checked, look)
    if context.settings.views.by != "off":
        from jobs.pipeline.write_views import tell_of_spreadsheets, write_views  # few have any

        tell_of_spreadsheets(context, write_views(context, checked, context.settings.views.by))
    return changes


def write_and_tell(context: JobContext, checked: CheckResult, ledger: Ledger) -> None:
    """Write the service's tabs unless they say it already, and say what became of it."""
    registry = checked.registry.id
    sentences = context.sentences_in(checked.settings.language)
    done = write_tabs(checked, ledger, sentences, now=context.now)
    if done is None:
        same = context.sentences(
            "flags.written.same", registry=registry, place=checked.workbook.place
        )
        context.console.line(same)
    else:
        _tell(context, registry, *done)


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
    for (name, who), what in _by_reason(written).items():
        by = say("flags.written.reason.by", who=who) if who else ""
        reason = say(f"flags.written.reason.{name}", by=by)
        told = say("flags.written.left", what=what, reason=reason)
        if not console.brief:
            console.note(told)
        elif name == NO_RIGHT:  # the rest a log need not hear again at every check: the tabs say it
            console.urgent(told)


def _by_reason(written: Written) -> dict[tuple[str, str], tuple[str, ...]]:
    """What was left alone, by the reason and whose doing it is."""
    reasons: dict[tuple[str, str], tuple[str, ...]] = {}
    for left in written.left:
        about = (left.reason, left.who)
        reasons[about] = (*reasons.get(about, ()), left.what)
    return reasons
