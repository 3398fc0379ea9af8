"""The settings: catalogue, config file, and the workbook's settings tab."""

import dataclasses
import datetime as dt
import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.errors import SetupError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.lazy_sentence import LazySentence
from sheets_sync.settings import (
    RegistrySettings,
    Rejected,
    Settings,
    SheetSetting,
    defaults,
    ledger_url,
    load,
    with_sheet_values,
)
from sheets_sync.settings.build import built, flat
from sheets_sync.settings.catalogue import SEVERITY, catalogue
from sheets_sync.settings.checks import rule_names
from sheets_sync.settings.kinds import day
from sheets_sync.settings.model import LinkedWorkbookSettings, SharedViewSettings
from sheets_sync.settings.sheet_settings import as_typed

MAIN = '[[registry]]\nid = "main"\nstore = "xlsx"\npath = "registry.xlsx"\n'


@pytest.fixture
def config(tmp_path):
    """Write a config file and give its path."""

    def write(text, encoding="utf-8"):
        path = tmp_path / "cop-steward.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return write


def refused(path):
    """The error of loading, as its name and facts without the path."""
    with pytest.raises(SetupError) as caught:
        load(path)
    for language in ("th", "en"):
        sentences = Sentences(language)
        for part in ("problem", "hint"):
            assert sentences(f"errors.{caught.value.name}.{part}", **caught.value.facts)
    facts = {name: fact for name, fact in caught.value.facts.items() if name != "path"}
    return caught.value.name, facts


# The catalogue


def test_every_setting_is_a_field_and_every_field_a_setting():
    fields = set(flat(defaults(Path("/work"))))
    registry = {f"registry.{field.name}" for field in dataclasses.fields(RegistrySettings)}
    elsewhere = {
        f"registry.elsewhere.{field.name}" for field in dataclasses.fields(LinkedWorkbookSettings)
    }
    view = {f"registry.view.{field.name}" for field in dataclasses.fields(SharedViewSettings)}
    entries = set(catalogue()) - {"version", SEVERITY}

    expected = (fields - {"registries", "folder", "source", "member"}) | registry | elsewhere | view
    assert entries == expected - {"registry.elsewhere", "registry.view"}


def test_every_setting_is_explained_in_both_languages():
    for entry in catalogue().values():
        assert any("ก" <= letter <= "๛" for letter in entry.th), entry.name
        assert not any("ก" <= letter <= "๛" for letter in entry.en), entry.name
        assert entry.en.endswith("."), entry.name


def test_every_setting_of_the_sheet_has_a_title_in_both_languages_and_no_other_has_one():
    titled = {name for name, entry in catalogue().items() if entry.title}

    assert titled == {name for name, entry in catalogue().items() if entry.sheet}
    assert all(set(entry.title) == {"th", "en"} for entry in catalogue().values() if entry.title)


def test_titles_name_one_setting_each():
    titles = [title for entry in catalogue().values() for title in entry.title.values()]

    assert len(set(titles)) == len(titles)


def test_what_may_redirect_or_multiply_mail_is_never_changed_in_the_sheet():
    assert not any(
        entry.sheet
        for name, entry in catalogue().items()
        if name.startswith(("agency.", "mail.", "guard.", "registry.", "ledger.", "reports."))
        or name.endswith((".to", ".copy"))
    )


def test_every_kind_of_value_is_described_in_both_languages():
    kinds = {entry.kind for entry in catalogue().values()}
    for language in ("th", "en"):
        assert kinds <= set(Sentences(language).table("settings.allowed"))


def test_what_stands_in_the_tree_is_what_was_read(tmp_path):
    settings = dataclasses.replace(
        defaults(tmp_path),
        rules=dataclasses.replace(defaults(tmp_path).rules, severity={"step-overdue": "off"}),
    )

    assert built(Settings, flat(settings)) == settings


# The config file


def test_one_workbook_and_nothing_else_gives_the_defaults(config, tmp_path):
    path = config(MAIN)
    registry = RegistrySettings("main", "xlsx", tmp_path / "registry.xlsx", None, None)

    expected = dataclasses.replace(defaults(tmp_path), registries=(registry,), source=path)

    assert load(path) == expected


