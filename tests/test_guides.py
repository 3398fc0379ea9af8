"""The guides: their site is built strictly, their words are the program's, their commands run."""

import importlib
import itertools
import json
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from jobs.cli.command_table import OPTIONS, command_names
from jobs.cli.main import main
from jobs.cli.parser import parser
from sheets_sync.i18n.sentences import Sentences

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("guides")]
"""One worker makes the agency that their commands run in."""
ROOT = Path(__file__).parents[1]
GUIDES = [
    ROOT / "README.md",
    ROOT / "README.th.md",
    *(page for page in sorted((ROOT / "docs").glob("*.??.md")) if "google" not in page.name),
]
"""That to Google is run line by line by tests/test_google_guide.py."""
COMMAND = re.compile(r"(?<![\w/.])cop-steward (?P<typed>(?:[a-z]|-h)[^`\n#|]*)")
OPTION = re.compile(
    r"-{1,2}[a-z-]+|[A-Z-]+(\.xlsx)?|[\w.]+@[\w.]+|[\d-]+|1?\dm|\w+_\w+|https://\S+|\w{20,}"
    r"|service|timer|cron|error|warning|th|en"
)
WITH_VALUE = {
    flag
    for option in OPTIONS.values()
    for flag in option["flags"]
    if option.get("action") != "store_true"
}
STANDS_FOR = {
    "RULE": "date-unreadable",
    "PERSON": "60001",
    "COMMUNITY": "C-001",
    "NAME": "mail",
    "ADDRESS": "1aBcDeFgHiJkLmNoPqRsTuVwXyZ",
    "CODE": "2a3a4aef",
    "CHANNEL": "smtp",
}
"""What a reader puts in place of a word in capitals."""
RUN_ELSEWHERE = {
    "serve": "until it is stopped: tests/jobs/serving",
    "worker": "needs a database server: tests/test_fleet_guide.py",
    "registries": "needs a database server: tests/test_fleet_guide.py",
    "fleet": "needs a database server: tests/test_fleet_guide.py",
    "init": "in the guides of their own: tests/test_google_guide.py, tests/jobs/pipeline",
    "restore": "needs a backup: tests/jobs/commands/test_backup_restore.py",
    "resolve": "needs something to settle: tests/jobs/commands/test_status_and_resolve.py",
    "doctor": "ends with 1 where a service is to be there: tests/jobs/commands/test_doctor.py",
    "status": "ends with 1 where nothing runs by itself: tests/jobs/commands",
    "erase-person": "forgets somebody: tests/data_protection",
    "completion": "needs a shell: tests/jobs/commands/test_completion.py",
    "staff": "needs a list of people: tests/jobs/commands/test_staff.py",
    "year": "copies a year once: tests/jobs/commands/test_year.py",
    "demo": "is what the others run in",
    "install-service": "writes outside the folder: tests/jobs/commands/test_install_service.py",
}


def commands(page):
    """Every command that a page tells to type, without the words beside it."""
    for found in COMMAND.finditer(page.read_text(encoding="utf-8")):
        typed = re.split(r"[฀-๿]|\s\s|[,;:.](?:\s|$)|\)", found["typed"])[0]
        name, *rest = shlex.split(typed.strip().rstrip(".,;:)"))
        if name in command_names():
            yield name, *[STANDS_FOR.get(word, word) for word in _options(rest)]


def _options(words):
    """What belongs to a command: running text goes on after it, or an option is only named."""
    taken = list(itertools.takewhile(OPTION.fullmatch, words))
    return taken[:-1] if taken and taken[-1] in WITH_VALUE else taken


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)
def test_every_command_of_a_guide_can_be_typed(page):
    for typed in commands(page):
        if len(typed) > 1:  # the bare name of a command may only be spoken of
            assert parser(Sentences("en"), typed).parse_args(typed).command == typed[0]


def spoken_of():
    """Commands that are run by other tests, or whose bare name cannot be run."""
    return {
        typed
        for page in GUIDES
        for typed in commands(page)
        if typed[0] in RUN_ELSEWHERE or typed == ("export-person",)
    }


@pytest.fixture(scope="module")
def agency(tmp_path_factory):
    folder = tmp_path_factory.mktemp("agency")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["demo", "."]) == 0
    return folder


@pytest.mark.parametrize(
    "typed",
    sorted({typed for page in GUIDES for typed in commands(page)} - spoken_of()),
    ids=" ".join,
)
def test_the_commands_of_the_guides_run(typed, agency, monkeypatch):
    monkeypatch.chdir(agency)

    assert main(list(typed)) == 0


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_guide_of_the_staff_names_what_the_result_column_says(language):
    say = Sentences(language)
    words = [say(f"jobs.severity.{name}") for name in ("error", "work", "warning", "info")]
    expected = [say("workbook.status.fine"), *words, say("workbook.status.unchecked")]

    guide = (ROOT / f"docs/staff.{language}.md").read_text(encoding="utf-8")

    rows = [row.split("|")[1].strip() for row in guide.splitlines() if row.startswith("| ")]
    assert rows[1:] == expected
    assert say("flags.todo.tab") in guide


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_pictures_show_what_the_demo_makes(language, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    pictures = importlib.import_module("pictures")
    kept = json.loads(pictures.DIGESTS.read_text(encoding="utf-8"))

    pictures.make_demo(tmp_path / "demo", language)

    assert pictures.digests(tmp_path / "demo") == kept[language], "Run: make pictures"


def test_the_site_of_the_guides_is_built_without_a_dead_link(tmp_path):
    """On one page: its words and links are the same, and it has one list of all pages, not many."""
    done = subprocess.run(
        [sys.executable, "docs/build.py", tmp_path / "site", "singlehtml"],
        cwd=ROOT,
        env={"PYTHONPATH": ".", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    whole = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    begun = re.split(r'<span id="document-([^"]+)"></span>', whole)
    pages = dict(zip(begun[1::2], begun[2::2], strict=True))
    assert "reminders.quiet_days" in pages["docs/reference/settings.th"]
    titles = {Sentences("en")(f"flags.{name}.tab") for name in ("todo", "outbox", "summary", "log")}
    assert {title for title in titles if title in pages["docs/reference/tabs.en"]} == titles
    log = pages["docs/reference/log.en"]
    assert [event for event in sorted(EVENTS) if f">{event}<" not in log] == []


def events_told():
    """The names of all events that the source writes into the log by name."""
    for folder in ("sheets_sync", "jobs"):
        for path in (ROOT / folder).rglob("*.py"):
            source = path.read_text(encoding="utf-8")
            yield from re.findall(r'\blogs\.(?:note|warn)\(\s*"([a-z-]+)"', source)
            for name in re.findall(r'\bjournal\.(?:tell|warn)\(\s*"([a-z_]+)"', source):
                yield name.replace("_", "-")


EVENTS = frozenset(events_told())


def test_every_event_of_the_reference_is_one_that_is_told():
    described = tomllib.loads((ROOT / "docs/log_events.toml").read_text(encoding="utf-8"))

    assert [event for event in described if event not in EVENTS] == []
    assert [event for event, said in described.items() if {*said} != {"th", "en"}] == []
