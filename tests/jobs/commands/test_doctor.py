"""doctor from outside: every part that can be wrong is named, with its way out."""

import contextlib
import datetime as dt
import io
import json
import re
import shutil
import sqlite3
import tempfile
from pathlib import Path

import openpyxl
import pytest

from jobs.cli.main import main
from sheets_sync.ledgers.tables import HEAD
from sheets_sync.settings import load
from sheets_sync.wiring.ledger import open_ledger
from tests.fixtures.agency_folder import AgencyFolder, make_agency
from tests.fixtures.dovecot import PASSWORD, dovecot
from tests.fixtures.powerless import powerless
from tests.mailers.certificates import Authority
from tests.mailers.server import MailServer

__all__ = ["dovecot"]


def answers(folder, *typed):
    """By check its state, of those that are said once; and the exit code."""
    code, out, _ = folder.run("doctor", "--json", "--lang", "en", *typed)
    return code, {one["check"]: one["state"] for one in map(json.loads, out.splitlines())}


def wrong(folder):
    """What is wrong, in words, with its way out."""
    _, out, _ = folder.run("doctor", "--json", "--lang", "en")
    found = map(json.loads, out.splitlines())
    return [(one["check"], one["text"], one["hint"]) for one in found if one["state"] == "bad"]


def config(folder, *lines):
    """Lines added to the config file: first those of the file itself, then of the headings."""
    path = folder.path / "cop-steward.toml"
    path.write_text(path.read_text("utf-8") + "\n".join(lines) + "\n", "utf-8")


@pytest.fixture(scope="module")
def folder_in_order(tmp_path_factory):
    """A folder in which nothing is wrong: the workbook has been completed and checked."""
    folder = tmp_path_factory.mktemp("in-order")
    config = make_agency(folder) / "cop-steward.toml"
    with contextlib.redirect_stdout(io.StringIO()):
        assert main(["init", str(folder), "--config", str(config)]) == 0
        assert main(["check", "--config", str(config)]) == 0
    return folder


@pytest.fixture
def agency_in_order(folder_in_order, tmp_path, capsys):
    """A copy of it, to be spoilt."""
    shutil.copytree(folder_in_order, tmp_path, dirs_exist_ok=True)
    return AgencyFolder(tmp_path, capsys)


# In order


def test_a_set_up_in_order_is_said_to_be_well(agency_in_order):
    code, states = answers(agency_in_order)

    assert code == 0
    assert states == {
        "config": "good",
        "time-zone-data": "good",
        "folder": "good",
        "disk-space": "good",
        "backup": "note",
        "backup-disk": "note",
        "ledger": "good",
        "clock": "good",
        "workbook": "good",
        "workbook-writable": "good",
        "tabs": "good",
        "status": "good",
    }


@pytest.mark.parametrize(
    ("language", "last"),
    [("th", "เรียบร้อย มีเรื่องที่ควรทราบ (•) 2 รายการ"), ("en", "All is well. To know of (•): 2")],
)
def test_every_check_is_one_line_in_words(agency_in_order, language, last):
    code, out, _ = agency_in_order.run("doctor", "--lang", language)

    lines = out.splitlines()
    assert code == 0
    assert lines[-1] == last
    assert {line[:2] for line in lines[:-1]} == {"✓ ", "• "}


def test_looking_changes_no_file(agency_in_order):
    before = {path: path.read_bytes() for path in agency_in_order.path.rglob("*") if path.is_file()}

    answers(agency_in_order)

    after = {path: path.read_bytes() for path in agency_in_order.path.rglob("*") if path.is_file()}
    assert after == before


def test_before_the_first_run_no_ledger_is_made(agency_folder):
    _, states = answers(agency_folder)

    assert states["ledger"] == "note"
    assert not (agency_folder.path / "state").exists()


# Backups


def test_backups_that_can_be_made_elsewhere_and_the_newest_of_them(agency_in_order, tmp_path):
    disks = (Path("/dev/shm"), Path("/var/tmp"))  # noqa: S108 — the tests may stand on either
    elsewhere = next(one for one in disks if one.stat().st_dev != tmp_path.stat().st_dev)
    with tempfile.TemporaryDirectory(dir=elsewhere) as other:
        config(agency_in_order, "[backup]", f'folder = "{other}"')
        agency_in_order.run("backup")
        states = answers(agency_in_order)[1]

    assert [one for one in states.items() if "backup" in one[0]] == [("backup", "good")]


