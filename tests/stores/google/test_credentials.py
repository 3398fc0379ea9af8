"""Who asks Google, and what is said where nobody can."""

import json
import subprocess
import sys

import pytest
from google.auth.exceptions import DefaultCredentialsError, GoogleAuthError, TransportError

from sheets_sync.errors import SetupError
from sheets_sync.stores.google.transport.token_transport import MachineLine
from sheets_sync.stores.google.transport.usage import Usage
from tests.google.tokens import AMBIENT

VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS"


@pytest.fixture
def book(google):
    return google.new_spreadsheet("Register", {"Data": [["id"]]}, writers=[AMBIENT])


@pytest.fixture
def elsewhere(monkeypatch, tmp_path):
    """No account of this very machine takes part."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path / "gcloud"))
    return monkeypatch


def refused(connect, **options):
    with pytest.raises(SetupError) as caught:
        connect("1aBcDeFgHiJkLmNoPqRsTuVwXyZ", **options)
    return caught.value.name, caught.value.facts


# The key of a service account


def test_a_key_that_is_not_there(connect, tmp_path):
    path = tmp_path / "none.json"

    assert refused(connect, credentials=path) == ("google-key-missing", {"path": path})


def test_a_folder_in_place_of_a_key(connect, tmp_path):
    assert refused(connect, credentials=tmp_path) == ("file-is-folder", {"path": tmp_path})


@pytest.mark.parametrize("text", ["", "not JSON", '{"type": "service_acc', "\udcff"])
def test_a_key_that_is_not_json(connect, tmp_path, text):
    path = tmp_path / "key.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))

    assert refused(connect, credentials=path) == ("google-key-unreadable", {"path": path})


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"installed": {"client_id": "x"}}, "installed"),
        ({"web": {"client_id": "x"}}, "web"),
        ({"type": "authorized_user", "refresh_token": "x"}, "authorized_user"),
        ({"some": "thing"}, "–"),
        ([], "–"),
        ("service_account", "–"),
        (None, "–"),
        ({"type": ["service_account"]}, "–"),
    ],
)
def test_a_file_of_another_kind(connect, tmp_path, content, kind):
    path = tmp_path / "key.json"
    path.write_text(json.dumps(content))

    assert refused(connect, credentials=path) == (
        "google-key-other-kind",
        {"path": path, "kind": kind},
    )


@pytest.mark.parametrize(
    "damage",
    [
        {"private_key": "-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----\n"},
        {"private_key": "nonsense"},
        {"private_key": ""},
        {"private_key": None},
        {"private_key": 7},
        {"client_email": None},
        {"token_uri": None},
    ],
)
def test_a_key_that_is_not_whole(google, connect, tmp_path, damage):
    path = tmp_path / "key.json"
    info = google.service_account_info() | damage
    path.write_text(json.dumps({name: value for name, value in info.items() if value is not None}))

    assert refused(connect, credentials=path) == ("google-key-damaged", {"path": path})


def test_no_word_of_a_key_is_in_an_error(google, connect, tmp_path):
    path = tmp_path / "key.json"
    info = google.service_account_info()
    secret = info["private_key"][40:90]
    path.write_text(json.dumps(info | {"private_key": secret}))
    with pytest.raises(SetupError) as caught:
        connect("1aBcDeFgHiJkLmNoPqRsTuVwXyZ", credentials=path)
    shown = repr(caught.value) + repr(caught.value.__cause__) + repr(caught.value.__context__)

    assert secret[:20] not in repr(caught.value) + repr(caught.value.facts)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert info["private_key_id"] not in shown


def test_a_key_that_was_replaced_is_used_from_the_next_connection_on(google, key, connect, book):
    book = google.new_spreadsheet("Own", {"Data": [["id"]]})
    connect(book.id).structure()
    other = "other@loopback.iam.gserviceaccount.com"
    key.write_text(json.dumps(google.service_account_info(other)))
    line = connect(book.id)
    with pytest.raises(SetupError) as caught:
        line.structure()

    assert caught.value.name == "google-not-shared"
    assert caught.value.facts == {"spreadsheet": book.id, "account": other}


# What the token server says


def failing(connect, book):
    line = connect(book.id)
    with pytest.raises(SetupError) as caught:
        line.structure()
    return caught.value.name


def test_a_key_that_was_deleted(google, key, connect, book):
    google.identity.revoke(json.loads(key.read_text())["client_email"])

    assert failing(connect, book) == "google-key-revoked"


def test_an_account_that_is_gone(google, key, connect, book):
    google.identity.account(json.loads(key.read_text())["client_email"]).disabled = True

    assert failing(connect, book) == "google-account-gone"


def test_a_clock_that_is_wrong(google, connect, book):
    google.identity.skew = 7200

    assert failing(connect, book) == "google-clock"


def test_a_refusal_nobody_foresaw_is_passed_on(google, connect, book):
    def spoil(reply):
        reply.status = 400
        reply.body = b'{"error": "unauthorized_client", "error_description": "Not allowed."}'

    google.faults.add("spoiled", path="/token$", spoil=spoil)
    line = connect(book.id)
    with pytest.raises(SetupError) as caught:
        line.structure()

    assert caught.value.name == "google-token-refused"
    assert caught.value.facts["reason"] == "unauthorized_client: Not allowed."


# The machine's own account


PROGRAM = """
import sys
from sheets_sync.errors import SetupError
from sheets_sync.stores.google.transport.connection import Connection
try:
    line = Connection(sys.argv[2], None, endpoint=sys.argv[1])
    print(line.structure().title, line.account)
