import datetime as dt
import io
import json
import os
import stat
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import time_machine

from sheets_sync import logs


@pytest.fixture
def kept(tmp_path):
    def entered(**changed):
        facts = {"run": "a1b2", "command": "check", "file": tmp_path / "logs/service.log"}
        return logs.kept(**{**facts, "days": 3, "form": "auto", "stderr": None, **changed})

    return entered


def lines_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@time_machine.travel(dt.datetime(2026, 11, 30, 9, 30, tzinfo=dt.UTC), tick=False)
def test_an_event_is_one_json_line_with_the_run_it_belongs_to(kept, tmp_path):
    with kept():
        logs.note("checked", registry="main", rows=np.int64(780), share=float("nan"))

    (line,) = lines_of(tmp_path / "logs/service-2026-11-30.log")
    assert dt.datetime.fromisoformat(line.pop("at")) == dt.datetime(
        2026, 11, 30, 9, 30, tzinfo=dt.UTC
    )
    assert line == {
        "level": "info",
        "event": "checked",
        "run": "a1b2",
        "command": "check",
        "registry": "main",
        "rows": 780,
        "share": None,
    }


def test_addresses_and_telephone_numbers_never_get_in(kept, tmp_path):
    with kept():
        logs.warn("odd", said="somchai@agency.go.th 081-234-5678 postgresql://u:pw@db/x")

    text = next((tmp_path / "logs").iterdir()).read_text(encoding="utf-8")
    assert [part in text for part in ("somchai", "234", "pw")] == [False, False, False]


def test_each_day_has_a_file_and_old_ones_go(kept, tmp_path):
    for day in range(1, 7):
        with time_machine.travel(dt.datetime(2026, 11, day, 12, tzinfo=dt.UTC)), kept():
            logs.note("began")

    assert [path.name for path in logs.log_files(tmp_path / "logs/service.log")] == [
        "service-2026-11-04.log",
        "service-2026-11-05.log",
        "service-2026-11-06.log",
    ]


def test_only_the_owner_reads_a_log(kept, tmp_path):
    before = os.umask(0)
    try:
        with kept():
            logs.note("began")
    finally:
        os.umask(before)

    (path,) = (tmp_path / "logs").iterdir()
    assert [stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent)] == [0o600, 0o700]


@pytest.mark.parametrize(
    ("terminal", "form", "is_json"),
    [(True, "auto", False), (False, "auto", True), (True, "json", True), (False, "text", False)],
)
def test_people_get_lines_and_programs_get_json(terminal, form, is_json, kept):
    class Stream(io.StringIO):
        def isatty(self):
            return terminal

    stream = Stream()
    with kept(file=None, stderr=stream, form=form):
        logs.warn("checked", registry="main")

    line = stream.getvalue()
    assert line.startswith("{") is is_json
    assert is_json or line.endswith("check[a1b2] WARNING checked registry=main\n")


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("has_file", [True, False])
def test_whoever_reads_along_sees_what_is_said_in_the_agency_s_time(has_file, kept, tmp_path):
    file, stream = (tmp_path / "logs/service.log" if has_file else None), Terminal()
    moment = dt.datetime(2026, 11, 30, 17, 30, tzinfo=dt.UTC)
    with (
        time_machine.travel(moment, tick=False),
        kept(file=file, stderr=stream, zone=ZoneInfo("Asia/Bangkok")),
    ):
        logs.note("began")
        logs.note("job", said="main: checked 25 rows.\nTo mend: 0, said by hrd@agency.go.th")

    assert stream.getvalue() == (
        "2026-12-01 00:30:00 main: checked 25 rows. To mend: 0, said by <address>\n"
    )
    if has_file:
        events = [line["event"] for line in lines_of(tmp_path / "logs/service-2026-12-01.log")]
        assert events == ["began", "job"]


def test_a_program_gets_what_was_said_last_on_the_line(kept):
    stream = io.StringIO()
    with kept(file=None, stderr=stream):
        logs.note("job", said="Done.", registry="main")

    assert [*json.loads(stream.getvalue())][-2:] == ["registry", "said"]


def test_a_full_disk_stops_nothing(kept, tmp_path):
    (tmp_path / "logs").write_text("a file where a folder should be", encoding="utf-8")
    with kept():
        logs.note("began")

    assert (tmp_path / "logs").is_file()


def test_without_a_log_nothing_is_written(kept, capfd):
    with kept(file=None):
        logs.note("began")
    logs.warn("afterwards")

    assert capfd.readouterr() == ("", "")
