"""What a person reads whose command needs a secret that systemd hands to the service alone."""

import pytest

from sheets_sync.errors import StewardError
from sheets_sync.named_file_errors import bytes_of
from sheets_sync.notices.chat_services import read_addresses
from sheets_sync.notices.webhook import hook_key
from sheets_sync.service_credentials import credentials_folder
from sheets_sync.settings.model import HookSettings


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


def test_a_secret_that_systemd_did_not_find_is_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    with pytest.raises(StewardError) as caught:
        bytes_of(credentials_folder() / "chat")

    assert (caught.value.name, caught.value.facts) == ("file-missing", {"path": tmp_path / "chat"})