def test_everything_that_is_set_is_read(config, tmp_path):
    path = config(
        """
        version = 1
        language = "en"
        timezone = "Asia/Tokyo"
        thai_digits = true
        [agency]
        name = "กรมตัวอย่าง"
        allowed_domains = ["Agency.go.th", "@dept.agency.go.th"]
        contact = "HRD@Agency.go.th"
        [[registry]]
        id = "main"
        store = "google"
        spreadsheet = "https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPqRsTuVwXyZ/edit#gid=0"
        credentials = "key.json"
        skip_unchanged = true
        [[registry]]
        id = "branch-2"
        path = "/srv/branch.xlsx"
        [mail]
        transport = "smtp"
        host = "mail.agency.go.th"
        user = "hrd"
        password_file = "secret"
        [steps]
        plan_days = 45
        [reminders]
        window_start = 08:00:00
        window_end = "16.00"
        effective_from = 2569-12-01
        [reminders.step]
        to = ["coordinator", "hr"]
        copy_steps = []
        [schedule]
        check_at = ["06:30", 12:30:00]
        [rules]
        max_session_hours = 2.5
        """
    )
    settings = load(path)

    assert settings.language == "en"
    assert settings.timezone == ZoneInfo("Asia/Tokyo")
    assert settings.thai_digits is True
    assert settings.agency.name == "กรมตัวอย่าง"
    assert settings.agency.allowed_domains == ("agency.go.th", "dept.agency.go.th")
    assert settings.agency.contact == "HRD@agency.go.th"
    assert settings.registries == (
        RegistrySettings(
            "main",
            "google",
            None,
            "1aBcDeFgHiJkLmNoPqRsTuVwXyZ",
            tmp_path / "key.json",
            skip_unchanged=True,
        ),
        RegistrySettings("branch-2", "xlsx", Path("/srv/branch.xlsx"), None, None),
    )
    assert settings.mail.password_file == tmp_path / "secret"
    assert settings.steps.plan_days == 45
    assert settings.reminders.window_start == dt.time(8)
    assert settings.reminders.window_end == dt.time(16)
    assert settings.reminders.effective_from == dt.date(2026, 12, 1)
    assert settings.reminders.step.to == ("coordinator", "hr")
    assert settings.reminders.step.copy_steps == ()
    assert settings.schedule.check_at == (dt.time(6, 30), dt.time(12, 30))
    assert settings.rules.max_session_hours == 2.5


def test_relative_paths_start_at_the_folder_of_the_config_file(config, tmp_path, monkeypatch):
    config('schema = "own.toml"\ntemplates = "words"\n' + MAIN)
    (tmp_path / "own.toml").touch()
    (tmp_path / "words").mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    settings = load(Path("../cop-steward.toml"))

    assert settings.schema is not None
    assert settings.schema.samefile(tmp_path / "own.toml")
    assert settings.reports.folder.parent.samefile(tmp_path)
    assert settings.ledger.url == f"sqlite:///{settings.folder}/state/ledger.db"


def test_a_byte_order_mark_and_windows_line_ends_are_nothing_special(config):
    path = config(b"\xef\xbb\xbf" + ('language = "en"\n' + MAIN).replace("\n", "\r\n").encode())

    assert load(path).language == "en"


def test_a_rule_can_be_given_another_severity(config):
    rule = rule_names()[0]
    path = config(MAIN + f'[rules.{rule}]\nseverity = "off"\n')

    assert load(path).rules.severity == {rule: "off"}


