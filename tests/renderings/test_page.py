"""The report's page as browsers and screen readers meet it."""

import base64
import dataclasses
import datetime as dt
import hashlib
import io
import re
from itertools import pairwise

import lxml.html
import pytest
from python_calamine import CalamineWorkbook

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.compile import compile_month
from sheets_sync.planning.report.memory import ReportMemory
from sheets_sync.renderings.page import document_page, report_page
from sheets_sync.renderings.report_document import report_document
from sheets_sync.renderings.report_sections import SECTIONS
from sheets_sync.renderings.workbook import document_workbook
from sheets_sync.resources import resource
from tests.renderings.reports import OCTOBER, TODAY, Register, busy_register, name_of
from tests.rules.workbooks import our_schema, settings_of

OCT, NOV = (lambda day, m=m: dt.date(2026, m, day) for m in (10, 11))
THAI = re.compile("[ก-๛]")
LATIN = re.compile("[A-Za-z]{2,}")
CODE = re.compile("C-[0-9]{4}")
SHORTENED = ("heat_map_waiting", "sessions_waiting", "learning", "application", "upcoming")
EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(1)>{{ 7*7 }}</style><b>'


def register(word="กลุ่ม", cell="เรื่อง"):
    """A round of every kind, with something in every section."""
    made = Register()
    cells = {"unit": cell, "topic": cell, "benefit": cell, "policy": cell}
    made.round("1", range(1, 9), **cells, name=f"{word} 1")
    made.round("2", (9, 10), **cells, name=f"{word} 2")
    made.round("3", (11, 12), status="ร่าง", **cells)
    made.plan("1", objectives=cell, follow_up_due=OCT(9), evaluation_due=OCT(5), pass_mark=12)
    made.session("11", "1", OCT(2), OCT(2), topic=cell, hours=1.5).came("11", 1)
    made.session("12", "1", NOV(12), topic=cell)
    for number in range(1, 8):
        made.evaluation(
            "1", number, OCT(4), pre_score=8, post_score=14, full_score=20, satisfaction=4
        )
        made.follow_up("1", number, OCT(8), "ไม่" if number == 1 else "ใช่", barrier=cell)
    made.follow_up("2", 9, OCT(8))
    made.evaluation("2", 9, OCT(8), "ไม่ให้คะแนน")
    made.add("remarks", month="ต.ค. 2569", problems=cell, suggestions=cell)
    for person in made.tabs["staff"]:
        person["full_name"] = f"{cell} {person['staff_id']}"
    return made


def page(made=None, language="th", copy="manager", month=OCTOBER, today=TODAY, **words):
    report = (made or register()).report(month=month, copy=copy, today=today, checked=True)
    return report_page(report, our_schema(), Sentences(language, **words))


def parsed(*arguments, **words):
    return lxml.html.document_fromstring(page(*arguments, **words))


def visible(document):
    """What is read, with what only a screen reader says."""
    for element in document.xpath("//style|//title|//script"):
        element.drop_tree()
    titles = document.xpath("//@title|//@aria-label")
    return " ".join(" ".join([*document.itertext(), *titles]).split())


@pytest.mark.parametrize("copy", ["manager", "hr"])
def test_no_english_is_left_in_thai(copy):
    assert set(LATIN.findall(visible(parsed(copy=copy)))) <= {"CoP", "main", "HR"}


@pytest.mark.parametrize("copy", ["manager", "hr"])
def test_no_thai_is_left_in_english(copy):
    made = register("Group", "Matter")
    made.tabs["communities"][0]["coordinator"] = None
    shown = visible(parsed(made, language="en", copy=copy)).replace("กรมตัวอย่าง", "")

    assert THAI.findall(shown) == []


@pytest.mark.parametrize("language", ["th", "en"])
def test_it_needs_nothing_but_itself(language):
    document = parsed(language=language)
    text = page(language=language)

    assert document.xpath("//script[@src]|//link|//img|//iframe|//object") == []
    assert [href for href in document.xpath("//@href") if not href.startswith("#")] == []
    assert not re.search(r"@import|https?:(?!//www\.w3\.org/2000/svg')", text)
    assert set(re.findall(r"url\(.{5}", text)) == {'url("data'}
    assert document.get("lang") == language


