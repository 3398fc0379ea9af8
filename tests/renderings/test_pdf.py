"""The report as a PDF: what is printed, read aloud, copied out of it, and kept."""

import re
import subprocess

import pytest
from lxml import etree

from sheets_sync.i18n.sentences import LANGUAGES, Sentences
from sheets_sync.planning.report.values import Ratio
from sheets_sync.renderings.document.blocks import (
    Document,
    DocumentTable,
    Prose,
    Section,
    Side,
    TableColumn,
)
from sheets_sync.renderings.document.cells import Cell, Portion, words
from sheets_sync.renderings.pdf import document_pdf, report_pdf, typeset
from sheets_sync.renderings.report_sections import SECTIONS
from sheets_sync.renderings.typeface import UNKNOWN, readable
from tests.renderings.pdf_text import pdf_text, raw_text, squeezed
from tests.renderings.reports import OCTOBER, TODAY, Register, name_of
from tests.renderings.test_page import EVIL, LATIN, OCT, THAI, register
from tests.rules.workbooks import our_schema

pytestmark = pytest.mark.long


def pdf(made=None, language="th", copy="hr", **words):
    report = (made or register()).report(OCTOBER, copy, TODAY, checked=True)
    return report_pdf(report, our_schema(), Sentences(language, **words))


def of_prose(*texts, language="th"):
    return of_blocks(*map(Prose, texts), language=language)


def of_blocks(*blocks, language="th"):
    section = Section("text", "ข้อความ", blocks)
    document = Document("text", "เอกสาร", "เอกสาร", "", (), (), (section,), "จบ", OCT(31))
    return document_pdf(document, Sentences(language))


def sentences_of(value):
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from sentences_of(one)


def test_every_thai_sentence_of_ours_can_be_copied_out_again(tmp_path):
    names = ("report", "indicators", "steps", "rules", "findings", "letters", "flags")
    found = {
        re.sub(r"\s+", " ", sentence).strip()
        for name in names
        for sentence in sentences_of(Sentences("th").table(name))
        if THAI.search(sentence)
    }
    letters = sorted(readable(sentence)[0] for sentence in found)

    shown = pdf_text(of_prose(*letters), tmp_path)

    assert len(letters) > 500
    shown = re.sub(r"หน้า\d+จาก\d+(เอกสาร)?", "", shown.replace("-", ""))  # between two pages
    assert [one for one in letters if squeezed(one).replace("-", "") not in shown] == []


@pytest.mark.parametrize("copy", ["manager", "hr"])
def test_no_english_is_left_in_thai(tmp_path, copy):
    shown = raw_text(pdf(copy=copy), tmp_path)

    assert set(LATIN.findall(shown)) <= {"CoP", "main", "HR"}


def test_a_long_table_goes_on_in_the_workbook_and_is_whole_where_there_is_none(tmp_path):
    rows = tuple((words(f"แถวที่{number}."),) for number in range(1, 202))
    kept, whole = (
        DocumentTable("kept", "สั้น", (TableColumn("กลุ่ม", "text"),), rows, whole_in="รายกลุ่ม"),
        DocumentTable("whole", "ครบ", (TableColumn("กลุ่ม", "text"),), rows),
    )

    told, shown = (pdf_text(of_blocks(table), tmp_path) for table in (kept, whole))

    assert ("แถวที่200." in told, "แถวที่201." in told) == (True, False)
    more = "แสดง200แถวแรกและยังมีอีก1แถวดูได้ครบทุกแถวที่แผ่นงาน“รายกลุ่ม”ในไฟล์XLSX"
    assert more in squeezed(told)
    assert ("แถวที่201." in shown, "ไฟล์XLSX" in shown) == (True, False)


