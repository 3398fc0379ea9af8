import json

import pytest

from jobs.cli.main import main
from sheets_sync.settings import load
from sheets_sync.settings.catalogue import catalogue

CONFIG = """
version = 1

[agency]
name = "Example"
contact = "hrd@agency.go.th"
allowed_domains = ["agency.go.th"]

[[registry]]
id = "main"
store = "xlsx"
path = "registry.xlsx"

[mail]
user = "cop"
token_command = ["/usr/bin/get-token", "s3cret"]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def listed(capsys, *typed):
    assert main(["settings", *typed, "--json", "--lang", "en"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_every_setting_is_listed_in_the_order_of_the_catalogue_without_a_config_file(capsys):
    assert [one["name"] for one in listed(capsys)] == list(catalogue())


def test_a_setting_has_its_sentence_its_default_and_its_present_value(folder, capsys):
    (folder / "cop-steward.toml").write_text(CONFIG, encoding="utf-8")

    assert listed(capsys, "registry.path") == [
        {
            "name": "registry.path",
            "kind": "path",
            "sentence": catalogue()["registry.path"].en,
            "default": "",
            "value": [str(folder / "registry.xlsx")],
            "secret": False,
            "in_workbook": False,
        }
    ]


def test_what_a_registry_does_not_set_is_a_dash(folder, capsys):
    own = 'version = 1\n[[registry]]\nid = "main"\npath = "registry.xlsx"\n'
    sheet = "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfG"
    other = f'[[registry]]\nid = "east"\nstore = "google"\nspreadsheet = "{sheet}"\n'
    seen = []
    for config in (own, own + other):
        (folder / "cop-steward.toml").write_text(config, encoding="utf-8")
        assert main(["settings", "registry.spreadsheet", "--lang", "en"]) == 0
        seen.append(capsys.readouterr().out.splitlines()[3])

    assert seen == ["Now: –", f"Now: –, {sheet}"]


@pytest.mark.parametrize(
    ("name", "now", "default"),
    [
        ("schedule.check_at", '["06:30"]', '["06:30"]'),
        ("agency.allowed_domains", '["agency.go.th", "hr.agency.go.th"]', "–"),
        ("reminders.step.copy_steps", "[3, 4, 5]", "[3, 4, 5]"),
        ("registry.elsewhere.tabs", '["sessions"], ["plans", "log"]', "–"),
        ("registry.elsewhere.titles", 'sessions = ["ครั้งที่ 1"]', "–"),
    ],
)
def test_a_list_is_shown_as_it_stands_in_the_config_file(folder, capsys, name, now, default):
    config = CONFIG.replace('["agency.go.th"]', '["agency.go.th", "hr.agency.go.th"]').replace(
        "[mail]",
        '[[registry.elsewhere]]\npath = "a.xlsx"\ntabs = ["sessions"]\n'
        'titles = {sessions = "ครั้งที่ 1"}\n'
        '[[registry.elsewhere]]\npath = "b.xlsx"\ntabs = ["plans", "log"]\n[mail]',
    )
    (folder / "cop-steward.toml").write_text(config, encoding="utf-8")

    assert main(["settings", name, "--lang", "en"]) == 0

    assert capsys.readouterr().out.splitlines()[3:5] == [f"Now: {now}", f"Default: {default}"]


def test_settings_of_one_table_are_shown_by_its_name(capsys):
    names = [one["name"] for one in listed(capsys, "agency")]
    assert names == [name for name in catalogue() if name.startswith("agency.")]


def test_settings_are_found_by_a_word_of_their_name(capsys):
    assert [one["name"] for one in listed(capsys, "digits")] == ["thai_digits"]


def test_what_may_hold_a_secret_is_never_shown(folder, capsys):
    (folder / "cop-steward.toml").write_text(CONFIG, encoding="utf-8")

    for typed in (["mail"], ["mail.token_command"], ["mail", "--json"]):
        assert main(["settings", *typed, "--lang", "en"]) == 0
        assert "s3cret" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "typed", ["session-too-long", "rules.session-too-long", "rules.session-too-long.severity"]
)
def test_the_severity_of_one_rule_has_a_page_of_its_own(folder, capsys, typed):
    rule = '[rules.session-too-long]\nseverity = "off"\n'
    (folder / "cop-steward.toml").write_text(CONFIG + rule, encoding="utf-8")

    assert main(["settings", typed, "--lang", "en"]) == 0

    name, _, _, now, default, *_ = capsys.readouterr().out.splitlines()
    assert (name, now, default) == (
        "rules.session-too-long.severity",
        "Now: off",
        "Default: info",
    )


def test_the_default_of_what_may_hold_a_secret_is_shown(capsys):
    assert main(["settings", "ledger.url", "--lang", "en"]) == 0
    assert "Default: sqlite:///state/ledger.db" in capsys.readouterr().out.splitlines()


def test_a_page_tells_what_is_allowed_and_that_hr_may_change_it(capsys):
    assert main(["settings", "rules.plausible_years", "--lang", "en"]) == 0

    entry = catalogue()["rules.plausible_years"]
    title = entry.title["en"]
    assert capsys.readouterr().out.splitlines() == [
        "rules.plausible_years",
        entry.en,
        "",
        "Now: 15",
        "Default: 15",
        "Allowed: a whole number from 1 to 20",
        "The default is ours; the handbook gives none.",
        f"HR may change it in the workbook's settings tab, where it is called “{title}”.",
    ]


def test_an_unknown_setting_names_the_nearest(capsys):
    assert main(["settings", "mail.hots", "--lang", "en"]) == 1
    assert capsys.readouterr().err.splitlines()[0] == (
        "Problem: There is no setting mail.hots. Did you mean mail.host?"
    )


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_mail_examples_are_config_that_is_taken(language, folder, capsys):
    assert main(["settings", "mail", "--lang", language]) == 0
    shown = capsys.readouterr().out
    examples = ["[mail]" + part.partition("\n# ")[0] for part in shown.split("[mail]")[1:]]

    hosts = []
    for example in examples:
        text = CONFIG.partition("[mail]")[0] + example
        (folder / "cop-steward.toml").write_text(text, encoding="utf-8")
        hosts.append(load().mail.host)
    assert hosts == ["smtp.gmail.com", "smtp.office365.com", "mail.agency.go.th", "localhost"]


def test_help_and_version_are_words_too(capsys):
    assert main(["help", "check", "--lang", "en"]) == 0
    of_check = capsys.readouterr().out
    assert main(["check", "--help", "--lang", "en"]) == 0
    assert capsys.readouterr().out == of_check

    assert main(["version"]) == 0
    said = capsys.readouterr().out
    with pytest.raises(SystemExit) as end:
        raise SystemExit(main(["--version"]))
    assert (capsys.readouterr().out, end.value.code) == (said, 0)

    assert main(["help", "chek", "--lang", "en"]) == 1
    assert "check" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("name", catalogue())
def test_every_setting_has_its_page(name, language, capsys):
    assert main(["settings", name, "--lang", language]) == 0
    assert capsys.readouterr().out.startswith(f"{name}\n")


def test_what_the_address_of_a_form_holds_is_shown_as_it_is_typed(capsys):
    main(["settings", "forms.evaluations", "--lang", "en"])

    assert "holds {community} and {person} once each" in capsys.readouterr().out
