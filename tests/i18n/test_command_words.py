"""The words of the commands stand in one file, and the agency's own in its `command_line.toml`."""

import pytest

from sheets_sync.i18n.overlay_check import wording_faults
from sheets_sync.i18n.sentences import SentenceError, Sentences


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_agencys_own_line_of_a_command_stands_for_ours_and_all_others_stay(language, tmp_path):
    (tmp_path / language).mkdir()
    own = '[commands.check]\nhelp = "ก"\n'
    (tmp_path / language / "command_line.toml").write_text(own, encoding="utf-8")
    ours, said = Sentences(language), Sentences(language, tmp_path)

    assert wording_faults(tmp_path, ()) == ()

    assert said("command_line.commands.check.help") == "ก"
    for name in ("commands.check.about", "commands.remind.help", "options.json"):
        assert said(f"command_line.{name}") == ours(f"command_line.{name}")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("command_line.commands.greet.help", "templates/commands.toml"),
        ("command_line.options.greeting", "templates/en/command_line.toml"),
    ],
)
def test_a_sentence_that_is_missing_names_the_file_it_belongs_in(name, place):
    with pytest.raises(SentenceError, match=f"{name} is missing: add it to .*/{place}$"):
        Sentences("en")(name)
