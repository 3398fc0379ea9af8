"""Errors of ours that the ledger keeps, and says again in the language of whoever asks."""

import pytest

from sheets_sync.errors import MailError
from sheets_sync.i18n.kept_errors import kept, said_again
from sheets_sync.i18n.sentences import Sentences

ERROR = MailError("smtp-password-missing", user="cop@agency.go.th")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "There is no password for the mail account cop@agency.go.th."),
        ("th", "ยังไม่มีรหัสผ่านของบัญชีอีเมล cop@agency.go.th"),
    ],
)
def test_kept_error_is_said_in_any_language(language, words):
    assert said_again(kept(ERROR), Sentences(language)) == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "535 5.7.8 no",
        "[1]",
        "3",
        "{}",
        '{"error": "no-such"}',
        '{"error": "smtp-variable-missing"}',
    ],
)
def test_anything_else_is_said_as_it_is(text):
    assert said_again(text, Sentences("en")) == text
