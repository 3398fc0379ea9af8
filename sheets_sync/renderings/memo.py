"""The covering memo (บันทึกข้อความ) of agencies that pass the report up on paper."""

from dataclasses import dataclass

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.decisions import decisions
from sheets_sync.registry.months_and_years import ERA, fiscal_year
from sheets_sync.registry.schema import Schema
from sheets_sync.renderings.document.phrases import ABOUT_STEPS, Phrases
from sheets_sync.renderings.report_sections.not_counted import not_in_the_numbers
from sheets_sync.settings.model import ReportSettings

ACTIVE, EVALUATED, FOLLOWED_UP = 1, 17, 20
"""The indicators that the memo tells."""
BETWEEN = "|"
"""Stands between a signer's name and position."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs; empty where a pen fills it in."""

    name: str
    position: str


@dataclass(frozen=True, slots=True)
class Memo:
    """What stands on the memo; whatever is empty has room to be written in."""

    unit: str
    number: str
    subject: str
    to: str
    enclosed: str
    """What goes with it: the report."""
    paragraphs: tuple[str, ...]
    signers: tuple[Signer, ...]


def report_memo(
    report: MonthlyReport, schema: Schema, sentences: Sentences, settings: ReportSettings
) -> Memo | None:
    """The memo of the managers' copy; None where the agency has not asked for one."""
    if not settings.memo or report.copy != "manager":
        return None
    say, phrases = sentences, Phrases(schema, sentences)
    signers = (one.partition(BETWEEN) for one in settings.memo_signers)
    return Memo(
        unit=settings.memo_unit or report.agency,
        number=settings.memo_number,
        subject=say("memo.subject_is", period=phrases.period(report)),
        to=settings.memo_to,
        enclosed=say("memo.enclosed_is", period=phrases.period(report)),
        paragraphs=_paragraphs(report, phrases),
        signers=tuple(Signer(name.strip(), position.strip()) for name, _, position in signers)
        or (Signer("", ""),),
    )


def _paragraphs(report: MonthlyReport, phrases: Phrases) -> tuple[str, ...]:
    say = phrases.say
    year = fiscal_year(report.month)
    active = report.indicators[ACTIVE].figure.value
    day = say.date(report.as_of, "long")
    facts = [] if active is None else [say("memo.active", day=day, count=int(active))]
    for name, number in (("evaluated", EVALUATED), ("followed_up", FOLLOWED_UP)):
        figure = report.indicators[number].figure
        if figure.n is not None and figure.of:
            facts.append(say(f"memo.{name}", n=int(figure.n), of=int(figure.of)))
    if len(facts) > 1:
        facts.append(say("memo.counted"))
    facts += not_in_the_numbers(report, phrases.schema, say)
    return (
        say(
            "memo.background",
            agency=report.agency or say("memo.no_agency"),
            year=year if say.language == "th" else year - ERA,
        ),
        say("memo.facts", facts=" ".join(facts)),
        _waiting(report, phrases),
        say("memo.closing"),
    )


def _waiting(report: MonthlyReport, phrases: Phrases) -> str:
    """The communities that somebody has to move forward, those that are over among them."""
    say, waiting = phrases.say, report.part(decisions)
    if not waiting:
        unread = phrases.unread(report, *ABOUT_STEPS)
        name = "waiting_unknown" if unread else "nothing_waits"
        return say(f"memo.{name}", tabs=unread)
    over = sum(one.is_completed for one in waiting)
    completed = say("memo.completed", count=over) if over else ""
    return say("memo.waiting", count=len(waiting), completed=completed)
