"""The seven steps: their states, numbers, due days and reasons."""

import datetime as dt
from itertools import compress, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.checking.steps import NEEDED_TABS, STEPS, Reason, Step
from tests.checking.one_round import (
    COMMUNITY,
    COMPLETE,
    PLAN,
    STAFF,
    evaluation,
    expert,
    follow_up,
    member,
    progress,
    session,
    step,
)
from tests.fixtures.properties import examples

D = dt.date
DUE = {
    1: D(2026, 7, 1),
    2: D(2026, 7, 15),
    3: D(2026, 7, 15),
    4: D(2026, 7, 31),
    5: D(2026, 8, 31),
    6: D(2026, 9, 14),
    7: D(2026, 10, 30),
}
SOON = {**COMMUNITY, "starts_on": "20 พ.ย. 2569"}
"""The round as if it had begun two days ago: steps 2 to 4 are not due yet."""
SOON_DUE = {2: D(2026, 12, 4), 3: D(2026, 12, 4), 4: D(2026, 12, 20)}
NOT_OVER = {**PLAN, "period_end": "31 ธ.ค. 2569"}


def a_step(number, state, done, of, reason, missing=(), *, due="the round's", exempt=0):
    due = DUE[number] if due == "the round's" else due
    if isinstance(reason, str):
        reason = Reason(reason)
    return Step("C-001", 0, number, state, done, of, due, reason, missing, exempt)


def test_a_complete_round():
    assert progress().steps == (
        a_step(1, "complete", 4, 4, "complete"),
        a_step(2, "complete", 3, 3, "complete"),
        a_step(3, "complete", 3, 3, "complete"),
        a_step(4, "complete", 8, 8, "complete"),
        a_step(5, "complete", 1, 1, "complete"),
        a_step(6, "complete", 2, 2, "complete"),
        a_step(7, "complete", 2, 2, "complete"),
    )


# Step 1


def test_topic_is_overdue_the_day_after_the_start():
    lacking = {"benefit": None, "policy": "-"}
    missing = ("benefit", "policy")
    reason = Reason("topic_missing", {"columns": missing})

    begins = {**COMMUNITY, **lacking, "starts_on": "22 พ.ย. 2569"}
    begun = {**COMMUNITY, **lacking, "starts_on": "21 พ.ย. 2569"}

    assert step(1, communities=[begins]) == a_step(
        1, "in_progress", 2, 4, reason, missing, due=D(2026, 11, 22)
    )
    assert step(1, communities=[begun]) == a_step(
        1, "overdue", 2, 4, reason, missing, due=D(2026, 11, 21)
    )


def test_nothing_of_the_topic_is_there():
    columns = ("topic", "areas", "benefit", "policy")
    empty = {**SOON, **dict.fromkeys(columns), "starts_on": "1 ธ.ค. 2569"}

    assert step(1, communities=[empty]) == a_step(
        1, "not_started", 0, 4, Reason("topic_missing", {"columns": columns}), columns,
        due=D(2026, 12, 1),
    )  # fmt: skip


def test_areas_that_are_none_of_the_ten_are_no_areas():
    unknown = step(1, communities=[{**COMMUNITY, "areas": "ศิลปะ"}])
    partly = step(1, communities=[{**COMMUNITY, "areas": "ศิลปะ, ภาษา"}])

    assert unknown == a_step(
        1, "overdue", 3, 4, Reason("topic_missing", {"columns": ("areas",)}), ("areas",)
    )
    assert partly == a_step(1, "complete", 4, 4, "complete")


def test_a_start_that_cannot_be_read_makes_nothing_due():
    steps = progress(communities=[{**COMMUNITY, "starts_on": "31/6/2569"}], members=[]).steps

    assert [one.due for one in steps[:4]] == [None] * 4
    assert steps[1] == a_step(2, "not_started", 0, 3, "members_none", ("members",), due=None)


# Steps 2 and 3