def few_of_which_some_need_nobody():
    return register().round("5", (14,), starts_on=OCT(30))


def many_of_which_some_need_nobody():
    made = few_of_which_some_need_nobody()
    for number in range(10, 70):
        made.round(str(number), (14,), starts_on=OCT(1 + number % 2 * 29), attested_by=None)
    return made


@pytest.mark.parametrize("made", [few_of_which_some_need_nobody, many_of_which_some_need_nobody])
def test_every_link_leads_somewhere(made):
    document = parsed(made())
    places = set(document.xpath("//@id"))

    assert {href[1:] for href in document.xpath("//@href")} <= places
    assert len(document.xpath("//@id")) == len(places)


def test_headings_go_down_one_level_at_a_time():
    levels = [int(one.tag[1]) for one in parsed().xpath("//h1|//h2|//h3|//h4")]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert levels.count(2) == len(SECTIONS)
    assert max(after - before for before, after in pairwise(levels)) == 1


def test_every_table_has_a_caption_and_says_what_heads_what():
    for table in parsed().xpath("//table"):
        assert "".join(table.xpath("./caption")[0].itertext()).strip()
        assert {one.get("scope") for one in table.xpath(".//th")} == {"col", "row"}
        assert table.xpath("ancestor::div[contains(@class, 'scroll')]")
        for row in table.xpath("./tbody/tr"):
            assert len(row.xpath("./th[@scope='row']")) == 1


def test_only_the_pages_own_script_may_run():
    document = parsed()
    [script], [policy] = (
        document.xpath("//script/text()"),
        document.xpath("//meta/@content[contains(., 'default-src')]"),
    )
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()

    assert policy.endswith(f"script-src 'sha256-{digest}'")
    assert document.xpath("//@*[starts-with(name(), 'on')]") == []


def test_the_heat_map_says_each_state_in_words_and_tells_people_from_parts():
    states = {}
    for cell in parsed().xpath("//table[@class='heat']//td"):
        state, words = cell.get("class"), cell.xpath("string(./b)")
        assert words == Sentences("th")(f"report.states.{state}")
        assert (cell.get("title") is None) == (state == "complete")
        states.setdefault(state, set()).add(cell.xpath("string(./small)"))

    assert states["overdue"] >= {"ข้อ", "คน"}


def test_communities_and_rows_of_the_heat_map_agree_in_words():
    made = register().round("4", (13,), status="เสร็จสิ้น", ends_on=OCT(20))

    shown = visible(parsed(made))

    assert "ทั้งหมด 3 กลุ่ม: ดำเนินการอยู่ 2 กลุ่ม และเสร็จสิ้นแล้ว 1 กลุ่ม" in shown


def test_past_sixty_communities_those_that_need_somebody_stand_first():
    made = Register()
    for number in range(1, 63):
        late = {"attested_by": None} if number == 62 else {}
        made.round(str(number), (1,), starts_on=OCT(30) if number < 62 else OCT(1), **late)

    document = parsed(made)

    [first] = document.xpath("//table[@class='heat']")
    assert [row.xpath("string(.//bdi)") for row in first.xpath("./tbody/tr/th")] == ["กลุ่ม 62"]
    assert "อีก 61 กลุ่มไม่มีงานเกินกำหนด" in visible(document)
    assert len(document.xpath("//table[@id='t-communities']/tbody/tr")) == 62


def sessions_of_many():
    """Sixty-one communities; one of them has a session of every outcome."""
    made = Register()
    for number in range(1, 62):
        made.round(str(number), (1,))
    held = {"held_on": OCT(6)}
    outcomes = ({**held, "results": "ได้แบบฟอร์ม"}, held, {}, {"status": "เลื่อน"}, {"status": "ยกเลิก"})
    for place, cells in enumerate(outcomes, start=1):
        made.session(f"S-{place}", "1", OCT(6), topic=f"เรื่องที่ {place}", **cells)
    return made