def test_without_a_file_in_the_working_folder_the_way_out_is_shown(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert refused(None) == (
        "config-missing",
        {"file": "cop-steward.toml", "folder": tmp_path},
    )


def test_a_named_file_that_is_not_there(tmp_path):
    assert refused(tmp_path / "other.toml") == ("file-missing", {})


def test_a_folder_in_place_of_the_file(tmp_path):
    assert refused(tmp_path) == ("file-is-folder", {})


def test_a_file_without_the_right_to_read_it(config):
    path = config(MAIN)
    path.chmod(0)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        assert refused(path) == ("file-not-readable", {})
    finally:
        os.seteuid(user)


@pytest.mark.parametrize(
    ("data", "encoding", "line"),
    [
        ("language = 'th'\n".encode("utf-16"), "UTF-16", 1),
        ("language = 'th'\n".encode("utf-16-le"), "UTF-16", 1),
        ("language = 'th'\n".encode("utf-32"), "UTF-32", 1),
        ("[agency]\nname = 'กรมตัวอย่าง'\n".encode("cp874"), "TIS-620 / Windows-874", 2),
        ("[agency]\nname = 'Café'\n".encode("cp1252"), "Windows-1252", 2),
    ],
)  # fmt: skip
def test_a_file_in_another_encoding(config, data, encoding, line):
    assert refused(config(data)) == ("file-encoding", {"encoding": encoding, "line": line})


@pytest.mark.parametrize(
    ("text", "line", "at", "shown"),
    [
        ("language = th\n", 1, 12, "language = th"),
        ("\n[agency\n", 2, 8, "[agency"),
        ("[steps]\nplan_days = 3\nplan_days = 4\n", 3, 14, "plan_days = 4"),
        ('[agency]\nname = "กรม', 2, 1, 'name = "กรม'),
        ("[mail]\npassword = hunter2\n", 2, 12, "password"),
    ],
)
def test_a_file_that_is_no_toml(config, text, line, at, shown):
    assert refused(config(text)) == ("toml-unreadable", {"line": line, "at": at, "text": shown})


def test_a_file_of_a_newer_version(config):
    expected = ("config-newer", {"line": 2, "version": 2, "known": 1})

    assert refused(config("# ours\nversion = 2\n" + MAIN)) == expected


@pytest.mark.parametrize(
    ("text", "line", "name", "nearest"),
    [
        ("[steps]\n# the plan\nplan_day = 3\n", 3, "steps.plan_day", "steps.plan_days"),
        ('langauge = "th"\n', 1, "langauge", "language"),
        ("[stepz]\nplan_days = 3\n", 1, "stepz", "steps"),
        ("[reminders.stp]\nto = []\n", 1, "reminders.stp", "reminders.step"),
        ("[xyzzy]\nqwerty = 3\n", 1, "xyzzy", None),
    ],
)
def test_an_unknown_setting_is_named_with_its_line_and_the_nearest_right_name(
    config, text, line, name, nearest
):
    near = LazySentence("settings.nearest", word=nearest) if nearest else ""

    assert refused(config(text + MAIN)) == (
        "setting-unknown",
        {"line": line, "name": name, "nearest": near},
    )


def test_a_setting_like_no_other_of_its_table_is_told_with_those_there_are(config):
    found, facts = refused(config(f'[reports]\nrecipients = ["a@agency.go.th"]\n{MAIN}'))

    assert (found, facts["line"], facts["name"]) == (
        "setting-not-in-table",
        2,
        "reports.recipients",
    )
    assert facts["table"] == "reports"
    assert {"to", "hr_to", "memo_signers"} <= {*facts["there"]}


@pytest.mark.parametrize(
    ("line", "name"), [("id = 'a b'", "registry.id"), ("spreadsheet = 'x'", "registry.spreadsheet")]
)
def test_an_impossible_value_of_a_workbook_is_named_with_its_line(config, line, name):
    found, facts = refused(config(f"{MAIN}[[registry]]\npath = 'b'\n{line}\n"))

    assert (found, facts["name"], facts["line"]) == ("setting-impossible", name, 7)


def test_a_postgres_ledger_without_a_password_is_taken_as_it_is(config):
    url = "postgresql://hrd@db.agency.go.th/ledger"

    assert load(config(f"ledger.url = '{url}'\n{MAIN}")).ledger.url == url


def test_an_unknown_setting_of_a_workbook(config):
    assert refused(config(MAIN + 'pth = "x"\n')) == (
        "setting-unknown",
        {
            "line": 5,
            "name": "registry.pth",
            "nearest": LazySentence("settings.nearest", word="registry.path"),
        },
    )


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ('language = "thai"', "language", "thai"),
        ("version = 0", "version", "0"),
        ('version = "1"', "version", "1"),
        ('timezone = "Asia/Bangkog"', "timezone", "Asia/Bangkog"),
        ('timezone = "../../etc/passwd"', "timezone", "../../etc/passwd"),
        ("thai_digits = 1", "thai_digits", "1"),
        ("state = ''", "state", ""),
        ("steps.plan_days = -1", "steps.plan_days", "-1"),
        ("steps.plan_days = 731", "steps.plan_days", "731"),
        ("steps.plan_days = 30.0", "steps.plan_days", "30.0"),
        ("steps.plan_days = true", "steps.plan_days", "true"),
        ('steps.plan_days = "30"', "steps.plan_days", "30"),
        ("rules.max_session_hours = nan", "rules.max_session_hours", "nan"),
        ("rules.max_session_hours = inf", "rules.max_session_hours", "inf"),
        ('agency.contact = "hrd at agency"', "agency.contact", "hrd at agency"),
        ('agency.contact = "a@b@agency.go.th"', "agency.contact", "a@b@agency.go.th"),
        ('agency.name = "a\\nBcc: x"', "agency.name", "a\nBcc: x"),
        ('agency.allowed_domains = "agency.go.th"', "agency.allowed_domains", "agency.go.th"),
        ('agency.allowed_domains = ["*"]', "agency.allowed_domains", "['*']"),
        ('agency.editors = ["a@x.th", "a@x.th"]', "agency.editors", "['a@x.th', 'a@x.th']"),
        ('reminders.window_start = "25:00"', "reminders.window_start", "25:00"),
        ('reminders.window_start = "8"', "reminders.window_start", "8"),
        ('reminders.effective_from = "2569-02-30"', "reminders.effective_from", "2569-02-30"),
        ('reminders.step.to = ["boss"]', "reminders.step.to", "['boss']"),
        ("reminders.step.copy_steps = [8]", "reminders.step.copy_steps", "[8]"),
        ('schedule.check_at = ["6.30", "06:30"]', "schedule.check_at", "['6.30', '06:30']"),
        ('ledger.url = "mysql://host/db"', "ledger.url", "…"),
        ('ledger.url = "postgresql://me:hunter2@host/db"', "ledger.url", "…"),
        ('mail.password_env = "hunter2"', "mail.password_env", "…"),
        ('mail.token_command = "get-token hunter2"', "mail.token_command", "…"),
        ("mail.port = 0", "mail.port", "0"),
        ("timezone = 7", "timezone", "7"),
        ("state = 3", "state", "3"),
        ('state = "~nobody-of-this-name/x"', "state", "~nobody-of-this-name/x"),
        ("agency.contact = 3", "agency.contact", "3"),
        ("agency.allowed_domains = [3]", "agency.allowed_domains", "[3]"),
        ("reminders.effective_from = 3", "reminders.effective_from", "3"),
        ("reminders.window_start = 08:00:30", "reminders.window_start", "08:00:30"),
        ("ledger.url = 3", "ledger.url", "…"),
        ('ledger.url = "sqlite:///"', "ledger.url", "…"),
        ('ledger.url = "postgresql://[::1/db"', "ledger.url", "…"),
        ("mail.password_env = 3", "mail.password_env", "…"),
        ("mail.host = 3", "mail.host", "3"),
        ("mail.live = 'yes'", "mail.live", "yes"),
    ],
)  # fmt: skip
def test_an_impossible_value_is_named_with_what_is_allowed_and_no_secret_is_shown(
    config, text, name, value
):
    found, facts = refused(config(text + "\n" + MAIN))

    assert (found, facts["name"], facts["value"]) == ("setting-impossible", name, value)
    assert facts["line"] == 1
    assert facts["allowed"].name.startswith("settings.allowed.")


