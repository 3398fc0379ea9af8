"""The command line from outside: what is typed, what is shown, and how it ends."""

import argparse
import ast
import inspect
import json
import os
import re
import signal
import subprocess
import sys
import tomllib
import unicodedata
from pathlib import Path
from types import ModuleType

import pytest

from jobs.cli.command_table import COMMON, OPTIONS, command_named, command_names
from jobs.cli.main import main
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.resources import resource

ROOT = Path(__file__).resolve().parents[3]
THAI = re.compile("[ก-๛]")
LATIN_WORDS = re.compile(r"[A-Za-z]{3,}(?: [A-Za-z]{3,}){2,}")


def cop_steward(*typed, cwd=None, env=None, stdout=subprocess.PIPE, python=()):
    """Run it as people do."""
    return subprocess.run(
        [sys.executable, *python, "-m", "jobs", *typed],
        cwd=cwd or ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )


@pytest.fixture(autouse=True)
def _no_language_from_outside(monkeypatch, tmp_path):
    monkeypatch.delenv("COP_STEWARD_LANG", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def job(monkeypatch):
    """Let the command `explain` do what a source says."""

    def add(source, options=("json", "registry", "dry-run")):
        probe = ModuleType("jobs.commands.explain")
        exec(compile(source, "probe.py", "exec"), vars(probe))  # noqa: S102 — the test's own
        probe.ARGUMENTS = options
        monkeypatch.setitem(sys.modules, probe.__name__, probe)

    return add


# The table of commands


@pytest.mark.parametrize("language", ["th", "en"])
def test_no_sentence_of_a_command_or_option_is_left_over(language):
    words = Sentences(language).table("command_line")
    used = {name for one in command_names() for name in command_named(one).arguments} | set(COMMON)

    assert set(words["commands"]) == set(command_names())
    assert set(words["options"]) == set(OPTIONS) | {"help", "version"}
    assert set(OPTIONS) == used
    assert all(set(one) == {"help", "about", "examples"} for one in words["commands"].values())


def test_every_word_of_argparse_that_people_can_meet_is_said_in_our_languages():
    ours = set(Sentences("th").table("command_line.argparse"))
    source = inspect.getsource(argparse)
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    found = {
        word.value
        for call in calls
        if getattr(call.func, "id", "") in {"_", "ngettext"}
        for word in call.args
        if isinstance(word, ast.Constant) and isinstance(word.value, str)
    }
    # What only a programmer can cause, and what our parser says itself.
    never = re.compile(
        r"conflict|subparser|%r is not callable|__call__|option string|dest=|mutually|cannot merge"
        r"|mode|unknown parser|ambiguous|^show this|can't open|: error:|deprecated|warning:"
        r"|unexpected|'required'"
    )

    assert {word for word in found - ours if not never.search(word)} == set()


# Help


@pytest.mark.parametrize("typed", [[], *([one] for one in command_names())])
def test_help_is_thai_to_the_last_word(typed, capsys):
    assert main([*typed, "--help"]) == 0
    shown = capsys.readouterr()

    assert shown.err == ""
    assert THAI.search(shown.out)
    assert not LATIN_WORDS.search(re.sub(r"(?m)^  cop-steward .*$", "", shown.out))
    assert "None" not in shown.out


@pytest.mark.parametrize("typed", [[], *([one] for one in command_names())])
def test_help_is_english_when_asked(typed, capsys):
    assert main([*typed, "--help", "--lang", "en"]) == 0
    shown = capsys.readouterr()

    assert shown.out.startswith("usage: cop-steward")
    assert not THAI.search(shown.out)


def test_no_line_of_help_begins_with_a_mark(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    main(["check", "--help"])
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]

    assert not [line for line in lines if line and unicodedata.category(line[0]) == "Mn"]


def test_without_a_command_the_help_is_shown_and_it_counts_as_wrong_usage(capsys):
    assert main([]) == 2
    shown = capsys.readouterr()

    assert (shown.out, shown.err[:8]) == ("", "วิธีใช้:")


def test_the_version_is_that_of_the_distribution(capsys):
    declared = tomllib.loads(resource("pyproject.toml").read_text(encoding="utf-8"))

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"cop-steward {declared['project']['version']}\n"


def test_help_imports_nothing_heavy():
    heavy = {"pandas", "numpy", "rich", "sqlalchemy", "jinja2", "lxml", "sheets_sync.settings"}
    code = (
        "import sys; from jobs.cli.main import main; main(['--help']);"
        f"print(sorted({heavy!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)

    assert done.stderr == b"[]\n"


# Language


@pytest.mark.parametrize(
    ("typed", "places", "thai"),
    [
        ([], (None, None), True),
        (["--lang", "en"], (None, None), False),
        (["--lang=en"], ("th", "th"), False),
        ([], ("en", "th"), False),
        ([], (None, "en"), False),
        (["--lang", "th"], ("en", "en"), True),
        ([], (None, "broken"), True),
    ],
)
def test_the_language_is_that_of_the_call_else_the_environment_else_the_config(
    typed, places, thai, capsys, monkeypatch
):
    environment, config = places
    if environment:
        monkeypatch.setenv("COP_STEWARD_LANG", environment)
    if config:
        line = f'language = "{config}"\n' if config != "broken" else "= = ="
        Path("cop-steward.toml").write_text(line, encoding="utf-8")
    main([*typed, "--help"])

    assert bool(THAI.search(capsys.readouterr().out)) is thai


@pytest.mark.parametrize(
    ("config", "thai"),
    [
        ("language = 'en'  # for the auditors\n", False),
        ('version = 1\n"language" = "en"\n', False),
        ('language = "en"\n[sched', False),
        ('about = [\n[1]]\nlanguage = "en"\n', False),
        ('[agency]\nlanguage = "en"\n', True),
        ('about = """\nlanguage = "en"\n"""\n', True),
        ('about = """\nlanguage = "en"\n"""\nlanguage = "th"\n', True),
        ("about = '''\nlanguage = 'en'\n'''\n", True),
    ],
)
def test_the_language_of_the_config_is_its_key_at_the_top_however_it_is_written(
    config, thai, capsys
):
    Path("cop-steward.toml").write_text(config, encoding="utf-8")
    main(["--help"])

    assert bool(THAI.search(capsys.readouterr().out)) is thai


def test_an_unknown_language_of_the_environment_is_said(capsys, monkeypatch):
    monkeypatch.setenv("COP_STEWARD_LANG", "thai")

    assert main(["--help"]) == 1
    assert "COP_STEWARD_LANG" in capsys.readouterr().err


# Wrong usage


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["chek"], "คำสั่งยังไม่ถูกต้อง: คำสั่ง: ไม่รู้จัก chek"),
        (["chek"], "หมายถึง check ใช่หรือไม่"),
        (["check", "--jsn"], "ไม่รู้จัก --jsn หมายถึง --json ใช่หรือไม่"),
        (["check", "--fail-on", "eror"], "หมายถึง error ใช่หรือไม่"),
        (["check", "--registry"], "--registry: ต้องระบุค่าหนึ่งค่าต่อท้าย"),
        (["check", "--json=yes"], "ไม่รับค่าต่อท้าย 'yes'"),
        (["check", "--today", "22/11/2569"], "--today: 22/11/2569 ไม่ใช่วันที่"),
        (["check", "--today", "2569-02-29"], "--today: 2569-02-29 ไม่ใช่วันที่"),
        (["report", "--month", "ตุลาคม"], "--month: ตุลาคม ไม่ใช่เดือน"),
        (["check", "--lang", "de"], "--lang: ไม่รู้จัก de"),
        (["explain", "a", "b"], "ไม่รู้จัก b"),
    ],
)
def test_wrong_usage_is_said_in_thai_with_the_nearest_right_word(typed, said, capsys):
    assert main(typed) == 2
    shown = capsys.readouterr()

    assert shown.out == ""
    assert said in shown.err
    assert "--help" in shown.err
    assert not LATIN_WORDS.search(shown.err.replace("demo, check", ""))


