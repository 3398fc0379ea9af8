"""How the things of a report are called in the reader's language."""

import datetime as dt
import re
from collections.abc import Sequence

from sheets_sync.checking.steps import Step
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.i18n.step_text import in_words, reason_of, step_sentence
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.restated import Restatement
from sheets_sync.planning.report.sections.changes import Change
from sheets_sync.planning.report.sections.decisions import FIRST_PAGE, Decision
from sheets_sync.planning.report.sections.left_out import left_out
from sheets_sync.registry.months_and_years import ERA, Digits, Style, fiscal_year, show_month
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.thai_marks import THAI
from sheets_sync.renderings.document.cells import Cell, words
from sheets_sync.renderings.document.shown import percent, show
from sheets_sync.renderings.period_words import period_in_words
from sheets_sync.rules import RULES

ABOUT_STEPS = (
    "communities", "staff", "members", "experts", "plans", "sessions", "evaluations", "followups",
)  # fmt: skip
"""The tabs without which it is not known what is overdue."""
NAMED = 12
"""So many communities are named in a list within a sentence; the rest is counted."""
_THAI = re.compile(f"[{THAI}]")


def runs_of(steps: Sequence[int]) -> list[str]:
    """Numbers as people write them: 1–4, 6."""
    runs: list[list[int]] = []
    for step in sorted(steps):
        if runs and step == runs[-1][-1] + 1:
            runs[-1].append(step)
        else:
            runs.append([step])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]


def _gap(left: str, right: str) -> str:
    """Thai words stand side by side; beside a digit, a mark or another script is a space."""
    return "" if _THAI.match(left[-1:]) and _THAI.match(right) else " "


class Phrases:
    """Sentences, and the labels of the schema."""

    def __init__(self, schema: Schema, sentences: Sentences) -> None:
        self.schema = schema
        self.say = sentences

    def unread(self, report: MonthlyReport, *tabs: str) -> str:
        """Which of these tabs, or of all, could not be read, in quotes; empty for none."""
        found = dict.fromkeys(
            one.tab for one in report.part(left_out) if one.reason == "unreadable"
        )
        names = [self.tab(one) for one in found if one in tabs or not tabs]
        return self.quoted(names) if names else ""

    def not_known(self, report: MonthlyReport, *tabs: str) -> str:
        """That something is not known, since one of these tabs could not be read; else empty."""
        unread = self.unread(report, *tabs)
        return self.say("report.words.not_known", tabs=unread) if unread else ""

    def change(self, change: Change) -> str:
        """One sentence of what changed."""
        facts: dict[str, object] = dict(change.facts)
        names, steps, more = (facts.get(name) for name in ("names", "steps", "more"))
        if isinstance(names, tuple):
            others = self.say("report.changes.more", count=more) if more else ""
            facts["names"] = self.quoted(names, others)
        if isinstance(steps, tuple):
            facts["steps"] = self.say.digits(self.listed(runs_of(steps)))
        return self.say(f"report.changes.{change.name}", **facts)

    def listed(self, things: Sequence[str], last: str = "") -> str:
        """Things in a sentence, the last of them behind an “and”."""
        *others, end = (*things, *filter(None, [last]))
        if not others:
            return end
        begin, word = (
            self.say("report.words.list_between").join(others),
            self.say("report.words.list_and"),
        )
        before = " " if len(others) > 1 else _gap(begin, word)
        return f"{begin}{before}{word}{_gap(word, end)}{end}"

    def quoted(self, names: Sequence[str], last: str = "") -> str:
        """Names in a sentence."""
        return self.listed([f"“{name}”" for name in names], last)

    def quoted_few(self, names: Sequence[str]) -> str:
        """The first names of many, and how many communities more there are."""
        more = len(names) - NAMED
        others = self.say("report.changes.more", count=more) if more > 0 else ""
        return self.quoted(names[:NAMED], others)

    def why(self, step: Step) -> str:
        """Why a step is not complete, and what would make it so."""
        return step_sentence(step, self.schema, self.say)

    def reason(self, step: Step) -> str:
        """The same without its due date."""
        reason = in_words(reason_of(step, self.schema), self.schema, self.say.language)
        return self.say.show(reason)

    def step(self, number: int) -> str:
        """A step by number and name."""
        name = self.say(f"report.steps.{number}")
        return self.say("report.words.step_named", number=number, name=name)

    def area(self, code: str) -> str:
        """The name of an area."""
        return self.schema.areas[code].label(self.say.language)

    def element(self, name: str) -> str:
        """The name of an element of the plan."""
        return self.say(f"report.element_names.{name}")

    def tab(self, name: str) -> str:
        """The label of a tab."""
        return self.schema.tabs[name].words.label(self.say.language)

    def column(self, tab: str, column: str) -> str:
        """The label of a column."""
        return self.schema.tabs[tab].columns[column].words.label(self.say.language)

    def rule(self, name: str) -> str:
        """What a rule reports, in a few words: the first line of its page."""
        if self.say.language == "en":
            page = next(rule.page for rule in RULES if rule.name == name)
        else:
            page = self.say(f"rules.{name}")
        return self.say.digits(page.strip().partition("\n")[0])

    def group(self, code: str, name: str, *, is_link: bool = False) -> Cell:
        """A community by name and ID; `is_link` leads to its own part of the page."""
        return words(name, code, f"c-{code}" if is_link else "")

    def whose(self, one: Decision) -> str:
        """Who acts: by name, in a copy that names nobody by office, else HR."""
        if one.coordinator is None:
            unit = one.unit or self.say("report.words.no_unit")
            return self.say("report.summary.coordinator_of", unit=unit)
        return one.coordinator or self.say("report.summary.nobody_known")

    def exempt(self, count: int) -> tuple[str, ...]:
        """The exempt, told beside a number of people."""
        return (self.say("report.words.exempt", count=count),) if count else ()

    def month(self, day: dt.date, style: Style = "short") -> str:
        """The day's month."""
        digits: Digits = "thai" if self.say.thai_digits else "arabic"
        return show_month(day, self.say.language, style, digits)

    def period(self, report: "MonthlyReport | Restatement", style: Style = "long") -> str:
        """The months that a report is about."""
        return period_in_words(report.month, report.months, self.say, style)

    def timely(self, sentence: str, report: MonthlyReport) -> str:
        """The name of a sentence about the month, or of its twin about several."""
        return sentence if report.months == 1 else f"{sentence}_in_period"

    def year(self, day: dt.date) -> str:
        """The day's fiscal year, in the reader's era."""
        year = fiscal_year(day)
        return self.say.digits(str(year if self.say.language == "th" else year - ERA))

    def share(self, share: float) -> str:
        """A share in hundredths."""
        return percent(share, self.say)

    def plain(self, cell: Cell) -> str:
        """A cell as part of a sentence."""
        shown = show(cell, self.say)
        return f"{shown.text} ({shown.share})" if shown.share else shown.text

    @property
    def first_page(self) -> int:
        """How many communities that wait for somebody stand on the first page."""
        return FIRST_PAGE
