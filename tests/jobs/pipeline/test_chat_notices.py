"""What the chat rooms are told, from outside: the report is out, a person is needed."""

import json

import pytest

from tests.jobs.commands.test_remind import save
from tests.jobs.pipeline.test_report_mailing import begun, report, run, server  # noqa: F401 — a fixture
from tests.jobs.pipeline.test_report_mailing import folder as reported  # noqa: F401 — a fixture
from tests.jobs.pipeline.test_send_alerts import folder as alarmed  # noqa: F401 — a fixture
from tests.jobs.pipeline.test_send_alerts import remind
from tests.planning.reminders.reminder_registry import rows, staff


def tell(folder, address, **settings):
    """The agency's chat rooms are these."""
    (folder / "chats.txt").write_text(address, encoding="utf-8")
    config = folder / "cop-steward.toml"
    told = "".join(f"{name} = {json.dumps(value)}\n" for name, value in settings.items())
    text = f'\n[notify]\naddresses_file = "chats.txt"\n{told}'
    config.write_text(config.read_text(encoding="utf-8") + text, encoding="utf-8")


def heard(chat_server):
    return [(said["title"], said["message"]) for _, said in chat_server.heard]


def room(chat_server):
    return f"json://127.0.0.1:{chat_server.server_address[1]}/room"


def test_the_report_is_told_once_and_how_many_of_its_readers_have_it(
    reported,  # noqa: F811
    server,  # noqa: F811
    chat_server,
):
    tell(reported, room(chat_server), alarms=False)
    run(4)
    server.fail("rcpt", "550 5.1.1 no such user")

    report(6)
    report(7)

    assert heard(chat_server) == [
        (
            "รายงาน CoP ประจำเดือนตุลาคม 2569 ส่งแล้วบางส่วน",
            (
                "รายงานผลการดำเนินงานชุมชนนักปฏิบัติ (CoP) ประจำเดือนตุลาคม 2569 ของทะเบียน CoP กรมตัวอย่าง "
                "ส่งทางอีเมลแล้ว 2 จาก 4 รายตามรายชื่อ อีก 2 รายยังไม่ได้รับ "
                "ดูเหตุผลด้วยคำสั่ง cop-steward report"
            ),
        )
    ]


def test_a_report_that_all_on_the_list_have_is_told_as_such(reported, chat_server):  # noqa: F811
    tell(reported, room(chat_server), alarms=False)
    config = reported / "cop-steward.toml"
    listed = config.read_text(encoding="utf-8").replace(', "friend@other.example"', "")
    config.write_text(listed, encoding="utf-8")

    run(6)

    assert heard(chat_server) == [
        (
            "รายงาน CoP ประจำเดือนตุลาคม 2569 ส่งแล้ว",
            (
                "รายงานผลการดำเนินงานชุมชนนักปฏิบัติ (CoP) ประจำเดือนตุลาคม 2569 ของทะเบียน CoP กรมตัวอย่าง "
                "ส่งทางอีเมลถึงผู้รับตามรายชื่อแล้ว"
            ),
        )
    ]


@pytest.fixture
def changed(alarmed):  # noqa: F811
    """An address was changed after a first mail: that waits for a person."""
    remind(23)
    somchai = staff(somchai={"email": "attacker@agency.go.th"})
    save(rows(plans=[], staff=somchai), alarmed / "registry.xlsx")
    return alarmed


def test_an_alarm_is_told_once_without_naming_anybody(changed, chat_server):
    tell(changed, room(chat_server))

    remind(30)
    remind(30, minute=10)

    assert heard(chat_server) == [
        (
            "ระบบติดตาม CoP มีเรื่องที่รอผู้รับผิดชอบ",
            "มีเรื่องใหม่ที่รอผู้ดูแล 1 เรื่อง รายละเอียดอยู่ในอีเมลแจ้งเตือน หรือดูด้วยคำสั่ง cop-steward status",
        )
    ]


def test_what_is_switched_off_is_not_told(changed, chat_server):
    tell(changed, room(chat_server), alarms=False)

    remind(30)

    assert heard(chat_server) == []


def test_a_room_that_cannot_be_told_is_named_without_its_key_and_stops_nothing(changed, capsys):
    tell(changed, "json://127.0.0.1:9/secret-key?cto=0.5\nnosuch://secret-key")

    assert remind(30) == 0

    shown = capsys.readouterr()
    assert "แจ้ง json ตามบรรทัดที่ 1" in shown.err
    assert "ไม่รู้จักที่อยู่ nosuch ในบรรทัดที่ 2" in shown.err
    assert "secret-key" not in shown.err + shown.out


def test_without_the_file_the_way_out_is_said_and_nothing_stops(changed, capsys):
    tell(changed, "json://127.0.0.1:9/")
    (changed / "chats.txt").unlink()

    assert remind(30) == 0

    assert "chats.txt" in capsys.readouterr().err