@pytest.mark.parametrize(("people", "is_stacked"), [(18, False), (18_000, True)])
def test_a_share_stands_below_numbers_that_would_leave_names_no_room(tmp_path, people, is_stacked):
    heads = ("เดือนนี้", "เดือนก่อน", "สะสมปีงบประมาณ")
    cells = [Cell(Portion(Ratio(people, people)))] * len(heads)
    table = DocumentTable(
        "figures",
        "ตัวชี้วัด",
        (TableColumn("ตัวชี้วัด", "text"), *map(TableColumn, heads)),
        ((words("สมาชิกที่ได้รับการประเมินผลการเรียนรู้"), *cells),),
        look="figures",
    )

    lines = raw_text(of_blocks(Side((table,), ())), tmp_path).splitlines()

    shown = f"{people:,}/{people:,}"
    assert [line for line in lines if shown in line and "100" in line] == (
        [] if is_stacked else [f"{shown} 100 %"] * len(heads)
    )


def test_no_thai_is_left_in_english(tmp_path):
    made = register("Group", "Matter")
    made.tabs["communities"][0]["coordinator"] = None

    shown = raw_text(pdf(made, "en"), tmp_path).replace("กรมตัวอย่าง", "")

    assert THAI.findall(shown) == []


def test_it_is_tagged_titled_and_of_the_archives_kind(tmp_path):
    content = pdf()
    (tmp_path / "report.pdf").write_bytes(content)

    def info(*options):
        command = ["pdfinfo", *options, tmp_path / "report.pdf"]
        return subprocess.run(command, check=True, capture_output=True).stdout.decode(
            errors="replace"
        )

    facts = info()
    assert "รายงานผลการดำเนินงานชุมชนนักปฏิบัติ (CoP) ประจำเดือนตุลาคม พ.ศ. 2569" in facts
    assert "Tagged:          yes" in facts
    assert "Page size:       595.276 x 841.89 pts (A4)" in facts
    end = content.index(b"</x:xmpmeta>") + len(b"</x:xmpmeta>")
    xmp = etree.fromstring(content[content.index(b"<x:xmpmeta") : end])
    kinds = {(etree.QName(one).localname, one.text) for one in xmp.iter()}
    assert {("part", "2"), ("conformance", "B"), ("part", "1")} <= kinds  # PDF/A-2b, PDF/UA-1
    assert re.search(rb"/Lang ?\(th-TH\)", content)
    structure = info("-struct")
    assert {"Table", "TH", "TD", "H1", "H2", "H3"} <= set(
        re.findall(r"^ *(\w+)", structure, re.MULTILINE)
    )


def test_its_letters_are_the_vendored_ones_whatever_the_machine_has(tmp_path):
    (tmp_path / "report.pdf").write_bytes(pdf())
    command = ["pdffonts", tmp_path / "report.pdf"]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()

    assert {line.split()[0].partition("+")[2] for line in lines[2:]} == {
        "Sarabun-Regular",
        "Sarabun-Bold",
    }
    assert {line.split()[-5] for line in lines[2:]} == {"yes"}  # embedded


def test_the_head_of_a_long_table_stands_on_every_page(tmp_path):
    made = Register()
    for number in range(1, 41):
        made.round(str(number), (1,))

    pages = raw_text(pdf(made), tmp_path, "-layout").split("\f")

    heads = [page for page in pages if re.search("1 +2 +3 +4 +5 +6 +7", page)]
    assert len(heads) > 1


@pytest.mark.parametrize("word", ["กรอก", "วิทยากร", "พฤศจิกายน", "ปีงบประมาณ"])
def test_no_line_ends_within_a_word(tmp_path, word):
    lines = raw_text(of_prose(word * 100), tmp_path, "-raw").splitlines()
    whole = [line for line in lines if word in line]

    assert len(whole) > 2
    assert {line.replace(word, "") for line in whole} == {""}


