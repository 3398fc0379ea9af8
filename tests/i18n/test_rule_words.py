"""The words of a rule stand in one file, and the agency's own where they always stood."""

import pytest

from sheets_sync.i18n.overlay_check import wording_faults
from sheets_sync.i18n.sentences import SentenceError, Sentences


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_agencys_own_sentence_stands_for_ours_and_all_others_stay(language, tmp_path):
    folder = tmp_path / language
    folder.mkdir()
    (folder / "findings.toml").write_text('[lead-missing]\nmessage = "{count}!"\n', "utf-8")
    own = Sentences(language, tmp_path)

    assert wording_faults(tmp_path, ()) == ()

    assert own("findings.lead-missing.message", count=3) == "3!"
    ours = Sentences(language)("findings.tab-missing.message", tab="c")
    assert own("findings.tab-missing.message", tab="c") == ours


def test_the_agencys_own_page_stands_for_ours(tmp_path):
    (tmp_path / "th").mkdir()
    (tmp_path / "th/rules.toml").write_text('lead-missing = "หน้าของเรา"\n', "utf-8")

    assert Sentences("th", tmp_path)("rules.lead-missing") == "หน้าของเรา"


def test_a_sentence_that_is_missing_names_the_file_of_its_rule():
    with pytest.raises(SentenceError, match=r"add it to .*templates/rules/lead-missing\.toml"):
        Sentences("en")("findings.lead-missing.unheard")
