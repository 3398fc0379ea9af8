import json

import pytest

from jobs.cli.main import main
from sheets_sync.rules import RULES

NAMES = [rule.name for rule in RULES]
HEADINGS = {
    "en": ("What it does", "Why", "Example", "How to mend"),
    "th": ("ตรวจอะไร", "เพราะเหตุใด", "ตัวอย่าง", "วิธีแก้ไข"),
}


@pytest.fixture(autouse=True)
def _nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_all_rules_are_listed_in_the_order_of_the_catalogue(capsys):
    assert main(["explain", "--json", "--lang", "en"]) == 0

    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [entry["rule"] for entry in listed] == NAMES
    assert all(entry["summary"] for entry in listed)


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_rules_page_has_all_its_sections(name, language, capsys):
    assert main(["explain", name, "--lang", language]) == 0

    page = capsys.readouterr().out
    places = [page.find(f"\n{heading}\n") for heading in HEADINGS[language]]
    assert -1 not in places
    assert places == sorted(places)


def test_an_unknown_rule_names_the_nearest_one(capsys):
    assert main(["explain", "date-unreadible", "--lang", "en"]) == 1
    assert "date-unreadable" in capsys.readouterr().err


def test_some_words_of_a_rules_name_are_enough_to_be_told_it(capsys):
    assert main(["explain", "date-era", "--lang", "en"]) == 1
    assert "date-era-slip" in capsys.readouterr().err


def test_a_setting_is_explained_by_another_command(capsys):
    assert main(["explain", "mail.live", "--lang", "en"]) == 1
    assert "cop-steward settings mail.live" in capsys.readouterr().err


def test_words_of_a_rules_sentence_find_it(capsys):
    assert main(["explain", "แท็บลดลงมาก", "--lang", "th"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "tab-shrunk · ต้องแก้ไข"

    assert main(["explain", "lost many of its rows", "--lang", "en", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rule"] == "tab-shrunk"


def test_words_that_several_rules_have_list_these(capsys):
    assert main(["explain", "แท็บ", "--json", "--lang", "th"]) == 0

    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"tab-missing", "tab-shrunk"} < {one["rule"] for one in found}
    assert all("แท็บ" in one["summary"] for one in found)


def test_how_much_a_rule_matters_is_as_the_config_file_says(tmp_path, capsys):
    text = 'version = 1\n[agency]\nname = "กรม"\n[[registry]]\nid = "main"\npath = "r.xlsx"\n'
    changed = '[rules.tab-shrunk]\nseverity = "off"\n'
    (tmp_path / "cop-steward.toml").write_text(text + changed, encoding="utf-8")

    assert main(["explain", "tab-shrunk", "--lang", "en"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "tab-shrunk · off (by default: to mend)"
    assert main(["explain", "tab-shrunk", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["severity"], told["default_severity"]) == ("off", "error")