@pytest.mark.parametrize(
    ("number", "tab", "who"), [(2, "members", "members"), (3, "experts", "experts")]
)
def test_nobody_is_listed(number, tab, who):
    early = step(number, communities=[SOON], **{tab: []})
    late = step(number, **{tab: []})

    assert early == a_step(number, "not_started", 0, 3, f"{who}_none", (who,), due=SOON_DUE[number])
    assert late == a_step(number, "overdue", 0, 3, f"{who}_none", (who,))


@pytest.mark.parametrize(("number", "tab", "row"), [(2, "members", member), (3, "experts", expert)])
def test_somebody_listed_is_not_on_the_staff_list(number, tab, row):
    found = step(number, communities=[SOON], **{tab: [row(60003), row("มานะ")]})

    assert found == a_step(
        number, "in_progress", 2, 3, Reason(f"{tab}_unresolved", {"count": 1}), ("staff",),
        due=SOON_DUE[number],
    )  # fmt: skip


@pytest.mark.parametrize("blank", ["attested_by", "attested_on"])
def test_not_attested(blank):
    communities = [{**COMMUNITY, blank: None}]

    assert progress(communities=communities).steps[1:3] == (
        a_step(2, "overdue", 2, 3, "unattested", ("attestation",)),
        a_step(3, "overdue", 2, 3, "unattested", ("attestation",)),
    )


@pytest.mark.parametrize("typed", ["31/11/2569", "1 ม.ค. 2570"])
def test_an_attestation_with_an_odd_day_counts(typed):
    assert step(2, communities=[{**COMMUNITY, "attested_on": typed}]).state == "complete"


def test_only_exempt_members_are_no_members():
    members = [member(60003, exempt="ใช่"), member(60004, exempt="ใช่")]

    assert step(2, members=members) == a_step(
        2, "overdue", 0, 3, "members_none", ("members",), exempt=2
    )


def test_more_than_one_expert_is_welcome():
    experts = [expert(60002), expert(60005), expert(60006)]

    assert step(3, experts=experts) == a_step(3, "complete", 3, 3, "complete")


def test_members_who_left_later_had_been_listed():
    members = [member(60003, left_on="1 ต.ค. 2569"), member(60004, left_on="1 ต.ค. 2569")]

    assert step(2, members=members) == a_step(2, "complete", 3, 3, "complete")


# Step 4


def test_no_plan():
    elements = (
        "objectives", "member_count", "content", "period", "techniques", "speakers",
        "evaluation_method", "follow_up_method",
    )  # fmt: skip

    early = step(4, communities=[SOON], plans=[])
    late = step(4, plans=[])

    assert early == a_step(4, "not_started", 0, 8, "plan_none", elements, due=SOON_DUE[4])
    assert late == a_step(4, "overdue", 0, 8, "plan_none", elements)


def test_a_plan_with_gaps():
    plan = {**PLAN, "content": None, "speakers": "-", "follow_up_method": "รอประชุม"}
    missing = ("content", "speakers", "follow_up_method")
    reason = Reason("plan_incomplete", {"elements": missing, "done": 5, "of": 8})

    early = step(4, communities=[SOON], plans=[plan])
    late = step(4, plans=[plan])

    assert early == a_step(4, "in_progress", 5, 8, reason, missing, due=SOON_DUE[4])
    assert late == a_step(4, "overdue", 5, 8, reason, missing)


@pytest.mark.parametrize(
    ("start", "end", "stated", "due"),
    [
        ("15 ก.ค. 2569", "31 ส.ค. 2569", True, D(2026, 8, 31)),
        ("ก.ค. 69", "ส.ค. 69", True, D(2026, 8, 31)),
        ("15 ก.ค. 69 - 31 ส.ค. 69", None, True, D(2026, 8, 31)),
        (None, "ก.ค. 69 - ก.ย. 69", True, D(2026, 9, 30)),
        (None, None, False, None),
        ("15 ก.ค. 2569", None, False, None),
        (None, "31 ส.ค. 2569", False, D(2026, 8, 31)),
        ("-", "31 ส.ค. 2569", False, D(2026, 8, 31)),
        ("ตลอดปี", None, True, None),
        ("15 ก.ค. 2569", "31/9/2569", True, None),
    ],
)
def test_the_period_is_one_element_of_two_cells(start, end, stated, due):
    found = progress(plans=[{**PLAN, "period_start": start, "period_end": end}])

    assert found.by_round[0, 4].missing == (() if stated else ("period",))
    assert found.by_round[0, 5].due == due