def test_past_sixty_communities_the_page_lists_sessions_that_wait_and_counts_the_others():
    made = sessions_of_many()
    document = parsed(made)

    (waiting,) = document.xpath("//table[starts-with(@id, 't-sessions')]")
    topics = [cell.text_content() for cell in waiting.xpath("./tbody/tr/td[2]")]
    assert sorted(topics) == ["เรื่องที่ 2", "เรื่องที่ 3", "เรื่องที่ 4"]
    assert "อีก 2 ครั้งจัดและบันทึกผลแล้วหรือยกเลิกแล้ว รายการอยู่ในไฟล์ XLSX" in visible(document)


def test_past_sixty_communities_those_that_have_most_to_do_stand_first():
    made = Register()
    for number in range(1, 62):
        made.round(str(number), (1,), starts_on=OCT(30))
    made.round("62", (1,), starts_on=OCT(1), attested_by=None)
    made.round("63", (1,), attested_by=None)
    document = parsed(made)

    [first] = document.xpath("//table[@class='heat']")
    assert [row.xpath("string(.//bdi)") for row in first.xpath("./tbody/tr/th")] == [
        "กลุ่ม 63",
        "กลุ่ม 62",
    ]


def test_past_sixty_communities_learning_and_use_lead_with_those_that_need_somebody():
    made = Register()
    for number in range(1, 62):
        due = OCT(5) if number == 61 else NOV(30)
        made.round(str(number), range(1, 6)).plan(
            str(number), evaluation_due=due, follow_up_due=due
        )
        made.evaluation(str(number), 1, OCT(4))
        made.follow_up(str(number), 1, OCT(4))
    document = parsed(made, copy="hr")

    for table in ("learning", "application"):
        [first, *_] = document.xpath(f"//table[@id='t-{table}']/tbody/tr/th")
        assert first.xpath("string(./bdi)") == "กลุ่ม 61"
        [caption] = document.xpath(f"//table[@id='t-{table}']/caption")
        assert caption.text_content().endswith("แสดงกลุ่มที่ต้องเร่งรัดก่อน")


def test_of_many_communities_without_a_plan_a_few_are_named_and_the_rest_counted():
    made = Register()
    for number in range(1, 16):
        made.round(str(number), (1,))
    named = " ".join(f"“กลุ่ม {number}”" for number in range(1, 13))

    assert f"กลุ่มที่ยังไม่มีแผนปฏิบัติการ: {named} และอีก 3 กลุ่ม" in visible(parsed(made))


def test_a_chart_of_a_few_of_many_communities_says_so():
    made = Register()
    for number in range(1, 18):
        made.round(str(number), range(1, 6)).plan(str(number), evaluation_due=OCT(5))
        for member in range(1, 6):
            made.evaluation(str(number), member, OCT(4), pre_score=8, post_score=14, full_score=20)

    [title] = parsed(made).xpath("//section[@id='learning']//figcaption/text()")

    assert title == "คะแนนที่เพิ่มขึ้นหลังการแลกเปลี่ยนเรียนรู้ 15 กลุ่มที่เพิ่มขึ้นมากที่สุด จาก 17 กลุ่ม"


def drawn(made):
    """The titles of the charts of the last months, and the notes in place of those not drawn."""
    [section] = parsed(made).xpath("//section[@id='history']")
    return section.xpath(".//figcaption/text()"), [
        one.text_content() for one in section.xpath("./p[@class='note']")
    ]


def test_a_chart_that_would_be_empty_is_not_drawn_and_the_page_says_why():
    unread = Register().round("1", (1, 2)).plan("1", evaluation_due=dt.date(2026, 8, 5))
    unread.session("11", "1", "31/9/2569", OCT(2))
    undue = Register().round("1", (1, 2)).plan("1", evaluation_due=OCT(5))
    undue.session("11", "1", dt.date(2026, 9, 3))
    say = Sentences("th")

    assert drawn(unread) == (
        [say("report.history.coverage")],
        [
            say("report.history.no_sessions"),
            f"– {say('report.nothing.history')}",
            say("report.history.note"),
        ],
    )
    assert drawn(undue) == (
        [say("report.history.sessions")],
        [
            say("report.history.no_coverage"),
            f"– {say('report.nothing.history')}",
            say("report.history.note"),
        ],
    )


