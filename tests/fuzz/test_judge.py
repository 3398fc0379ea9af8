"""The judge of bad workbooks finds what is live in every sink."""

import zlib

import pytest
import xlsxwriter

from tests.fuzz.judge import is_one_event, live_in_pdf, live_in_workbook

EVENT = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:ก\r\n ข\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


@pytest.mark.parametrize("typed", ["", "ATTACH:http://x.example\r\n", "BEGIN:VEVENT\r\n"])
def test_a_line_that_was_typed_into_a_calendar_is_found(typed):
    assert is_one_event(EVENT.replace("END:VEVENT", f"{typed}END:VEVENT", 1)) is (typed == "")


def test_formulas_and_links_of_a_workbook_are_found(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_string("A1", "=text")
        sheet.write_formula("A2", "=live()")
        sheet.write_url("A3", "http://leads.example/")

    found = " ".join(live_in_workbook(tmp_path / "a.xlsx"))
    assert ("text" in found, "live()" in found, "leads.example" in found) == (False, True, True)


def test_links_of_a_pdf_are_found_in_packed_objects_too():
    packed = zlib.compress(b"<< /URI (http://packed.example) >>")
    content = b"1 0 obj << /JS (run()) >>\nstream\n" + packed + b"\nendstream"

    assert list(live_in_pdf(content)) == [b"/JS (run(", b"/URI (http://packed.example"]
