"""The monthly report arrives: drafts, copies, lists, late months, and what hinders it."""

import email
import email.policy
import json
import re
import shutil

import openpyxl
import pytest
import time_machine

from jobs.cli.main import main
from sheets_sync.settings import load
from sheets_sync.wiring.ledger import open_ledger
from tests.jobs.commands.test_report import save
from tests.jobs.pipeline.test_send_alerts import at
from tests.mailers.server import MailServer
from tests.renderings.reports import Register, person

pytestmark = pytest.mark.long
CONFIG = """
version = 1
language = "th"
[agency]
name = "กรมตัวอย่าง"
allowed_domains = ["agency.go.th"]
contact = "hrd@agency.go.th"
[[registry]]
id = "main"
path = "registry.xlsx"
name = "ทะเบียน CoP กรมตัวอย่าง"
[reports]
to = ["boss@agency.go.th", "dg@agency.go.th", "friend@other.example"]
hr_to = ["hr1@agency.go.th"]
[mail]
transport = "smtp"
host = "127.0.0.1"
port = {port}
security = "none"
live = true
"""
DRAFT_DAY, SEND_DAY = 4, 6
"""The third and the fifth working day of November 2026."""


def as_it_was():
    register = Register().round("C-1", range(1, 8)).plan("C-1", evaluation_due="10 ต.ค. 2569")
    return register.evaluation("C-1", 1, "5 ต.ค. 2569")


