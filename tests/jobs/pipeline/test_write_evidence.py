"""`report --evidence`: the evidence of one community as one PDF for HR."""

import os
import stat

import pytest

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.evidence.evidence_file import communities_meant, evidence_file
from sheets_sync.planning.evidence.record import Record, RecordCell
from sheets_sync.planning.report.values import Ratio
from sheets_sync.renderings.document.blocks import DocumentTable, Heading, Terms
from sheets_sync.renderings.document.shown import show
from sheets_sync.renderings.evidence_document import evidence_document
from sheets_sync.renderings.pdf import document_pdf
from tests.jobs.commands.test_report import folder, report, save  # noqa: F401 — a fixture
from tests.renderings.pdf_text import pdf_text, squeezed
from tests.renderings.reports import Register, name_of
from tests.renderings.test_page import NOV, OCT
from tests.rules.workbooks import found_in, our_schema


def register():
    made = Register().round("C-1", (1, 2), topic="ราคากลาง").round("C-2", (3,))
    made.add("experts", community="C-1", person=60005, expertise="พัสดุ")
    made.plan("C-1", objectives="ลดข้อผิดพลาด", evaluation_due=OCT(1))
    made.session("S-2", "C-1", NOV(12), topic="ครั้งหลัง", number=2)
    made.session(
        "S-1", "C-1", OCT(2), OCT(2), topic="ครั้งแรก", number=1, results="ได้แนวทาง", hours=1.5
    )
    made.evaluation("C-1", 1, OCT(4), pre_score=8, post_score=14, full_score=20)
    made.follow_up("C-1", 1, OCT(9), how_applied="ใช้ตรวจสัญญา")
    return made


def evidence(typed="C-1"):
    facts = register().facts()
    (row,) = communities_meant(facts, typed)
    return evidence_file(facts, row, "ทะเบียน")


def test_a_community_is_meant_by_id_or_name():
    facts = register().round("C-3", (), name="กลุ่ม C-1").facts()

    assert [
        communities_meant(facts, typed)
        for typed in ("C-2", "c-2 อะไรก็ตาม", "กลุ่ม C-2", "กลุ่ม C-1", "C-9")
    ] == [(1,), (1,), (1,), (0, 2), ()]


def test_everything_about_it_and_nothing_about_others():
    found = evidence()

    assert (found.community, found.name) == ("C-1", "กลุ่ม C-1")
    assert [one["person"] for one in found.members] == [f"นาย{name_of(1)}", f"นาย{name_of(2)}"]
    assert found.experts == (
        Record("experts", (
            RecordCell("person", f"นาย{name_of(5)}"), RecordCell("position", None),
            RecordCell("unit", "กองคลัง"), RecordCell("expertise", "พัสดุ"), RecordCell("lead", None),
        )),
    )  # fmt: skip
    assert [(one["number"], one["held_on"], one["hours"]) for one in found.sessions] == [
        (1.0, OCT(2), 1.5),
        (2.0, None, None),
    ]
    assert [(one["person"], one["post_score"]) for one in found.evaluations] == [
        (f"นาย{name_of(1)}", 14.0)
    ]
    assert (found.evaluated, found.passed) == (Ratio(1, 2), Ratio(1, 1))
    assert (found.followed_up, found.applied) == (Ratio(1, 2), Ratio(1, 1))


def test_what_is_missing_is_named():
    found = evidence()

    assert [one.name for one in found.elements if one.told] == ["objectives"]
    assert found.missing[6] == found.missing[7] == (f"นาย{name_of(2)}",)
    assert evidence("C-2").beside_plan is None


def test_what_the_checks_doubt_is_marked_where_it_stands():
    made = register()
    made.tabs["sessions"][1]["hours"] = -2
    made.tabs["evaluations"][0] |= {"post_score": 25, "satisfaction": 45}
    facts = made.facts()
    found = evidence_file(facts, 0, "ทะเบียน", findings=found_in(facts))
    say = Sentences("th")
    document = evidence_document(found, our_schema(), say)
    (learning,) = [one for one in document.sections if one.name == "learning"]
    (table,) = [one for one in learning.blocks if isinstance(one, DocumentTable)]
    (row,) = [[show(cell, say) for cell in cells] for cells in table.rows]

    assert found.doubtful == 3
    assert [one.column for one in found.sessions[0].told if one.is_doubtful] == ["hours"]
    assert [(one.text, one.asides) for one in row if one.asides] == [
        ("25", ("โปรดตรวจสอบ",)),
        ("45", ("โปรดตรวจสอบ",)),
    ]
    assert document.notices[1:] == (say("evidence.doubts", count=3),)
    assert evidence().doubtful == 0


def test_a_row_typed_twice_is_marked_and_not_counted():
    made = register()
    made.evaluation("C-1", 1, OCT(4), pre_score=8, post_score=14, full_score=20)
    made.session("S-1", "C-1", OCT(2), OCT(2), topic="ครั้งแรก", number=1)
    facts, say = made.facts(), Sentences("th")
    found = evidence_file(facts, 0, "ทะเบียน", findings=found_in(facts))
    document = evidence_document(found, our_schema(), say)
    blocks = {one.name: one.blocks for one in document.sections}
    (table,) = [one for one in blocks["learning"] if isinstance(one, DocumentTable)]
    headings = [one.text for one in blocks["sessions"] if isinstance(one, Heading)]
    again = "ซ้ำกับแถวก่อนหน้า โปรดตรวจสอบ"

    assert [row[1].asides for row in table.rows] == [(), (again,)]
    assert table.caption == "ทั้งหมด 1 รายการ · อีก 1 แถวบันทึกซ้ำ จึงไม่นับ"
    assert [again in one for one in headings] == [False, True, False]
    assert found.evaluated == Ratio(1, 2)


