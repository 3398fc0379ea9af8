"""A registry of a fleet works as an agency of its own, under what the config file says for all."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sheets_sync.errors import SetupError
from sheets_sync.fleet.member_settings import ledger_name, member_settings
from sheets_sync.fleet.registry_entry import RegistryEntry
from sheets_sync.settings import RegistrySettings, load
from sheets_sync.wiring.fleet import settings_of_member

CONFIG = """
ledger.url = "postgresql://steward@db.go.th/fleet"
[agency]
name = "กระทรวง"
contact = "it@ministry.go.th"
allowed_domains = ["ministry.go.th"]
[monitoring]
ping_check = "https://ping.ministry.go.th/check"
metrics_port = 9100
[schedule]
remind_at = "08:45"
[fleet]
enabled = true
credentials = ["keys/one.json", "keys/two.json"]
"""


@pytest.fixture
def base(tmp_path):
    (tmp_path / "cop-steward.toml").write_text(CONFIG, encoding="utf-8")
    return load(tmp_path / "cop-steward.toml")


def test_fleet_needs_no_registry_in_the_file(base):
    assert base.registries == ()
    assert base.fleet.credentials == (base.folder / "keys/one.json", base.folder / "keys/two.json")


def test_entry_says_who_and_where_and_the_file_says_the_rest(base):
    entry = RegistryEntry(
        id="hrd", store="google", name="กองการเจ้าหน้าที่", spreadsheet="1" * 44,
        credentials="keys/hrd.json", timezone="Asia/Tokyo", contact="hrd@dept.go.th",
        domains="dept.go.th agency.go.th",
    )  # fmt: skip
    own = member_settings(base, entry)

    assert own.registries == (
        RegistrySettings(
            "hrd", "google", None, "1" * 44, base.folder / "keys/hrd.json",
            name="กองการเจ้าหน้าที่",
        ),
    )  # fmt: skip
    assert (own.agency.name, own.agency.contact) == ("กองการเจ้าหน้าที่", "hrd@dept.go.th")
    assert own.agency.allowed_domains == ("dept.go.th", "agency.go.th")
    assert (own.timezone, own.member) == (ZoneInfo("Asia/Tokyo"), "hrd")
    assert own.schedule.remind_at == dt.time(8, 45)
    assert (own.monitoring.ping_check, own.monitoring.metrics_port) == (None, 0)


def test_what_an_entry_leaves_out_is_the_file_s(base):
    own = member_settings(base, RegistryEntry(id="fin", store="xlsx", path="books/fin.xlsx"))

    assert own.registries[0].path == base.folder / "books/fin.xlsx"
    assert (own.agency, own.timezone) == (base.agency, base.timezone)


def test_no_two_registries_share_a_folder_or_a_ledger(base):
    one, two = (
        member_settings(base, RegistryEntry(id=name, store="xlsx", path="x.xlsx"))
        for name in ("one", "two")
    )

    for folder in (
        lambda s: s.state, lambda s: s.mail.outbox, lambda s: s.reports.folder,
        lambda s: s.views.folder, lambda s: s.year.archive, lambda s: s.backup.folder,
    ):  # fmt: skip
        assert folder(one) != folder(two)
        assert folder(base) in folder(one).parents
    assert (ledger_name("One"), ledger_name("two")) == ("registry one", "registry two")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (("postgresql://steward@db.go.th/fleet", "sqlite:///state/x.db"), "fleet-needs-postgresql"),
        (("[fleet]", '[[registry]]\nid="a"\npath="a.xlsx"\n[fleet]'), "fleet-registries-in-file"),
    ],
)
def test_config_that_contradicts_a_fleet_says_where(tmp_path, change, name):
    path = tmp_path / "cop-steward.toml"
    path.write_text(CONFIG.replace(*change), encoding="utf-8")

    with pytest.raises(SetupError, match=name) as caught:
        load(path)

    text = path.read_text(encoding="utf-8").splitlines()
    assert text[caught.value.facts["line"] - 1] == "enabled = true"


def test_config_of_one_agency_is_no_fleet(tmp_path):
    path = tmp_path / "cop-steward.toml"
    path.write_text('[[registry]]\nid = "a"\nstore = "xlsx"\npath = "a.xlsx"\n', encoding="utf-8")

    with pytest.raises(SetupError, match="fleet-not-enabled"):
        settings_of_member(load(path), "a")


def test_variable_that_names_no_server_is_told_and_makes_no_file(tmp_path, monkeypatch):
    path = tmp_path / "cop-steward.toml"
    address = 'url = "postgresql://steward@db.go.th/fleet"'
    assert address in CONFIG
    path.write_text(CONFIG.replace(address, 'url_env = "LEDGER"'), encoding="utf-8")
    monkeypatch.setenv("LEDGER", "sqlite:///state/ledger.db")

    with pytest.raises(SetupError, match="fleet-not-postgresql"):
        settings_of_member(load(path), "a")

    assert [one.name for one in tmp_path.iterdir()] == ["cop-steward.toml"]


def test_paths_of_keys_are_a_list_of_texts(tmp_path):
    path = tmp_path / "cop-steward.toml"
    path.write_text(CONFIG.replace('["keys/one.json", "keys/two.json"]', '"keys/one.json"'))

    with pytest.raises(SetupError, match="setting-impossible") as caught:
        load(path)

    assert caught.value.facts["name"] == "fleet.credentials"
    assert Path(caught.value.facts["path"]) == path