@pytest.fixture
def server():
    with MailServer() as running:
        yield running


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A folder whose registry was there in October."""
    folder = tmp_path_factory.mktemp("begun")
    save(as_it_was(), folder / "registry.xlsx")
    config = folder / "cop-steward.toml"
    config.write_text(CONFIG.replace("{port}", "25"), encoding="utf-8")
    with time_machine.travel("2026-10-15T02:00:00+00:00", tick=False):
        main(["check", "--config", str(config)])
    return folder


@pytest.fixture
def folder(tmp_path, monkeypatch, server, begun):
    monkeypatch.delenv("COP_STEWARD_LANG", raising=False)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    config = CONFIG.replace("{port}", str(server.port))
    (tmp_path / "cop-steward.toml").write_text(config, encoding="utf-8")
    return tmp_path


def report(day, *typed, hour=10):
    with at(day, hour):
        return main(["report", *typed])


def run(day, hour=10):
    with at(day, hour):
        return main(["run"])


def letters(server, about="รายงานชุมชน"):
    """By reader, the subjects of the report letters the server took."""
    found = {}
    for stored in server.stored:
        message = email.message_from_bytes(stored.content, policy=email.policy.default)
        if about in message["subject"]:
            found.setdefault(stored.recipients[0], []).append(message)
    return found


def subjects(server):
    return {
        reader: [one["subject"] for one in messages] for reader, messages in letters(server).items()
    }


TITLE = "รายงานชุมชนนักปฏิบัติ (CoP) ประจำเดือนตุลาคม 2569"
DRAFT = f"ร่าง{TITLE} เพื่อตรวจสอบก่อนส่ง"
MANAGERS, HR = f"{TITLE}: ฉบับผู้บริหาร", f"{TITLE}: ฉบับกลุ่มพัฒนาบุคลากร"
EVERYBODY = {
    "boss@agency.go.th": [MANAGERS],
    "dg@agency.go.th": [MANAGERS],
    "hr1@agency.go.th": [HR],
}


def test_a_draft_goes_to_hr_and_the_report_to_its_readers_once_each(folder, server, capsys):
    for day in range(2, 12):
        run(day)
    dates = {one["date"][:16] for one in letters(server)["boss@agency.go.th"]}

    assert subjects(server) == {**EVERYBODY, "hr1@agency.go.th": [DRAFT, HR]}
    assert dates == {"Fri, 06 Nov 2026"}
    capsys.readouterr()
    assert report(12) == 0
    assert capsys.readouterr().out.splitlines()[-4:] == [
        "ส่งฉบับผู้บริหารถึง boss@agency.go.th ไปก่อนหน้านี้แล้ว",
        "ส่งฉบับผู้บริหารถึง dg@agency.go.th ไปก่อนหน้านี้แล้ว",
        "ยังไม่ได้ส่งฉบับผู้บริหารถึง friend@other.example: อยู่นอกโดเมนที่อนุญาต",
        "ส่งฉบับกลุ่มพัฒนาบุคลากรถึง hr1@agency.go.th ไปก่อนหน้านี้แล้ว",
    ]


def test_a_letter_has_its_tables_and_the_copy_of_its_reader(folder, server):
    report(SEND_DAY)
    (managers,) = letters(server)["boss@agency.go.th"]
    (hr,) = letters(server)["hr1@agency.go.th"]
    page = managers.get_body(("html",)).get_content()

    assert [part.get_filename() for part in managers.iter_attachments()] == [
        "cop-report-2026-10.pdf",
        "cop-report-2026-10.xlsx",
    ]
    assert [part.get_filename() for part in hr.iter_attachments()] == [
        "cop-report-2026-10-hr.pdf",
        "cop-report-2026-10-hr.xlsx",
    ]
    assert "<img" not in page
    assert "1 จาก 7 (14\u00a0%)" in page
    assert "1 จาก 7 (14\u00a0%)" in managers.get_body(("plain",)).get_content()
    assert "โปรดเก็บไว้เฉพาะผู้มีหน้าที่เกี่ยวข้อง" not in page
    assert "โปรดเก็บไว้เฉพาะผู้มีหน้าที่เกี่ยวข้อง" in hr.get_body(("html",)).get_content()
    assert "ทะเบียน CoP กรมตัวอย่าง" in page


def test_a_month_made_up_for_late_goes_under_its_own_name_and_todays_date(folder, server):
    run(21)
    assert subjects(server) == {}  # a Saturday

    run(23)
    assert subjects(server) == EVERYBODY
    assert letters(server)["boss@agency.go.th"][0]["date"].startswith("Mon, 23 Nov 2026")


def test_one_readers_refusal_stops_nobody(folder, server, capsys):
    server.fail("rcpt", "550 5.1.1 no such user")

    assert report(SEND_DAY) == 1
    assert len(subjects(server)) == 2
    told = capsys.readouterr()
    assert "boss@agency.go.th: ถูกปฏิเสธ" in told.out
    assert "มีอีเมลที่ต้องให้เจ้าหน้าที่ดำเนินการ 1 ฉบับ" in told.err


def test_a_report_that_reached_nobody_yet_does_not_say_that_it_was_issued(folder, server):
    page = folder / "reports" / "2026-10" / "report.html"
    server.fail("rcpt", *["450 4.2.1 later"] * 3)

    assert report(SEND_DAY) == 1
    assert subjects(server) == {}
    assert "ฉบับร่าง ยังไม่ได้ออกรายงาน" in page.read_text(encoding="utf-8")
    report(SEND_DAY + 3)
    assert subjects(server) == EVERYBODY
    assert "ออกรายงานเมื่อวันที่ 9 พฤศจิกายน 2569" in page.read_text(encoding="utf-8")


def test_a_letter_too_large_goes_without_its_attachments_and_says_so(folder, server, capsys):
    server.fail("dot", "552 5.3.4 message too big")

    assert report(SEND_DAY) == 0
    (letter,) = letters(server)["boss@agency.go.th"]
    assert list(letter.iter_attachments()) == []
    assert "ขอรับรายงานฉบับเต็มที่ hrd@agency.go.th" in letter.get_body(("plain",)).get_content()
    assert subjects(server) == EVERYBODY


def in_outbox_tab(folder, reader, held=None):
    """The state that a reader's row shows, after the mark at “Hold” was set or taken away."""
    path = folder / "registry.xlsx"
    book = openpyxl.load_workbook(path)
    (row,) = [row for row in book["กล่องอีเมลรอส่ง"].iter_rows() if reader in str(row[2].value)]
    if held is not None:
        row[6].value = "✓" if held else None
        book.save(path)
    return row[5].value


def test_the_outbox_tab_says_in_the_same_run_that_the_report_has_gone(folder, server):
    boss = "boss@agency.go.th"
    with at(DRAFT_DAY, 10):
        main(["run"])
        main(["check"])
    assert in_outbox_tab(folder, boss) == "รอส่ง"

    with at(SEND_DAY, 10):
        main(["report"])
    assert subjects(server)[boss] == [MANAGERS]
    assert in_outbox_tab(folder, boss) == "ส่งแล้ว"

    with at(SEND_DAY, 11):
        main(["check"])
    assert in_outbox_tab(folder, boss) == "ส่งแล้ว"


