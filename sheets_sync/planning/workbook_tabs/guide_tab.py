"""The guide tab: how to fill in the workbook, and what every column means."""

from collections.abc import Callable, Iterator

from sheets_sync.planning.workbook_tabs.tab_model import (
    Link,
    Look,
    PrintSetup,
    ServiceTab,
    TabCell,
    TabRow,
)
from sheets_sync.registry.schema import Column, Language, Schema, Tab

Say = Callable[..., str]
"""A sentence by its name, placeholders filled: `say("workbook.guide.title")`."""

_ADVICE = ("what", "order", "headings", "people", "dates", "status", "ours", "optional")
_WIDTHS = (24, 28, 10, 62, 40)


def guide_tab(schema: Schema, language: Language, say: Say) -> ServiceTab:
    """The guide in one language, made from the schema that everything else follows too."""
    names = ("tabs", "columns", "needed", "meaning", "example")
    headings = [TabCell(say(f"workbook.guide.{name}_heading"), Look.HEADING) for name in names]
    top = [
        TabRow((TabCell(say("workbook.guide.title"), Look.TITLE, span=len(_WIDTHS)),)),
        *(
            TabRow((TabCell(say(f"workbook.guide.{name}"), Look.NOTE, span=len(_WIDTHS)),))
            for name in _ADVICE
        ),
        TabRow(),
        TabRow(tuple(headings)),
    ]
    rows = [row for tab in schema.tabs.values() for row in _tab_rows(tab, language, say)]
    return ServiceTab(
        name="guide",
        title=say("workbook.guide.tab"),
        widths=_WIDTHS,
        rows=(*top, *rows),
        print_setup=PrintSetup(landscape=True, repeat_rows=0),
    )


def _tab_rows(tab: Tab, language: Language, say: Say) -> Iterator[TabRow]:
    title = tab.words.label(language)
    yield TabRow(
        (
            TabCell(Link(title, title, 1, 1), Look.GROUP),
            *(TabCell(None, Look.GROUP) for _ in _WIDTHS[1:]),
        )
    )
    for column in tab.columns.values():
        yield TabRow(
            (
                TabCell(title, Look.QUIET),
                TabCell(column.words.label(language)),
                TabCell(say("workbook.guide.yes") if column.required else None),
                TabCell(meaning(column, language, say)),
                TabCell(column.example, Look.QUIET),
            )
        )


def meaning(column: Column, language: Language, say: Say) -> str:
    """What a column wants, and its choices where it has some."""
    sentence = column.note.label(language)
    if not column.choices:
        return sentence
    choices = ", ".join(words.label(language) for words in column.choices.values())
    return f"{sentence} · {say('workbook.note.choices', choices=choices)}"
