"""Which mails in a return mailbox are letters of ours that came back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.mail.delivery import Returned
from sheets_sync.mailers.bounce_reports import returned
from tests.mailers import returns


@pytest.mark.parametrize(
    ("report", "code", "text"),
    [
        (returns.POSTFIX, "5.1.1", "550 5.1.1 <…>"),
        (returns.HEADERS_ALONE, "5.2.2", "550 5.1.1 <…>"),
        (returns.GMAIL, "5.1.1", "550-5.1.1 gone 550 5.1.1 <…>"),
    ],
    ids=["postfix", "headers-alone", "gmail"],
)
def test_failure_names_its_letter_and_leaves_the_address_out(report, code, text):
    found = returned(report.encode(), "7")

    assert (found.message_id, found.code, found.handle) == (returns.ID, code, "7")
    assert found.text.startswith(text)
    assert "somchai" not in found.text


@pytest.mark.parametrize(
    "mail",
    [returns.DELAYED, returns.RELAYED, returns.FOREIGN, returns.OUT_OF_OFFICE, "", "\0"],
    ids=["delayed", "relayed", "of-another", "out-of-office", "empty", "nul"],
)
def test_other_mail_is_no_failure_of_ours(mail):
    assert returned(mail.encode(), "7") is None


def test_report_that_a_person_passes_on_is_a_letter_to_people():
    passed_on = (
        'Content-Type: multipart/mixed; boundary="x"\n\n'
        f"--x\nContent-Type: message/rfc822\n\n{returns.POSTFIX}\n--x--\n"
    )

    assert returned(passed_on.encode(), "7") is None


def test_failure_without_a_code_or_reason_is_still_one():
    bare = returns.POSTFIX.replace("Status: 5.1.1", "Status: ?").replace("Diagnostic-Code", "X")

    assert returned(bare.encode(), "7") == Returned(returns.ID, "5.0.0", "", "7")


@given(st.binary(max_size=400), st.integers(0, len(returns.POSTFIX)))
def test_no_damage_to_a_report_raises(noise, place):
    content = returns.POSTFIX.encode()

    returned(content[:place] + noise + content[place:], "7")
    returned(noise, "7")