def test_an_option_that_a_command_does_not_have_leads_to_the_help_of_that_command(capsys):
    assert main(["backup", "--lst", "--lang", "en"]) == 2

    assert capsys.readouterr().err == (
        "This cannot be understood: --lst is unknown. Did you mean --list?\n"
        "How it is used: cop-steward backup --help\n"
    )


def test_wrong_usage_is_said_in_english_when_asked(capsys):
    assert main(["check", "--today", "soon", "--lang", "en"]) == 2

    assert capsys.readouterr().err == (
        "This cannot be understood: --today: soon is no date written as year-month-day, "
        "such as 2026-11-22 or 2569-11-22.\n"
        "How it is used: cop-steward check --help\n"
    )


def test_options_may_stand_before_or_after_the_command(job, capsys):
    job("def run(a):\n    a.console.line(f'{a.today} {a.looking} {a.language}')\n    return 0\n")
    Path("cop-steward.toml").write_text(
        '[[registry]]\nid = "main"\npath = "registry.xlsx"\n', encoding="utf-8"
    )

    assert main(["--today", "2569-11-22", "--lang", "en", "explain"]) == 0
    assert main(["explain", "--today", "2026-11-22", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "2026-11-22 True en\n" * 2


# How it ends


def test_a_job_ends_with_its_own_code(job):
    job("def run(a):\n    return 4\n")

    assert main(["explain"]) == 4


def test_what_the_operator_can_mend_is_one_screen(job, capsys):
    job("def run(a):\n    a.settings\n    return 0\n")

    assert main(["explain", "--lang", "en"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == (
        f"Problem: There is no config file cop-steward.toml in the folder {Path.cwd()}.\n"
        "Way out: Make one with cop-steward init, look at a sample with cop-steward demo, "
        "or name the file with --config.\n"
    )
    assert list(Path.cwd().glob("*.log")) == []


def test_with_v_it_is_also_shown_where_the_problem_arose(job, capsys):
    job("def run(a):\n    a.settings\n    return 0\n")
    main(["explain", "-v"])

    assert "Traceback" in capsys.readouterr().err


def test_a_bug_of_ours_is_kept_in_a_file_without_addresses(job, capsys):
    Path("cop-steward.toml").write_text("", encoding="utf-8")
    job(
        "def run(a):\n"
        "    try:\n"
        "        raise KeyError('นางสุดา ใจดี')\n"
        "    except KeyError:\n"
        "        raise ValueError('somchai@agency.go.th 081-234-5678')\n"
    )

    assert main(["explain"]) == 3
    shown = capsys.readouterr()
    (kept,) = Path("state").glob("*.log")
    text = kept.read_text(encoding="utf-8")
    assert shown.out == ""
    assert str(kept) in shown.err
    assert "Traceback" in shown.err
    assert "KeyError: '<text>'" in text
    assert "ValueError: <address> <number>" in text
    assert "cop-steward explain" in text
    assert "somchai" not in text + shown.err
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_bug_without_a_config_file_leaves_the_working_folder_alone(job, capsys, monkeypatch):
    kept = Path.cwd() / "temporary"
    kept.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(kept))
    job("def run(a):\n    return 1 / 0\n")

    assert main(["explain"]) == 3
    assert len(list(kept.glob("*.log"))) == 1
    assert not Path("state").exists()


def test_a_bug_that_cannot_be_kept_is_still_shown(job, capsys, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", "/proc")
    job("def run(a):\n    return 1 / 0\n")

    assert main(["explain", "--lang", "en"]) == 3
    assert "could not be kept in a file" in capsys.readouterr().err


def test_interrupted_from_the_keyboard_ends_calmly(job, capsys):
    job("def run(a):\n    raise KeyboardInterrupt\n")

    assert main(["explain"]) == 130
    assert capsys.readouterr().err == "\nหยุดการทำงานตามที่ขอแล้ว\n"


def test_a_full_disk_is_nobodys_bug(job, capsys):
    job("import errno\ndef run(a):\n    raise OSError(errno.ENOSPC, 'full', '/srv/outbox/1.eml')\n")

    assert main(["explain", "--lang", "en"]) == 1
    assert "/srv/outbox/1.eml failed (the disk is full)." in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has /dev/full")
def test_a_result_that_cannot_be_printed_is_said():
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = cop_steward("--help", stdout=full)

    assert done.returncode == 1
    assert "ดิสก์เต็ม" in done.stderr.decode()


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_when_nobody_reads_any_more_it_stops_without_a_word(unbuffered):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = cop_steward("--help", stdout=writing, env={"PYTHONUNBUFFERED": unbuffered})
    finally:
        os.close(writing)

    assert (done.returncode, done.stderr) == (141, b"")


def test_without_a_standard_output_it_still_works():
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m jobs --help >&-"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("env", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "latin-1"}])
def test_thai_is_printed_as_utf_8_whatever_the_locale(env):
    done = cop_steward("--help", env={"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", **env})

    assert done.returncode == 0
    assert "ตรวจทะเบียน" in done.stdout.decode("utf-8")


def test_an_interrupt_of_the_process_ends_with_130(tmp_path):
    code = (
        "import signal, sys, types, time, jobs.cli.parser, jobs.commands\n"
        # Whoever starts the tests in the background lets them ignore it.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "probe = types.ModuleType('jobs.commands.explain')\n"
        "def run(a):\n    print('ready', flush=True)\n    time.sleep(30)\n"
        "probe.run = run\nsys.modules['jobs.commands.explain'] = probe\n"
        "from jobs.cli.main import main\nsys.exit(main(['explain']))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with process:
        started = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)

    assert (started, process.returncode) == (b"ready\n", 130)


# What a job is given


def test_json_is_the_only_thing_on_standard_output(job, capsys):
    job(
        "def run(a):\n"
        "    a.console.line('ข้อความ')\n"
        "    a.console.table(['ก'], [['ข']])\n"
        "    a.console.note('กำลังทำ')\n"
        "    with a.console.progress('อ่าน', 2) as advance:\n"
        "        advance()\n        advance()\n"
        "    a.console.json({'ชื่อ': 'กลุ่ม', 'rows': {1}})\n"
        "    return 0\n"
    )

    assert main(["explain", "--json"]) == 0
    shown = capsys.readouterr()
    assert shown.out == '{"ชื่อ":"กลุ่ม","rows":[1]}\n'
    assert json.loads(shown.out) == {"ชื่อ": "กลุ่ม", "rows": [1]}
    assert shown.err == "กำลังทำ\nอ่าน …\n"


def test_a_job_that_needs_no_settings_works_without_a_config_file(job, capsys):
    job("def run(a):\n    a.console.line(a.sentences('errors.file-missing.hint'))\n    return 0\n")

    assert main(["explain", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "Look at the names of the file and its folder.\n"


def test_the_agencys_wording_is_used_where_it_can_be(job, capsys):
    job("def run(a):\n    a.console.line(a.sentences('errors.file-missing.hint'))\n    return 0\n")
    Path("cop-steward.toml").write_text(
        'templates = "words"\n[[registry]]\nid = "main"\npath = "a.xlsx"\n', encoding="utf-8"
    )
    wording = Path("words/th/errors.toml")
    wording.parent.mkdir(parents=True)
    wording.write_text('[file-missing]\nhint = "โปรดสอบถามผู้ดูแล"\n', encoding="utf-8")

    assert main(["explain"]) == 0
    assert capsys.readouterr().out == "โปรดสอบถามผู้ดูแล\n"
    wording.write_text('[file-missing]\nhnit = "โปรดสอบถามผู้ดูแล"\n', encoding="utf-8")
    assert main(["explain"]) == 0  # ours stands meanwhile; `doctor` and `status` name the line
    assert capsys.readouterr().out == f"{Sentences('th')('errors.file-missing.hint')}\n"


def test_one_of_several_workbooks_can_be_chosen(job, capsys):
    job(
        "def run(a):\n"
        "    a.console.line(a.sentences.show([r.id for r in a.registries]))\n"
        "    return 0\n"
    )
    Path("cop-steward.toml").write_text(
        '[[registry]]\nid = "main"\npath = "a.xlsx"\n[[registry]]\nid = "north"\npath = "b.xlsx"\n',
        encoding="utf-8",
    )

    assert main(["explain"]) == 0
    assert main(["explain", "--registry", "north"]) == 0
    assert main(["explain", "--registry", "nort", "--lang", "en"]) == 1
    shown = capsys.readouterr()
    assert shown.out == "main, north\nnorth\n"
    assert "Did you mean north?" in shown.err


def test_today_is_the_day_in_the_agencys_time_zone(job, capsys, monkeypatch):
    job(
        "def run(a):\n    a.console.line(f'{a.now.tzinfo} {a.looking} {a.dry_run}')\n    return 0\n"
    )
    Path("cop-steward.toml").write_text(
        '[[registry]]\nid = "main"\npath = "a.xlsx"\n', encoding="utf-8"
    )

    assert main(["explain", "--dry-run"]) == 0
    assert capsys.readouterr().out == "Asia/Bangkok False True\n"