@pytest.mark.parametrize(
    ("text", "name", "facts"),
    [
        (
            '[mail]\npassword = "hunter2"\n' + MAIN,
            "setting-is-secret",
            {"line": 2, "name": "mail.password"},
        ),
        ("agency = 3\n" + MAIN, "setting-is-table", {"line": 1, "name": "agency"}),
        (
            "confirmations = ['ABCD']\n" + MAIN,
            "setting-only-in-sheet",
            {"line": 1, "name": "confirmations"},
        ),
        ("language = 'th'\n", "registry-missing", {}),
        ("[registry]\nid = 'main'\n", "registry-not-repeated", {"line": 1}),
        (
            MAIN + MAIN.replace("main", "MAIN"),
            "registry-twice",
            {"line": 6, "id": "MAIN", "first": 2},
        ),
        (
            "[[registry]]\nid = 'main'\n",
            "registry-place-missing",
            {"line": 1, "id": "main", "store": "xlsx", "needed": "path"},
        ),
        (
            "[[registry]]\nstore = 'google'\npath = 'x'\nspreadsheet = '1aBcDeFgHiJkLmNoPqRsT'",
            "registry-place-odd",
            {
                "line": 3,
                "id": "main",
                "store": "google",
                "odd": "path",
                "needed": "spreadsheet",
            },
        ),
        (
            "[rules.not-a-rule-at-all-zzzz]\nseverity = 'off'\n" + MAIN,
            "setting-rule-unknown",
            {"line": 1, "name": "not-a-rule-at-all-zzzz", "nearest": ""},
        ),
        (
            "[mail]\ntransport = 'smtp'\n" + MAIN,
            "setting-needed",
            {"line": 2, "name": "mail.transport", "needed": "mail.host"},
        ),
        (
            "[mail]\ntransport = 'smtp'\nhost = 'h'\n" + MAIN,
            "setting-needed",
            {"line": 2, "name": "mail.transport", "needed": "agency.contact"},
        ),
        (
            "[mail]\ntransport = 'smtp'\nhost = 'h'\nsender = 'a@x.th'\n" + MAIN,
            "setting-needed",
            {"line": 2, "name": "mail.transport", "needed": "agency.allowed_domains"},
        ),
        (
            "[mail]\nuser = 'u'\npassword_file = 'p'\npassword_env = 'P'\n" + MAIN,
            "setting-contradicts",
            {"line": 4, "name": "mail.password_env", "other": "mail.password_file"},
        ),
        (
            "[mail]\npassword_file = 'p'\n" + MAIN,
            "setting-needed",
            {"line": 2, "name": "mail.password_file", "needed": "mail.user"},
        ),
        (
            "[mail.sent]\nhost = 'imap'\n" + MAIN,
            "setting-needed",
            {"line": 2, "name": "mail.sent.host", "needed": "mail.user"},
        ),
        (
            "[reminders]\nwindow_end = '08:00'\n" + MAIN,
            "setting-order",
            {"line": 2, "name": "reminders.window_end", "other": "reminders.window_start"},
        ),
        (
            "[schedule]\nremind_at = '16:30'\n" + MAIN,
            "setting-outside-window",
            {"line": 2, "name": "schedule.remind_at"},
        ),
        (
            "[schedule]\nsend_working_day = 2\n" + MAIN,
            "setting-order",
            {
                "line": 2,
                "name": "schedule.send_working_day",
                "other": "schedule.draft_working_day",
            },
        ),
    ],
)
def test_settings_that_cannot_be_used_as_they_are(config, text, name, facts):
    assert refused(config(text)) == (name, facts)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("schema = 'none.toml'\n", "setting-file-missing"),
        ("templates = 'none'\n", "setting-folder-missing"),
    ],
)
def test_an_overlay_that_is_not_there(config, tmp_path, text, name):
    found, facts = refused(config(text + MAIN))

    assert found == name
    assert facts["place"].parent == tmp_path