except SetupError as error:
    print(error.name, error.facts)
"""
"""Whether it is a machine in the cloud is decided when google-auth is imported."""


def on_a_machine(*arguments, before=""):
    command = [sys.executable, "-c", f"{before}{PROGRAM}", *arguments]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    return ran.stdout.strip() or ran.stderr


def test_a_machine_without_an_account(elsewhere):
    elsewhere.setenv("NO_GCE_CHECK", "true")

    assert on_a_machine("http://127.0.0.1:9", "1aBc") == (
        f"google-ambient-missing {{'variable': '{VARIABLE}'}}"
    )


def test_a_machine_that_looks_like_googles_and_gets_no_answer(elsewhere, tmp_path):
    product = tmp_path / "product_name"
    product.write_text("Google Compute Engine\n")
    elsewhere.setenv("GCE_METADATA_HOST", "127.0.0.1:9")
    elsewhere.setenv("GCE_METADATA_IP", "127.0.0.1:9")
    elsewhere.setenv("GCE_METADATA_TIMEOUT", "1")
    looks_so = f"""
from google.auth.compute_engine import _metadata
_metadata._GCE_PRODUCT_NAME_FILE = {str(product)!r}
"""

    assert on_a_machine("http://127.0.0.1:9", "1aBc", before=looks_so) == (
        f"google-ambient-missing {{'variable': '{VARIABLE}'}}"
    )


def asked_at(*moments):
    """What becomes of attempts at those moments, where nobody ever answers."""
    times = iter(moments)
    line = MachineLine(Usage(), "http://127.0.0.1:9", clock=lambda: next(times))
    for _ in range(len(moments) // 2):
        try:
            line("http://169.254.169.254", headers={"metadata-flavor": "Google"}, timeout=3)
        except GoogleAuthError as error:
            yield type(error)


def test_the_search_for_an_account_ends_five_seconds_after_it_began():
    first, later, last = (0.0, 0.0, 0.1), (1.0, 4.9), (4.95, 5.0)

    assert list(asked_at(*first, *later, *last)) == [
        TransportError,
        TransportError,
        DefaultCredentialsError,
    ]


def test_a_server_of_tokens_is_given_more_time_than_that():
    line = MachineLine(Usage(), "http://127.0.0.1:9", clock=lambda: pytest.fail("was timed"))

    with pytest.raises(TransportError):
        line("https://sts.googleapis.com/v1/token", "POST", b"", {}, 3)


def test_the_account_that_the_cloud_gives_a_machine(google, book, elsewhere):
    host = google.url.removeprefix("http://")
    elsewhere.setenv("GCE_METADATA_HOST", host)
    elsewhere.setenv("GCE_METADATA_IP", host)

    assert on_a_machine(google.url, book.id) == f"Register {AMBIENT}"
    assert [entry.path for entry in google.log if entry.path == "/token"] == []


def test_a_variable_that_names_no_usable_file(connect, elsewhere, tmp_path):
    path = str(tmp_path / "none.json")
    elsewhere.setenv(VARIABLE, path)

    assert refused(connect, credentials=None) == (
        "google-ambient-file",
        {"variable": VARIABLE, "path": path},
    )


def test_the_key_that_the_variable_names(google, connect, elsewhere, key):
    book = google.new_spreadsheet("Own", {"Data": [["id"]]})
    elsewhere.setenv(VARIABLE, str(key))
    line = connect(book.id, credentials=None)

    assert line.structure().title == "Own"
    assert line.account == json.loads(key.read_text())["client_email"]
