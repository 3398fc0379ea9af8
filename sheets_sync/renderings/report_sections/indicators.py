"""All 27 indicators, their parts, and the rows that each leaves out."""

from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.renderings.document.blocks import Block, DocumentTable, Heading, Prose, TableColumn
from sheets_sync.renderings.document.cells import number, words
from sheets_sync.renderings.document.phrases import Phrases
from sheets_sync.renderings.report_sections.figures import month_columns, three_figures
from sheets_sync.renderings.report_sections.indicator_cells import label, part_cell, part_label


def indicators(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """One table of all; the annex has their parts."""
    return (_all(report, phrases), Prose(phrases.say("report.indicators.note"), "note"))


def parts_and_left_out(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """What each indicator is made of, and the rows that it leaves out."""
    found: list[Block] = []
    for name, table in (
        ("parts", _parts(report, phrases)),
        ("left_out", _left_out(report, phrases)),
    ):
        if table.rows:
            found += [Heading(phrases.say(f"report.indicators.{name}")), table]
    return tuple(found)


def _all(report: MonthlyReport, phrases: Phrases) -> DocumentTable:
    say = phrases.say
    return DocumentTable(
        "indicators",
        say("report.indicators.caption"),
        (
            TableColumn(say("report.words.indicator"), "text"),
            *month_columns(report, phrases),
            TableColumn(say("report.indicators.excluded")),
        ),
        tuple(
            (
                words(f"{say.digits(str(one.number))}. {label(one, phrases)}"),
                *three_figures(one, phrases),
                number(one.excluded),
            )
            for one in report.indicators.values()
        ),
        title=say("report.indicators.title"),
    )


def _parts(report: MonthlyReport, phrases: Phrases) -> DocumentTable:
    say = phrases.say
    return DocumentTable(
        "indicator_parts",
        say("report.indicators.parts"),
        (
            TableColumn(say("report.words.indicator"), "text"),
            TableColumn(say("report.indicators.part"), "text"),
            month_columns(report, phrases)[0],
        ),
        tuple(
            (
                words(f"{say.digits(str(one.number))}. {label(one, phrases)}"),
                words(part_label(one, name, phrases)),
                part_cell(name, figure, one, phrases),
            )
            for one in report.indicators.values()
            for name, figure in one.parts.items()
        ),
        head=1,
        look="grouped",
        is_caption_shown=False,
    )


def _left_out(report: MonthlyReport, phrases: Phrases) -> DocumentTable:
    say = phrases.say
    return DocumentTable(
        "exclusions",
        say("report.indicators.left_out"),
        (
            TableColumn(say("report.words.indicator"), "text"),
            TableColumn(say("report.annex.reason"), "text"),
            TableColumn(say("report.annex.rows")),
        ),
        tuple(
            (
                words(f"{say.digits(str(one.number))}. {label(one, phrases)}"),
                words(say(f"indicators.left_out.{exclusion.why}")),
                number(exclusion.n),
            )
            for one in report.indicators.values()
            for exclusion in one.exclusions
        ),
        look="grouped",
        is_caption_shown=False,
    )