def test_nothing_from_cells_is_ever_markup():
    document = parsed(register(EVIL, EVIL), copy="hr")

    assert document.xpath("//img|//b[not(parent::td)]|//*[@onerror]") == []
    assert len(document.xpath("//style")) == len(document.xpath("//script")) == 1
    assert EVIL in "".join(document.itertext())


def test_no_line_ends_within_a_persons_name():
    coordinator = parsed(Register().round("1", (1,)), copy="hr").xpath(
        "//*[@id='t-communities']//td[2]//bdi"
    )

    assert [[one.text for one in name] for name in coordinator] == [
        [f"นาย{name_of(40).split()[0]}", name_of(40).split()[1]]
    ]
    assert {one.get("class") for name in coordinator for one in name} == {"name"}


def test_on_a_telephone_every_cell_stands_below_its_own_heading():
    document = parsed()
    [style] = document.xpath("//style/text()")
    wanted = {}
    for table in document.xpath("//table[not(@class='heat')]"):
        heads = table.xpath("./thead/tr/th")
        named = [one for one in heads if one.get("class") != "track"]
        if len(named) > 2:
            about = table.xpath("./tbody/tr[1]/*").index(table.xpath("./tbody/tr[1]/th")[0])
            for place, one in enumerate(heads, start=1):
                if one in named and place != about + 1:
                    words = " ".join("".join(one.xpath(".//text()[not(parent::small)]")).split())
                    wanted[table.get("id"), place] = words

    found = {
        (table, int(place)): re.sub(r"\\([0-9a-f]+) ", lambda code: chr(int(code[1], 16)), words)
        for table, place, words in re.findall(
            r'#(t-\w+) td:nth-child\((\d+)\)::before\{content:"([^"]*)"\}', style
        )
    }
    assert found == wanted


def test_odd_characters_do_not_break_the_page():
    made = register("\u202eกลับ\u0000หน้า\x0b", "ก\u0008ข")
    shown = page(made)

    assert not re.search("[\x00-\x08\x0b]", shown)
    assert lxml.html.document_fromstring(shown).xpath("//bdi")


def test_only_hr_reads_names_of_members_and_is_told_so():
    made = Register().round("1", (1, 2)).plan("1", evaluation_due=OCT(1))
    manager, hr = (visible(parsed(made, copy=copy)) for copy in ("manager", "hr"))

    assert name_of(2) in hr
    assert Sentences("th")("report.page.hr_warning") in hr
    assert name_of(2) not in manager


def test_what_is_hidden_says_so():
    made = Register().round("1", (1, 2)).follow_up("1", 1, OCT(1))

    say = Sentences("th")
    document = parsed(made)
    hidden = {one.text for one in document.xpath("//u[@class='hidden']")}

    assert hidden == {say("report.words.hidden")}
    assert {one.text for one in document.xpath("//u[not(@class)]")} == {say("report.words.nothing")}
    assert say("report.privacy.note", small=5) in visible(document)
    assert say("report.words.hidden") not in visible(parsed(made, copy="hr"))


def test_days_are_in_the_buddhist_era_and_thai_digits_where_asked():
    plain = visible(parsed())
    thai = visible(parsed(thai_digits=True))

    assert "ตุลาคม พ.ศ. 2569" in plain
    assert "ปีงบประมาณ พ.ศ. 2570" in plain
    assert "2026" not in plain
    assert "ตุลาคม พ.ศ. ๒๕๖๙" in thai
    assert "๗/๘" in thai


def test_the_agencys_own_words_stand_for_ours(tmp_path):
    (tmp_path / "th").mkdir()
    own = '[summary]\ntitle = "สรุปสำหรับท่านอธิบดี"\n'
    (tmp_path / "th" / "report.toml").write_text(own, encoding="utf-8")

    assert "สรุปสำหรับท่านอธิบดี" in visible(parsed(overlay=tmp_path))


