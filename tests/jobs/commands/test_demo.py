import re
import shutil
from pathlib import Path

import pytest
import time_machine

from jobs.cli.main import main
from tests.fixtures.xlsx import read_workbook

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("demo")]
"""One worker makes what these tests share."""

DAY = "2026-11-20"
THAI = re.compile("[\u0e01-\u0e5b]")


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("agency") / "demo"
    assert main(["demo", str(folder), "--today", DAY]) == 0
    return folder


def test_it_ends_with_five_lines_that_say_where_to_look(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert main(["demo", "--today", DAY, "--lang", "en"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5
    assert re.fullmatch(
        r"Checked 13 communities and 150 staff, \d+ rows\. "
        r"To mend: \d+, work to do: \d+, to look at: \d+, advice: \d+\.",
        lines[0],
    )
    places = [Path(line.rpartition(" ")[2]) for line in lines[1:]]
    assert places == [
        Path("demo/registry.xlsx"),
        Path("demo/outbox"),
        Path("demo/reports/2026-10/report.html"),
        Path("demo/index.html"),
    ]
    assert all((tmp_path / place).exists() for place in places)
    assert not any(THAI.search(line) for line in lines)


def test_the_flags_stand_in_front_of_the_staffs_tabs(demo):
    titles = [tab.sheet for tab in read_workbook(demo / "registry.xlsx").tabs]

    assert titles[:5] == [
        "งานที่ต้องทำ",
        "ความก้าวหน้า",
        "สรุป",
        "กล่องอีเมลรอส่ง",
        "ประวัติการแจ้งเตือน",
    ]
    assert "บุคลากร" in titles


def test_every_mail_is_on_the_page(demo):
    page = (demo / "index.html").read_text(encoding="utf-8")
    mails = sorted(path.name for path in (demo / "outbox").glob("*.eml"))

    assert len(mails) > 5
    assert sorted(re.findall(r'href="outbox/([^"]+)"', page)) == mails


def test_checking_the_demo_again_finds_what_its_summary_said(demo, capsys):
    config = str(demo / "cop-steward.toml")

    assert main(["check", "--dry-run", "--fail-on", "error", "--config", config]) == 4
    assert main(["remind", "--today", DAY, "--config", config]) == 0
    assert (
        len(list((demo / "outbox").glob("*.eml")))
        == len(re.findall(r"\.eml", (demo / "index.html").read_text(encoding="utf-8"))) // 2
    )


def test_making_it_again_makes_the_same(demo, tmp_path):
    again = tmp_path / "demo"
    shutil.copytree(demo, again)
    before = sorted(path.name for path in (again / "outbox").iterdir())

    assert main(["demo", str(again), "--today", DAY]) == 0

    found = read_workbook(again / "registry.xlsx")
    first = read_workbook(demo / "registry.xlsx")
    staff = ("บุคลากร", "ทะเบียน CoP", "สมาชิก", "กิจกรรม")
    assert [tab for tab in found.tabs if tab.sheet in staff] == [
        tab for tab in first.tabs if tab.sheet in staff
    ]
    assert len(list((again / "outbox").iterdir())) == len(before)


def test_a_folder_with_somebodys_work_in_it_is_left_alone(tmp_path, capsys):
    (tmp_path / "งบประมาณ.xlsx").write_bytes(b"precious")

    assert main(["demo", str(tmp_path), "--lang", "en"]) == 1

    assert "งบประมาณ.xlsx" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["งบประมาณ.xlsx"]


@pytest.mark.parametrize("moment", ["2026-11-24 04:08+07:00", "2026-11-22 15:00+07:00"])
def test_before_nine_and_on_a_day_off_the_demo_is_as_well_as_at_any_hour(
    moment, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    with time_machine.travel(moment, tick=False):
        assert main(["demo"]) == 0
        monkeypatch.chdir(tmp_path / "demo")
        assert main(["status"]) == 0
        assert main(["remind"]) == 0
        assert main(["status"]) == 0

    said = capsys.readouterr()
    assert "นาฬิกา" not in said.out + said.err


def test_the_page_shows_rows_of_the_workbook_and_every_file_of_the_report(demo):
    page = (demo / "index.html").read_text(encoding="utf-8")
    members = next(
        tab for tab in read_workbook(demo / "registry.xlsx").tabs if tab.sheet == "สมาชิก"
    )
    shown = [int(number) for number in re.findall(r'<tr[^>]*><th scope="row">(\d+)</th>', page)]
    status = dict(enumerate(members.columns[-1], start=1))

    assert shown[0] == 1
    flagged = [row for row in shown[1:] if not str(status[row]).startswith("✓")]
    assert len(flagged) == page.count('class="flagged"') >= 3
    assert sorted(re.findall(r'href="(reports/[^"]+)"', page)) == [
        f"reports/2026-10/{stem}.{kind}"
        for stem in ("report-hr", "report")
        for kind in ("html", "pdf", "xlsx")
    ]


def test_the_page_of_all_reports_has_each_that_was_issued_and_how_to_make_its_files(demo):
    page = (demo / "reports/index.html").read_text(encoding="utf-8")

    assert set(re.findall(r'href="([^/]+)/', page)) == {"2026-10"}
    assert re.findall("<code>cop-steward report --month (.+)</code>", page) == [
        "2026-09 --period 12m", "2026-09", "2026-08", "2026-07", "2026-06 --period 9m", "2026-06",
        "2026-05", "2026-04", "2026-03 --period 6m", "2026-03", "2026-02", "2026-01",
        "2025-12 --period 3m", "2025-12", "2025-11",
    ]  # fmt: skip