def test_a_rule_takes_a_severity_and_nothing_else(config):
    rule = rule_names()[0]

    assert refused(config(f"[rules.{rule}]\nseverty = 'off'\n{MAIN}")) == (
        "setting-unknown",
        {
            "line": 2,
            "name": f"rules.{rule}.severty",
            "nearest": LazySentence("settings.nearest", word="severity"),
        },
    )


@pytest.mark.parametrize("places", ["c={community}&p={person}", "c=%7Bcommunity%7D&p=%7bperson%7d"])
def test_the_places_of_a_form_are_read_as_a_browser_copies_them(config, places):
    link = "https://docs.google.com/forms/d/e/x/viewform?usp=pp_url&"

    settings = load(config(f'{MAIN}[forms]\nevaluations = "{link}{places}"\n'))

    assert settings.forms.evaluations == f"{link}c={{community}}&p={{person}}"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2026-11-22", dt.date(2026, 11, 22)),
        ("2569-11-22", dt.date(2026, 11, 22)),
        ("2571-02-29", dt.date(2028, 2, 29)),
        (" 2026-1-2 ", dt.date(2026, 1, 2)),
        ("2027-02-29", None),
        ("0069-11-22", None),
        ("22/11/2569", None),
        ("", None),
    ],
)
def test_a_day_is_typed_in_either_era(typed, expected):
    assert day(typed) == expected


