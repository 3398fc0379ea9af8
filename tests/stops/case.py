"""One stop: a folder in which twelve people are to be mailed, a `serve`, and a moment."""

import datetime as dt
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from sheets_sync.mail.delivery import SENT, LetterState
from sheets_sync.mail.ledger_records import RunState
from sheets_sync.settings import load
from sheets_sync.wiring.ledger import peek_ledger
from tests.fixtures.agency_folder import community, write_workbook
from tests.mailers.server import LATE, MailServer

ROOT = Path(__file__).parents[2]
PEOPLE = 12
ENDS_WITHIN = 240
"""Seconds; far above what a busy machine needs."""
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
window_start = "00:00"
window_end = "23:59"
[schedule]
live = false
check_at = ["00:00"]
remind_at = "00:00"
[mail]
transport = "smtp"
live = true
host = "127.0.0.1"
port = {port}
security = "none"
"""


@dataclass
class Stop:
    """What a stop left behind."""

    moment: str
    code: int
    letters: dict[str, int] = field(default_factory=dict)
    """By state."""
    arrived: int = 0
    wrong: list[str] = field(default_factory=list)


def play(seed: int, folder: Path) -> dict:
    """Serve, stop at a moment of the seed's, and look what is left."""
    with MailServer(late_seconds=0.08) as server:
        server.fail("dot", *[LATE] * PEOPLE)
        _agency(folder, server.port)
        stop = _stopped(random.Random(seed), folder, server)  # noqa: S311  the same dice each time
        _judge(stop, folder, server)
    return asdict(stop)


def _agency(folder: Path, port: int) -> None:
    today = dt.datetime.now(ZoneInfo("Asia/Bangkok")).date()
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
        community(
            f"C-{number:03d}",
            f"{today - dt.timedelta(days=31):%d/%m/%Y}",
            coordinator=str(60001 + number),
        )
        for number in range(PEOPLE)
    ]
    worked = [{"date": today, "name": "วันทำงาน", "working": "ใช่"}]
    tabs = {"staff": people, "communities": rounds, "holidays": worked}
    write_workbook(folder / "registry.xlsx", tabs)
    config = CONFIG.format(port=port)
    (folder / "cop-steward.toml").write_text(config, encoding="utf-8")


def _stopped(dice: random.Random, folder: Path, server: MailServer) -> Stop:
    said = folder / "said.txt"
    with said.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "jobs", "serve"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        moment = _wait(dice, server, said)
        process.send_signal(signal.SIGTERM)
        code = process.wait(ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        moment, code = f"{moment}, and it never ended", 99
    finally:
        process.kill()
        process.wait()
    return Stop(moment, code)


def _wait(dice: random.Random, server: MailServer, said: Path) -> str:
    """Until a moment of the beginning, or of the sending."""
    _until(lambda: b'"serving"' in said.read_bytes())
    if dice.random() < 0.4:
        seconds = dice.uniform(0, 6)
        time.sleep(seconds)
        return f"{seconds:.2f} s after it began"
    letters = dice.randint(1, PEOPLE)
    _until(lambda: len(server.stored) >= letters)
    seconds = dice.uniform(0, 0.2)
    time.sleep(seconds)
    return f"{seconds:.2f} s after letter {letters}"


def _until(there) -> None:
    end = time.monotonic() + ENDS_WITHIN
    while not there() and time.monotonic() < end:
        time.sleep(0.005)


def _judge(stop: Stop, folder: Path, server: MailServer) -> None:
    stop.arrived = len(server.stored)
    twice = [
        to for to, times in Counter(one.recipients for one in server.stored).items() if times > 1
    ]
    if stop.code != 0:
        stop.wrong.append(f"ended with {stop.code}")
    stop.wrong += [f"{to} was mailed twice" for to in twice]
    ledger = peek_ledger(load(folder / "cop-steward.toml"))
    if ledger is None:
        return
    stop.wrong += _unhealthy(folder)
    with ledger:
        letters = ledger.letters.standing()
        going = ledger.runs.going(since=dt.datetime.now(dt.UTC) - dt.timedelta(days=2))
    stop.letters = dict(Counter(letter.state.value for letter in letters))
    doubtful = {LetterState.HANDING, LetterState.UNCERTAIN, LetterState.CLAIMED}
    stop.wrong += [f"a letter is {one.state}" for one in letters if one.state in doubtful]
    stop.wrong += [f"{run.id} is {run.state}" for run in going if run.state is RunState.RUNNING]
    accepted = sum(letter.state in SENT for letter in letters)
    if accepted != stop.arrived:
        stop.wrong.append(f"{accepted} accepted, {stop.arrived} arrived")


def _unhealthy(folder: Path) -> list[str]:
    """What `status` has to say to whoever asks after the stop: nothing, it was asked for."""
    told = subprocess.run(
        [sys.executable, "-m", "jobs", "status", "--json"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    if told.returncode == 0:
        return []
    found = json.loads(told.stdout or "{}").get("issues", [told.stderr])
    return [f"status: {one}" for one in found]
