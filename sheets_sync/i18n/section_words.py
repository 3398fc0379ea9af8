"""What the sections of the report say: `templates/report_sections.toml`, both languages together.

    [learning.th]
    title = "…"             # the heading
    sheets.learning = "…"   # the sheet of the workbook with the table or chart of that name
    [learning.en]
    title = "…"

They stand there as they follow each other in the report. Whoever asks finds them under
`report.<section>.<sentence>`, the sheets under `report.workbook.sheets.<table>`. The agency's own
wording of them stands under the same names in its `report.toml`.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sheets_sync.i18n.packaged_toml import packaged_toml
from sheets_sync.resources import resource_name


def place_of(keys: Sequence[str], others: str) -> str:
    """The file in which a sentence of the report stands or belongs; `others` has the rest."""
    is_of_others = keys[0] in _names(others) and tuple(keys[:2]) != ("workbook", "sheets")
    return others if is_of_others else _place()


@cache
def section_names() -> tuple[str, ...]:
    """The sections in the order of the report."""
    return tuple(packaged_toml(_place()))


@cache
def with_others(others: str, language: str) -> Mapping[str, Any]:
    """The file `others` of that language, and what the sections say, as if it were one file."""
    said = packaged_toml(_place())
    words = {name: dict(languages.get(language, {})) for name, languages in said.items()}
    sheets = {
        table: sheet for one in words.values() for table, sheet in one.pop("sheets", {}).items()
    }
    ours = packaged_toml(others)
    return {**words, **ours, "workbook": {**ours["workbook"], "sheets": sheets}}


@cache
def _names(others: str) -> frozenset[str]:
    return frozenset(packaged_toml(others))


def _place() -> str:
    return resource_name("templates", "report_sections.toml")
