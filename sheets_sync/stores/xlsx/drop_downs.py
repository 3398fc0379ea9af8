"""Drop-down lists of a new workbook: words of the schema, and what other tabs hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from sheets_sync.planning.workbook_tabs.record_keys import LOOKUP_TITLE
from sheets_sync.registry.a1 import column_letters, quoted_title
from sheets_sync.registry.schema import Column, Language, Schema, Tab
from sheets_sync.registry.workbook import RawCell

LISTS_TITLE = LOOKUP_TITLE + "_lists"
"""Title of the hidden sheet with lists too long to stand in a rule."""
_LONGEST_INLINE = 255
_AREAS = "_cop_list_areas"

Records = Mapping[str, RawCell]
"""One row of a staff tab by column name."""


@dataclass(frozen=True, slots=True)
class DropDown:
    """Where the choices of a column come from."""

    source: str | list[str]
    """A formula, or the words themselves."""
    strict: bool
    """Anything else is asked about; false where people may also type several, or other forms."""


class DropDownLists:
    """The lists of one workbook; the hidden sheet is made with the first list that needs it."""

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        schema: Schema,
        language: Language,
        *,
        last_rows: Mapping[str, int],
    ) -> None:
        self._book, self._schema, self._language = book, schema, language
        self._last_rows = last_rows
        self._names: dict[str, str] = {}
        self._lists: Worksheet | None = None
        self._width = 0

    def of(self, column: Column, records: Mapping[str, Sequence[Records]]) -> DropDown | None:
        """The drop-down of a column; nothing where one types freely, or the list is elsewhere."""
        match column.kind:
            case "choice":
                return self._words(
                    [words.label(self._language) for words in column.choices.values()]
                )
            case "yes_no":
                yes, no = self._schema.yes_words, self._schema.no_words
                return DropDown([yes.label(self._language), no.label(self._language)], strict=True)
            case "areas":
                labels = [words.label(self._language) for words in self._schema.areas.values()]
                return DropDown(f"={self._static(_AREAS, labels)}", strict=False)
            case "person" | "people" if "staff" in self._schema.tabs:
                return DropDown(f"={self._cells('staff', 'full_name')}", strict=False)
            case "reference" if column.to in self._schema.tabs:
                return DropDown(f"={self._records(column.to, records)}", strict=False)
            case _:
                return None

    def _words(self, words: list[str]) -> DropDown:
        if len(",".join(words)) <= _LONGEST_INLINE:
            return DropDown(words, strict=True)
        name = f"_cop_list_{len(self._names)}"
        return DropDown(f"={self._static(name, words)}", strict=True)

    def _static(self, name: str, words: Sequence[str]) -> str:
        if name not in self._names:
            sheet, column = self._next_column()
            for row, word in enumerate(words):
                sheet.write_string(row, column, word)
            letters = column_letters(column + 1)
            self._define(name, f"={LISTS_TITLE}!${letters}$1:${letters}${len(words)}")
        return name

    def _cells(self, tab_name: str, column_name: str) -> str:
        """The filled cells of a staff tab's column, however many there will be."""
        name = f"_cop_list_{tab_name}_{column_name}"
        if name not in self._names:
            tab = self._schema.tabs[tab_name]
            letters = column_letters(list(tab.columns).index(column_name) + 1)
            cells = f"{self._title(tab)}!${letters}$2:${letters}${self._last_rows[tab_name]}"
            self._define(name, _as_long_as(cells, "COUNTA"))
        return name

    def _records(self, tab_name: str, records: Mapping[str, Sequence[Records]]) -> str:
        """The records of a tab: by id and name where it has both ("C-007 ชื่อกลุ่ม"), else by id."""
        tab = self._schema.tabs[tab_name]
        key = tab.key[0]
        if "name" not in tab.columns:
            return self._cells(tab_name, key)
        name = f"_cop_list_{tab_name}"
        if name not in self._names:
            sheet, column = self._next_column()
            title, order = self._title(tab), list(tab.columns)
            key_letters, name_letters = (
                column_letters(order.index(each) + 1) for each in (key, "name")
            )
            given = records.get(tab_name, ())
            for row in range(2, self._last_rows[tab_name] + 1):
                record = given[row - 2] if row - 2 < len(given) else {}
                label = f"{record.get(key) or ''} {record.get('name') or ''}".strip()
                cell = f"{title}!${key_letters}{row}"
                formula = f'=IF({cell}="","",{cell}&" "&{title}!${name_letters}{row})'
                sheet.write_formula(row - 2, column, formula, None, label)
            letters = column_letters(column + 1)
            last = self._last_rows[tab_name] - 1
            cells = f"{LISTS_TITLE}!${letters}$1:${letters}${last}"
            self._define(name, _as_long_as(cells, "text"))
        return name

    def _next_column(self) -> tuple[Worksheet, int]:
        if self._lists is None:
            self._lists = self._book.add_worksheet(LISTS_TITLE)
            self._lists.hide()
        self._width += 1
        return self._lists, self._width - 1

    def _define(self, name: str, formula: str) -> None:
        self._names[name] = formula
        self._book.define_name(name, formula)

    def _title(self, tab: Tab) -> str:
        return quoted_title(tab.words.label(self._language))


def _as_long_as(cells: str, counted: str) -> str:
    """A formula for the filled beginning of a range."""
    count = f"COUNTA({cells})" if counted == "COUNTA" else f'COUNTIF({cells},"?*")'
    first = cells.partition(":")[0]
    return f"=OFFSET({first},0,0,MAX(1,{count}),1)"
