"""The reports that go out next, as `status` and `run --dry-run` tell them."""

from collections.abc import Iterator

from jobs.cli.context import JobContext
from sheets_sync.delivery.first_look import begun_on
from sheets_sync.delivery.next_reports import NextReport, held_today, next_reports
from sheets_sync.delivery.report_readers import list_setting
from sheets_sync.planning.report.report_keys import DRAFT
from sheets_sync.ports import Ledger
from sheets_sync.renderings.period_words import period_in_words
from sheets_sync.scheduling.due_runs import working_days_of


def reports_to_come(
    context: JobContext, ledger: Ledger | None, registry: str
) -> tuple[NextReport, ...]:
    """Those of one registry; none before anything was checked."""
    if ledger is None:
        return ()
    now = context.now
    working, begun = working_days_of(ledger, registry, now), begun_on(ledger, registry, now)
    held = held_today(ledger, now=now)
    return next_reports(ledger, context.settings, registry, context.today, working, begun, held)


def reports_in_words(
    context: JobContext, registry: str, found: tuple[NextReport, ...]
) -> Iterator[str]:
    """For each draft or which copy, of what, to whom, when; then who will not get it, and why."""
    say = context.sentences
    for one in found:
        copy = "draft_copy" if one.stage == DRAFT else f"copies.{one.copy}"
        facts = {
            "registry": registry,
            "copy": say(f"report_mail.terminal.{copy}"),
            "period": period_in_words(one.period.month, one.period.months, say),
        }
        going = tuple(address for address in one.addresses if address not in one.held)
        if going:
            day = say.date(one.day, "long")
            yield say("report_mail.terminal.to_come", **facts, addresses=going, day=day)
        if one.held:
            yield say("report_mail.terminal.held_back", **facts, addresses=one.held)
        if one.outside:
            setting = list_setting(context.settings, one.copy)
            told = {**facts, "addresses": one.outside, "setting": setting}
            yield say("report_mail.terminal.not_to_come", **told)