def test_a_workbook_without_rounds_makes_a_page():
    empty = Register()

    for language in ("th", "en"):
        assert len(parsed(empty, language=language).xpath("//h2")) == len(SECTIONS)


def test_a_month_that_is_not_over_says_so():
    shown = visible(parsed(month=NOV(1), today=NOV(10)))

    assert "10 พฤศจิกายน 2569" in shown
    assert "เดือนนี้ยังไม่สิ้นสุด" in shown


@pytest.mark.parametrize(
    ("transport", "said"),
    [
        ("smtp", "ออกรายงานเมื่อวันที่ 9 พฤศจิกายน 2569"),
        ("outbox", "จัดทำรายงานเมื่อวันที่ 9 พฤศจิกายน 2569"),
    ],
)
def test_a_report_is_issued_by_mail_and_only_made_where_mail_becomes_files(transport, said):
    mail = dataclasses.replace(settings_of(None).mail, transport=transport)
    memory = ReportMemory(issued={"2026-10": NOV(9)})
    report = register().report(copy="manager", memory=memory, mail=mail)

    band = lxml.html.document_fromstring(report_page(report, our_schema(), Sentences("th"))).xpath(
        "//p[starts-with(@class, 'band')]"
    )
    assert [(one.get("class"), one.text) for one in band] == [("band sent", said)]


def test_every_element_and_step_has_its_words():
    for language in ("th", "en"):
        words = Sentences(language).table("report")
        assert set(words["element_names"]) == set(our_schema().plan_elements)
        assert set(words["steps"]) == set(words["steps_short"]) == set("1234567")


def _luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_colour_on_its_ground_can_be_read():
    style = resource("templates", "shared", "report", "style.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--(\w+):(#\w{6})", style))
    style = re.sub(r"var\(--(\w+)\)", lambda found: colours[found[1]], style)
    style = re.sub(r"#fff\b", "#ffffff", style)
    pairs = re.findall(r"\{[^}]*background:(#\w{6})[^}]*[;{]color:(#\w{6})", style)
    pairs += [(ground, ink) for ground in ("#ffffff", colours["wash"])
              for ink in (colours["ink"], colours["soft"], "#0b5a7a")]  # fmt: skip
    assert len(pairs) > 12
    for ground, ink in pairs:
        light, dark = sorted((_luminance(ground), _luminance(ink)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ground, ink)


@pytest.fixture(scope="module")
def facts_of_a_thousand():
    return busy_register(1_000).facts()


@pytest.mark.parametrize("copy", ["manager", "hr"])
def test_a_thousand_busy_communities_are_less_than_two_megabytes(facts_of_a_thousand, copy):
    report = compile_month(facts_of_a_thousand, (), OCTOBER, "main", copy)
    document = report_document(report, our_schema(), Sentences("th"))
    shown = document_page(document, Sentences("th"))

    listed = {
        table.get("id")[2:]: len(table.xpath("./tbody/tr"))
        for table in lxml.html.document_fromstring(shown).xpath("//table")
    }
    assert listed["communities"] == 1_000
    assert {listed[name] for name in SHORTENED} == {300}
    assert len(shown.encode()) < 2_000_000


def test_rows_that_the_page_does_not_show_are_counted_and_stand_in_the_workbook(
    facts_of_a_thousand,
):
    report = compile_month(facts_of_a_thousand, (), OCTOBER, "main", "manager")
    say = Sentences("th")
    document = report_document(report, our_schema(), say)
    page = lxml.html.document_fromstring(document_page(document, say))
    book = CalamineWorkbook.from_filelike(io.BytesIO(document_workbook(document, say)))

    for name in SHORTENED:
        sheet = say(f"report.workbook.sheets.{name}")
        [region] = page.xpath(f"//div[table/@id='t-{name}']")
        assert region.getnext().text == (
            f"แสดง 300 แถวแรก และยังมีอีก 700 แถว ดูได้ครบทุกแถวที่แผ่นงาน “{sheet}” ในไฟล์ XLSX"
        )
        rows = book.get_sheet_by_name(sheet).to_python()
        assert len({code for row in rows for code in row if CODE.fullmatch(str(code))}) == 1_000
