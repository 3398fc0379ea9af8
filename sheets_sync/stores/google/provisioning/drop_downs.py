"""What may be chosen in a column: words of the schema, or what other tabs hold.

Whatever else people type stays possible: synonyms and other ways to write are read, too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheets_sync.registry.a1 import column_letters, quoted_title
from sheets_sync.registry.schema import Column, Language, Schema
from sheets_sync.stores.google.provisioning.tab_places import StaffTab
from sheets_sync.stores.google.writing.batch import JSON, Block, choices, choices_from

_NAME = "name"


@dataclass(frozen=True, slots=True)
class DropDowns:
    """Where the choices of one spreadsheet come from."""

    schema: Schema
    language: Language
    tabs: Mapping[str, StaffTab]
    """The first tab of each table."""
    lists: str
    """The title of the tab of lists."""

    def of(self, column: Column, cells: Block) -> JSON | None:
        """The request that gives the cells of a column their choices; None where one types."""
        match column.kind:
            case "choice":
                return choices(cells, self._labels(column))
            case "yes_no":
                both = (self.schema.yes_words, self.schema.no_words)
                return choices(cells, [words.label(self.language) for words in both])
            case "areas":
                areas = self.schema.areas.values()
                return choices(cells, [words.label(self.language) for words in areas])
            case "person" | "people":
                return self._from(cells, self._column("staff", "full_name"))
            case "reference":
                return self._from(cells, self._records(column.to))
        return None

    def formulas(self) -> Sequence[str]:
        """The formulas of the tab of lists, one beside the other: "C-007 ชื่อกลุ่ม", without blanks."""
        return [_listed(self.tabs[name], *pair) for name, pair in self._listed_tables()]

    def _labels(self, column: Column) -> list[str]:
        return [words.label(self.language) for words in column.choices.values()]

    def _from(self, cells: Block, source: str | None) -> JSON | None:
        return None if source is None else choices_from(cells, source)

    def _column(self, table: str, name: str) -> str | None:
        """The cells of a column, as many as there will be; None where it is not there."""
        tab = self.tabs.get(table)
        if tab is None or name not in tab.positions:
            return None
        letters = column_letters(tab.positions[name])
        first = tab.header_row + 1
        return f"={quoted_title(tab.sheet.title)}!${letters}${first}:${letters}"

    def _records(self, table: str) -> str | None:
        """The records of a table: by id and name where it has both, else by id."""
        tables = [name for name, _ in self._listed_tables()]
        if table in tables:
            letters = column_letters(tables.index(table) + 1)
            return f"={quoted_title(self.lists)}!${letters}:${letters}"
        tab = self.tabs.get(table)
        return None if tab is None else self._column(table, tab.tab.key[0])

    def _listed_tables(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """The tables that others refer to by id and name, and where those two stand."""
        wanted = {
            column.to
            for tab in self.schema.tabs.values()
            for column in tab.columns.values()
            if column.kind == "reference"
        }
        for name, tab in self.tabs.items():
            key = tab.tab.key[0]
            if name in wanted and {key, _NAME} <= tab.positions.keys():
                yield name, (tab.positions[key], tab.positions[_NAME])


def _listed(tab: StaffTab, key: int, name: int) -> str:
    """No row is named but that of the headings: rows put in right below them count, too."""
    sheet = quoted_title(tab.sheet.title)
    keys, names = (f"{sheet}!${letters}:${letters}" for letters in map(column_letters, (key, name)))
    heading = f"{sheet}!${column_letters(key)}${tab.header_row}"
    rows = f"(ROW({keys})>ROW({heading}))*(LEN({keys})>0)"
    return f'=IFERROR(FILTER(TRIM({keys}&" "&{names}),{rows}),"")'