def test_what_staff_hold_in_the_outbox_tab_waits_until_they_let_it_go(folder, server, capsys):
    boss, held = "boss@agency.go.th", "ถูกพักไว้ในกล่องอีเมลรอส่ง"
    with at(DRAFT_DAY, 10):
        main(["run"])
        main(["check"])
    assert in_outbox_tab(folder, boss, held=True) == "รอส่ง"

    run(SEND_DAY)
    assert boss not in subjects(server)
    assert subjects(server)["dg@agency.go.th"] == [MANAGERS]
    assert in_outbox_tab(folder, boss) == "พักไว้"
    assert in_outbox_tab(folder, "friend@other.example") == "ส่งไม่ได้"
    capsys.readouterr()
    with at(SEND_DAY, 11):
        main(["status"])
    told = capsys.readouterr().out
    assert f"รายงานฉบับผู้บริหาร ประจำเดือนตุลาคม 2569 ถึง {boss} {held}" in told
    assert f"{held} 1 ฉบับ" in told
    assert "ระบบจะส่งในวันทำการถัดไป" in " ".join(told.split())
    assert "แจ้งเตือน (อีเมลที่รอส่ง" not in told  # no run of the reminders sends a report

    in_outbox_tab(folder, boss, held=False)
    december = "2026-12-02T03:00:00+00:00"
    for _ in range(2):
        with time_machine.travel(december, tick=False):
            main(["run"])
    assert [(one["subject"], one["date"][:16]) for one in letters(server)[boss]] == [
        (MANAGERS, "Wed, 02 Dec 2026")
    ]


def test_reports_that_a_hold_kept_back_go_with_the_next_run_after_a_persons_yes(
    folder, server, capsys
):
    few = as_it_was()
    few.tabs["staff"] = few.tabs["staff"][-9:]
    save(few, folder / "registry.xlsx")
    capsys.readouterr()
    assert run(SEND_DAY) == 0
    told = capsys.readouterr().out
    with at(SEND_DAY, 11):
        main(["resolve", "--json"])
    code = json.loads(capsys.readouterr().out.splitlines()[0])["item"]
    (held,) = [line for line in told.splitlines() if line.startswith("มีอีเมลรอส่ง")]

    assert subjects(server) == {}
    assert held.startswith("มีอีเมลรอส่ง 5 ฉบับ พักการส่งอีเมลของ “ทะเบียน CoP กรมตัวอย่าง”")
    assert f"cop-steward resolve {code}" in held
    run(SEND_DAY, 11)
    assert subjects(server) == {}
    assert "มีอีเมลรอส่ง" not in capsys.readouterr().out  # it was told today

    with at(SEND_DAY, 12):
        assert main(["resolve", code]) == 0
    before = len(server.stored)
    for hour in (13, 14):
        assert run(SEND_DAY, hour) == 0
    assert len(server.stored) == before + 5
    assert subjects(server) == EVERYBODY
    with open_ledger(load(None)) as ledger:
        days = [slot for slot in ledger.runs.slots("main", "report-mail") if "11-06" in slot]
    assert days == ["2026-11-06", "2026-11-06#2"]


def test_a_registry_that_cannot_be_read_waits_and_the_contact_is_told(folder, server):
    path = folder / "registry.xlsx"
    content = path.read_bytes()
    path.write_bytes(b"nothing")
    run(SEND_DAY)
    assert subjects(server) == {}
    told = [email.message_from_bytes(one.content, policy=email.policy.default)["subject"]
            for one in server.stored]  # fmt: skip
    assert {one.recipients[0] for one in server.stored} == {"hrd@agency.go.th"}
    assert any("อ่าน “ทะเบียน CoP กรมตัวอย่าง”" in subject for subject in told), told
    assert len(set(told)) == len(told), told

    path.write_bytes(content)
    run(SEND_DAY + 3)
    assert set(subjects(server)) == set(EVERYBODY)


