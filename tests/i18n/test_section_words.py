"""The words of the report's sections stand in one file, the agency's own in its `report.toml`."""

import pytest

from sheets_sync.i18n.overlay_check import wording_faults
from sheets_sync.i18n.section_words import section_names
from sheets_sync.i18n.sentences import SentenceError, Sentences


def test_the_sections_follow_each_other_as_in_their_file():
    names = section_names()

    some = ("summary", "indicators", "communities", "sessions", "upcoming", "annex")
    assert tuple(name for name in names if name in some) == some
    assert (names[0], names[-1]) == ("summary", "annex")


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_agencys_own_heading_and_name_of_a_sheet_stand_for_ours(language, tmp_path):
    (tmp_path / language).mkdir()
    own = '[units]\ntitle = "ก"\n[workbook.sheets]\nunits = "ข"\n'
    (tmp_path / language / "report.toml").write_text(own, encoding="utf-8")
    ours, said = Sentences(language), Sentences(language, tmp_path)

    assert wording_faults(tmp_path, ()) == ()

    names = ("report.units.title", "report.workbook.sheets.units")
    assert [said(name) for name in names] == ["ก", "ข"]
    assert said("report.units.caption") == ours("report.units.caption")
    assert said("report.workbook.sheets.areas") == ours("report.workbook.sheets.areas")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("report.units.unheard", "templates/report_sections.toml"),
        ("report.unheard.title", "templates/report_sections.toml"),
        ("report.workbook.sheets.unheard", "templates/report_sections.toml"),
        ("report.workbook.unheard", "templates/en/report.toml"),
        ("report.page.unheard", "templates/en/report.toml"),
    ],
)
def test_a_sentence_that_is_missing_names_the_file_it_belongs_in(name, place):
    with pytest.raises(SentenceError, match=f"{name} is missing: add it to .*/{place}$"):
        Sentences("en")(name)
