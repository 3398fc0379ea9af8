"""The sentence of every reason for which a step is not complete, in both languages."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from sheets_sync.checking.steps import Reason, Step
from sheets_sync.i18n.sentences import LANGUAGES, Sentences
from sheets_sync.i18n.step_text import exempt_beside, reason_of, step_sentence
from sheets_sync.lazy_sentence import LazySentence
from sheets_sync.registry.schema import Column, Words
from sheets_sync.resources import resource
from tests.checking.one_round import (
    COMMUNITY,
    PLAN,
    evaluation,
    expert,
    follow_up,
    member,
    session,
    step,
)
from tests.rules.workbooks import our_schema

PARTS = {"evaluated", "followed_up", "nobody", "exempt", "exempt_alone", "period", "due"}
"""What stands in `steps.toml` beside the reasons."""

NOT_OVER = {**PLAN, "period_end": "31 ธ.ค. 2569"}


def planned(n):
    return session(n, planned_on="1 ธ.ค. 2569", held_on=None, status="แผน")


ONE_EXEMPT = [member(60003), member(60004), member(60005, exempt="ใช่")]
SITUATIONS = {
    "complete": (4, {}),
    "complete_counted": (6, {"members": ONE_EXEMPT}),
    "closed": (1, {"communities": [{**COMMUNITY, "status": "ร่าง"}]}),
    "unknown": (4, {"sheets": {"plans": None}}),
    "not_due": (
        6,
        {"plans": [], "sessions": [], "members": ONE_EXEMPT, "evaluations": [evaluation(60003)]},
    ),
    "topic_missing": (1, {"communities": [{**COMMUNITY, "areas": None, "policy": None}]}),
    "status_unknown": (
        1,
        {"communities": [{**COMMUNITY, "status": None, "areas": None}]},
    ),
    "members_uncertain": (
        6,
        {"members": [member(60003), {**member(60004), "community": None}]},
    ),
    "members_none": (2, {"members": [member(60003, exempt="ใช่")]}),
    "members_unresolved": (2, {"members": [member(60003), member("มานะ")]}),
    "experts_none": (
        3,
        {"experts": [], "communities": [{**COMMUNITY, "starts_on": "20 พ.ย. 2569"}]},
    ),
    "experts_unresolved": (3, {"experts": [expert("มานะ"), expert("ใคร")]}),
    "unattested": (2, {"communities": [{**COMMUNITY, "attested_by": None}]}),
    "plan_none": (4, {"plans": []}),
    "plan_incomplete": (4, {"plans": [{**PLAN, "content": None, "period_start": None}]}),
    "sessions_none": (5, {"sessions": []}),
    "sessions_unrecorded": (5, {"sessions": [session(1), session(2, results=None)]}),
    "sessions_open": (5, {"sessions": [session(1), planned(2), planned(3)], "plans": [NOT_OVER]}),
    "sessions_running": (5, {"plans": [NOT_OVER]}),
    "sessions_no_end": (5, {"plans": [{**PLAN, "period_end": None}]}),
    "nobody_eligible": (6, {"members": [member(60003, exempt="ใช่")]}),
    "evaluations_missing": (6, {"members": ONE_EXEMPT, "evaluations": [evaluation(60003)]}),
    "evaluations_unresolved": (6, {"evaluations": [evaluation(60003), evaluation("มานะ")]}),
    "followups_missing": (7, {"members": ONE_EXEMPT, "followups": []}),
    "followups_unresolved": (7, {"followups": [follow_up(60003), follow_up("มานะ")]}),
}

SAID = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("reason", SITUATIONS)
def test_the_sentence_of_a_reason(reason):
    number, workbook = SITUATIONS[reason]
    found = step(number, **workbook)

    assert (found.reason.name, found.state) == (
        ("complete", "complete") if reason == "complete_counted" else (reason, found.state)
    )
    assert SAID[reason] == {
        language: step_sentence(found, our_schema(), Sentences(language)) for language in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_sentence_and_its_situation(language):
    assert set(Sentences(language).table("steps")) - PARTS == set(SITUATIONS) == set(SAID)


def test_every_reason_that_the_steps_give_is_here():
    given = set()
    for path in resource("sheets_sync", "checking", "steps").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        given |= set(re.findall(r'Reason\(\s*"([a-z_]+)"', text))
        for tail in re.findall(r'Reason\(f"\{\w+\}_([a-z]+)"', text):
            given |= {name for name in SITUATIONS if name.endswith(f"_{tail}")}

    assert given
    assert given - set(SITUATIONS) == set()


def test_a_step_due_today_is_not_called_late():
    today = step(1, communities=[{**COMMUNITY, "starts_on": "22 พ.ย. 2569", "topic": None}])

    assert step_sentence(today, our_schema(), Sentences("en")) == (
        "Not filled in yet: Topic. Please complete the row. Due 22 Nov 2026."
    )


def test_thai_digits_where_the_agency_asked_for_them():
    found = step(4, plans=[])

    assert step_sentence(found, our_schema(), Sentences("th", thai_digits=True)) == (
        "ยังไม่มีแผนปฏิบัติการ โปรดจัดทำแผนให้ครบ ๘ องค์ประกอบในแท็บแผนปฏิบัติการ "
        "(กำหนด ๓๑ ก.ค. ๒๕๖๙ เกินกำหนดแล้ว)"
    )


def test_an_element_of_the_agencys_own_is_called_by_its_heading():
    schema = our_schema()
    plans = schema.tabs["plans"]
    budget = Column("budget_baht", "number", Words("งบประมาณ", "Budget"), element="budget")
    ours = replace(plans, columns={**plans.columns, "budget_baht": budget})
    schema = replace(schema, tabs={**schema.tabs, "plans": ours})
    reason = Reason("plan_incomplete", {"elements": ("budget", "period"), "done": 7, "of": 9})
    lacking = Step("C-001", 0, 4, "in_progress", 7, 9, None, reason, ("budget", "period"))

    assert step_sentence(lacking, schema, Sentences("en")) == (
        "The plan has 7 of 9 elements. Please add: Budget, Period."
    )


def test_a_reason_can_stand_in_another_sentence():
    found = step(2, members=[])

    assert reason_of(found, our_schema()) == LazySentence("steps.members_none", exempt="")


def test_nothing_is_said_of_nobody_exempt():
    assert exempt_beside(0) == ""
    assert Sentences("th").show(exempt_beside(3)) == " (ยกเว้น 3 คน)"
