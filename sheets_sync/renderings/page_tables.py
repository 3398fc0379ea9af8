"""Tables of a page, written straight: there may be a hundred thousand cells."""

from collections.abc import Iterator
from urllib.parse import quote

from markupsafe import Markup, escape

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.document.blocks import DocumentTable, TableColumn
from sheets_sync.renderings.document.cells import Cell
from sheets_sync.renderings.document.shown import Shown, more_rows, show

LONG = 9
"""A longer pair of numbers may go on behind its stroke, where a telephone is too narrow."""
_MAY_PART = Markup("/<wbr>")


def table_markup(table: DocumentTable, say: Sentences) -> Markup:
    """The table in a region of its own, which scrolls where the page is narrow."""
    label = escape(table.title or table.caption)
    hush = "" if table.is_caption_shown else ' class="hush"'
    parts = [
        f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">\n',
        f'<table class="{table.look}" id="t-{table.name}">\n',
        f"<caption{hush}><span>{escape(table.caption)}</span></caption>\n<thead><tr>",
        *(_heading(column, say) for column in table.columns),
        "</tr></thead>\n<tbody>\n",
        *(_row(table, cells, say) for cells in table.rows[: table.page_rows]),
        "</tbody>\n",
        f"<tfoot>\n{_row(table, table.total, say)}</tfoot>\n" if table.total else "",
        "</table>\n</div>",
        _left(table, say),
        _signs(table, say),
    ]
    return Markup("".join(parts))  # noqa: S704 — every text in it was escaped


def cell_markup(one: Shown) -> Markup:
    """What stands in one cell."""
    return Markup("".join(_parts(one)))  # noqa: S704 — as above


def name_markup(name: str) -> Markup:
    """A person's name, in whose words no line ends."""
    return Markup(" ").join(
        Markup("<span class=name>{}</span>").format(one) for one in name.split()
    )


def _left(table: DocumentTable, say: Sentences) -> str:
    """Where the rows are that the page does not show."""
    more = more_rows(table, table.page_rows, say)
    return f'\n<p class="note">{escape(more)}</p>' if more else ""


def _signs(table: DocumentTable, say: Sentences) -> str:
    """What stands in place of numbers, and why."""
    told = (
        f"<u{look}>{escape(say(f'report.words.{sign}'))}</u> {escape(means)}"
        for sign, look, means in (
            ("nothing", "", table.nothing),
            ("hidden", " class=hidden", table.hidden),
        )
        if means
    )
    line = " · ".join(told)
    return f'\n<p class="note">{line}</p>' if line else ""


def _heading(column: TableColumn, say: Sentences) -> str:
    share = escape(say("report.words.share"))
    track = f'<th scope="col" class="track"><span class="hush">{share}</span></th>'
    under = f"<br><small>{escape(column.under)}</small>" if column.under else ""
    return (
        (track if column.has_bar else "")
        + f'<th scope="col" class="{column.kind}">'
        + f'<span class="head-text">{escape(column.heading)}</span>{under}</th>'
    )


def _row(table: DocumentTable, cells: tuple[Cell, ...], say: Sentences) -> str:
    shown = (show(cell, say) for cell in cells)
    pairs = zip(table.columns, shown, strict=True)
    return f"<tr>{''.join(_cells(pairs, table.head))}</tr>\n"


def _cells(pairs: Iterator[tuple[TableColumn, Shown]], head: int) -> Iterator[str]:
    for place, (column, one) in enumerate(pairs):
        if column.kind == "state":
            yield _state(one)
            continue
        if column.has_bar:
            yield f'<td class="track">{_bar(one.bar)}</td>'
        text = "".join(_parts(one))
        if place == head:
            order = f' data-order="{one.order}"' if column.kind == "day" else ""
            yield f'<th scope="row"{order}>{text}</th>'
        elif column.kind == "number":
            yield f"<td>{text}</td>"
        elif column.kind == "day":
            yield f'<td class="day" data-order="{one.order}">{text}</td>'
        else:
            yield f'<td class="text">{text}</td>'


def _state(one: Shown) -> str:
    why = f' title="{escape(one.why)}"' if one.why else ""
    unit = f" <small>{escape(one.asides[0])}</small>" if one.asides else ""
    told = f" {one.text}{unit}" if one.text else ""
    cause = f" <em>{escape(one.cause)}</em>" if one.cause else ""
    return f'<td class="{one.state}"{why}><b>{escape(one.order)}</b>{told}{cause}</td>'


def _bar(share: float | None) -> str:
    """A bar says nothing to a screen reader: its figures stand beside it."""
    filled = f'<span style="width:{share:.1%}"></span>' if share else ""
    return f'<span class="bar" aria-hidden="true">{filled}</span>'


def _parts(one: Shown) -> Iterator[str]:
    text = escape(one.text)
    if one.is_quiet:
        why = f' title="{escape(one.why)}"' if one.why else ""
        yield f"<u{' class=hidden' if one.is_hidden else ''}{why}>{text}</u>"
    elif one.share:
        parted = text.replace("/", _MAY_PART) if len(text) > LONG else text
        yield f"{parted} <i>{one.share}</i>"
    elif one.link:
        yield f'<a href="#{quote(one.link)}"><bdi>{text}</bdi></a>'
    elif one.order:
        yield text
    elif one.is_name:
        yield f"<bdi>{name_markup(one.text)}</bdi>"
    else:
        yield f"<bdi>{text}</bdi>"
    if one.code:
        yield f' <span class="id">{escape(one.code)}</span>'
    for aside in one.asides:
        yield f" <small>{escape(aside)}</small>"
