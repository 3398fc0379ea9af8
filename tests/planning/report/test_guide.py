"""What a new section needs, said to whoever adds one: where the line or file is missing."""

import re
from pathlib import Path

import pytest

from sheets_sync.i18n.sentences import LANGUAGES, Sentences
from sheets_sync.planning.report.sections import SECTIONS, Section
from sheets_sync.renderings.report_sections import BLOCKS
from sheets_sync.resources import resource

LIST = "SECTIONS in sheets_sync/planning/report/sections/__init__.py"
FILES = sorted(
    path
    for path in resource("sheets_sync", "planning", "report", "sections").glob("*.py")
    if path.stem != "__init__"
)
TESTS = Path(__file__).parent

by_name = pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.name)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_of_a_section_is_listed(path: Path):
    listed = {part.__name__ for section in SECTIONS for part in section.parts}

    assert path.stem in listed, (
        f"sheets_sync/planning/report/sections/{path.name} is never asked: add "
        f'`Section("{path.stem}", ({path.stem},)),` to {LIST}, or its function {path.stem} to the '
        "section that shows it; what only serves others stands in sheets_sync/planning/report"
    )


def test_every_name_is_there_once():
    names = [section.name for section in SECTIONS]
    parts = [part.__name__ for section in SECTIONS for part in section.parts]

    assert len(set(names)) == len(names), f"a name is there twice in {LIST}"
    assert len(set(parts)) == len(parts), f"a function is there twice in {LIST}"


@by_name
def test_every_section_has_its_blocks(section: Section):
    path = f"sheets_sync/renderings/report_sections/{section.name}.py"

    assert section.name in BLOCKS, (
        f"{section.name} shows nothing: write {path} with a function {section.name}(report, say)"
    )
    source = resource(*path.split("/")).read_text(encoding="utf-8")
    for part in section.parts:
        assert re.search(rf"import (.*, )?{part.__name__}\b", source), (
            f"{path} does not show `{part.__name__}`, which the section compiles"
        )


@by_name
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_has_its_title(section: Section, language: str):
    assert f"report.{section.name}.title" in Sentences(language), (
        f'{section.name} has no title: add `title = "…"` to a table [{section.name}] in '
        f"templates/{language}/report.toml"
    )


def test_all_blocks_belong_to_a_section():
    unknown = set(BLOCKS) - {section.name for section in SECTIONS}

    assert not unknown, f"no section is called {unknown}: add it to {LIST}"


@by_name
def test_every_section_is_tested(section: Section):
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for path in TESTS.glob("test_*.py")
        if path != Path(__file__)
    )

    for part in section.parts:
        assert re.search(rf"\.{part.__name__}\b", sources), (
            f"no test looks at `report.{part.__name__}`: write one in "
            f"tests/planning/report/test_{section.name}.py, with the whole expected value"
        )
