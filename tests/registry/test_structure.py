"""Tables whose rows are in another workbook: what feeds them, and what is said when it is gone."""

from dataclasses import replace

from sheets_sync.registry.snapshot import read_snapshot
from sheets_sync.registry.structure import StructureProblem
from sheets_sync.registry.workbook import LinkedWorkbook, RawWorkbook
from sheets_sync.resources import resource
from sheets_sync.settings.config_file import defaults
from tests.registry.reading import TODAY, our_schema, sheet

HEADINGS = ["รหัสกลุ่ม", "สมาชิก"]
HR = LinkedWorkbook("hr.xlsx", frozenset({"members", "attendance"}))


def read(*sheets, elsewhere=(HR,)):
    limits = defaults(resource("config")).rules
    workbook = RawWorkbook("registry.xlsx", sheets, elsewhere=elsewhere)
    return read_snapshot(workbook, our_schema(), TODAY, limits)


def there(title, *rows, table):
    return replace(sheet(title, *rows), home="hr.xlsx", table=table)


def attendance():
    return there("การเข้าร่วม", ["session", "person", "attended"], table="attendance")


def missing(snapshot):
    """What is missing of the two tables."""
    return [one for one in snapshot.structure if one.tab in HR.tables]


def test_what_a_sheet_feeds_may_be_decided_whatever_it_is_called():
    snapshot = read(
        there("คำตอบ 1", HEADINGS, ["C-001", "60001"], table="members"),
        there("สมาชิก (hr.xlsx)", HEADINGS, ["C-002", "60002"], table="members"),
        there("กิจกรรม", ["อะไรก็ได้"], table=""),
        attendance(),
    )

    assert snapshot["members"].sheets == ("คำตอบ 1", "สมาชิก (hr.xlsx)")
    assert snapshot["sessions"].state == "missing"
    assert missing(snapshot) == []


def test_tabs_of_the_main_workbook_still_feed_a_table_that_is_kept_elsewhere():
    snapshot = read(
        sheet("สมาชิก", HEADINGS, ["C-001", "60001"]),
        there("คำตอบ", HEADINGS, ["C-002", "60002"], table="members"),
        attendance(),
    )

    assert snapshot["members"].sheets == ("สมาชิก", "คำตอบ")
    assert len(snapshot["members"]) == 2


def test_rows_in_the_main_workbook_do_not_pass_for_those_that_are_gone_elsewhere():
    snapshot = read(
        sheet("สมาชิก", HEADINGS, ["C-001", "60001"]),
        there("สมาชิกกลุ่ม", HEADINGS, table=""),
        attendance(),
    )

    assert (snapshot["members"].state, len(snapshot["members"])) == ("quarantined", 0)
    assert missing(snapshot) == [
        StructureProblem("tab-missing", "members", near="สมาชิกกลุ่ม", home="hr.xlsx")
    ]


def test_an_optional_table_that_was_said_to_be_elsewhere_has_to_be_there():
    members = there("สมาชิก", HEADINGS, table="members")
    snapshot = read(members)

    assert not snapshot["attendance"].usable
    assert missing(snapshot) == [StructureProblem("tab-missing", "attendance", home="hr.xlsx")]
    assert missing(read(members, attendance())) == []


def test_an_optional_table_elsewhere_without_rows_is_there():
    blank = there("การเข้าร่วม", table="attendance")

    assert missing(read(there("สมาชิก", HEADINGS, table="members"), blank)) == []


def test_other_tabs_are_looked_for_where_the_missing_one_should_be():
    snapshot = read(sheet("สมาชิกเดิม", HEADINGS), attendance())

    assert missing(snapshot) == [StructureProblem("tab-missing", "members", home="hr.xlsx")]