def test_the_first_plan_of_a_community_counts():
    second = {"community": "C-001", "objectives": "อื่น"}

    assert step(4, plans=[PLAN, second]).done == 8
    assert step(4, plans=[second, PLAN]).done == 1


# Step 5


def test_no_session():
    assert step(5, sessions=[], plans=[NOT_OVER]) == a_step(
        5, "not_started", 0, 0, "sessions_none", due=D(2026, 12, 31)
    )
    assert step(5, sessions=[]) == a_step(5, "overdue", 0, 0, "sessions_none")


def test_cancelled_sessions_are_none():
    cancelled = session(1, held_on=None, status="ยกเลิก")

    assert step(5, sessions=[cancelled]) == a_step(5, "overdue", 0, 0, "sessions_none")


def test_sessions_still_open():
    sessions = [session(1), session(2, planned_on="1 ธ.ค. 2569", held_on=None, status="แผน")]
    reason = Reason("sessions_open", {"held": 1, "sessions": 2, "count": 1})

    assert step(5, sessions=sessions, plans=[NOT_OVER]) == a_step(
        5, "in_progress", 1, 2, reason, due=D(2026, 12, 31)
    )
    assert step(5, sessions=sessions) == a_step(5, "overdue", 1, 2, reason)


def test_planned_sessions_alone_are_no_beginning():
    planned = session(1, planned_on="1 ธ.ค. 2569", held_on=None, status=None)

    assert step(5, sessions=[planned], plans=[NOT_OVER]) == a_step(
        5, "not_started", 0, 1, Reason("sessions_open", {"held": 0, "sessions": 1, "count": 1}),
        due=D(2026, 12, 31),
    )  # fmt: skip


def test_a_held_session_without_results_is_a_beginning():
    held = session(1, results="รอข้อมูล")
    reason = Reason("sessions_unrecorded", {"held": 1, "sessions": 1, "count": 1})

    assert step(5, sessions=[held], plans=[NOT_OVER]) == a_step(
        5, "in_progress", 0, 1, reason, due=D(2026, 12, 31)
    )
    assert step(5, sessions=[held]) == a_step(5, "overdue", 0, 1, reason)


def test_all_held_while_the_period_runs():
    reason = Reason("sessions_running", {"end": D(2026, 12, 31), "held": 1, "sessions": 1})

    assert step(5, plans=[NOT_OVER]) == a_step(5, "in_progress", 1, 1, reason, due=D(2026, 12, 31))


def test_the_period_is_over_the_day_after_its_last():
    ends_today = {**PLAN, "period_end": "22 พ.ย. 2569"}
    ended = {**PLAN, "period_end": "21 พ.ย. 2569"}

    assert step(5, plans=[ends_today]).state == "in_progress"
    assert step(5, plans=[ended]).state == "complete"


def test_a_closed_round_needs_no_end_of_its_plan():
    no_end = {**PLAN, "period_end": None}
    reason = Reason("sessions_no_end", {"end": None, "held": 1, "sessions": 1})

    active = step(5, plans=[no_end])
    completed = step(5, plans=[no_end], communities=[{**COMMUNITY, "status": "เสร็จสิ้น"}])

    assert active == a_step(5, "in_progress", 1, 1, reason, due=None)
    assert completed == a_step(5, "complete", 1, 1, "complete", due=None)


def test_a_postponed_session_is_open_until_it_is_held_or_cancelled():
    postponed = session(2, held_on=None, status="เลื่อน", postponed_to="1 ธ.ค. 2569")

    facts = {"held": 1, "sessions": 2, "count": 1}
    assert step(5, sessions=[session(1), postponed]) == a_step(
        5, "overdue", 1, 2, Reason("sessions_open", facts)
    )
    facts = {"held": 0, "sessions": 1, "count": 1}
    assert step(5, sessions=[postponed]) == a_step(
        5, "overdue", 0, 1, Reason("sessions_open", facts)
    )
    cancelled = {**postponed, "status": "ยกเลิก"}
    assert step(5, sessions=[session(1), cancelled]).state == "complete"


