"""Which mails in a return mailbox are letters of ours that came back."""

import re
from pathlib import Path

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


EML = Path(__file__).parent / "data" / "returns"
REAL = {
    name: None if code == "-" else (code, text)
    for name, code, text in (
        line.split("\t")
        for line in (EML / "reasons.tsv").read_text("utf-8").splitlines()
        if not line.startswith("#")
    )
}
"""What real servers sent back for letters of ours: the real reason, or only a warning."""


@pytest.mark.parametrize("name", REAL)
def test_real_return_is_matched_and_told_with_its_real_reason(name):
    content = (EML / f"{name}.eml").read_bytes()
    ours = re.search(rb"\nMessage-ID: (<[0-9a-f]{32}\.letter@agency\.go\.th>)", content)

    found = returned(content, "7")

    assert REAL[name] == (None if found is None else (found.code, found.text))
    assert found is None or found.message_id == ours[1].decode()


def test_every_return_of_the_folder_is_told():
    assert {path.stem for path in EML.glob("*.eml")} == set(REAL)


@pytest.mark.parametrize(
    ("report", "code", "text"),
    [
        (returns.QMAIL, "5.1.1", "550 5.1.1 <…>: User unknown"),
        (returns.NO_COPY, "5.1.1", "550 5.1.1 <…>"),
        (returns.GLOBAL, "5.1.1", "550 5.1.1 ไม่พบผู้ใช้"),
        (returns.MIXED, "5.1.1", "550 5.1.1 <…>"),
        (returns.MICROSOFT, "5.1.1", "550 5.1.1 <…>"),
        (returns.GOOGLE, "5.1.1", "550 5.1.1 <…>"),
        (returns.OWN_HEADER, "5.1.1", "550 5.1.1 <…>"),
        (returns.OLD_THAI, "5.1.1", "550 5.1.1 ไม่พบผู้ใช้"),
    ],
    ids=["qmail", "no-copy", "global", "mixed", "microsoft", "google", "own-header", "tis-620"],
)
def test_letter_is_known_by_any_of_its_marks_in_any_shape(report, code, text):
    content = report if isinstance(report, bytes) else report.encode()

    found = returned(content, "7")

    assert found is not None
    assert found.message_id.startswith(returns.ID[:33])
    assert found.code == code
    assert found.text.startswith(text)


def test_failure_that_names_no_letter_at_all_is_for_somebody_to_look_at():
    found = returned(returns.NO_MARK.encode(), "7")

    assert (found.message_id, found.code) == ("", "5.1.1")


@pytest.mark.parametrize("mail", [returns.ACCEPTED_INVITATION, returns.QMAIL_LATE])
def test_answers_and_warnings_are_no_returns(mail):
    assert returned(mail.encode(), "7") is None


@given(st.binary(max_size=400), st.integers(0, len(returns.POSTFIX)))
def test_no_damage_to_a_report_raises(noise, place):
    content = returns.POSTFIX.encode()

    returned(content[:place] + noise + content[place:], "7")
    returned(noise, "7")
