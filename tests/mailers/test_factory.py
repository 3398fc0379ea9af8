"""The mailer and its oracle as the settings want them."""

import pytest

from sheets_sync.mailers.factory import return_mailbox, smtp_mailer
from sheets_sync.mailers.tokens import PasswordFile, RefreshedToken, TokenCommand
from sheets_sync.settings import load

BASE = """
version = 1
[agency]
name = "กรมตัวอย่าง"
allowed_domains = ["agency.go.th"]
contact = "hrd@agency.go.th"
[[registry]]
id = "main"
store = "xlsx"
path = "registry.xlsx"
[mail]
transport = "smtp"
host = "mail.agency.go.th"
"""


@pytest.fixture
def built(tmp_path):
    """Build from more lines of the [mail] table."""

    def build(more=""):
        (tmp_path / "cop-steward.toml").write_text(BASE + more, "utf-8")
        return smtp_mailer(load(tmp_path / "cop-steward.toml"))

    return build


def test_server_alone_has_no_oracle(built):
    mailer, oracle = built()

    assert (mailer.server.host, mailer.server.port, mailer.server.security) == (
        "mail.agency.go.th",
        587,
        "starttls",
    )
    assert (mailer.server.user, mailer.server.password, mailer.server.token) == ("", None, None)
    assert (mailer.name, oracle) == ("smtp:mail.agency.go.th:587", None)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ('password_file = "secret"', PasswordFile),
        ('token_command = ["gcloud", "token"]', TokenCommand),
        ('token_file = "token.json"', RefreshedToken),
    ],
)
def test_way_to_log_in_is_the_one_configured(built, line, kind):
    mailer, _ = built(f'user = "cop"\n{line}\n')

    secrets = [each for each in (mailer.server.password, mailer.server.token) if each is not None]
    assert [type(each) for each in secrets] == [kind]


def test_sent_folder_is_the_oracle_with_the_same_account(built):
    mailer, oracle = built(
        'user = "cop"\npassword_file = "secret"\n[mail.sent]\nhost = "imap.agency.go.th"\n'
    )

    assert (oracle.mailbox.host, oracle.mailbox.user, oracle.mailbox.folder) == (
        "imap.agency.go.th",
        "cop",
        "",
    )
    assert oracle.mailbox.password == mailer.server.password


def test_mail_comes_back_to_the_folder_of_its_own_account(tmp_path):
    lines = '\nuser = "cop"\npassword_file = "secret"\n[mail.returns]\nhost = "imap.agency.go.th"\n'
    (tmp_path / "cop-steward.toml").write_text(BASE + lines, "utf-8")

    returns = return_mailbox(load(tmp_path / "cop-steward.toml"))

    assert (returns.mailbox.host, returns.mailbox.port, returns.mailbox.folder) == (
        "imap.agency.go.th",
        993,
        "INBOX",
    )
    assert (returns.mailbox.user, type(returns.mailbox.password)) == ("cop", PasswordFile)


def test_without_a_return_mailbox_nothing_is_looked_up(tmp_path):
    (tmp_path / "cop-steward.toml").write_text(BASE, "utf-8")

    assert return_mailbox(load(tmp_path / "cop-steward.toml")) is None
