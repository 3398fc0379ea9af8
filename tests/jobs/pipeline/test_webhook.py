"""What the agency's webhook hears of the jobs, and that no job minds when it does not listen."""

import base64
import json

from jsonschema import Draft202012Validator

from jobs.cli.main import main
from sheets_sync.resources import resource
from tests.fixtures.chat_server import Listener
from tests.jobs.commands.test_remind import save
from tests.jobs.pipeline.test_send_alerts import SOMCHAI, at, remind, status
from tests.jobs.pipeline.test_send_alerts import folder as folder  # noqa: PLC0414 — a fixture
from tests.planning.reminders.reminder_registry import rows, staff

SECRET = "whsec_" + base64.b64encode(b"only the tests sign with this").decode()
SCHEMA = json.loads(resource("jobs", "schemas", "hook.schema.json").read_text(encoding="utf-8"))


def listens(folder, port):
    path = folder / "hook.key"
    path.write_text(SECRET, encoding="ascii")
    path.chmod(0o600)
    config = folder / "cop-steward.toml"
    told = (
        f'\n[hooks]\nurl = "http://127.0.0.1:{port}/hook"\nsecret_file = "hook.key"\nseconds = 2\n'
    )
    config.write_text(config.read_text(encoding="utf-8") + told, encoding="utf-8")


def heard(chat_server):
    found = [said for _, said in chat_server.heard]
    for said in found:
        assert [one.message for one in Draft202012Validator(SCHEMA).iter_errors(said)] == []
    return [(said["type"], said["data"]) for said in found]


def check(day, *typed):
    with at(day):
        return main(["check", *typed])


def test_a_check_is_told_with_its_numbers(folder, chat_server):
    listens(folder, chat_server.server_address[1])

    assert check(23) == 0

    [(kind, data)] = heard(chat_server)
    counts = data.pop("counts")
    assert (kind, data) == ("check.done", {"registry": "main", "written": True})
    assert counts["error"] > 0


def test_what_only_looks_tells_nothing(folder, chat_server):
    listens(folder, chat_server.server_address[1])

    assert check(23, "--dry-run") == 0

    assert heard(chat_server) == []


def test_that_a_person_is_needed_is_told_once_and_names_nobody(folder, chat_server):
    remind(23)
    listens(folder, chat_server.server_address[1])
    somchai = staff(somchai={"email": "attacker@agency.go.th"})
    save(rows(plans=[], staff=somchai), folder / "registry.xlsx")

    remind(30)
    remind(30, minute=10)

    [(kind, data)] = heard(chat_server)
    assert (kind, data["registry"], data["matter"]) == ("person.needed", "main", "address-changed")
    said = json.dumps(chat_server.heard)
    assert [text for text in (SOMCHAI, "attacker", "สมชาย") if text in said] == []


def test_a_webhook_that_fails_stops_no_job_and_is_in_status(
    folder, chat_server, monkeypatch, capsys
):
    listens(folder, chat_server.server_address[1])
    monkeypatch.setattr(Listener, "status", 503)

    assert check(23) == 0

    _, found = status(capsys, 23)
    (matter,) = (one for one in found["matters"] if one["kind"] == "hook_waits")
    assert (matter["host"], matter["count"], matter["said"], matter["unhealthy"]) == (
        "127.0.0.1",
        1,
        "503",
        False,
    )
    assert matter["what"].endswith("(ปลายทางตอบด้วยสถานะ 503)")