def test_a_sent_month_is_kept_and_tells_what_was_restated(folder, server, capsys):
    report(SEND_DAY)
    register = Register().round("C-1", range(1, 8)).plan("C-1", evaluation_due="10 ต.ค. 2569")
    for number in (1, 2, 3):
        register.evaluation("C-1", number, "5 ต.ค. 2569")
    save(register, folder / "registry.xlsx")
    capsys.readouterr()
    report(11)
    shown = capsys.readouterr().out.splitlines()
    begin = shown.index("ตัวเลขประจำเดือนตุลาคม 2569 ที่ต่างจากรายงานฉบับที่ออกแล้ว")

    assert (
        "  สมาชิกที่ได้รับการประเมินผลการเรียนรู้: รายงานที่ออกแล้วระบุ 1 จาก 7 (14\u00a0%) "
        "ปัจจุบันเป็น 3 จาก 7 (43\u00a0%)" in shown[begin:]
    )
    assert "  ประเมินผลการเรียนรู้: บันทึกเพิ่มภายหลัง 2 รายการ ซึ่งลงวันที่ไม่เกินวันสิ้นงวด" in shown[begin:]


def test_a_month_whose_tables_alone_read_otherwise_is_remembered_as_it_was_made_anew(folder):
    def register(first, second):
        made = Register()
        for community, result in (("C-1", first), ("C-2", second)):
            numbers = range(1, 8) if community == "C-1" else range(8, 15)
            made.round(community, numbers).plan(community, evaluation_due="10 ต.ค. 2569")
            for number in numbers:
                made.evaluation(community, number, "5 ต.ค. 2569", result)
        return made

    def remembered():
        with open_ledger(load(None)) as ledger:
            return [
                period for period, copy in ledger.reports.all_frozen("main") if copy == "manager"
            ]

    save(register("ผ่าน", "ไม่ผ่าน"), folder / "registry.xlsx")
    report(SEND_DAY)
    report(10)
    assert remembered() == ["2026-10"]

    save(register("ไม่ผ่าน", "ผ่าน"), folder / "registry.xlsx")
    report(11)
    report(12)
    assert remembered() == ["2026-10", "2026-10/2026-11-11T10:00"]


def test_a_kept_month_names_nobody_and_remembers_the_day(folder, server, capsys):
    report(SEND_DAY)
    with open_ledger(load(None)) as ledger:
        kept = ledger.reports.all_frozen("main")
    told = "".join(one.compiled for one in kept.values())
    capsys.readouterr()
    report(11, "--json")
    indicators = json.loads(capsys.readouterr().out)["indicators"]

    assert set(kept) == {("2026-10", "manager"), ("2026-10", "hr")}
    assert all(one.sent_at is not None for one in kept.values())
    assert "นาย" not in told
    assert not {str(person(number)) for number in range(1, 41)} & {*re.findall(r"\d+", told)}
    assert indicators["27"]["value"] == 6


def test_without_live_mail_nothing_leaves_and_it_says_so(folder, server, capsys):
    config = (folder / "cop-steward.toml").read_text(encoding="utf-8")
    (folder / "cop-steward.toml").write_text(config.replace("live = true\n", ""), encoding="utf-8")

    assert report(SEND_DAY) == 0
    assert "ยังไม่ได้เปิดการส่งจริง" in capsys.readouterr().out
    assert server.connections == 0
    assert report(SEND_DAY, "--apply") == 0
    assert subjects(server) == EVERYBODY


def test_what_a_trial_made_as_files_is_sent_once_there_is_a_server(folder, server, capsys):
    config = (folder / "cop-steward.toml").read_text(encoding="utf-8")
    trial = config.replace('"smtp"', '"outbox"').replace("live = true\n", "")
    (folder / "cop-steward.toml").write_text(trial, encoding="utf-8")
    assert main(["report", "--today", "2026-11-06"]) == 0
    assert "กำลังดูข้อมูลของวันที่ระบุด้วย --today" in capsys.readouterr().out
    assert not (folder / "outbox").exists()
    report(SEND_DAY)
    assert len([*(folder / "outbox").glob("*.eml")]) == 3

    (folder / "cop-steward.toml").write_text(config, encoding="utf-8")
    save(as_it_was().evaluation("C-1", 2, "5 ต.ค. 2569"), folder / "registry.xlsx")
    capsys.readouterr()
    with at(SEND_DAY, 11):
        main(["status", "--json"])
    status = json.loads(capsys.readouterr().out)
    assert status["mail"]["sent_today"] == 0
    assert status["reports"][0]["to"] == ["boss@agency.go.th", "dg@agency.go.th"]

    report(SEND_DAY + 3)
    assert subjects(server) == EVERYBODY
    attached = letters(server)["boss@agency.go.th"][0].iter_attachments()
    assert [part.get_filename() for part in attached] == [
        "cop-report-2026-10.pdf",
        "cop-report-2026-10.xlsx",
    ]
    place = folder / "reports" / "2026-10"
    assert [*place.glob("*restated*")] == []
    page = (place / "report.html").read_text(encoding="utf-8")
    assert "ออกรายงานเมื่อวันที่ 9 พฤศจิกายน 2569" in page


