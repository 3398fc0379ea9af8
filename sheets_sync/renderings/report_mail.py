"""The mail that brings a report: the headline as a table, in two bodies that need no picture."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.i18n.templates import environment, render
from sheets_sync.mail.message import Attachment, Message, Recipient, ReportKey
from sheets_sync.planning.report.indicators.values import Figure, NumberedIndicator, Why
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.report_keys import DRAFT, Stage, key_of
from sheets_sync.planning.report.sections.changes import changes
from sheets_sync.planning.report.sections.decisions import FIRST_PAGE, Decision, decisions
from sheets_sync.planning.report.values import Copy
from sheets_sync.registry.schema import Schema
from sheets_sync.renderings.document.phrases import ABOUT_STEPS, Phrases
from sheets_sync.renderings.document.shown import fit
from sheets_sync.renderings.indicator_text import indicator_name, why_not_known
from sheets_sync.renderings.period_words import period_in_words
from sheets_sync.renderings.report_sections.figures import month_columns
from sheets_sync.renderings.report_sections.indicator_cells import figure_in_words
from sheets_sync.renderings.report_sections.not_counted import not_in_the_numbers
from sheets_sync.renderings.report_sections.restatement import (
    restated_lines,
    restated_of,
    restated_title,
)
from sheets_sync.settings.model import AgencySettings

HEADLINE = (1, 3, 12, 11, 17, 20, 21, 7)
"""The indicators of the first page, by number."""


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
    workbook: str = ""
    """Where people open it; empty where nobody said."""

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
        return {
            "subject": subject,
            "about": say("report_mail.about", subject=subject),
            "preheader": phrases.change(report.part(changes)[0]),
            "agency": self.agency.name,
            "greeting": say(f"report_mail.dear_{report.copy}"),
            "paragraphs": tuple(self._opening(period)),
            "restated": [
                {
                    "title": restated_title(one, phrases),
                    "lines": tuple(restated_lines(one, report, phrases)),
                }
                for one in restated_of(report)
            ],
            "changes_title": say(phrases.timely("report.summary.changes", report)),
            "changes": tuple(map(phrases.change, report.part(changes))),
            "headline_title": say("report_mail.headline"),
            "headings": (
                say("report.words.indicator"),
                *(column.heading for column in month_columns(report, phrases)),
            ),
            "headline": tuple(self._row(report.indicators[number], phrases) for number in HEADLINE),
            "decisions_title": say("report_mail.decisions"),
            "decisions": tuple(self._decision(one, phrases) for one in waiting[:FIRST_PAGE]),
            "decisions_note": self._decisions_note(len(waiting), phrases),
            "attached": say("report_mail.attached") if self.attachments else "",
            "closing": say("report_mail.closing_draft" if draft else "report_mail.closing"),
            "signature": say("letters.letter.signature"),
            "group": say("letters.letter.group", agency=self.agency.name)
            if self.agency.name
            else "",
            "foot": tuple(self._foot()),
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
        if report.restated is not None and report.sent_on is not None:
            yield say("report_mail.restated", day=say.date(report.sent_on, "long"))
        yield from not_in_the_numbers(report, self.schema, say)
        if report.copy == "hr":
            yield say("report_mail.private")

    def _foot(self) -> Iterator[str]:
        """Where the workbook is, whom to ask, what becomes of the data."""
        say, contact = self.sentences, self.agency.contact
        yield say("letters.letter.automatic")
        if self.workbook:
            yield say("letters.letter.register", address=self.workbook)
        yield (
            say("letters.letter.contact", contact=contact)
            if contact
            else say("letters.letter.reply")
        )
        if self.report.copy == "manager":
            yield say("report.privacy.note", small=self.report.small_group)
        yield say("letters.letter.kept")

    def _row(self, indicator: NumberedIndicator, phrases: Phrases) -> dict[str, str]:
        return {
            "name": indicator_name(indicator, self.sentences),
            "now": self._figure(indicator.figure, indicator.why, indicator, phrases),
            "previous": self._figure(
                indicator.previous, indicator.why_previous, indicator, phrases
            ),
            "to_date": self._figure(indicator.to_date, indicator.why_to_date, indicator, phrases),
        }

    def _figure(
        self, figure: Figure | None, why: Why | None, one: NumberedIndicator, phrases: Phrases
    ) -> str:
        """A figure, or in words why there is none."""
        if figure is None or (figure.value is None and not figure.is_hidden):
            nothing = self.sentences("indicators.why.nothing")
            return why_not_known(why, self.schema, self.sentences) or nothing
        return figure_in_words(figure, one, phrases)

    def _decision(self, one: Decision, phrases: Phrases) -> dict[str, str]:
        say = self.sentences
        if one.step is None:
            what = say("report_mail.decision_stalled", name=one.called)
        else:
            what = say(
                "report_mail.decision" if one.steps_late == 1 else "report_mail.decision_many",
                name=one.called,
                steps=one.steps_late,
                step=one.step.number,
                days=one.days_late,
            )
        if one.is_completed:
            what = say("report_mail.completed", what=what)
        return {"what": what, "whose": say("report_mail.whose", name=phrases.whose(one))}

    def _decisions_note(self, waiting: int, phrases: Phrases) -> str:
        say, more = self.sentences, waiting - FIRST_PAGE
        if not waiting:
            unknown = phrases.not_known(self.report, *ABOUT_STEPS)
            return unknown or say("report_mail.no_decisions")
        return say("report_mail.more_decisions", count=more) if more > 0 else ""


def report_key(report: MonthlyReport, stage: Stage, address: str) -> ReportKey:
    """What makes the mail unique, as of what was compiled."""
    return key_of(report.period, report.copy, report.registry, stage, address)


def addresses_of(copy: Copy, to: Sequence[str], hr_to: Sequence[str]) -> tuple[str, ...]:
    """The readers of a copy, each once."""
    return tuple(dict.fromkeys(hr_to if copy == "hr" else to))
