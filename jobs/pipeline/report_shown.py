"""How a report and its mails are told: lines on a terminal, or one JSON object."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from jobs.cli.context import JobContext
from jobs.pipeline.report_mailing import ReportMailing
from sheets_sync.delivery.letters_that_went import is_on_trial
from sheets_sync.delivery.outbox_ticks import TICKED
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.mail.delivery import Skip
from sheets_sync.mail.message import LetterKey, Message
from sheets_sync.planning.report.indicators.values import NumberedIndicator
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.periods import Period
from sheets_sync.planning.report.report_keys import DRAFT
from sheets_sync.planning.report.sections.decisions import decisions
from sheets_sync.planning.report.values import Copy
from sheets_sync.registry.schema import Schema
from sheets_sync.renderings.as_json import report_values
from sheets_sync.renderings.document.phrases import ABOUT_STEPS, Phrases
from sheets_sync.renderings.indicator_text import unread_tabs
from sheets_sync.renderings.period_words import period_in_words
from sheets_sync.renderings.report_document import standing_in_words
from sheets_sync.renderings.report_sections.restatement import (
    restated_lines,
    restated_of,
    restated_title,
)

_UNKNOWN = "report.job.unknown"


def show_report(
    context: JobContext,
    reports: Mapping[Copy, MonthlyReport],
    paths: Mapping[Copy, Sequence[Path]],
    mailing: ReportMailing,
    schema: Schema,
) -> None:
    """A summary, where the files are, what was restated, and who was mailed or why not.

    As JSON the managers' copy, which names no member, unless HR's is asked for.
    """
    say, console, report = context.sentences, context.console, reports["manager"]
    if context.json:
        asked: Copy = getattr(context.options, "copy", None) or "manager"
        console.json(report_values(reports[asked], schema, say))
    console.line(_summary(report, Phrases(schema, say)))
    verb = "would_write" if context.dry_run else "written"
    for copy, written in paths.items():
        first, *others = written
        path = ", ".join([str(first), *(other.name for other in others)])
        console.line(say(f"report.job.{verb}", copy=say(f"report.page.{copy}"), path=path))
    console.line(standing_in_words(report, say))
    for line in unread_tabs(report, schema, say):
        console.line(line)
    phrases = Phrases(schema, say)
    for one in restated_of(report):
        console.line(restated_title(one, phrases))
        for line in restated_lines(one, report, phrases):
            console.line(f"  {line}")
    for line in _mailed(context, mailing, Period(report.month, report.months)):
        console.line(line)


def _summary(report: MonthlyReport, phrases: Phrases) -> str:
    """The report in one line."""
    say, waiting = phrases.say, len(report.part(decisions))
    if phrases.unread(report, *ABOUT_STEPS):
        pressing = say("report.job.at_least", count=waiting) if waiting else say(_UNKNOWN)
    else:
        pressing = say("report.job.groups", count=waiting)
    active = report.indicators[1]
    return say(
        "report.job.summary",
        month=period_in_words(report.month, report.months, say),
        active=say(_UNKNOWN)
        if active.figure.n is None
        else say("report.job.groups", count=active.figure.n),
        evaluated=_shown(report.indicators[17], say),
        followed_up=_shown(report.indicators[20], say),
        decisions=pressing,
    )


def _shown(indicator: NumberedIndicator, say: Sentences) -> str:
    """So many of so many; in words where there is nothing to count, or nobody can tell."""
    figure, why = indicator.figure, indicator.why
    if why is not None and why.name == "tab_unreadable":
        return say(_UNKNOWN)
    if figure.n is None or figure.of == 0:
        return say("report.job.nothing")
    counted = (figure.n,) if figure.of is None else (figure.n, figure.of)
    return "/".join(map(say.number, counted))


def _mailed(context: JobContext, mailing: ReportMailing, period: Period) -> Iterator[str]:
    say, days = context.sentences, mailing.days
    if mailing.note and days is not None:
        yield say(
            f"report_mail.terminal.{mailing.note}",
            draft=say.date(days.draft, "long"),
            send=say.date(days.send, "long"),
            command=_mailing_command(context, period),
        )
    receipt = mailing.receipt
    if receipt is None:
        return
    written = is_on_trial(context.settings)
    went = "written" if written else "sent"
    skipped = {skip.key: skip for skip in receipt.skipped}
    for message in mailing.messages:
        facts = {"copy": _copy(context, mailing, message), "address": message.to.address}
        if message.key in receipt.sent:
            yield say(f"report_mail.terminal.{went}", **facts)
        else:
            reason = _reason(message.key, mailing, skipped)
            if reason == "already-sent":
                before = "already_written" if written else "already"
                yield say(f"report_mail.terminal.{before}", **facts)
                continue
            skip = skipped.get(message.key)
            is_ticked = skip is not None and (skip.reason, skip.detail) == ("held", TICKED)
            why = say("report_mail.terminal.ticked" if is_ticked else f"letters.reasons.{reason}")
            yield say("report_mail.terminal.not_sent", **facts, reason=why)


def _mailing_command(context: JobContext, period: Period) -> str:
    """What mails this very report, and no other."""
    registry: str | None = getattr(context.options, "registry", None)
    return f"{period.command}{f' --registry {registry}' if registry else ''} --apply"


def _reason(key: LetterKey, mailing: ReportMailing, skipped: Mapping[LetterKey, Skip]) -> str:
    receipt = mailing.receipt
    if receipt is not None:
        for reason, keys in (
            ("refused", receipt.refused),
            ("uncertain", receipt.uncertain),
            ("deferred", receipt.deferred),
        ):
            if key in keys:
                return reason
    return skipped[key].reason


def _copy(context: JobContext, mailing: ReportMailing, message: Message) -> str:
    say = context.sentences
    if mailing.stage == DRAFT:
        return say("report_mail.terminal.draft_copy")
    copy = getattr(message.key, "copy", "").partition("/")[0]
    return say(f"report_mail.copy_{copy}")