def test_before_its_day_it_says_when_it_goes(folder, server, capsys):
    assert report(2) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        "ยังไม่ถึงวันส่งอีเมล: จะส่งร่างให้กลุ่มพัฒนาบุคลากรวันที่ 4 พฤศจิกายน 2569 และส่งรายงานวันที่ 6 พฤศจิกายน 2569"
    )
    assert subjects(server) == {}


def test_a_look_at_the_figures_as_json_mails_nobody(folder, server, capsys):
    assert report(SEND_DAY, "--json") == 0
    assert json.loads(capsys.readouterr().out)["indicators"].keys() == {
        str(number) for number in range(1, 28)
    }
    assert server.connections == 0

    run(SEND_DAY)
    assert subjects(server) == EVERYBODY


def test_a_month_that_the_schedule_mails_no_more_goes_only_where_a_person_says_so(
    folder, server, capsys
):
    with time_machine.travel("2027-03-08T03:00:00+00:00", tick=False):
        assert main(["report", "--month", "2026-10"]) == 0
        old = capsys.readouterr().out.splitlines()[-1]
        assert main(["report", "--registry", "main", "--period", "3m"]) == 0
        quarter = capsys.readouterr().out.splitlines()[-1]
        connections = server.connections
        assert main(["report", "--month", "2026-10", "--apply"]) == 0

    command = "ไม่ได้ส่งอีเมล: รายงานนี้ไม่อยู่ในรอบส่งขณะนี้ หากต้องการส่งถึงผู้รับ ใช้คำสั่ง cop-steward report"
    assert old == f"{command} --month 2026-10 --apply"
    assert connections == 0
    assert quarter == f"{command} --month 2026-12 --period 3m --registry main --apply"
    assert subjects(server) == EVERYBODY
    assert (folder / "reports" / "2026-12-3m" / "report.html").exists()


QUARTER = "รายงานชุมชนนักปฏิบัติ (CoP) รอบ 3 เดือน ตั้งแต่เดือนตุลาคม 2569 ถึงเดือนธันวาคม 2569"


def test_with_the_third_month_of_a_fiscal_year_goes_the_report_of_all_three(folder, server):
    with time_machine.travel("2027-01-08T03:00:00+00:00", tick=False):
        assert main(["run"]) == 0
    late, december = (TITLE.replace("ตุลาคม", name) for name in ("พฤศจิกายน", "ธันวาคม"))

    for reader, copy in (
        ("boss@agency.go.th", "ฉบับผู้บริหาร"),
        ("hr1@agency.go.th", "ฉบับกลุ่มพัฒนาบุคลากร"),
    ):
        assert subjects(server)[reader] == [
            f"{late}: {copy}",
            f"{december}: {copy}",
            f"{QUARTER}: {copy}",
        ]
    with open_ledger(load(None)) as ledger:
        kept = {period for period, _ in ledger.reports.all_frozen("main")}
    assert kept == {"2026-11", "2026-12", "2026-12/3m"}


def test_a_reader_refused_for_one_month_holds_up_no_other_report_of_the_day(folder, server):
    with time_machine.travel("2027-01-06T03:00:00+00:00", tick=False):
        assert main(["run"]) == 0  # the day of the drafts
    server.refuse = lambda reader: "550 5.1.1 no such user" if "boss" in reader else None
    with time_machine.travel("2027-01-08T03:00:00+00:00", tick=False):
        assert main(["run"]) == 1
    late, december = (TITLE.replace("ตุลาคม", name) for name in ("พฤศจิกายน", "ธันวาคม"))

    assert subjects(server)["dg@agency.go.th"] == [
        f"{one}: ฉบับผู้บริหาร" for one in (late, december, QUARTER)
    ]