def test_a_folder_that_takes_no_backup_is_named(agency_in_order):
    config(agency_in_order, "[backup]", 'folder = "taken/backups"')
    (agency_in_order.path / "taken").touch()

    hint = (
        "Let the account that runs the program write there, or name another folder in "
        "backup.folder."
    )
    text = f"No backup can be written to {agency_in_order.path}/taken/backups"
    assert wrong(agency_in_order) == [("backup-folder", text, hint)]


# The config file


def test_an_unusable_config_file_is_one_screen(agency_folder):
    config(agency_folder, "[mial]")

    code, out, err = agency_folder.run("doctor", "--lang", "en")

    assert (code, out) == (1, "")
    assert "there is no setting mial" in err


def test_without_a_config_file_there_is_one_screen_that_names_the_folder(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)

    assert main(["doctor", "--lang", "en"]) == 1
    shown, said = capsys.readouterr()
    assert (shown, said.splitlines()[0]) == (
        "",
        f"Problem: There is no config file cop-steward.toml in the folder {tmp_path}.",
    )


def test_an_agency_without_a_name_is_told_of(agency_in_order):
    path = agency_in_order.path / "cop-steward.toml"
    text = re.sub(r'(?m)^name = ".*"$', 'name = ""', path.read_text("utf-8"), count=1)
    path.write_text(text, "utf-8")

    assert answers(agency_in_order)[1]["agency-name"] == "note"


def test_words_of_the_agency_that_cannot_be_used_are_named(agency_folder):
    wording = agency_folder.path / "words" / "th"
    wording.mkdir(parents=True)
    (wording / "init.toml").write_text('made = "{nothing}"\n', "utf-8")
    path = agency_folder.path / "cop-steward.toml"
    path.write_text(f'templates = "words"\n{path.read_text("utf-8")}', "utf-8")

    (found,) = [one for one in wrong(agency_folder) if one[0] == "templates"]

    assert "made cannot use {nothing}" in found[1]


def test_an_emblem_that_cannot_be_used_is_named(agency_folder):
    path = agency_folder.path / "cop-steward.toml"
    path.write_text(
        path.read_text("utf-8").replace("[agency]", '[agency]\nlogo = "logo.svg"'), "utf-8"
    )
    (agency_folder.path / "logo.svg").write_text("<svg/>", "utf-8")

    (found,) = [one for one in wrong(agency_folder) if one[0] == "logo"]

    assert "logo.svg is no PNG and no JPEG picture." in found[1]


# The machine


@contextlib.contextmanager
def bound_by_rights(folder):
    """A copy of the folder where somebody without special rights can reach it."""
    assert answers(folder)[0] == 0
    with tempfile.TemporaryDirectory() as place:
        copy = shutil.copytree(folder.path, Path(place, "agency"))
        for path in (Path(place), copy):
            path.chmod(0o755)
        yield AgencyFolder(copy, folder.capture)
        for path in (copy, *copy.rglob("*")):
            path.chmod(0o755)


def test_a_folder_without_rights_is_named(agency_in_order):
    with bound_by_rights(agency_in_order) as folder:
        (folder.path / "reports").mkdir(mode=0o555)
        with powerless():
            found = wrong(folder)

    named = [text for check, text, _ in found if check == "folder"]
    assert any("reports cannot be written to" in text for text in named)


def test_a_clock_behind_the_ledger_is_named(agency_in_order):
    ledger = agency_in_order.path / "state" / "ledger.db"
    with sqlite3.connect(ledger) as database:
        database.execute(
            "INSERT INTO events (letter, at, state, token, run, worker, detail)"
            " VALUES ('x', '2090-01-01 00:00:00.000000', 'planned', 0, '', '', '')"
        )
    database.close()

    assert [check for check, _, _ in wrong(agency_in_order)] == ["clock"]


def test_another_day_to_look_at_is_not_taken_for_a_wrong_clock(agency_in_order):
    ledger = agency_in_order.path / "state" / "ledger.db"
    with sqlite3.connect(ledger) as database:
        database.execute(
            "INSERT INTO events (letter, at, state, token, run, worker, detail)"
            " VALUES ('x', '2026-01-01 00:00:00.000000', 'planned', 0, '', '', '')"
        )
    database.close()

    assert answers(agency_in_order, "--today", "2025-06-30")[0] == 0


