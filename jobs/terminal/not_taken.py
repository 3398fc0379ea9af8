"""What an import did not take, or took for one of two things: what loses most comes first."""

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum

from jobs.terminal.adoption import left_reason, twice_lines, unused_line, word_line
from sheets_sync.adoption.copying import Copied
from sheets_sync.adoption.mapping import LeftHeading, Proposal, SheetMatch, UnusedSheet
from sheets_sync.adoption.remainder import Remainder
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.registry.a1 import column_letters
from sheets_sync.registry.left_out import Reason
from sheets_sync.registry.row_ranges import row_ranges
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import clean
from sheets_sync.registry.workbook import RawTab, RawWorkbook


class _Loss(IntEnum):
    """How much is lost; the least number comes first."""

    SHEET = 0
    """A sheet with rows that nothing was taken of."""
    DOUBT = 1
    """A column, or a word, that may be one of ours."""
    CELLS = 2
    """Cells of columns that were taken otherwise."""
    OWN_COLUMN = 3
    """A column that the registry has none for."""
    NOTHING = 4
    """Totals, notes, titles, running numbers."""


_Told = tuple[_Loss, str]
_EXAMPLES = 3
_LONGEST_EXAMPLE = 40


def not_taken(
    say: Sentences, workbook: RawWorkbook, proposal: Proposal, taken: Copied, schema: Schema
) -> list[str]:
    """A line for each, sorted by what is lost; within that as the workbook has it."""
    told = sorted(_told(say, workbook, proposal, taken, schema), key=lambda one: one[0])
    return [line for _, line in told]


def _told(
    say: Sentences, workbook: RawWorkbook, proposal: Proposal, taken: Copied, schema: Schema
) -> Iterator[_Told]:
    tabs = {tab.sheet: tab for tab in workbook.tabs}
    for layout in proposal.layouts:
        yield from _rows_left(say, layout.sheet, layout.rows_left)
        yield from _rest(say, tabs[layout.sheet], taken.remainders[layout.sheet])
    drawn = {layout.sheet for layout in proposal.layouts}
    for match in proposal.sheets:
        if match.sheet in drawn:
            continue
        yield from _columns(say, tabs[match.sheet], match, taken, schema)
        yield from _rows_left(say, match.sheet, taken.rows_left.get(match.sheet, ()))
        yield from _rest(say, tabs[match.sheet], taken.remainders[match.sheet])
    for word in proposal.words:
        if not (word.choice or word.declined):
            yield _Loss.DOUBT, word_line(say, word, schema)
    for one in taken.differing:
        column = schema.tabs[one.tab].columns[one.column].words.label(say.language)
        yield _Loss.CELLS, say("init.import.differing", text=one.text, name=one.name, column=column)
    for line in twice_lines(say, proposal, schema):
        yield _Loss.SHEET, line
    for unused in proposal.unused:
        yield _loss_of(unused), unused_line(say, unused, schema)


def _loss_of(unused: UnusedSheet) -> _Loss:
    known = unused.reason in {"empty", "copy", "same-rows", "declined"}
    return _Loss.NOTHING if known else _Loss.SHEET


def _columns(
    say: Sentences, tab: RawTab, match: SheetMatch, taken: Copied, schema: Schema
) -> Iterator[_Told]:
    columns = schema.tabs[match.tab].columns
    none = {row for row, _ in taken.rows_left.get(match.sheet, ())}
    records = [row for row in range(match.row + 1, tab.height + 1) if row not in none]
    for one in match.columns:
        if one.perhaps:
            others = tuple(columns[name].words.label(say.language) for name in one.perhaps)
            label = columns[one.column].words.label(say.language)
            said = {"sheet": match.sheet, "heading": clean(one.heading), "column": label}
            yield _Loss.DOUBT, say("init.import.either", others=others, **said)
    for left in match.left:
        if (match.sheet, left.position) not in taken.used:
            why = left_reason(say, left, match, schema)
            facts: dict[str, object] = {"sheet": match.sheet, "reason": why}
            facts["heading"] = left.heading
            odd = [] if left.reason == "counting" else _among_numbers(tab, left.position, records)
            if odd:
                facts |= {"rows": row_ranges(odd, most=len(odd))}
                facts |= {"texts": _examples(tab, left.position, odd)}
            yield _loss_in(left), say(f"init.import.column{'_but' if odd else ''}", **facts)


def _loss_in(left: LeftHeading) -> _Loss:
    if left.reason in {"counting", "declined"}:
        return _Loss.NOTHING
    return _Loss.DOUBT if left.columns else _Loss.OWN_COLUMN


def _rest(say: Sentences, tab: RawTab, rest: Remainder) -> Iterator[_Told]:
    """What stands outside tables, under no heading of ours, or cannot be read."""
    sheet = tab.sheet
    for text in rest.texts:
        quoted = tuple(f"“{one}”" for one in text.texts)
        yield _Loss.NOTHING, say("init.import.text", sheet=sheet, row=text.row, texts=quoted)
    for column in rest.columns:
        facts: dict[str, object] = {"sheet": sheet}
        facts["reason"] = say(f"init.adopt.left.{column.reason}")
        if column.heading:
            loss = _Loss.NOTHING if column.reason == "counting" else _Loss.OWN_COLUMN
            yield loss, say("init.import.column", heading=column.heading, **facts)
        else:
            rows = row_ranges(column.rows, most=len(column.rows))
            facts |= {"column": column_letters(column.position), "rows": rows}
            yield (
                _Loss.CELLS,
                say(
                    "init.import.cells", texts=_examples(tab, column.position, column.rows), **facts
                ),
            )
    if rest.unreadable:
        yield _Loss.CELLS, say("init.import.unreadable", sheet=sheet, count=rest.unreadable)


def _among_numbers(tab: RawTab, position: int, records: Iterable[int]) -> list[int]:
    """The rows of records that say something else where nearly all have a number.

    เลื่อน among the numbers of who came is lost with the column, and says something of the record.
    """
    column = tab.columns[position - 1]
    filled = {row: text for row in records if (text := clean(shown(column[row - 1])))}
    odd = [row for row, text in filled.items() if not any(letter.isdigit() for letter in text)]
    return odd if len(odd) * 2 < len(filled) else []


def _examples(tab: RawTab, position: int, rows: Sequence[int]) -> tuple[str, ...]:
    """The first cells that differ, as they are seen."""
    cells = (clean(shown(tab.columns[position - 1][row - 1])) for row in rows)
    first = list(dict.fromkeys(text[:_LONGEST_EXAMPLE] for text in cells if text))[:_EXAMPLES]
    return tuple(f"“{text}”" for text in first)


def _rows_left(say: Sentences, sheet: str, left: Sequence[tuple[int, Reason]]) -> Iterator[_Told]:
    rows: dict[Reason, list[int]] = {}
    for row, reason in left:
        rows.setdefault(reason, []).append(row)
    for reason, numbers in rows.items():
        rows_said = row_ranges(numbers, most=len(numbers))
        what = say(f"flags.left_out.{reason}", rows=rows_said)
        yield _Loss.NOTHING, say("init.import.rows", sheet=sheet, what=what)
