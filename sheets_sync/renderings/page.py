"""The report as one HTML page that needs nothing else: it opens, reads and prints anywhere."""

import re
from collections.abc import Mapping
from typing import Any

from sheets_sync.checking.steps import Step
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.i18n.step_text import in_words, reason_of, step_sentence
from sheets_sync.i18n.templates import environment, render
from sheets_sync.lazy_sentence import LazySentence
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections import SECTIONS
from sheets_sync.planning.report.sections.changes import Change
from sheets_sync.planning.report.sections.decisions import FIRST_PAGE
from sheets_sync.registry.months_and_years import ERA, add_months, fiscal_year
from sheets_sync.registry.schema import Schema
from sheets_sync.rules import RULES

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What no page may hold."""


def report_page(report: MonthlyReport, schema: Schema, sentences: Sentences) -> str:
    """The page in the language of `sentences`."""
    pages = environment(sentences)
    words = _Words(schema, sentences)
    pages.filters |= {
        "change": words.change,
        "why": words.why,
        "reason": words.reason,
        "area": words.area,
        "element": words.element,
        "tab": words.tab,
        "rule": words.rule,
        "width": lambda share: f"{share or 0:.1%}",
    }
    facts: Mapping[str, Any] = {
        "report": report,
        "sections": [section.name for section in SECTIONS],
        "decisions_shown": FIRST_PAGE,
        "fiscal_year": words.fiscal_year(report),
        "month_before": add_months(report.month, -1),
        "month_after": add_months(report.month, 1),
    }
    return _UNFIT.sub("", render(pages, "report/page.html", facts))


class _Words:
    """What the page says in sentences, in the reader's language."""

    def __init__(self, schema: Schema, sentences: Sentences) -> None:
        self._schema = schema
        self._sentences = sentences

    def change(self, change: Change) -> str:
        """One sentence of what changed."""
        facts: dict[str, object] = dict(change.facts)
        if names := facts.get("names"):
            facts["names"] = (
                tuple(f"“{name}”" for name in names) if isinstance(names, tuple) else ""
            )
            more = facts["more"]
            facts["more"] = LazySentence("report.changes.and_more", count=more) if more else ""
        return self._sentences(f"report.changes.{change.name}", **facts)

    def why(self, step: Step) -> str:
        """Why a step is not complete, and what would make it so."""
        return step_sentence(step, self._schema, self._sentences)

    def reason(self, step: Step) -> str:
        """The same without its due date."""
        reason = in_words(reason_of(step, self._schema), self._schema, self._sentences.language)
        return self._sentences.show(reason)

    def area(self, code: str) -> str:
        """The name of an area."""
        return self._schema.areas[code].label(self._sentences.language)

    def element(self, name: str) -> str:
        """The name of an element of the plan."""
        return self._sentences(f"report.element_names.{name}")

    def tab(self, name: str) -> str:
        """The label of a tab."""
        return self._schema.tabs[name].words.label(self._sentences.language)

    def rule(self, name: str) -> str:
        """What a rule reports, in a few words: the first line of its page."""
        if self._sentences.language == "en":
            page = next(rule.page for rule in RULES if rule.name == name)
        else:
            page = self._sentences(f"rules.{name}")
        return page.strip().partition("\n")[0]

    def fiscal_year(self, report: MonthlyReport) -> str:
        """The fiscal year of the month, in the reader's era."""
        year = fiscal_year(report.month)
        thai = self._sentences.language == "th"
        return self._sentences.digits(str(year if thai else year - ERA))