@pytest.mark.parametrize("content", [b"no database, but long enough to be looked into " * 9])
def test_a_file_that_is_no_ledger_is_named_and_left(agency_in_order, content):
    ledger = agency_in_order.path / "state" / "ledger.db"
    ledger.write_bytes(content)

    (found,) = wrong(agency_in_order)

    assert found[0] == "ledger"
    assert "is not this service's record" in found[1]
    assert ledger.read_bytes() == content


def test_a_ledger_of_a_newer_program_is_named(agency_in_order):
    with sqlite3.connect(agency_in_order.path / "state" / "ledger.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()

    (found,) = wrong(agency_in_order)

    assert found[:2] == (
        "ledger",
        f"The ledger has revision 9999, which is newer than this program's ({HEAD}).",
    )


def test_a_ledger_that_cannot_be_written_is_named(agency_in_order):
    with bound_by_rights(agency_in_order) as folder:
        (folder.path / "state").chmod(0o555)
        with powerless():
            found = {check for check, _, _ in wrong(folder)}

    assert "ledger" in found


# The workbook


def test_a_workbook_that_is_not_there_is_named(agency_folder):
    (agency_folder.path / "registry.xlsx").unlink()

    (found,) = wrong(agency_folder)

    assert found[0] == "workbook-missing"
    assert "cop-steward init" in found[2]


def test_a_workbook_that_links_to_itself_is_there_and_none(agency_folder):
    book = agency_folder.path / "registry.xlsx"
    book.unlink()
    book.symlink_to(book)

    (found,) = wrong(agency_folder)

    assert found[0] == "workbook"
    assert "cop-steward init" not in found[2]


def test_a_workbook_that_is_none_is_named(agency_folder):
    (agency_folder.path / "registry.xlsx").write_text("hello", "utf-8")

    assert [check for check, _, _ in wrong(agency_folder)] == ["workbook"]


def test_a_workbook_without_rights_is_named(agency_in_order):
    (agency_in_order.path / "registry.xlsx").chmod(0o444)

    assert [check for check, _, _ in wrong(agency_in_order)] == ["workbook-writable"]


def test_a_workbook_open_elsewhere_is_worth_knowing(agency_in_order):
    path = agency_in_order.path
    (path / "~$registry.xlsx").write_bytes(b"\x05Suda ".ljust(165, b"\0"))

    code, states = answers(agency_in_order)

    assert (code, states["workbook-open"]) == (0, "note")


def test_missing_tabs_and_headings_are_named(agency_in_order):
    path = agency_in_order.path / "registry.xlsx"
    book = openpyxl.load_workbook(path)
    del book["แผนปฏิบัติการ"]
    del book["วันหยุด"]
    book["สมาชิก"]["B1"] = "รหัสกลุ่ม"
    book["สมาชิก"]["A2"] = book["สมาชิก"]["B2"] = "C-001"
    book["กิจกรรม"].delete_rows(1, book["กิจกรรม"].max_row)
    book["กิจกรรม"]["A1"] = "Loading..."
    book.save(path)

    code, states = answers(agency_in_order)

    assert code == 1
    assert states["tabs-optional"] == "note"
    assert [(check, text) for check, text, _ in wrong(agency_in_order)] == [
        ("tabs-missing", "Tabs are missing: แผนปฏิบัติการ"),
        ("headings-missing", "The tab “สมาชิก” has no heading สมาชิก"),
        (
            "heading-broken",
            "A1 of “กิจกรรม” shows Loading... where a heading should be",
        ),
        ("heading-twice", "The tab “สมาชิก” has two headings for “รหัสกลุ่ม”; the second is B1"),
    ]


def test_a_workbook_of_their_own_is_told_how_it_would_be_read(agency_in_order):
    book = openpyxl.Workbook()
    book.active.title = "CoP70"
    book.active.append(["รหัส", "ชื่อกลุ่ม"])
    book.active.append(["KM-01", "พัสดุ"])
    book.create_sheet("ว่าง")
    book.save(agency_in_order.path / "registry.xlsx")

    code, states = answers(agency_in_order)

    assert (code, states["tabs-missing"], states["tabs-of-their-own"]) == (1, "bad", "note")
    book.active.title = "สมาชิก"
    book.save(agency_in_order.path / "registry.xlsx")
    assert "tabs-of-their-own" not in answers(agency_in_order)[1]


def test_a_question_made_again_is_one_column(agency_in_order):
    path = agency_in_order.path / "registry.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["กิจกรรม"]
    sheet.cell(1, sheet.max_column + 1, "ขั้นตอน\nกิจกรรม")
    book.save(path)

    assert wrong(agency_in_order) == []


def test_what_was_typed_over_a_status_is_named_by_its_cell(agency_in_order):
    path = agency_in_order.path / "registry.xlsx"
    book = openpyxl.load_workbook(path)
    book["บุคลากร"]["J3"] = "โทรตามแล้ว"
    book.save(path)

    found = wrong(agency_in_order)

    assert [(check, text[-2:]) for check, text, _ in found] == [("status-typed-over", "J3")]


def test_a_failure_does_not_hide_the_next_workbook(agency_in_order):
    branch = agency_in_order.path / "branch.xlsx"
    config(agency_in_order, "[[registry]]", 'id = "branch"', 'path = "branch.xlsx"')

    code, out, _ = agency_in_order.run("doctor", "--lang", "en")

    lines = out.splitlines()
    assert code == 1
    assert lines[lines.index("branch:") + 1] == f"✗ There is no workbook {branch}"
    assert lines.index("main:") < lines.index("branch:")
    assert answers(agency_in_order, "--registry", "main")[0] == 0


# Mail


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


def smtp(folder, authority, server, **more):
    password = folder.path / "password"
    password.write_text("s3cret\n", "utf-8")
    password.chmod(0o600)
    settings = {
        "transport": "smtp",
        "host": server.host,
        "port": server.port,
        "user": "cop",
        "password_file": "password",
        "ca_file": str(authority.file),
        "timeout_seconds": 5,
        **more,
    }
    config(folder, "[mail]", *(f"{name} = {json.dumps(value)}" for name, value in settings.items()))


def of_mail(folder):
    return {check: state for check, state in answers(folder)[1].items() if check[:4] == "mail"}


def test_mail_is_tried_as_far_as_the_login_and_nothing_is_sent(agency_in_order, authority):
    with MailServer(tls=authority.server(), user="cop", password="s3cret") as server:  # noqa: S106
        smtp(agency_in_order, authority, server)
        found = of_mail(agency_in_order)

    assert found == {
        "mail-sender": "good",
        "mail-server": "good",
        "mail-encryption": "good",
        "mail-login": "good",
        "mail-sent": "note",
        "mail-returns": "note",
        "mail-live": "note",
    }
    assert (server.stored, server.logins) == ([], ["PLAIN"])


def test_a_wrong_password_is_named_without_telling_it(agency_in_order, authority):
    with MailServer(tls=authority.server(), user="cop", password="other") as server:  # noqa: S106
        smtp(agency_in_order, authority, server)
        (found,) = wrong(agency_in_order)

    assert found[0] == "mail-login"
    assert "s3cret" not in str(found)


def test_a_password_that_others_can_read_is_named(agency_in_order, authority):
    with MailServer(tls=authority.server(), user="cop", password="s3cret") as server:  # noqa: S106
        smtp(agency_in_order, authority, server)
        (agency_in_order.path / "password").chmod(0o644)
        (found,) = wrong(agency_in_order)

    assert found[0] == "mail-login"
    assert "chmod 600" in found[2]


def test_a_certificate_nobody_vouches_for_is_named(agency_in_order, authority, tmp_path):
    other = Authority(tmp_path)
    with MailServer(tls=other.server(), user="cop", password="s3cret") as server:  # noqa: S106
        smtp(agency_in_order, authority, server)
        (found,) = wrong(agency_in_order)

    assert found[0] == "mail-encryption"
    assert "certificate of the mail server is not trusted" in found[1]


def test_a_server_that_does_not_answer_is_named(agency_in_order, authority):
    with MailServer() as server:
        pass
    smtp(agency_in_order, authority, server)

    assert [check for check, _, _ in wrong(agency_in_order)] == ["mail-server"]


def test_a_server_that_nobody_knows_is_named(agency_in_order, authority):
    with MailServer() as server:
        smtp(agency_in_order, authority, server, host="mail.agency.invalid")

    assert [check for check, _, _ in wrong(agency_in_order)] == ["mail-name"]


def test_a_sender_outside_the_agency_is_named(agency_in_order, authority):
    with MailServer(tls=authority.server(), user="cop", password="s3cret") as server:  # noqa: S106
        smtp(agency_in_order, authority, server, sender="steward@elsewhere.example")
        (found,) = wrong(agency_in_order)

    assert found[0] == "mail-sender"


def test_the_mailboxes_beside_the_server_are_looked_into(agency_in_order, dovecot):
    with MailServer(user="cop", password=PASSWORD, offer_starttls=False) as server:
        folder = agency_in_order
        smtp(folder, Authority(folder.path), server, security="none", ca_file=str(dovecot.ca_file))
        (folder.path / "password").write_text(f"{PASSWORD}\n", "utf-8")
        boxes = {"sent": "", "returns": "INBOX"}
        for name, box in boxes.items():
            port, security = dovecot.tls_port, "tls"
            config(
                folder,
                f"[mail.{name}]",
                f'host = "127.0.0.1"\nport = {port}\nsecurity = "{security}"\nfolder = "{box}"',
            )
        found = of_mail(folder)

    assert found["mail-sent"] == found["mail-returns"] == "good"


def test_a_mailbox_that_cannot_be_reached_is_named(agency_in_order, authority):
    with MailServer(tls=authority.server(), user="cop", password="s3cret") as server:  # noqa: S106
        smtp(agency_in_order, authority, server)
        closed = f'host = "127.0.0.1"\nport = {_closed_port()}'
        config(agency_in_order, "[mail.sent]", closed)
        found = [check for check, _, _ in wrong(agency_in_order)]

    assert found == ["mail-sent"]


def _closed_port():
    with MailServer() as server:
        return server.port


def test_doctor_needs_a_config_file(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert main(["doctor", "--lang", "en"]) == 1
    assert "There is no config file" in capsys.readouterr().err
    assert list(Path().iterdir()) == []


def test_a_channel_that_rests_is_told_beside_a_login_that_works(agency_in_order):
    until = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    with open_ledger(load(agency_in_order.path / "cop-steward.toml")) as ledger:
        ledger.channels.pause("smtp:mx:25", until=until, why="login")

    code, out, _ = agency_in_order.run("doctor", "--json", "--lang", "en")

    told = [json.loads(line) for line in out.splitlines()]
    (rest,) = [one for one in told if one["check"] == "mail-paused"]
    assert (code, rest["state"]) == (0, "note")
    assert rest["text"].endswith("cop-steward resolve smtp:mx:25 ends the rest")


# Chat rooms


def chat(folder, text, mode=0o600):
    """What doctor says of chat rooms whose addresses are in a file with this text."""
    rooms = folder.path / "rooms.txt"
    rooms.write_text(text, "utf-8")
    rooms.chmod(mode)
    config(folder, "[notify]", 'addresses_file = "rooms.txt"')
    _, out, err = folder.run("doctor", "--json", "--lang", "en")
    assert "SECRET" not in out + err
    return [
        (one["check"], one["text"].replace(f"{folder.path}/", ""))
        for one in map(json.loads, out.splitlines())
        if one["check"].startswith("chat")
    ]


def test_chat_rooms_are_looked_at_without_telling_them_anything(agency_in_order):
    assert chat(agency_in_order, "# ours\ngchat://room/SECRET/SECRET\nline://SECRET/group\n") == [
        (
            "chat",
            "2 addresses of chat rooms are understood (gchat, line); nothing was sent",
        )
    ]


def test_a_chat_address_that_is_not_understood_is_named_by_its_line(agency_in_order):
    found = chat(agency_in_order, "SECRET\nchatter://SECRET\ngchat://room/SECRET/SECRET\n")

    unknown = "The chat address on line {} of rooms.txt is not understood (it begins with {})"
    assert found == [
        ("chat-unknown", unknown.format(1, "–")),
        ("chat-unknown", unknown.format(2, "chatter")),
        ("chat", "1 address of a chat room is understood (gchat); nothing was sent"),
    ]


def test_chat_addresses_that_others_can_read_and_an_empty_file_are_told(agency_in_order):
    assert [name for name, _ in chat(agency_in_order, "# later\n", 0o644)] == [
        "chat-empty",
        "chat-open",
    ]


def test_a_missing_file_of_chat_addresses_is_wrong(agency_in_order):
    config(agency_in_order, "[notify]", 'addresses_file = "rooms.txt"')

    assert [name for name, *_ in wrong(agency_in_order)] == ["chat"]
