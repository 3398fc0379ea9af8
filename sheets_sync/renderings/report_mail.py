"""The mail that brings a report: the headline as a table, in two bodies that need no picture."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.i18n.templates import environment, render
from sheets_sync.mail.message import Attachment, Message, Recipient, ReportKey
from sheets_sync.planning.report.indicators.values import Figure, NumberedIndicator, Unit
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.restated import Restatement
from sheets_sync.planning.report.sections.changes import changes
from sheets_sync.planning.report.sections.decisions import FIRST_PAGE, Decision, decisions
from sheets_sync.planning.report.values import Copy
from sheets_sync.registry.months_and_years import (
    ERA,
    Digits,
    fiscal_year,
    fiscal_year_first,
    show_month,
)
from sheets_sync.registry.schema import Schema
from sheets_sync.renderings.document.phrases import Phrases
from sheets_sync.renderings.document.shown import fit, percent
from sheets_sync.renderings.indicator_text import indicator_name
from sheets_sync.settings.model import AgencySettings

Stage: TypeAlias = Literal["draft", "send"]
"""A draft goes to HR; what is sent goes to every reader."""

HEADLINE = (1, 3, 12, 11, 17, 20, 21, 7)
"""The indicators of the first page, by number."""
DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class ReportMail:
    """What the mails of a report are written with."""

    report: MonthlyReport
    schema: Schema
    sentences: Sentences
    agency: AgencySettings
    stage: Stage
    send_on: dt.date
    """The day on which the report itself is sent."""
    attachments: tuple[Attachment, ...] = ()
    expires_at: dt.datetime | None = None

    def to(self, address: str) -> Message:
        """The mail to one reader; should it be too large, a lighter one says what is missing."""
        say = self.sentences
        facts = self._facts()
        message = Message(
            key=report_key(self.report, self.stage, address),
            to=Recipient(address),
            language=say.language,
            subject=" ".join(str(facts["subject"]).split()),
            plain=self._rendered("txt", facts),
            html=self._rendered("html", facts),
            attachments=self.attachments,
            registries=(self.report.registry,),
            items=1,
            expires_at=self.expires_at,
        )
        if not self.attachments:
            return message
        contact = str(self.agency.contact or self.agency.name or say("report_mail.nobody"))
        facts["attached"] = say("report_mail.without", contact=contact)
        lighter = replace(
            message,
            plain=self._rendered("txt", facts),
            html=self._rendered("html", facts),
            attachments=(),
        )
        return replace(message, lighter=lighter)

    def _rendered(self, kind: str, facts: dict[str, object]) -> str:
        return fit(render(environment(self.sentences), f"letters/report.{kind}", facts))

    def _facts(self) -> dict[str, object]:
        say, report, draft = self.sentences, self.report, self.stage == DRAFT
        phrases = Phrases(self.schema, say)
        period = period_in_words(report.month, report.months, say)
        copy = say(f"report_mail.copy_{report.copy}")
        subject = say(
            "report_mail.subject_draft" if draft else "report_mail.subject",
            period=period,
            copy=copy,
        )
        waiting = report.part(decisions)
        more = len(waiting) - FIRST_PAGE
        return {
            "subject": subject,
            "about": say("report_mail.about", subject=subject),
            "preheader": phrases.change(report.part(changes)[0]),
            "agency": self.agency.name,
            "greeting": say(f"report_mail.dear_{report.copy}"),
            "paragraphs": tuple(self._opening(period)),
            "restated_title": say("report_mail.restated_title"),
            "restated": tuple(self._restated(phrases)),
            "changes_title": say("report_mail.changes"),
            "changes": tuple(map(phrases.change, report.part(changes))),
            "headline_title": say("report_mail.headline"),
            "headings": tuple(
                say(f"report_mail.{name}") for name in ("indicator", "now", "previous", "to_date")
            ),
            "headline": tuple(self._row(report.indicators[number]) for number in HEADLINE),
            "decisions_title": say("report_mail.decisions"),
            "decisions": tuple(self._decision(one) for one in waiting[:FIRST_PAGE]),
            "decisions_note": self._decisions_note(len(waiting), more),
            "attached": say("report_mail.attached") if self.attachments else "",
            "closing": say("report_mail.closing_draft" if draft else "report_mail.closing"),
            "signature": say("letters.letter.signature"),
            "group": say("letters.letter.group", agency=self.agency.name)
            if self.agency.name
            else "",
            "automatic": say("letters.letter.automatic"),
            "indent": "2.5em" if say.language == "th" else "0",
        }

    def _opening(self, period: str) -> Iterator[str]:
        say, report = self.sentences, self.report
        facts = {
            "period": period,
            "registry": report.registry_name,
            "day": say.date(report.as_of, "long"),
        }
        if self.stage == DRAFT:
            yield say(
                "report_mail.reason_draft",
                **facts,
                send=say.date(self.send_on, "long"),
                hold=say("flags.outbox.columns").split("|")[-2],
                outbox=say("flags.outbox.tab"),
            )
        else:
            yield say("report_mail.reason", **facts)
        if report.copy == "hr":
            yield say("report_mail.private")

    def _restated(self, phrases: Phrases) -> Iterator[str]:
        found = self.report.restated
        if found is not None:
            yield from restated_lines(found, self.report, phrases)

    def _row(self, indicator: NumberedIndicator) -> dict[str, str]:
        say = self.sentences
        now = figure_in_words(indicator.figure, indicator.unit, say)
        if indicator.figure.n is None:
            now = say("report_mail.not_known")
        return {
            "name": indicator_name(indicator, say),
            "now": now,
            "previous": figure_in_words(indicator.previous, indicator.unit, say),
            "to_date": figure_in_words(indicator.to_date, indicator.unit, say),
        }

    def _decision(self, one: Decision) -> dict[str, str]:
        say = self.sentences
        if one.step is None:
            what = say("report_mail.decision_stalled", name=one.name)
        else:
            what = say(
                "report_mail.decision", name=one.name, step=one.step.number, days=one.days_late
            )
        whose = one.coordinator or say("report_mail.nobody")
        return {"what": what, "whose": say("report_mail.whose", name=whose)}

    def _decisions_note(self, waiting: int, more: int) -> str:
        if not waiting:
            return self.sentences("report_mail.no_decisions")
        return self.sentences("report_mail.more_decisions", count=more) if more > 0 else ""


def report_key(report: MonthlyReport, stage: Stage, address: str) -> ReportKey:
    """What makes the mail unique: a reader gets a copy of a month once, and a draft once."""
    return key_of(report.period, report.copy, report.registry, stage, address)


def key_of(period: str, copy: Copy, registry: str, stage: Stage, address: str) -> ReportKey:
    """The same, where nothing has been compiled yet."""
    return ReportKey(address, period, f"{DRAFT if stage == DRAFT else copy}/{registry}")


def period_in_words(month: dt.date, months: int, say: Sentences) -> str:
    """The month, or the months up to it, that a report is about."""
    digits: Digits = "thai" if say.thai_digits else "arabic"
    shown = show_month(month, say.language, "long", digits)
    if months == 1:
        return say("report_mail.month", month=shown)
    first = fiscal_year_first(fiscal_year(month)).year
    year = say.digits(str(first + ERA if say.language == "th" else first))
    return say("report_mail.months", months=months, year=year, month=shown)


def restated_lines(found: Restatement, report: MonthlyReport, phrases: Phrases) -> Iterator[str]:
    """What a sent report said and what it is now, then why."""
    say = phrases.say
    for one in found.figures:
        indicator = report.indicators[one.number]
        yield say(
            "report_mail.restated",
            name=indicator_name(indicator, say),
            was=figure_in_words(one.was, indicator.unit, say),
            now=figure_in_words(one.now, indicator.unit, say),
        )
    for tab, count in found.rows.items():
        name = "restated_later" if count > 0 else "restated_gone"
        yield say(f"report_mail.{name}", tab=phrases.tab(tab), count=abs(count))
    if not found.rows:
        yield say("report_mail.restated_changed")


def figure_in_words(figure: Figure | None, unit: Unit, say: Sentences) -> str:
    """A figure on one line: so many of so many, and the share that makes."""
    if figure is None or figure.n is None or (figure.value is None and unit != "share"):
        return say("report_mail.nothing")
    match unit:
        case "share" if figure.of:
            share = percent(figure.value or 0, say)
            of = say.number(figure.of)
            return say("report_mail.of", n=say.number(figure.n), of=of, share=share)
        case "share":
            return say("report_mail.nothing")
        case "mean":
            return say.number(figure.value or 0, 2)
        case "days":
            return say("report_mail.days", n=say.number(figure.value or 0))
        case "count":
            return say.number(figure.value or 0)


def addresses_of(copy: Copy, to: Sequence[str], hr_to: Sequence[str]) -> tuple[str, ...]:
    """The readers of a copy, each once."""
    return tuple(dict.fromkeys(hr_to if copy == "hr" else to))