def test_a_postponed_session_that_was_held_counts():
    moved = session(2, held_on="20 ส.ค. 2569", status="เลื่อน", postponed_to="20 ส.ค. 2569")

    assert step(5, sessions=[session(1), moved]).done == 2


@pytest.mark.parametrize("held_on", ["31/9/2569", "1 ธ.ค. 2569"])
def test_an_odd_day_of_holding_counts_as_held(held_on):
    assert step(5, sessions=[session(1, held_on=held_on)]).done == 1


def test_a_status_alone_does_not_hold_a_session():
    assert step(5, sessions=[session(1, held_on=None, status="จัดแล้ว")]) == a_step(
        5, "overdue", 0, 1, Reason("sessions_open", {"held": 0, "sessions": 1, "count": 1})
    )


# Steps 6 and 7

RECORDS = [
    (6, "evaluations", evaluation, D(2026, 9, 14)),
    (7, "followups", follow_up, D(2026, 10, 30)),
]


@pytest.mark.parametrize(("number", "tab", "row", "due"), RECORDS)
def test_the_missing_are_named(number, tab, row, due):
    facts = {"done": 1, "of": 2, "count": 1, "exempt": 0}

    late = step(number, **{tab: [row(60003)]})
    early = step(number, as_of=due, **{tab: [row(60003, "20 ส.ค. 2569")]})

    assert late == a_step(number, "overdue", 1, 2, Reason(f"{tab}_missing", facts), ("60004",))
    assert early == a_step(number, "in_progress", 1, 2, Reason(f"{tab}_missing", facts), ("60004",))


@pytest.mark.parametrize(("number", "tab", "row", "due"), RECORDS)
def test_nobody_has_a_record_yet(number, tab, row, due):
    facts = {"done": 0, "of": 2, "count": 2, "exempt": 0}

    assert step(number, as_of=due, **{tab: []}) == a_step(
        number, "not_started", 0, 2, Reason(f"{tab}_missing", facts), ("60003", "60004")
    )


@pytest.mark.parametrize(("number", "tab", "row", "due"), RECORDS)
def test_nothing_is_due_without_a_last_day(number, tab, row, due):
    facts = {"done": 1, "of": 2, "count": 1, "exempt": 0, "step": number}
    workbook = {"plans": [], "sessions": [], tab: [row(60003)]}

    assert step(number, **workbook) == a_step(
        number, "not_due", 1, 2, Reason("not_due", facts), ("60004",), due=None
    )


@pytest.mark.parametrize(("number", "tab", "row", "due"), RECORDS)
def test_complete_without_a_due_day(number, tab, row, due):
    assert step(number, plans=[], sessions=[]) == a_step(
        number, "complete", 2, 2, "complete", due=None
    )


@pytest.mark.parametrize(("number", "tab", "row", "due"), RECORDS)
def test_a_record_of_nobody_we_know_leaves_it_open(number, tab, row, due):
    facts = {"done": 1, "of": 2, "count": 1, "exempt": 0}
    unresolved = Reason(f"{tab}_unresolved", facts)

    for person in ("มานี รักดี", None):
        found = step(number, **{tab: [row(60003), row(person)]})
        assert found == a_step(number, "overdue", 1, 2, unresolved, ("60004",))
    slip = step(number, **{tab: [row(60003), row(60004, community="C-O01")]})
    assert slip == a_step(number, "overdue", 1, 2, unresolved, ("60004",))


@pytest.mark.parametrize(("number", "tab", "row", "due"), RECORDS)
def test_the_exempt_are_counted_beside(number, tab, row, due):
    members = [member(60003), member(60004, exempt="ใช่"), member(60005, exempt="✓")]

    assert step(number, members=members, **{tab: [row(60003)]}) == a_step(
        number, "complete", 1, 1, "complete", exempt=2
    )


