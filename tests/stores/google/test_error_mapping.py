"""What Google's refusals are called, and which way out goes with each."""

import orjson
import pytest
import requests
from google.auth.exceptions import RefreshError, TransportError

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.stores.google.transport.error_mapping import Asked, problem
from sheets_sync.stores.google.transport.http import GaveUpError, RefusedError, ReplyTooLargeError
from sheets_sync.stores.google.transport.retryable import PassingError

BOOK, ROBOT = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ", "robot@project.iam.gserviceaccount.com"
LINK = "https://console.developers.google.com/apis/api/drive.googleapis.com/overview?project=7"


def named(error, quota="read"):
    found = problem(error, Asked(BOOK, ROBOT, quota))
    return found.name, found.facts


def refused(status, message="", *, quota="read", reason=None, drive=None):
    said = {"code": status, "message": message}
    if reason:
        said["details"] = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}]
    if drive:
        said["errors"] = [{"message": message, "domain": "global", "reason": drive}]
    return named(RefusedError(status, orjson.dumps({"error": said})), quota)


def test_a_file_of_office_is_no_spreadsheet():
    assert refused(400, "This operation is not supported for this document") == (
        "google-office-file",
        {"spreadsheet": BOOK},
    )


def test_a_protected_cell_is_named_as_such_whatever_the_status():
    message = "You are trying to edit a protected cell or object. Please contact the owner."
    facts = {"spreadsheet": BOOK, "account": ROBOT}

    assert refused(400, message, quota="write") == ("google-protected", facts)


def test_a_reader_who_writes():
    message = "The caller does not have permission"
    facts = {"spreadsheet": BOOK, "account": ROBOT}

    assert refused(403, message) == ("google-not-shared", facts)
    assert refused(403, message, quota="write") == ("google-no-write-right", facts)


def test_an_api_that_is_off_comes_with_the_link_that_switches_it_on():
    message = (
        f"Google Drive API has not been used in project 7 before. Enable it by visiting {LINK}"
    )

    assert refused(403, f"{message} then retry.", quota="drive", drive="accessNotConfigured") == (
        "google-api-off",
        {"api": "Google Drive", "link": LINK},
    )
    assert refused(403, "no link here", reason="SERVICE_DISABLED") == (
        "google-api-off",
        {"api": "Google Sheets", "link": "https://console.cloud.google.com/apis/library"},
    )


@pytest.mark.parametrize(
    "words", [{"reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}, {"drive": "insufficientPermissions"}]
)
def test_a_machine_whose_account_may_not_ask(words):
    assert refused(403, "insufficient", **words) == ("google-scope-missing", {"account": ROBOT})


def test_drive_turns_away_who_asks_too_often_with_a_403():
    assert refused(403, "slow", quota="drive", drive="userRateLimitExceeded") == (
        "google-quota",
        {"account": ROBOT, "attempts": 1, "seconds": 0},
    )


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b'{"error": "text"}', b'{"error": {}}'])
def test_a_refusal_without_words_is_told_by_its_status(content):
    assert named(RefusedError(403, content))[0] == "google-not-shared"
    assert named(RefusedError(404, content))[0] == "google-not-found"
    assert named(RefusedError(418, content)) == (
        "google-refused",
        {"spreadsheet": BOOK, "status": 418, "reason": "–"},
    )


def test_a_long_refusal_is_cut():
    assert len(refused(400, "ยาว" * 500)[1]["reason"]) == 200


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("invalid_grant: Invalid JWT Signature.", "google-key-revoked"),
        ("invalid_grant: Token has been expired or revoked.", "google-key-revoked"),
        ("invalid_grant: Invalid grant: account not found", "google-account-gone"),
        ("account_disabled: ", "google-account-gone"),
        ("invalid_grant: Invalid JWT: Token must be a short-lived token (60 min)", "google-clock"),
        ("invalid_client: The OAuth client was not found.", "google-token-refused"),
        ("", "google-token-refused"),
    ],
)  # fmt: skip
def test_tokens_that_are_not_given(said, name):
    assert named(RefreshError(said, {}))[0] == name


def test_a_line_that_is_not_secure():
    broken = requests.exceptions.SSLError("certificate verify failed")
    token = TransportError(broken)
    token.__cause__ = broken

    assert named(broken) == ("google-certificate", {})
    assert named(token) == ("google-certificate", {})


def test_a_write_is_unclear_only_where_it_may_have_arrived():
    last = PassingError("HTTP 503", why="line", reached=True)
    tried = {"attempts": 3, "seconds": 12}
    facts = {"spreadsheet": BOOK, "reason": "HTTP 503"} | tried

    assert named(GaveUpError(last, 3, 12.4, reached=True), "write") == (
        "google-write-unclear",
        facts,
    )
    assert named(GaveUpError(last, 3, 12.4, reached=False), "write") == (
        "google-unreachable",
        facts,
    )
    assert named(GaveUpError(last, 3, 12.4, reached=True), "read") == ("google-unreachable", facts)


def test_more_than_memory_should_hold():
    assert named(ReplyTooLargeError(2**31)) == ("google-too-large", {"spreadsheet": BOOK})


def test_a_mistake_of_ours_stays_one():
    assert problem(ZeroDivisionError(), Asked(BOOK, ROBOT, "read")) is None


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_name_is_said_in_words_with_its_facts(language):
    say = Sentences(language)
    errors = [RefusedError(status, b"") for status in (400, 401, 403, 404)]
    errors += [GaveUpError(PassingError("x", why=why, reached=False), 3, 9, reached=False)
               for why in ("quota", "odd", "line")]  # fmt: skip
    errors += [
        RefreshError("short-lived token"),
        RefreshError("invalid_grant"),
        ReplyTooLargeError(1),
    ]
    for error in errors:
        name, facts = named(error)
        for part in ("problem", "hint"):
            assert "{" not in say(f"errors.{name}.{part}", **facts)