def test_a_sent_report_stays_as_it_was_sent_and_what_differs_stands_beside_it(folder, server):
    report(SEND_DAY)
    place = folder / "reports" / "2026-10"
    sent = {path.name: path.read_bytes() for path in place.iterdir()}
    report(SEND_DAY + 3)
    assert {path.name: path.read_bytes() for path in place.iterdir()} == sent

    for name in ("report.pdf", "report-hr.pdf"):  # as whoever erases a person may have to
        (place / name).unlink()
        del sent[name]
    register = Register().round("C-1", range(1, 8)).plan("C-1", evaluation_due="10 ต.ค. 2569")
    for number in (1, 2, 3):
        register.evaluation("C-1", number, "5 ต.ค. 2569")
    save(register, folder / "registry.xlsx")
    report(SEND_DAY + 4)
    there = {path.name: path.read_bytes() for path in place.iterdir()}

    assert {name: there[name] for name in sent} == sent
    assert there.keys() - sent.keys() == {
        "report-restated.html", "report-restated.pdf", "report-restated.xlsx",
        "report-hr-restated.html", "report-hr-restated.pdf", "report-hr-restated.xlsx",
        "line-restated.txt",
    }  # fmt: skip
    assert "ที่ต่างจากรายงานฉบับที่ออกแล้ว" in there["report-restated.html"].decode()
    assert "จัดทำใหม่ภายหลังออกรายงานเมื่อวันที่ 6 พฤศจิกายน 2569" in there["line-restated.txt"].decode()
    index = (folder / "reports" / "index.html").read_text(encoding="utf-8")
    assert [kind for kind in ("html", "pdf", "xlsx") if f"2026-10/report.{kind}" in index] == [
        "html",
        "xlsx",
    ]
    assert re.findall("<small>(.*?)</small>", index) == [
        "กลุ่มที่ดำเนินการอยู่ 1",
        "สมาชิกที่ได้รับการประเมินผลการเรียนรู้ 1 จาก 7 (14\u00a0%)",
    ]
    assert "ออกรายงานเมื่อวันที่ 6 พฤศจิกายน 2569" in sent["report.html"].decode()

    save(as_it_was(), folder / "registry.xlsx")
    report(SEND_DAY + 5)
    there = {path.name: path.read_bytes() for path in place.iterdir()}
    assert {name: there[name] for name in sent} == sent
    assert there.keys() - sent.keys() == {"report.pdf", "report-hr.pdf"}


def test_status_and_a_dry_run_say_which_report_goes_to_whom_and_when(folder, server, capsys):
    with at(DRAFT_DAY, 10):
        capsys.readouterr()
        main(["run", "--dry-run"])
        dry = capsys.readouterr().out
        main(["status", "--json"])
    coming = json.loads(capsys.readouterr().out)["reports"]

    assert (
        "ทะเบียน CoP กรมตัวอย่าง: ร่างรายงาน ประจำเดือนตุลาคม 2569 "
        "ถึง hr1@agency.go.th วันที่ 4 พฤศจิกายน 2569"
    ) in dry
    assert [(one["period"], one["what"], one["copy"], one["day"]) for one in coming] == [
        ("2026-10", "draft", "hr", "2026-11-04"),
        ("2026-10", "send", "manager", "2026-11-06"),
        ("2026-10", "send", "hr", "2026-11-06"),
        ("2026-11", "draft", "hr", "2026-12-03"),
        ("2026-11", "send", "manager", "2026-12-08"),
        ("2026-11", "send", "hr", "2026-12-08"),
    ]
    assert coming[2]["to"] == ["hr1@agency.go.th"]
    assert (coming[1]["to"], coming[1]["outside_domains"]) == (
        ["boss@agency.go.th", "dg@agency.go.th"],
        ["friend@other.example"],
    )
    managers = "ทะเบียน CoP กรมตัวอย่าง: รายงานฉบับผู้บริหาร ประจำเดือนตุลาคม 2569"
    mend = "โปรดเพิ่มโดเมนใน agency.allowed_domains หรือแก้ไขที่อยู่ใน reports.to"
    with at(SEND_DAY, 10):
        main(["run", "--dry-run"])
    told = capsys.readouterr().out.splitlines()
    assert [line for line in told if line.startswith("ทะเบียน CoP กรมตัวอย่าง: รายงานฉบับ")] == [
        f"{managers} ถึง boss@agency.go.th, dg@agency.go.th วันที่ 6 พฤศจิกายน 2569",
        f"{managers} จะไม่ส่งถึง friend@other.example เนื่องจากอยู่นอกโดเมนที่อนุญาต {mend}",
        (
            "ทะเบียน CoP กรมตัวอย่าง: รายงานฉบับกลุ่มพัฒนาบุคลากร ประจำเดือนตุลาคม 2569 "
            "ถึง hr1@agency.go.th วันที่ 6 พฤศจิกายน 2569"
        ),
    ]


