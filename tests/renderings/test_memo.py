"""The covering memo before the managers' PDF."""

import dataclasses

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.memo import Memo, Signer, report_memo
from sheets_sync.renderings.report_files import report_files
from tests.renderings.pdf_text import raw_text, squeezed
from tests.renderings.reports import OCTOBER, TODAY
from tests.renderings.test_page import register
from tests.rules.workbooks import our_schema, settings_of

FULL = {
    "memo": True,
    "memo_unit": "กลุ่มพัฒนาบุคลากร โทร. 0 2653 4444",
    "memo_number": "กษ 0601.02/",
    "memo_to": "อธิบดีกรมตัวอย่าง",
    "memo_signers": ("นางสาวกมล แสงทอง | ผู้อำนวยการ", "นายธงชัย มั่นคง"),
}


def settings(**changed):
    return dataclasses.replace(settings_of(None).reports, **changed)


def memo(copy="manager", language="th", *, thai_digits=False, **changed):
    report = register().report(OCTOBER, copy, TODAY, checked=True)
    say = Sentences(language, thai_digits=thai_digits)
    return report_memo(report, our_schema(), say, settings(**changed))


def pages(tmp_path, language="th", **changed):
    report = register().report(OCTOBER, "manager", TODAY, checked=True)
    say = Sentences(language)
    files = report_files(report, our_schema(), say, settings(**changed))
    return raw_text(files["report.pdf"], tmp_path).split("\f")


def test_it_says_what_the_report_says_and_asks_for_signatures():
    assert memo(**FULL) == Memo(
        unit="กลุ่มพัฒนาบุคลากร โทร. 0 2653 4444",
        number="กษ 0601.02/",
        subject="รายงานผลการดำเนินงานชุมชนนักปฏิบัติ (CoP) ประจำเดือนตุลาคม 2569",
        to="อธิบดีกรมตัวอย่าง",
        enclosed=("รายงานผลการดำเนินงานชุมชนนักปฏิบัติ (CoP) ประจำเดือนตุลาคม 2569 จำนวน 1 ฉบับ"),
        paragraphs=(
            (
                "1. เรื่องเดิม กรมตัวอย่างดำเนินงานชุมชนนักปฏิบัติ (CoP) ประจำปีงบประมาณ พ.ศ. 2570 "
                "และรายงานผลการดำเนินงานเป็นประจำ"
            ),
            (
                "2. ข้อเท็จจริง ณ วันที่ 31 ตุลาคม 2569 มีกลุ่มที่ดำเนินการอยู่ จำนวน 2 กลุ่ม "
                "มีผลการประเมินการเรียนรู้แล้ว จำนวน 7 ราย จากที่ถึงกำหนด 8 ราย "
                "มีผลการติดตามการนำไปใช้ประโยชน์แล้ว จำนวน 7 ราย จากที่ถึงกำหนด 8 ราย "
                "ทั้งนี้ ผู้ที่เป็นสมาชิกหลายกลุ่มนับเป็นรายในทุกกลุ่ม"
            ),
            (
                "3. ข้อพิจารณา มีกลุ่มที่มีงานเกินกำหนดหรือไม่มีความเคลื่อนไหว จำนวน 2 กลุ่ม "
                "ซึ่งผู้รับผิดชอบต้องเร่งรัดการดำเนินการ รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย"
            ),
            "จึงเรียนมาเพื่อโปรดทราบและพิจารณา",
        ),
        signers=(Signer("นางสาวกมล แสงทอง", "ผู้อำนวยการ"), Signer("นายธงชัย มั่นคง", "")),
    )


def test_without_settings_there_is_none_and_without_names_room_to_write():
    assert memo() is None
    assert memo(copy="hr", **FULL) is None
    blank = memo(memo=True)
    assert (blank.unit, blank.number, blank.to, blank.signers) == (
        "กรมตัวอย่าง", "", "", (Signer("", ""),),
    )  # fmt: skip


def test_its_digits_are_the_agencys():
    assert memo(thai_digits=True, memo=True).paragraphs[0].startswith("๑. เรื่องเดิม")


def test_it_stands_before_the_report_which_counts_its_own_pages(tmp_path):
    first, second, *_ = pages(tmp_path, **FULL)

    for told in ("บันทึกข้อความ", "ส่วนราชการ", "(นางสาวกมล แสงทอง)", "ผู้อำนวยการ", "กษ 0601.02/"):
        assert squeezed(told) in squeezed(first)
    assert "หน้า" not in first
    assert "รายงานผลการดำเนินงานชุมชนนักปฏิบัติ" in second
    assert "หน้า 1 จาก" in second


def test_in_english_no_thai_word_is_on_it(tmp_path):
    first, *_ = pages(tmp_path, "en", memo=True, memo_unit="Unit")

    assert "Memorandum" in first
    assert not any("ก" <= letter <= "๛" for letter in first.replace("กรมตัวอย่าง", ""))
