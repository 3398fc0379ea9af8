"""The guide to Google does what it says: its commands run, and print what it shows."""

import re
import shlex
from pathlib import Path

import pytest

from sheets_sync.settings import load
from tests.fixtures.google_folder import google, google_folder, throw_away_key
from tests.google.google import ROBOT

__all__ = ["google", "google_folder", "throw_away_key"]

DOCS = Path(__file__).parents[1] / "docs"
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
FIRST, SECOND = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ", "2aBcDeFgHiJkLmNoPqRsTuVwXyZ"
GUIDES = ["th", "en"]


def guide(language):
    return (DOCS / f"google.{language}.md").read_text(encoding="utf-8")


def blocks(language):
    return BLOCK.findall(guide(language))


@pytest.mark.parametrize("language", GUIDES)
def test_the_commands_of_the_guide_do_what_it_shows(google_folder, google, language):
    name = {"th": "ทะเบียน CoP", "en": "CoP registry"}[language]
    books = {
        FIRST: google.new_spreadsheet(name, {"ชีต1": []}),
        SECOND: google.new_spreadsheet("2", {"ชีต1": []}, locale="th_TH"),
    }
    Path("key.json").rename("service-account.json")
    google.quota.enabled = False
    said = ""

    for kind, text in blocks(language):
        for placeholder, book in books.items():
            text = text.replace(placeholder, book.id)  # noqa: PLW2901
        if kind == "sh":
            said = ran(google_folder, text)
        elif kind == "text":
            for line in text.splitlines():
                assert shown(line) in said, line
        else:
            config = Path("cop-steward.toml")
            before = config.read_text("utf-8")
            config.write_text(before.replace("\n[mail]", f"\n{text}\n[mail]"), "utf-8")
            ran(google_folder, "cop-steward init")

    (registry,) = load().registries
    assert registry.elsewhere[0].spreadsheet == books[SECOND].id
    assert books[SECOND].titles[:3][1:] == titles(language, "evaluations", "followups")
    assert books[FIRST].titles[0] != "ชีต1"


def ran(folder, script):
    """What the lines of a script printed; every one must work."""
    said = ""
    for line in script.splitlines():
        command, *typed = shlex.split(line)
        if command == "chmod":
            Path(typed[-1]).chmod(int(typed[0], 8))
            continue
        assert command == "cop-steward"
        code, out, err = folder.run(*typed)
        assert code == 0, f"{line}\n{out}{err}"
        said += out
    return said


def shown(line):
    """A line of the guide as it is printed here: the account has another address."""
    return line.replace("cop-steward@…", ROBOT)


def titles(language, *tables):
    words = {"th": ["ประเมินผลการเรียนรู้", "ติดตามการนำไปใช้"], "en": ["Evaluations", "Follow-ups"]}
    return words[language][: len(tables)]


def test_both_languages_have_the_same_parts():
    thai, english = blocks("th"), blocks("en")

    assert [kind for kind, _ in thai] == [kind for kind, _ in english]
    for (kind, ours), (_, theirs) in zip(thai, english, strict=True):
        if kind != "text":
            assert ours == theirs.replace(" --lang en", "")
    assert headings(guide("th")) == headings(guide("en"))


def headings(text):
    return [line.partition(" ")[0] for line in text.splitlines() if line.startswith("#")]


@pytest.mark.parametrize("language", GUIDES)
def test_every_link_within_the_repository_leads_somewhere(language):
    text = guide(language)
    anchors = {anchor(line) for line in text.splitlines() if line.startswith("#")}

    for link in re.findall(r"\]\(([^)]+)\)", text):
        path, _, part = link.partition("#")
        if not path.startswith("http"):
            assert not path or (DOCS / path).exists(), link
            assert path or part in anchors, link


def anchor(heading):
    words = re.sub(r"[^\w\-\u0e00-\u0e7f ]", "", heading.lstrip("# ").lower())
    return words.strip().replace(" ", "-")
