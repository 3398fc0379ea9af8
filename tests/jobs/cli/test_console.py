"""What a job says, on a terminal and where a program reads it."""

import io
import re

import pytest

from jobs.cli.console import Console
from jobs.cli.text_width import width
from sheets_sync.i18n.sentences import Sentences

LONG = "กำหนดการที่ต้องทำให้แล้วเสร็จภายในวันที่กำหนดไว้ในแผนปฏิบัติการของกลุ่มทุกกลุ่มในหน่วยงาน " * 3


class _Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)


def table(stream, **more):
    Console(stream, io.StringIO(), Sentences("th")).table(
        ["กลุ่ม", "สิ่งที่พบ", "จำนวน"],
        [["C-007", LONG, 12], ["C-012", "ผู้เชี่ยวชาญ [b]\nสองบรรทัด", None]],
        title="สรุป",
        right=(2,),
        **more,
    )
    return [line for line in stream.getvalue().splitlines() if line]


def plain(line):
    return re.sub(r"\x1b\[[0-9;]*m", "", line)


@pytest.mark.parametrize("stream", [io.StringIO, _Terminal])
def test_every_line_of_a_table_is_equally_wide_and_nothing_is_cut_off(stream):
    lines = [plain(line) for line in table(stream())]
    text = "".join(cell for line in lines for cell in line.split("│")[2:3])

    assert len({width(line) for line in lines[1:]}) == 1
    assert "".join(LONG.split()) in "".join(text.split())
    assert "ผู้เชี่ยวชาญ [b]" in "\n".join(lines)


def test_names_that_people_copy_are_never_broken():
    names = ["reminders.session.before_working_days", "reminders.step.every_working_days"]
    stream = _Terminal()
    Console(stream, io.StringIO(), Sentences("th")).table(
        ["ค่าที่ตั้งได้", "ปัจจุบัน", "ความหมาย"],
        [[name, "members, experts, coordinator", LONG] for name in names],
    )
    lines = [plain(line) for line in stream.getvalue().splitlines()]

    first = [line.split("│")[1].strip() for line in lines if line.startswith("│")]
    assert [text for text in first if text] == names
    assert {width(line) for line in lines} == {80}


def test_a_table_has_colours_on_a_terminal_only():
    assert "\x1b[31m" in "\n".join(table(_Terminal(), styles=["red", None]))
    assert "\x1b" not in "\n".join(table(io.StringIO(), styles=["red", None]))


def test_progress_is_a_bar_on_a_terminal():
    stderr = _Terminal()
    with Console(io.StringIO(), stderr, Sentences("th")).progress("อ่าน", 2) as advance:
        advance()
        advance()

    assert "\x1b" in stderr.getvalue()
    assert "อ่าน" in stderr.getvalue()


def test_progress_elsewhere_is_one_line():
    stderr = io.StringIO()
    with Console(io.StringIO(), stderr, Sentences("th")).progress("อ่าน", 1000) as advance:
        for _ in range(500):
            advance(2)

    assert stderr.getvalue() == "อ่าน …\n"


def test_what_is_awaited_is_shown_by_a_sign_that_is_gone_before_the_next_line():
    stderr = _Terminal()
    console = Console(io.StringIO(), stderr, Sentences("th"))
    seen = [
        (item, "รอ" in stderr.getvalue(), stderr.getvalue().endswith("\x1b[2K"))
        for item in console.awaited("รอ", iter("กข"))
    ]

    assert seen == [("ก", True, True), ("ข", True, True)]


def test_what_is_awaited_is_one_line_elsewhere():
    stderr = io.StringIO()
    console = Console(io.StringIO(), stderr, Sentences("th"))

    assert list(console.awaited("รอ", iter("กข"))) == ["ก", "ข"]
    assert stderr.getvalue() == "รอ …\n"


def test_a_line_beside_the_result_goes_above_what_moves():
    stderr = _Terminal()
    console = Console(io.StringIO(), stderr, Sentences("th"))

    def items():
        console.note("[b] อีก 3 วินาที")
        yield 1

    assert list(console.awaited("รอ", items())) == [1]
    _, after = stderr.getvalue().split("[b] อีก 3 วินาที\n")
    assert "รอ" in after