@pytest.mark.parametrize("thai_digits", [False, True])
def test_short_words_and_figures_of_a_row_stand_on_one_line(tmp_path, thai_digits):
    made = Register()
    unit = "ศูนย์เทคโนโลยีสารสนเทศและการสื่อสาร"
    for number in range(1, 12):
        name = f"การพัฒนาคุณภาพการบริหารจัดการ {number}"
        topic = None if number == 1 else "หัวข้อ"
        made.round(str(number), range(1, 12), name=name, unit=unit, topic=topic)
        made.plan(str(number), evaluation_due=OCT(5))
        for member in range(1, 12):
            made.evaluation(str(number), member, OCT(4))

    content = pdf(made, copy="manager", thai_digits=thai_digits)
    pages = raw_text(content, tmp_path, "-layout").split("\f")
    first, *others = ([squeezed(line) for line in page.splitlines()] for page in pages)
    digits = Sentences("th", thai_digits=thai_digits).digits

    assert any(digits("1.กำหนดหัวข้อความรู้10/1191%") in line for line in first)
    row = digits("ระบุแล้ว11–11/11100%")
    assert sum(row in line for page in others for line in page) == 11


def test_no_line_begins_with_the_era(tmp_path):
    month = "ประจำเดือนพฤศจิกายน พ.ศ. 2569"
    lines = raw_text(of_prose(" ".join([month] * 60)), tmp_path, "-raw").splitlines()

    assert len(lines) > 20
    assert not any(line.startswith(("พ.ศ.", "2569")) for line in lines)


@pytest.mark.parametrize("communities", range(1, 6))
def test_no_heading_stands_alone_at_the_foot_of_a_page(tmp_path, communities):
    made = register()
    for number in range(4, 4 + communities):
        made.round(str(number), (number,)).plan(str(number), evaluation_due=OCT(5))
    say = Sentences("th")
    headings = {
        *(squeezed(say(f"report.{name}.title")) for name in SECTIONS),
        *(squeezed(say(f"report.{one}")) for one in ("annex.left_out", "summary.decisions")),
    }

    pages = raw_text(pdf(made), tmp_path, "-raw").strip("\f").split("\f")

    last = [squeezed(page.strip().splitlines()[-2]).lstrip("0123456789.") for page in pages]
    assert len(pages) > 8
    assert headings & set(last) == set()


def test_pages_are_numbered_in_the_agencys_digits(tmp_path):
    plain = raw_text(pdf(), tmp_path)
    thai = raw_text(pdf(thai_digits=True), tmp_path)

    assert "หน้า 2 จาก " in plain
    assert "หน้า ๒ จาก " in thai
    assert "๑๐ ด้าน" in thai


def test_nothing_from_cells_is_ever_source(tmp_path):
    evil = '#eval("1") *x* $z$ <tag> @ref \\u{41} // /* ' + EVIL
    shown = pdf_text(pdf(register(evil, evil)), tmp_path)

    assert squeezed(evil) in shown


def test_letters_the_typeface_lacks_are_shown_as_a_sign_and_said(tmp_path):
    made = register("กลุ่ม😀中", "ก\u200bข\ufeffค\u0007ง")

    shown = pdf_text(pdf(made), tmp_path)

    assert f"กลุ่ม{UNKNOWN}{UNKNOWN}1" in shown
    assert squeezed(Sentences("th")("report.page.no_glyph")) in shown
    assert "กขคง" in shown.replace("\u200b", "")
    assert UNKNOWN not in pdf_text(pdf(), tmp_path)


def test_only_hr_reads_names_of_members(tmp_path):
    made = Register().round("1", (1, 2)).plan("1", evaluation_due=OCT(1))
    manager, hr = (pdf_text(pdf(made, copy=copy), tmp_path) for copy in ("manager", "hr"))

    assert squeezed(name_of(2)) in hr
    assert squeezed(name_of(2)) not in manager


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_without_rounds_makes_a_pdf(tmp_path, language):
    assert "CoP" in pdf_text(pdf(Register(), language), tmp_path)


def test_the_same_report_is_the_same_file():
    first = pdf()
    typeset.cache_clear()

    assert pdf() == first