@pytest.mark.parametrize(("number", "tab", "row", "due"), RECORDS)
def test_there_is_nobody_to_count(number, tab, row, due):
    facts = {"done": 0, "of": 0, "count": 0, "exempt": 1}

    assert step(number, members=[member(60003, exempt="ใช่")]) == a_step(
        number, "overdue", 0, 0, Reason("nobody_eligible", facts), exempt=1
    )


@pytest.mark.parametrize(("number", "tab", "row", "due"), RECORDS)
def test_who_left_need_not_be_recorded(number, tab, row, due):
    members = [member(60003), member(60004, left_on="1 ก.ย. 2569")]

    assert step(number, members=members, **{tab: [row(60003)]}) == a_step(
        number, "complete", 1, 1, "complete"
    )


def test_leaving_on_the_day_itself_is_not_before_it():
    members = [member(60003), member(60004, left_on="22 พ.ย. 2569")]

    assert step(6, members=members).of == 2


def test_who_left_the_agency_left_the_community():
    staff = [*STAFF[:3], {**STAFF[3], "status": "ลาออก"}, *STAFF[4:]]

    assert step(6, staff=staff, evaluations=[evaluation(60003)]) == a_step(
        6, "complete", 1, 1, "complete"
    )


@pytest.mark.parametrize(("number", "tab", "row", "due"), RECORDS)
def test_a_finished_step_stays_finished_when_everybody_leaves(number, tab, row, due):
    first, last = member(60003, left_on="1 ก.ย. 2569"), member(60004, left_on="1 พ.ย. 2569")

    assert step(number, members=[first, last], **{tab: [row(60004)]}) == a_step(
        number, "complete", 0, 0, "complete"
    )


@pytest.mark.parametrize(("number", "tab", "row", "due"), RECORDS)
def test_everybody_leaving_finishes_nothing(number, tab, row, due):
    together = [member(60003, left_on="1 พ.ย. 2569"), member(60004, left_on="1 พ.ย. 2569")]
    facts = {"done": 0, "of": 0, "count": 0, "exempt": 0}

    assert step(number, members=together, **{tab: [row(60004)]}) == a_step(
        number, "overdue", 0, 0, Reason("nobody_eligible", facts)
    )


def test_experts_are_not_members():
    assert step(6, evaluations=[evaluation(60003), evaluation(60004)]).of == 2
    assert step(6, members=[member(60003), member(60002)]).missing == ("60002",)


def test_a_member_listed_twice_is_one():
    members = [member(60003), member(60004), member("มานี รักเรียน")]

    assert step(6, members=members) == a_step(6, "complete", 2, 2, "complete")


def test_a_member_we_do_not_know_is_named_as_typed():
    assert step(6, members=[member(60003), member("มานะ ดีเลิศ ")]).missing == ("มานะ ดีเลิศ",)


# Due days


@pytest.mark.parametrize(
    ("days", "due"),
    [
        ({}, tuple(DUE.values())),
        (
            {
                "topic_days": 1,
                "members_days": 2,
                "experts_days": 3,
                "plan_days": 4,
                "evaluation_days": 5,
                "follow_up_days": 6,
            },
            (
                D(2026, 7, 2), D(2026, 7, 3), D(2026, 7, 4), D(2026, 7, 5), D(2026, 8, 31),
                D(2026, 9, 5), D(2026, 9, 6),
            ),
        ),
    ],
)  # fmt: skip
def test_due_days_follow_the_settings(days, due):
    assert tuple(one.due for one in progress(days=days).steps) == due


def test_the_plan_says_when_learning_and_use_are_due():
    plan = {**PLAN, "evaluation_due": "5 ก.ย. 2569", "follow_up_due": "30 ธ.ค. 2569"}

    assert [one.due for one in progress(plans=[plan]).steps[5:]] == [
        D(2026, 9, 5),
        D(2026, 12, 30),
    ]


