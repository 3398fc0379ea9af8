"""What a person reads whose command needs a secret that systemd hands to the service alone."""

import datetime as dt

import pytest
import time_machine

from jobs.cli.main import main
from sheets_sync.errors import StewardError
from sheets_sync.named_file_errors import bytes_of
from sheets_sync.notices.chat_services import read_addresses
from sheets_sync.notices.hook_key import hook_key
from sheets_sync.service_credentials import credentials_folder
from sheets_sync.settings import load
from sheets_sync.settings.model import HookSettings
from sheets_sync.wiring.ledger import open_ledger
from tests.jobs.commands.test_remind import CONFIG, NO_PLAN, SMTP, save


@pytest.mark.parametrize(
    "read",
    [
        bytes_of,
        read_addresses,
        lambda path: hook_key(HookSettings("http://localhost/", path, None, 1)),
    ],
)
def test_a_secret_that_is_withheld_is_not_called_missing(read, monkeypatch):
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with pytest.raises(StewardError) as caught:
        read(credentials_folder() / "chat")

    assert (caught.value.name, caught.value.facts) == ("credential-withheld", {"name": "chat"})


def test_a_command_without_the_password_leaves_the_channel_of_the_service_alone(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    monkeypatch.chdir(tmp_path)
    account = 'user = "cop"\npassword_file = "credential:smtp-password"\nlive = true\n'
    (tmp_path / "cop-steward.toml").write_text(CONFIG + SMTP + account, encoding="utf-8")
    save(NO_PLAN, tmp_path / "registry.xlsx")

    with time_machine.travel("2026-11-23 09:00+07:00", tick=False):
        assert main(["remind", "--lang", "en"]) == 1
    assert "systemd hands the secret smtp-password to the service alone" in capsys.readouterr().err
    with open_ledger(load()) as ledger:
        assert ledger.channels.waiting(now=dt.datetime(2026, 11, 23, 2, tzinfo=dt.UTC)) == {}


def test_a_secret_that_systemd_did_not_find_is_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    with pytest.raises(StewardError) as caught:
        bytes_of(credentials_folder() / "chat")

    assert (caught.value.name, caught.value.facts) == ("file-missing", {"path": tmp_path / "chat"})
