import pytest

from sheets_sync.redaction import anonymous, redacted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("to somchai@agency.go.th.", "to <address>."),
        ("<somchai.j+cop@agency.go.th>, again", "<<address>>, again"),
        ("สมชาย@กรม.ไทย", "<address>"),
        ("1-2345-67890-12-3 and 0812345678", "<number> and <number>"),
        ("1234567890123, +66 2 123 4567, 02-123-4567", "<number>, <number>, <number>"),
        ("postgresql://me:hunter2@host/db", "postgresql://…@host/db"),
        ("row 1234 of 2569-11-22", "row 1234 of 2569-11-22"),
        ("12345678901234 and 00812345678", "12345678901234 and 00812345678"),
    ],
)
def test_what_identifies_people_is_taken_out_of_logs(text, expected):
    assert redacted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cannot read 'ส่ง 12 แผ่น'", "cannot read '<text>'"),
        ('"two\nlines" and “curly”', '"<text>" and “<text>”'),
        ("row 4: นาย สมชาย ใจดี (M-0012)", "row 4: <text> (M-0012)"),
        ("KeyError: somchai@agency.go.th", "KeyError: <address>"),
    ],
)
def test_a_bug_report_keeps_nothing_that_may_have_been_typed_into_a_cell(text, expected):
    assert anonymous(text) == expected