@given(st.text() | st.binary().map(lambda data: data.decode("latin-1")))
def test_no_text_of_a_config_file_ends_otherwise_than_named(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("config") / "cop-steward.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))

    with pytest.raises(SetupError):
        load(path)


def test_the_ledger_is_where_the_environment_says_when_the_config_names_a_variable(tmp_path):
    ledger = defaults(tmp_path).ledger
    named = dataclasses.replace(ledger, url_env="LEDGER")
    postgres = "postgresql://me:hunter2@host/db"

    assert ledger_url(ledger, tmp_path, {"LEDGER": postgres}) == ledger.url
    assert ledger_url(named, tmp_path, {"LEDGER": postgres}) == postgres
    assert ledger_url(named, tmp_path, {"LEDGER": "sqlite:///l.db"}) == f"sqlite:///{tmp_path}/l.db"
    with pytest.raises(SetupError) as caught:
        ledger_url(named, tmp_path, {"LEDGER": " "})
    assert caught.value.facts == {"variable": "LEDGER", "name": "ledger.url_env"}


# The workbook's settings tab


def test_hr_changes_a_deadline_in_the_sheet_by_any_of_its_names(tmp_path):
    settings = defaults(tmp_path)
    rows = [
        SheetSetting(2, "steps.plan_days", 45.0),
        SheetSetting(3, "กำหนดเวลาขั้นตอนที่ 6 (วันหลังกิจกรรมสิ้นสุด)", "๓๐ วัน"),
        SheetSetting(4, " step 7 DUE (days after the last activity) ", "90"),
        SheetSetting(5, "rules.max_session_hours", "2.5 ชม."),
        SheetSetting(6, "reminders.window_start", 0.375),
        SheetSetting(7, "reminders.window_end", "15.30 น."),
        SheetSetting(8, "rules.stalled_days", None),
    ]
    changed, rejected = with_sheet_values(settings, rows)

    assert rejected == ()
    assert changed == dataclasses.replace(
        settings,
        steps=dataclasses.replace(
            settings.steps, plan_days=45, evaluation_days=30, follow_up_days=90
        ),
        rules=dataclasses.replace(settings.rules, max_session_hours=2.5),
        reminders=dataclasses.replace(
            settings.reminders, window_start=dt.time(9), window_end=dt.time(15, 30)
        ),
    )


@pytest.mark.parametrize("typed", ["session-too-long", "rules.session-too-long.severity"])
def test_the_severity_of_a_rule_is_no_matter_of_the_settings_tab(tmp_path, typed):
    row = SheetSetting(2, typed, "off")
    settings, rejected = with_sheet_values(defaults(tmp_path), [row])

    assert (settings, rejected) == (
        defaults(tmp_path),
        (Rejected(row, "not-in-sheet", "rules.*.severity"),),
    )


def test_without_rows_nothing_changes(tmp_path):
    assert with_sheet_values(defaults(tmp_path), []) == (defaults(tmp_path), ())


def test_a_row_that_cannot_be_used_is_told_and_changes_nothing(tmp_path):
    settings = defaults(tmp_path)
    unknown = SheetSetting(2, "steps.plan_day", 3)
    guarded = SheetSetting(3, "guard.mails_per_run", 100000)
    impossible = SheetSetting(4, "steps.plan_days", "เร็ว ๆ นี้")
    first = SheetSetting(5, "steps.topic_days", 3)
    twice = SheetSetting(6, "steps.topic_days", 4)
    late = SheetSetting(7, "reminders.window_start", "17:00")
    changed, rejected = with_sheet_values(
        settings, [unknown, guarded, impossible, first, twice, late]
    )

    assert rejected == (
        Rejected(unknown, "unknown", nearest="steps.plan_days"),
        Rejected(guarded, "not-in-sheet", "guard.mails_per_run"),
        Rejected(
            impossible,
            "impossible",
            "steps.plan_days",
            allowed=LazySentence(
                "settings.allowed.integer_between", least="0", most="730", choices=""
            ),
        ),
        Rejected(twice, "twice", "steps.topic_days"),
        Rejected(late, "contradicts", "reminders.window_start"),
    )
    assert changed == dataclasses.replace(
        settings, steps=dataclasses.replace(settings.steps, topic_days=3)
    )


def test_a_yes_or_no_is_typed_as_staff_type_it():
    entry = catalogue()["thai_digits"]
    typed = {"ใช่": True, "เปิด": True, "YES": True, 1: True, "ไม่": False, "0": False}

    assert {cell: as_typed(entry, cell) for cell in typed} == typed
    assert as_typed(entry, "อาจจะ") is None


def test_a_time_is_typed_as_a_moment_too():
    entry = catalogue()["reminders.window_start"]

    assert as_typed(entry, dt.datetime(1899, 12, 30, 9, 30)) == dt.time(9, 30)
    assert as_typed(entry, dt.time(9, 30)) == dt.time(9, 30)


def test_confirmation_codes_are_gathered_from_every_row(tmp_path):
    rows = [
        SheetSetting(2, "รหัสยืนยัน", "ab12-cd34"),
        SheetSetting(3, "Confirmation code", 77123),
        SheetSetting(4, "confirmations", "AB12-CD34, ZZ99"),
    ]
    changed, rejected = with_sheet_values(defaults(tmp_path), rows)

    assert (changed.confirmations, rejected) == (("AB12-CD34", "77123", "ZZ99"), ())


cells = st.none() | st.text() | st.booleans() | st.integers() | st.floats() | st.datetimes()
names = st.text() | st.sampled_from(sorted(catalogue()))


@given(st.lists(st.builds(SheetSetting, st.integers(1, 99), names, cells)))
def test_no_cell_of_the_settings_tab_raises(rows):
    settings = defaults(Path("/work"))
    changed, rejected = with_sheet_values(settings, rows)

    assert all(any(one.setting is row for row in rows) for one in rejected)
    assert changed.agency == settings.agency
    assert changed.guard == settings.guard


@pytest.mark.parametrize(
    ("name", "typed", "taken"),
    [
        ("คำขึ้นต้นอีเมล", "ถึง {name}", True),
        ("Greeting of the letters", "ถึง {nmae}", False),
        ("letters.greeting", "ถึง {name", False),
        ("letters.signature", "จาก {name}", False),
        ("letters.contact_line", "ถาม {contact}\nหรือ", False),
        ("letters.contact_line", "ถาม {contact} หรือโทร. 1234", True),
    ],
)
def test_lines_of_letters_in_the_settings_tab_take_no_facts_but_ours(name, typed, taken, tmp_path):
    changed, rejected = with_sheet_values(defaults(tmp_path), [SheetSetting(2, name, typed)])

    lines = changed.letters
    said = typed in {lines.greeting, lines.signature, lines.contact_line}
    assert (said, [one.reason for one in rejected]) == (taken, [] if taken else ["impossible"])