def test_doctor_names_the_readers_whom_nothing_is_sent(folder, capsys):
    capsys.readouterr()
    with at(DRAFT_DAY, 10):
        main(["doctor", "--json"])
    told = map(json.loads, capsys.readouterr().out.splitlines())
    (found,) = [one for one in told if one["check"] == "report-readers"]

    assert found["state"] == "note"
    assert found["text"] == (
        "ไม่ส่งรายงานถึง friend@other.example ใน reports.to เพราะอยู่นอกโดเมนที่อนุญาต "
        "เพิ่มโดเมนได้ใน agency.allowed_domains หรือแก้ไขที่อยู่"
    )


def test_a_tab_that_cannot_be_read_is_said_wherever_its_figures_are(folder, server, capsys):
    book = openpyxl.load_workbook(folder / "registry.xlsx")
    for cell in book["ประเมินผลการเรียนรู้"][1]:
        cell.value = "หัวคอลัมน์อื่น" if cell.value == "รหัสกลุ่ม" else cell.value
    book.save(folder / "registry.xlsx")
    report(SEND_DAY)
    said = (
        "อ่านแท็บ “ประเมินผลการเรียนรู้” ไม่ได้ในวันที่จัดทำรายงาน ตัวเลขที่ใช้ข้อมูลจากแท็บนี้จึงยังไม่ทราบค่า"
        "และแสดง “–” ซึ่งมิได้หมายถึงศูนย์"
    )
    place = folder / "reports" / "2026-10"

    assert said in capsys.readouterr().out
    assert said in letters(server)["boss@agency.go.th"][0].get_body(("plain",)).get_content()
    assert said in (place / "report.html").read_text(encoding="utf-8")
    line = (place / "line.txt").read_text(encoding="utf-8")
    assert said in line
    assert "ไม่พบการเปลี่ยนแปลงในแท็บที่อ่านได้" in line


def test_a_month_before_the_first_round_is_refused_with_the_way_out(folder, server, capsys):
    assert report(SEND_DAY, "--month", "2026-05") == 1

    told = capsys.readouterr().err
    assert "เดือนพฤษภาคม 2569 อยู่ก่อนที่กลุ่มแรกในทะเบียนเริ่มดำเนินการ" in told
    assert "cop-steward report --month 2026-07" in told
    assert not (folder / "reports").exists()


def test_the_foot_of_the_mail_says_where_the_workbook_is_whom_to_ask_and_what_is_kept(
    folder, server
):
    report(SEND_DAY)
    plain = letters(server)["boss@agency.go.th"][0].get_body(("plain",)).get_content()

    for told in ("registry.xlsx", "hrd@agency.go.th", "น้อยกว่า 5 คน"):
        assert told in plain.rpartition("จึงเรียนมา")[2]


def test_who_is_served_after_a_restatement_gets_todays_figures_and_what_differs(folder, server):
    server.fail("rcpt", "450 4.2.0 try again later")
    report(SEND_DAY)
    assert subjects(server).keys() == EVERYBODY.keys() - {"boss@agency.go.th"}
    register = Register().round("C-1", range(1, 8)).plan("C-1", evaluation_due="10 ต.ค. 2569")
    for number in (1, 2, 3):
        register.evaluation("C-1", number, "5 ต.ค. 2569")
    save(register, folder / "registry.xlsx")
    report(SEND_DAY + 3)
    (late,) = letters(server)["boss@agency.go.th"]
    told = late.get_body(("plain",)).get_content()

    assert [part.get_filename() for part in late.iter_attachments()] == [
        "cop-report-2026-10-restated.pdf",
        "cop-report-2026-10-restated.xlsx",
    ]
    assert "จัดทำใหม่หลังจากออกรายงานเมื่อวันที่ 6 พฤศจิกายน 2569" in told
    assert "รายงานที่ออกแล้วระบุ 1 จาก 7 (14\u00a0%) ปัจจุบันเป็น 3 จาก 7 (43\u00a0%)" in told
    assert "การประเมินผลการเรียนรู้: 3 จาก 7 (43\u00a0%)" in told
    assert "จัดทำใหม่" not in letters(server)["dg@agency.go.th"][0].get_body(("plain",)).get_content()
