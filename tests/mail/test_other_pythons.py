"""The same letter in every Python that is installed: the same bytes, and read back exactly."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MINORS = (11, 12, 13, 14)
PROGRAM = r"""
import datetime as dt, email, email.policy, hashlib, json, re
from email.header import decode_header
from sheets_sync.mail.message import DigestKey, Letterhead, Message, Recipient
from sheets_sync.mail.mime import compose

DATE = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
HEAD = Letterhead(Recipient("cop@agency.go.th", "ระบบติดตามชุมชนนักปฏิบัติ"), "agency.go.th")
WORDS = "งานค้าง น้ำ ทำซ้ำ เก๋ๆ กฎหมาย ๓๐ พ.ย. ๒๕๖๙ CoP =?utf-8?q?x?= “ที่”  ปู่ยู่ยี่".split(" ")


def decoded(content, header):
    raw = email.message_from_bytes(content, policy=email.policy.compat32)[header]
    parts = decode_header(re.sub(r"\r\n[ \t]", " ", str(raw)))
    return "".join(
        part.decode(charset or "ascii") if isinstance(part, bytes) else part
        for part, charset in parts
    )


digest, wrong = hashlib.sha256(), []
for number in range(300):
    words = [WORDS[number * step % len(WORDS)] for step in range(1, 2 + number % 40)]
    # A longer name is shortened: some servers drop one of more than 250 octets.
    subject, name = " ".join(words).strip() or "x", (" ".join(words[:4]).strip() or "x")
    letter = Message(
        DigestKey("a@agency.go.th", DATE.date()), Recipient("a@agency.go.th", name),
        "th", subject, "เรียน", "<p>เรียน</p>",
    )
    identity = f"<{number:032x}.letter@agency.go.th>"
    content = compose(letter, letterhead=HEAD, message_id=identity, date=DATE)
    digest.update(content)
    back = decoded(content, "Subject"), decoded(content, "To")
    modern = email.message_from_bytes(content, policy=email.policy.default)
    if modern["To"].addresses[0].display_name.split() != name.split() and "=?" not in name:
        wrong.append((name, modern["To"].addresses[0].display_name))
    if back != (subject, f"{name} <a@agency.go.th>") or modern["Message-ID"] != identity:
        wrong.append((subject, *back))
print(json.dumps({"bytes": digest.hexdigest(), "wrong": wrong}))
"""


def installed(minor):
    """A Python of this release; a name alone may belong to one that does not start."""
    beside = Path(sys.base_prefix).parent.glob(f"3.{minor}.*/bin/python3")
    found = filter(None, (shutil.which(f"python3.{minor}"), *map(str, beside)))
    return next(filter(starts, found), None)


def starts(python):
    return subprocess.run([python, "-c", ""], check=False, capture_output=True).returncode == 0


def outcome(python):
    done = subprocess.run(
        [python, "-c", PROGRAM],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def ours():
    return outcome(sys.executable)


def test_headers_are_read_back_exactly(ours):
    assert ours["wrong"] == []


def test_letter_is_the_same_in_every_python_there_is(ours):
    others = {minor: python for minor in MINORS if (python := installed(minor)) is not None}

    assert {minor: outcome(python) for minor, python in others.items()} == dict.fromkeys(
        others, ours
    )
