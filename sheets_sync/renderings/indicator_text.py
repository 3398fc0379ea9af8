"""What indicators say in words: names, how they are computed, why a value is not known."""

from collections.abc import Mapping

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.indicators.values import (
    Exclusion,
    NumberedIndicator,
    Why,
)
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.registry.schema import Schema


def indicator_name(indicator: NumberedIndicator, sentences: Sentences) -> str:
    """Its name."""
    return sentences(f"indicators.names.{indicator.name}")


def how_computed(indicator: NumberedIndicator, sentences: Sentences) -> str:
    """The sentence by which it is computed."""
    return sentences(f"indicators.how.{indicator.name}")


def why_not_known(why: Why | None, schema: Schema, sentences: Sentences) -> str | None:
    """Why there is no value; None where there is one."""
    if why is None:
        return None
    facts: Mapping[str, object] = {
        name: schema.tabs[str(fact)].words.label(sentences.language) if name == "tab" else fact
        for name, fact in why.facts.items()
    }
    return sentences(f"indicators.why.{why.name}", **facts)


def left_out_because(exclusion: Exclusion, sentences: Sentences) -> str:
    """Which rows are left out."""
    return sentences(f"indicators.left_out.{exclusion.why}")


def unread_tabs(report: MonthlyReport, schema: Schema, sentences: Sentences) -> tuple[str, ...]:
    """That tabs could not be read, so that nobody takes what is not known for nothing; or none."""
    unread = {
        one.why.facts["tab"]
        for one in report.indicators.values()
        if one.why is not None and one.why.name == "tab_unreadable"
    }
    tabs = tuple(
        f"“{tab.words.label(sentences.language)}”"
        for name, tab in schema.tabs.items()
        if name in unread
    )
    return (sentences("report.page.unread", tabs=tabs),) if tabs else ()
