"""One case: two busy Mondays, a backup at a moment of the seed's, and the same days without one."""

import contextlib
import datetime as dt
import email
import email.utils
import functools
import io
import json
import os
import random
import tempfile
import threading
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

import time_machine

from jobs.cli.main import main
from tests.fixtures.agency_folder import community, write_workbook
from tests.mailers.server import MailServer, Stored

PEOPLE = 8
BANGKOK = dt.timezone(dt.timedelta(hours=7))
CONFIG = """\
version = 1
[agency]
name = "กรมตัวอย่าง"
allowed_domains = ["agency.go.th"]
contact = "hrd@agency.go.th"
[[registry]]
id = "main"
path = "registry.xlsx"
[reminders]
quiet_days = 0
effective_from = 2025-01-01
[mail]
transport = "smtp"
live = true
host = "127.0.0.1"
port = {port}
security = "none"
"""
FIRST, SECOND, RESTORED, THIRD = (
    dt.date(2026, 11, 23),
    dt.date(2026, 11, 30),
    dt.date(2026, 12, 1),
    dt.date(2026, 12, 7),
)
BUSY = (
    ("before the first check", FIRST, 6, "check"),
    ("before the first mails", FIRST, 9, "remind"),
    ("before the second check", SECOND, 6, "check"),
    ("before the second mails", SECOND, 9, "remind"),
)
"""What the days do, one after the other; a backup may come before each, or amid the mails."""


@dataclass
class Restore:
    """What came of one."""

    moment: str
    arrived: int = 0
    listed: int = 0
    """Who was not mailed, and is told of."""
    wrong: list[str] = field(default_factory=list)


def play(seed: int, folder: Path) -> dict:
    """Play it, and judge it by the same days without a restore."""
    dice = random.Random(seed)  # noqa: S311  the same dice each time
    number = dice.randrange(len(BUSY))
    moment, _, _, command = BUSY[number]
    amid = dice.randint(1, PEOPLE) if command == "remind" and dice.random() < 0.75 else 0
    result = Restore(f"amid the mails, letter {amid}" if amid else moment)
    expected = _without()
    with _agency(folder / "with") as server:
        for at, (_, day, hour, typed) in enumerate(BUSY):
            if at == number and not amid:
                _at(day, hour - 1, "backup")
            elif at == number:
                _backup_amid(server, amid)
            _at(day, hour, typed)
        listed = _put_back()
        _judge(result, server, expected, listed)
    return asdict(result)


@functools.cache
def _without() -> Counter:
    """Who gets how many digests on the same days without a restore."""
    with tempfile.TemporaryDirectory() as folder, _agency(Path(folder) / "without") as server:
        for _, day, hour, typed in BUSY:
            _at(day, hour, typed)
        _at(THIRD, 9, "remind")
        return _readers(server)


def _backup_amid(server: MailServer, letter: int) -> None:
    """Take the backup while a letter is in the server's hands."""
    seen = Counter()

    def refuse(_: str) -> None:
        seen["letters"] += 1
        if seen["letters"] == letter:
            backup = threading.Thread(target=main, args=[["backup"]])
            backup.start()
            backup.join()

    server.refuse = refuse


def _put_back() -> set[str]:
    """Restore, confirm, go on until the third Monday; who is told of as not mailed."""
    _at(RESTORED, 8, "restore", "--yes")
    _at(RESTORED, 9, "remind")
    listed = set[str]()
    for day in (RESTORED, THIRD):
        for matter in _matters(day):
            if matter.get("code"):
                _at(day, 10, "resolve", matter["code"])
        _at(day, 11, "remind")
        for matter in _matters(day):
            listed |= {str(value) for value in matter.values()}
        shown = json.loads(_said(day, 12, "remind", "--dry-run", "--json").splitlines()[-1])
        listed |= {str(one["to"]) for one in shown["not_sent"]}
    return listed


def _judge(result: Restore, server: MailServer, expected: Counter, listed: set[str]) -> None:
    """No letter twice, no matter named again early; nobody fewer letters, unless it is said."""
    arrived = _readers(server)
    result.arrived = sum(arrived.values())
    letters = Counter((one.recipients, one.message_id) for one in server.stored)
    result.wrong += [
        f"{to} got {id_} {times} times" for (to, id_), times in letters.items() if times > 1
    ]
    days = Counter((one.recipients, _day(one)) for one in server.stored if _to_staff(one))
    result.wrong += [
        f"{to} got {times} digests on {day}" for (to, day), times in days.items() if times > 1
    ]
    result.wrong += [
        f"{to} was told on {day} what {to} knew from the day before"
        for to, day in days
        if (to, day - dt.timedelta(days=1)) in days
    ]
    for reader, times in expected.items():
        if arrived[reader] < times and reader in listed:
            result.listed += 1
        elif arrived[reader] < times:
            result.wrong.append(f"{reader} got {arrived[reader]} of {times}, and nothing says so")


def _readers(server: MailServer) -> Counter:
    """How many digests each person got; HR is told of the restore besides."""
    return Counter(reader for one in server.stored if _to_staff(one) for reader in one.recipients)


def _to_staff(letter: Stored) -> bool:
    return not letter.recipients[0].startswith("hrd")


def _day(letter: Stored) -> dt.date:
    """When it was written, in Bangkok."""
    written = email.message_from_bytes(letter.content)["Date"]
    return email.utils.parsedate_to_datetime(written).astimezone(BANGKOK).date()


@contextlib.contextmanager
def _agency(folder: Path):
    folder.mkdir()
    people = [
        {
            "staff_id": str(60001 + number),
            "full_name": f"นายคน ที่{number}",
            "email": f"staff{number:02d}@agency.go.th",
            "unit": "กองคลัง",
        }
        for number in range(PEOPLE)
    ]
    rounds = [
        community(f"C-{number:03d}", "1 ต.ค. 2569", coordinator=person["staff_id"])
        for number, person in enumerate(people)
    ]
    write_workbook(folder / "registry.xlsx", {"staff": people, "communities": rounds})
    before = Path.cwd()
    os.chdir(folder)
    try:
        with MailServer() as server:
            (folder / "cop-steward.toml").write_text(
                CONFIG.format(port=server.port), encoding="utf-8"
            )
            yield server
    finally:
        os.chdir(before)


def _matters(day: dt.date) -> list[dict]:
    return json.loads(_said(day, 10, "status", "--json"))["matters"]


def _at(day: dt.date, hour: int, *typed: str) -> None:
    _said(day, hour, *typed)


def _said(day: dt.date, hour: int, *typed: str) -> str:
    """What a command prints at an hour in Bangkok."""
    out, err = io.StringIO(), io.StringIO()
    moment = dt.datetime.combine(day, dt.time(hour), BANGKOK)
    with (
        time_machine.travel(moment, tick=False),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = main([*typed])
    if code not in (0, 1):
        raise AssertionError(err.getvalue())
    return out.getvalue()