@pytest.mark.parametrize(
    ("changed", "due"),
    [
        ({}, D(2026, 9, 14)),
        ({"held_on": "10 ก.ย. 2569"}, D(2026, 9, 24)),
        ({"held_on": None, "planned_on": "10 ก.ย. 2569"}, D(2026, 9, 24)),
        ({"held_on": None, "postponed_to": "10 ก.ย. 2569"}, D(2026, 9, 24)),
        ({"held_on": None, "planned_on": "10 ก.ย. 2569", "status": "ยกเลิก"}, D(2026, 9, 14)),
        ({"held_on": None, "planned_on": "10 ก.ย. 2569", "status": "เลื่อน"}, D(2026, 9, 14)),
        ({"held_on": "1 ธ.ค. 2569"}, D(2026, 9, 14)),
        ({"planned_on": "31/9/2569"}, D(2026, 9, 14)),
        ({"held_on": "31/9/2569"}, None),
        ({"held_on": None, "planned_on": "31/9/2569"}, None),
        ({"held_on": None, "postponed_to": "31/9/2569"}, None),
    ],
)
def test_the_later_of_the_period_and_the_last_session(changed, due):
    assert step(6, sessions=[session(1, **changed)]).due == due


def test_the_last_session_decides_without_a_plan():
    assert [one.due for one in progress(plans=[]).steps] == [
        DUE[1], DUE[2], DUE[3], DUE[4], None, D(2026, 8, 24), D(2026, 10, 9),
    ]  # fmt: skip


@pytest.mark.parametrize("column", ["period_end", "evaluation_due"])
def test_a_day_of_the_plan_that_cannot_be_read_makes_nothing_due(column):
    found = step(6, plans=[{**PLAN, column: "31/9/2569"}], evaluations=[])

    assert (found.state, found.due) == ("not_due", None)


def test_due_today_is_not_overdue():
    workbook = {"evaluations": [], "sheets": {}}

    assert step(6, as_of=D(2026, 9, 14), **workbook).state == "not_started"
    assert step(6, as_of=D(2026, 9, 15), **workbook).state == "overdue"


# Rounds nobody waits for, and tabs that cannot be read


@pytest.mark.parametrize(("typed", "status"), [("ร่าง", "draft"), ("ยกเลิก", "cancelled")])
def test_nobody_waits_for_a_draft_or_cancelled_round(typed, status):
    steps = progress(communities=[{**COMMUNITY, "status": typed}], members=[], plans=[]).steps

    reason = Reason("closed", {"status": status})
    assert steps == tuple(a_step(number, "closed", 0, 0, reason, due=None) for number in STEPS)


def test_a_round_whose_status_cannot_be_read_is_shown():
    assert step(2, communities=[{**COMMUNITY, "status": "เดินหน้า"}]).state == "complete"


KEYS = {
    "staff": "full_name",
    "members": "person",
    "experts": "expertise",
    "plans": "community",
    "sessions": "topic",
    "evaluations": "result",
    "followups": "applied",
}


@pytest.mark.parametrize("tab", KEYS)
@pytest.mark.parametrize("state", ["missing", "quarantined"])
def test_a_tab_that_cannot_be_read_leaves_its_steps_unknown(tab, state):
    look = None if state == "missing" else {"without": [KEYS[tab]]}

    steps = progress(sheets={tab: look}).steps

    unknown = {one.number: one.reason for one in steps if one.state == "unknown"}
    assert unknown == {
        number: Reason("unknown", {"tab": tab}) for number in STEPS if tab in NEEDED_TABS[number]
    }


def test_without_the_communities_there_are_no_rounds():
    assert progress(sheets={"communities": {"without": ["name"]}}).steps == ()


def test_rows_that_are_no_rounds():
    communities = [COMMUNITY, {**COMMUNITY, "name": "ซ้ำ"}, {**COMMUNITY, "community_id": None}]

    assert {one.row for one in progress(communities=communities).steps} == {0}


# As of an earlier day


def test_what_happened_later_had_not_happened():
    then = progress(as_of=D(2026, 7, 20)).steps

    assert [(one.state, one.done, one.of) for one in then] == [
        ("complete", 4, 4),
        ("complete", 3, 3),
        ("complete", 3, 3),
        ("complete", 8, 8),
        ("not_started", 0, 1),
        ("not_started", 0, 2),
        ("not_started", 0, 2),
    ]