def test_a_session_says_how_many_came_where_that_was_noted():
    made = register().session("S-3", "C-1", OCT(9), OCT(9), topic="ไม่ได้บันทึก", number=3)
    facts = made.came("S-1", 1).came("S-1", 2, "ไม่มา").facts()
    document = evidence_document(evidence_file(facts, 0, "ทะเบียน"), our_schema(), Sentences("th"))
    (blocks,) = [one.blocks for one in document.sections if one.name == "sessions"]
    told = [dict(one.pairs).get("สมาชิกที่เข้าร่วม") for one in blocks if isinstance(one, Terms)]

    assert told == ["1 จาก 2 คน", None, None]


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_pdf_tells_all_of_it(language, tmp_path):
    say = Sentences(language)
    text = pdf_text(document_pdf(evidence_document(evidence(), our_schema(), say), say), tmp_path)

    for told in ("ราคากลาง", f"นาย{name_of(2)}", "พัสดุ", "ลดข้อผิดพลาด", "ได้แนวทาง", "ใช้ตรวจสัญญา",
                 say("evidence.private"), say("evidence.missing"), "1/2"):  # fmt: skip
        assert squeezed(told) in text


def test_thai_digits_leave_alone_what_people_typed():
    link = "https://intranet.agency.go.th/2569/1.pdf"
    made = register().session("S-3", "C-1", NOV(13), topic="ว 119/2560", evidence=link, number=3)
    facts = made.facts()
    (row,) = communities_meant(facts, "C-1")

    found = evidence_document(
        evidence_file(facts, row, "ทะเบียน"), our_schema(), Sentences("th", thai_digits=True)
    )

    (sessions,) = [one.blocks for one in found.sections if one.name == "sessions"]
    assert sessions[-2].text == "ครั้งที่ ๓ · ๑๓ พฤศจิกายน ๒๕๖๙ · ว 119/2560"
    assert {"๑๓ พฤศจิกายน ๒๕๖๙", link} <= {told for _, told in sessions[-1].pairs}


def test_a_day_that_nobody_can_read_leaves_the_other_columns_their_room(tmp_path):
    told = "ยังไม่ได้กำหนด รอหารือกับกองการเจ้าหน้าที่ก่อน " * 8
    made = register().member("C-1", 4, need="เพื่อให้ปฏิบัติงานได้ถูกต้อง", joined_on=told)
    facts = made.facts()
    (row,) = communities_meant(facts, "C-1")
    say = Sentences("th")
    document = evidence_document(evidence_file(facts, row, "ทะเบียน"), our_schema(), say)

    text = pdf_text(document_pdf(document, say), tmp_path, "-layout")

    assert squeezed("เพื่อให้ปฏิบัติงานได้ถูกต้อง") in text  # on one line
    assert squeezed(f"นาย{name_of(4)}") in text


def test_it_is_written_for_its_owner_only(folder, capsys):  # noqa: F811 — the fixture
    old = os.umask(0o022)
    assert report("--evidence", "C-1") == 0
    os.umask(old)
    path = folder / "reports" / "evidence" / "C-1.pdf"

    assert capsys.readouterr().out == f"แฟ้มหลักฐาน: {path}\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes().startswith(b"%PDF")
    assert [one.name for one in (folder / "reports").iterdir()] == ["evidence"]


def test_a_dry_run_writes_nothing(folder, capsys):  # noqa: F811 — the fixture
    assert report("--evidence", "C-1", "--dry-run") == 0

    assert "จะเขียนไว้ที่" in capsys.readouterr().out
    assert not (folder / "reports").exists()


def test_an_unknown_community_is_asked_back(folder, capsys):  # noqa: F811 — the fixture
    assert report("--evidence", "C-7") == 1

    assert "“C-7”" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("CoP-0001", "CoP-001"), ("งานสารบรรณอิเลกทรอนิกส์", "งานสารบรรณอิเล็กทรอนิกส์")],
)
def test_the_nearest_id_or_name_is_asked_for(folder, capsys, typed, meant):  # noqa: F811
    save(Register().round("CoP-001", name="งานสารบรรณอิเล็กทรอนิกส์"), folder / "registry.xlsx")

    assert report("--evidence", typed) == 1
    assert capsys.readouterr().err.splitlines()[-2] == (
        f"ปัญหา: ไม่พบกลุ่ม “{typed}” หมายถึง {meant} ใช่หรือไม่"
    )


@pytest.mark.parametrize("which", [("--month", "2026-10"), ("--period", "3m")])
def test_evidence_is_of_no_month(folder, capsys, which):  # noqa: F811 — the fixture
    assert report("--evidence", "กลุ่ม C-1", *which) == 1

    assert capsys.readouterr().err == (
        "ปัญหา: --evidence รวมหลักฐานทั้งหมดของกลุ่มถึงวันนี้ จึงใช้กับ --month หรือ --period ไม่ได้\n"
        "แนวทางแก้ไข: โปรดใช้ cop-steward report --evidence 'กลุ่ม C-1' "
        "หากต้องการรายงานของเดือนหรือรอบ โปรดใช้คำสั่งเดิมโดยไม่มี --evidence\n"
    )
    assert not (folder / "reports").exists()


def test_communities_of_one_name_are_told_by_days_of_one_style(folder, capsys):  # noqa: F811
    made = Register().round("C-1").round("C-2", name="กลุ่ม C-1", starts_on="1/11/2569")
    save(made, folder / "registry.xlsx")

    assert report("--evidence", "กลุ่ม C-1") == 1
    assert "C-1 (1 กรกฎาคม 2569), C-2 (1 พฤศจิกายน 2569)" in capsys.readouterr().err
