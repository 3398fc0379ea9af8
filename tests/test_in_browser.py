"""Report, mails and demo page as Chromium shows them: telephone, tablet, desk, paper."""

import datetime as dt
import re
from pathlib import Path

import pytest

from jobs.cli.main import main
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.report_mail import ReportMail
from tests.fixtures.browser import PAPER, WIDTHS, Window
from tests.renderings.pdf_text import raw_text
from tests.renderings.reports import OCTOBER, TODAY, Register
from tests.renderings.test_page import page, register
from tests.rules.workbooks import our_schema, settings_of

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("browser")]

DAY = "2026-11-22"
MAILS = [
    Path(__file__).parent / "letters" / f"{name}.{language}.html"
    for name in ("coordinator", "escalation", "backlog", "moved", "names")
    for language in ("th", "en")
]
ON_PAPER = Window(PAPER, "print")
WINDOWS = [*(Window(width, audit=width != 800) for width in WIDTHS), ON_PAPER]
WIDE = """
    [...document.querySelectorAll("body *")]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
        .filter((one) => !one.closest(".scroll, .hush, svg"))
        .map((one) => one.outerHTML.slice(0, 80))
"""
CUT_OFF = """
    [...document.querySelectorAll(".scroll")]
        .filter((one) => one.scrollWidth > one.clientWidth + 1)
        .map((one) => one.getAttribute("aria-label"))
"""
PAST_THE_CHART = """
    [...document.querySelectorAll("svg[role=img]")].flatMap((chart) => {
        const room = chart.getBoundingClientRect();
        return [...chart.querySelectorAll("text")].filter((one) => {
            const {left, right} = one.getBoundingClientRect();
            return left < room.left - 1 || right > room.right + 1;
        });
    }).map((one) => one.textContent)
"""


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The demo as `make demo` leaves it, in Thai."""
    folder = tmp_path_factory.mktemp("agency") / "demo"
    assert main(["demo", str(folder), "--today", DAY]) == 0
    return folder


def looked(browser, page, *, sideways=False, **how):
    """The page in every window, judged by axe in the narrowest and the widest.

    Nothing is cut off on paper, nor on a telephone unless it may be scrolled `sideways`.
    """
    visit = browser.look(page, WINDOWS, scripts=[WIDE, CUT_OFF, PAST_THE_CHART], **how)
    assert (visit.asked, visit.said) == ([], [])
    for window, seen in zip(WINDOWS, visit.seen, strict=True):
        assert (window, seen.problems, seen.wider, seen.values[0]) == (window, [], 0, [])
        assert (window, seen.values[2]) == (window, [])
        if window == ON_PAPER or (window.width == WIDTHS[0] and not sideways):
            assert (window, seen.values[1]) == (window, [])


@pytest.mark.parametrize("copy", ["report.html", "report-hr.html"])
def test_the_report_is_well_in_every_window(browser, demo, copy):
    looked(browser, demo / "reports/2026-10" / copy)


def test_the_english_report_is_well_in_every_window(browser):
    made = page(register("Group", "Matter"), language="en", copy="hr")

    looked(browser, made, language="en-GB")


def test_the_page_of_all_months_is_well_in_every_window(browser, demo):
    looked(browser, demo / "reports/index.html")


def test_the_page_of_the_demo_is_well_in_every_window(browser, demo):
    looked(browser, demo / "index.html", sideways=True)


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.name.removesuffix(".html"))
def test_a_mail_is_well_in_every_window(browser, path):
    looked(browser, path, mail=True)


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_mail_of_the_report_is_well_in_every_window(browser, language):
    report = register().report(OCTOBER, "hr", TODAY, checked=True)
    agency = settings_of(None).agency
    mail = ReportMail(report, our_schema(), Sentences(language), agency, "draft", TODAY)

    looked(browser, mail.to("hr@agency.go.th").html, mail=True)


def test_the_report_is_walked_by_keyboard_and_shows_where_one_is(browser, demo):
    path = demo / "reports/2026-10/report.html"
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    scripts = ["document.activeElement.tagName", outline]
    (seen,) = browser.look(path, keys=["Tab"], scripts=scripts).seen

    assert seen.values[0] != "BODY"
    assert seen.values[1] != "none"


def test_on_paper_every_page_of_a_table_has_its_head_and_every_page_its_number(browser, tmp_path):
    made = Register()
    for number in range(1, 63):
        made.round(str(number), (1,), starts_on=dt.date(2026, 10, 1), attested_by=None)
    paper = tmp_path / "paper.pdf"

    browser.look(page(made, copy="hr"), paper=paper)

    printed = raw_text(paper.read_bytes(), tmp_path, "-layout").rstrip("\f").split("\f")
    lines = [[line.strip() for line in one.splitlines() if line.strip()] for one in printed]
    assert [one[-1] for one in lines] == [
        f"หน้า {place} จาก {len(lines)}" for place in range(1, len(lines) + 1)
    ]
    assert {one[0] for one in lines} == {"รายงาน CoP ประจำเดือนตุลาคม 2569 · ฉบับร่าง ยังไม่ได้ออกรายงาน"}
    assert not any("file:" in one or "/2026" in one for one in printed)
    rows = [one for one in printed if len(re.findall(r"^ *กลุ่ม +\d", one, re.MULTILINE)) > 2]
    headless = [one for one in rows if not re.search(r"^ *กลุ่ม +[^\d\s]", one, re.MULTILINE)]
    assert (len(rows) > 4, headless) == (True, [])
    assert not any("ผู้รับผิดชอบ" in one[-3] for one in lines)  # no heading alone at the foot
