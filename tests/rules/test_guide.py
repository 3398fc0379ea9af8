"""What a new rule needs, said to whoever adds one: where the line or file is missing."""

import inspect
import re
from functools import cache
from pathlib import Path

import pytest

from sheets_sync.checking.findings import Finding
from sheets_sync.checking.reporter import Rule
from sheets_sync.i18n.finding_text import sentence_of
from sheets_sync.i18n.sentences import LANGUAGES, Sentences
from sheets_sync.resources import resource
from sheets_sync.rules import RULES
from tests.rules.casebook import CASES, all_cases, cases_of
from tests.rules.workbooks import found_in_case

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("rule-cases")]
"""One worker looks at all cases, once."""

FILES = sorted(
    path for path in resource("sheets_sync", "rules").glob("*.py") if path.stem != "__init__"
)
WORDS = sorted(resource("templates", "rules").glob("*.toml"))
SECTIONS = {
    "en": ("What it does", "Why", "Example", "How to mend"),
    "th": ("ตรวจอะไร", "เพราะเหตุใด", "ตัวอย่าง", "วิธีแก้ไข"),
}
STEP_NAMED = {
    "en": re.compile(r"\bsteps?\b|principle", re.IGNORECASE),
    "th": re.compile("ขั้นตอน|หลัก|คู่มือ"),
}
BAD_STARTS = ("check-", "no-", "must-", "should-", "ensure-", "validate-", "require-", "missing-")

by_name = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_beside_the_rules_is_one(path: Path):
    names = {rule.name for rule in RULES}

    assert path.stem.replace("_", "-") in names, (
        f"sheets_sync/rules/{path.name} is never asked: write `@rule(Severity.…)` and "
        "`def check(context: RuleContext, reporter: Reporter) -> None:` in it"
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_rule_that_reports_what_reading_found_says_where_that_is_decided(path: Path):
    source, name = path.read_text(encoding="utf-8"), path.stem.replace("_", "-")
    if "reporter.problems(" not in source:
        return
    said = re.search(r"^# Decided where the cell is read: (\S+)$", source, re.MULTILINE)

    assert said, f"sheets_sync/rules/{path.name} says nowhere in which file reading decides it"
    assert f'"{name}"' in resource(*said[1].split("/")).read_text(encoding="utf-8"), (
        f"{said[1]} does not decide {name}: name the file in sheets_sync/registry that does"
    )


@by_name
def test_every_rule_is_shown_firing_and_silent(rule: Rule):
    path = f"tests/rules/cases/{rule.name}.yml"
    cases = cases_of(rule.name)

    assert cases, f"{rule.name} has no cases: write {path}, as the docstring of casebook.py says"
    assert any(case.fires for case in cases), (
        f"{rule.name} is never seen firing: add a case to {path} whose `found` names it"
    )
    assert any(not case.fires for case in cases), (
        f"{rule.name} is never seen silent: add a near miss with `found: []` to {path}"
    )


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yml")), ids=lambda path: path.stem)
def test_every_file_of_cases_has_its_rule(path: Path):
    assert path.stem in {rule.name for rule in RULES}, (
        f"no rule is called {path.stem}: rename {path.name} or add the rule"
    )


@by_name
def test_every_rule_has_the_same_sentences_in_both_languages(rule: Rule):
    tables = {}
    for language in LANGUAGES:
        assert sentences(language).table("findings").get(rule.name), (
            f"{rule.name} has nothing to say: add a table [{language}] with `message` to "
            f"templates/rules/{rule.name}.toml"
        )
        tables[language] = set(sentences(language).table(f"findings.{rule.name}"))

    assert tables["th"] == tables["en"], (
        f"[th] and [en] of templates/rules/{rule.name}.toml have other sentences: "
        f"{', '.join(sorted(tables['th'] ^ tables['en']))}"
    )


@by_name
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_its_page(rule: Rule, language: str):
    path = {
        "en": f"the docstring of sheets_sync/rules/{rule.name.replace('-', '_')}.py",
        "th": f"`page` under [th] in templates/rules/{rule.name}.toml",
    }[language]
    assert language == "en" or f"rules.{rule.name}" in sentences("th"), f"write {path}"

    page = rule.page if language == "en" else sentences("th")(f"rules.{rule.name}")
    lines = inspect.cleandoc(page).strip().splitlines()
    found = tuple(line for line in lines[1:] if line and not line.startswith(" "))
    assert found == SECTIONS[language], f"{path} has the sections {', '.join(SECTIONS[language])}"
    why = page[page.index(SECTIONS[language][1]) : page.index(SECTIONS[language][2])]
    assert STEP_NAMED[language].search(why), f"say in {path} which step of the handbook it serves"


@by_name
def test_every_name_reads_well_after_allow(rule: Rule):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert not rule.name.startswith(BAD_STARTS), (
        f"“allow {rule.name}” does not name a problem: rename sheets_sync/rules/"
        f"{rule.name.replace('-', '_')}.py"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_said_in_some_case(language: str):
    written = {
        f"findings.{rule.name}.{name}"
        for rule in RULES
        for name in sentences(language).table(f"findings.{rule.name}")
    }

    said = {sentence_of(finding, sentences(language)) for finding in all_findings()}
    unsaid = written - said
    assert not unsaid, (
        f"no case makes these be said: {', '.join(sorted(unsaid))}; add a case to the rule's file "
        f"in tests/rules/cases, or take the sentence out of templates/rules"
    )


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.stem)
def test_no_sentence_is_left_of_a_rule_that_is_gone(path: Path):
    assert path.stem in {rule.name for rule in RULES}, (
        f"no rule is called {path.stem}: rename or remove templates/rules/{path.name}"
    )


@cache
def sentences(language: str) -> Sentences:
    return Sentences(language)


@cache
def all_findings() -> tuple[Finding, ...]:
    return tuple(finding for case in all_cases() for finding in found_in_case(case))
