"""What a new section needs, said to whoever adds one: where the line or file is missing."""

import re
from pathlib import Path

import pytest

from sheets_sync.i18n.section_words import section_names
from sheets_sync.i18n.sentences import LANGUAGES, Sentences
from sheets_sync.planning.report.indicators.catalogue import INDICATORS
from sheets_sync.planning.report.sections import PARTS
from sheets_sync.resources import resource

WORDS = "templates/report_sections.toml"
COMPILED = "sheets_sync/planning/report/sections"
SHOWN = "sheets_sync/renderings/report_sections"
TESTS = Path(__file__).parent
NAMED = r'\b(?:DocumentTable|figures_table|_table|\w+_with_names|\w+_by_month)\(\s*"(\w+)"'
"""A table or a chart, and what it is called in the workbook."""


def files(folder: str) -> list[Path]:
    found = resource(*folder.split("/")).glob("*.py")
    return sorted(path for path in found if path.stem != "__init__")


def has_function(path: Path) -> bool:
    return f"\ndef {path.stem}(" in path.read_text(encoding="utf-8")


by_name = pytest.mark.parametrize("section", section_names())
by_shown = pytest.mark.parametrize("path", files(SHOWN), ids=lambda path: path.stem)
by_part = pytest.mark.parametrize("part", [part.__name__ for part in PARTS])


@by_name
def test_every_section_has_its_blocks(section: str):
    path = resource(*SHOWN.split("/"), f"{section}.py")

    assert path.is_file(), (
        f"[{section}.th] in {WORDS} shows nothing: write {SHOWN}/{section}.py with "
        f"`def {section}(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:`"
    )
    assert has_function(path), f"{SHOWN}/{section}.py has no function `{section}`"


@by_shown
def test_every_section_has_its_place(path: Path):
    assert path.stem in section_names() or not has_function(path), (
        f"{SHOWN}/{path.name} is never shown: add [{path.stem}.th] and [{path.stem}.en] with "
        f'`title = "…"` to {WORDS}, where it is to stand in the report'
    )


@by_name
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_has_its_title(section: str, language: str):
    assert f"report.{section}.title" in Sentences(language), (
        f'{section} has no heading: add `title = "…"` to [{section}.{language}] in {WORDS}'
    )


def test_tables_and_charts_are_found_in_the_sections():
    sources = {path.stem: path.read_text(encoding="utf-8") for path in files(SHOWN)}

    assert re.findall(NAMED, sources["areas"]) == ["areas"]
    assert re.findall(NAMED, sources["history"]) == ["coverage", "sessions_by_month", "history"]


@pytest.mark.parametrize("language", LANGUAGES)
@by_shown
def test_every_table_and_chart_names_its_sheet(path: Path, language: str):
    source = path.read_text(encoding="utf-8")
    for name in re.findall(NAMED, source):
        assert f"report.workbook.sheets.{name}" in Sentences(language), (
            f'"{name}" of {SHOWN}/{path.name} names no sheet of the workbook: add '
            f'`sheets.{name} = "…"` to [{path.stem}.{language}] in {WORDS}'
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_every_share_there_is_a_sentence_that_there_is_nothing_to_divide_by(language: str):
    shares = {one.name for one in INDICATORS if one.unit == "share" and one.name != "areas"}
    said = Sentences(language).table("indicators.why")

    assert {f"nothing_{name}" for name in shares} == {
        name for name in said if name.startswith("nothing_")
    }, f"add `nothing_<indicator>` to [why] of templates/{language}/indicators.toml"


@by_part
def test_what_is_compiled_is_shown(part: str):
    sources = [path.read_text(encoding="utf-8") for path in files(SHOWN)]

    assert any(
        re.search(rf"sections\.{part} import (.*, )?{part}\b", source) for source in sources
    ), f"no section shows what {COMPILED}/{part}.py compiles: ask for it in a file of {SHOWN}"


@by_part
def test_what_is_compiled_is_tested(part: str):
    sources = [
        path.read_text(encoding="utf-8")
        for path in TESTS.glob("test_*.py")
        if path.name != __name__
    ]

    assert any(re.search(rf"\.{part}\b", source) for source in sources), (
        f"no test looks at `report.{part}`: write one in tests/planning/report/test_sections.py, "
        "with the whole expected value"
    )
