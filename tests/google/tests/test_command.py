"""The server as a program: `python -m tests.google`."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
import requests

from tests.google.clients import gspread_client
from tests.google.google import ROBOT

ROOT = Path(__file__).parents[3]


def started(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.google", "--port", "0", *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )


def test_command_serves_workbooks_until_stopped(tmp_path):
    office = tmp_path / "register.xlsx"
    made = openpyxl.Workbook()
    made.active.title = "ทะเบียน"
    made.active.append(["ชื่อ", "=1+1"])
    made.save(office)
    plain = tmp_path / "plain.json"
    plain.write_text(json.dumps({"title": "Plain", "sheets": [{"title": "T", "rows": [["a", 1]]}]}))
    arguments = ["--workbook", office, "--workbook", plain, "--anonymous", ROBOT]
    key = tmp_path / "key.json"
    with started(*arguments, "--no-quota", "--key", key) as process:
        base = process.stdout.readline().strip()
        ids = [process.stdout.readline().split()[0] for _ in range(2)]
        found = [
            requests.get(f"{base}/v4/spreadsheets/{i}/values/A1:B1", timeout=10).json()["values"]
            for i in ids
        ]
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", base)
    assert found == [[["ชื่อ", "2"]], [["a", "1"]]]
    assert json.loads(key.read_text())["client_email"] == ROBOT


def test_a_client_outlives_the_server(tmp_path):
    book, key = tmp_path / "book.json", tmp_path / "key.json"
    book.write_text('{"sheets": [{"title": "T", "rows": [["a"]]}]}')
    with started("--workbook", book, "--key", key) as first:
        base = first.stdout.readline().strip()
        client = gspread_client(base, json.loads(key.read_text()))
        book_id = first.stdout.readline().split()[0]
        assert client.open_by_key(book_id).sheet1.acell("A1").value == "a"
        first.terminate()
    with started("--workbook", book, "--key", key, "--port", base.rpartition(":")[2]) as second:
        assert second.stdout.readline().strip() == base
        assert client.open_by_key(book_id).sheet1.acell("A1").value == "a"
        second.terminate()
    client.http_client.session.close()


@pytest.mark.parametrize(
    ("option", "content", "words"),
    [
        ("--workbook", None, "No such file"),
        ("--workbook", "no JSON", "is no workbook: JSONDecodeError"),
        ("--workbook", "{}", "is no workbook: KeyError: 'sheets'"),
        ("--key", '{"project_id": "real"}', "holds a key of somebody else: name another file"),
    ],
)
def test_what_cannot_be_served_is_told_in_a_line(tmp_path, option, content, words):
    path = tmp_path / "given.json"
    if content:
        path.write_text(content)
    with started(option, path) as process:
        out, error = process.communicate(timeout=20)
    assert (process.returncode, out) == (2, "")
    assert re.fullmatch(rf"python -m tests\.google: .*{re.escape(words)}.*\n", error)
    assert content is None or path.read_text() == content


def test_a_port_that_is_taken_is_told_in_a_line():
    taken = socket.create_server(("127.0.0.1", 0))
    with taken, started("--port", taken.getsockname()[1]) as process:
        _, error = process.communicate(timeout=20)
    assert (process.returncode, error.count("\n")) == (2, 1)
    assert "Address already in use" in error