def test_members_of_that_day():
    members = [member(60003, left_on="1 ต.ค. 2569"), member(60004, joined_on="1 ส.ค. 2569")]

    assert step(6, as_of=D(2026, 7, 31), members=members, evaluations=[]).missing == ("60003",)
    assert step(6, as_of=D(2026, 9, 1), members=members, evaluations=[]).of == 2
    assert step(6, members=members, evaluations=[]).missing == ("60004",)


def test_an_attestation_of_a_later_day():
    assert step(2, as_of=D(2026, 7, 7)).reason == Reason("unattested")
    assert step(2, as_of=D(2026, 7, 8)).state == "complete"


# Laws

PEOPLE = st.lists(st.integers(60001, 60006), max_size=6)


@settings(max_examples=examples(12), deadline=None)
@given(listed=PEOPLE, recorded=PEOPLE, more=st.integers(60001, 60006))
def test_one_more_record_never_lowers_what_is_done(listed, recorded, more):
    workbook = {"members": [member(person) for person in listed]}

    before = step(6, evaluations=[evaluation(person) for person in recorded], **workbook)
    after = step(6, evaluations=[evaluation(person) for person in [*recorded, more]], **workbook)

    assert after.done in {before.done, before.done + 1}
    assert after.of == before.of == len(set(listed))
    assert set(after.missing) == set(before.missing) - {str(more)}


PEOPLE_OF = (60003, 60004, 60005)
LEFT = (None, "1 ก.ย. 2569", "1 ต.ค. 2569", "1 พ.ย. 2569")


def test_leaving_never_undoes_a_step():
    rounds = list(product(product(LEFT, repeat=3), product((True, False), repeat=3)))
    communities = [{**COMMUNITY, "community_id": f"C-{at}"} for at in range(len(rounds))]
    plans = [{**PLAN, "community": f"C-{at}"} for at in range(len(rounds))]
    evaluations = [
        evaluation(person, community=f"C-{at}")
        for at, (_, recorded) in enumerate(rounds)
        for person in compress(PEOPLE_OF, recorded)
    ]

    def complete(leaver):
        members = [
            member(
                person,
                community=f"C-{at}",
                left_on=day or ("21 พ.ย. 2569" if person == leaver else None),
            )
            for at, (left, _) in enumerate(rounds)
            for person, day in zip(PEOPLE_OF, left, strict=True)
        ]
        found = progress(
            communities=communities, plans=plans, evaluations=evaluations, members=members
        )
        return {one.row for one in found.steps if one.number == 6 and one.state == "complete"}

    before = complete(None)
    assert before == {
        at
        for at, (left, recorded) in enumerate(rounds)
        if all(
            recorded[who] for who in range(3) if left[who] == max(left, key=LEFT_LAST.__getitem__)
        )
    }
    assert [before - complete(leaver) for leaver in PEOPLE_OF] == [set()] * 3


LEFT_LAST = {day: place for place, day in enumerate((*LEFT[1:], None))}
"""Nobody stays longer than who has not left."""


MESSY = {
    "members": [member(60003), member(60004, exempt="ใช่"), member("มานะ"), member(60005)],
    "experts": [expert(60002), expert("ใคร")],
    "sessions": [
        session(1),
        session(2, held_on=None, status="เลื่อน", postponed_to="1 ธ.ค. 2569"),
        session(3, results=None),
    ],
    "evaluations": [evaluation(60003), evaluation(60003, "11 ก.ย. 2569"), evaluation(60005)],
    "followups": [follow_up(60005), follow_up("มานะ")],
}


@settings(max_examples=examples(10), deadline=None)
@given(st.data())
def test_the_order_of_rows_changes_nothing(data):
    tabs = {**COMPLETE, **MESSY}
    shuffled = {name: data.draw(st.permutations(rows)) for name, rows in tabs.items()}

    def told(steps):
        return [
            (one.number, one.state, one.done, one.of, one.due, one.reason, set(one.missing))
            for one in steps
        ]

    assert told(progress(**shuffled).steps) == told(progress(**tabs).steps)
