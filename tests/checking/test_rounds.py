"""The rounds: every community's rows brought together."""

import datetime as dt

import numpy as np
import pytest

from sheets_sync.checking.rounds import gather_rounds, pairs, people_named, rounds_at_close
from sheets_sync.registry.references import NOWHERE
from tests.checking.one_round import (
    COMMUNITY,
    COMPLETE,
    PLAN,
    STAFF,
    evaluation,
    expert,
    member,
    session,
    snapshot,
)

OTHER = {**COMMUNITY, "community_id": "C-002", "name": "ข้อมูลเปิด"}


def rounds(as_of=None, **workbook):
    found = snapshot(**workbook)
    return gather_rounds(found) if as_of is None else rounds_at_close(found, as_of)


def rows(mask):
    return np.flatnonzero(mask).tolist()


def test_a_round_has_an_id_of_its_own():
    communities = [
        {**COMMUNITY, "community_id": None},
        COMMUNITY,
        {**COMMUNITY, "community_id": "c-001 "},
        OTHER,
    ]

    found = rounds(communities=communities)

    assert found.rows.tolist() == [1, 3]
    assert [found.identifier(row) for row in found.rows] == ["C-001", "C-002"]


@pytest.mark.parametrize(
    ("status", "is_open", "in_effect"),
    [
        ("ดำเนินการ", True, [0]),
        ("เสร็จสิ้น", True, [0]),
        ("ร่าง", False, []),
        ("ยกเลิก", False, []),
        ("เดินหน้า", True, []),
        (None, True, []),
    ],
)
def test_whom_somebody_waits_for(status, is_open, in_effect):
    found = rounds(communities=[{**COMMUNITY, "status": status}])

    assert found.is_open(0) is is_open
    assert found.in_effect.tolist() == in_effect
    assert found.is_in_effect.tolist() == [bool(in_effect), False]
    assert not found.is_in_effect[NOWHERE]


def test_the_first_row_in_plans_is_the_plan():
    plans = [{"community": "C-009"}, {"community": "C-002"}, PLAN, {**PLAN, "content": "อื่น"}]

    found = rounds(communities=[COMMUNITY, OTHER, {**OTHER, "community_id": "C-003"}], plans=plans)

    assert found.plan.tolist() == [2, 1, NOWHERE]


def test_who_is_eligible():
    staff = [*STAFF[:5], {**STAFF[5], "status": "เกษียณ"}]
    members = [
        member(60001),
        member(60002, joined_on="22 พ.ย. 2569"),
        member(60003, left_on="21 พ.ย. 2569"),
        member(60004, left_on="22 พ.ย. 2569"),
        member(60005, exempt="ใช่"),
        member(60006),
        member(60001),
        member("มานะ"),
        member("มานะ"),
        member(60003, community="C-009"),
        member(60004, joined_on="1 ธ.ค. 2569"),
    ]

    found = rounds(staff=staff, members=members).members

    assert rows(found.eligible) == [0, 1, 3, 7, 8]
    assert rows(found.exempt) == [4]
    assert rows(found.listed_once) == [0, 1, 2, 3, 5, 7, 8]


def test_a_day_of_joining_in_the_future_is_not_used():
    found = rounds(members=[member(60003, joined_on="1 ธ.ค. 2569")])

    assert rows(found.members.eligible) == [0]


def test_membership_as_of_an_earlier_day():
    members = [
        member(60003, joined_on="1 ส.ค. 2569"),
        member(60004, left_on="1 ส.ค. 2569"),
    ]

    assert rows(rounds(dt.date(2026, 7, 31), members=members).members.eligible) == [1]
    assert rows(rounds(dt.date(2026, 8, 1), members=members).members.eligible) == [0]


def test_whoever_left_the_agency_without_a_day_is_a_member_until_a_check_saw_it():
    left = [one if one["staff_id"] != 60003 else {**one, "status": "ลาออก"} for one in STAFF]
    then = snapshot(staff=left, members=[member(60003)])
    seen = {2: dt.date(2026, 8, 20)}

    def members(day, since=None):
        return rows(rounds_at_close(then, dt.date(2026, 8, day), since).members.eligible)

    assert rows(gather_rounds(then).members.eligible) == []
    assert members(25) == [0]
    assert (members(19, seen), members(20, seen)) == ([0], [])


def test_a_round_completed_later_was_active_then():
    then = snapshot(
        communities=[{**COMMUNITY, "status": "เสร็จสิ้น", "ends_on": dt.date(2026, 9, 30)}]
    )

    assert rounds_at_close(then, dt.date(2026, 9, 29)).status.tolist() == ["active"]
    assert rounds_at_close(then, dt.date(2026, 9, 30)).status.tolist() == ["completed"]


def test_membership_that_cannot_be_read_is_uncertain():
    members = [
        member(60003),
        member(60004, exempt="อาจจะ"),
        member(60005, left_on="31/11/2569"),
        member(60001, exempt="-", left_on="-"),
    ]

    found = rounds(members=members).members

    assert rows(found.uncertain) == [1, 2]
    assert rows(found.eligible) == [0, 1, 2, 3]


def test_records_are_of_a_person_in_a_community():
    evaluations = [
        evaluation(60003, community="C-002"),
        evaluation("มานี รักเรียน"),
        evaluation("มานะ"),
    ]
    members = [member(60003), member(60004), member("มานะ"), member(60003, community="C-002")]

    found = rounds(communities=[COMMUNITY, OTHER], members=members, evaluations=evaluations)

    assert rows(found.members.evaluated) == [1, 3]


@pytest.mark.parametrize(
    ("on", "counts"),
    [
        ("10 ต.ค. 2569", True),
        ("11 ต.ค. 2569", False),
        ("1 ธ.ค. 2569", True),
        ("31/11/2569", True),
        (None, True),
    ],
)
def test_records_as_of_an_earlier_day(on, counts):
    """A day that is blank, in the future or unreadable does not speak against the row."""
    found = rounds(dt.date(2026, 10, 10), evaluations=[evaluation(60003, on)])

    assert rows(found.members.evaluated) == ([0] if counts else [])


NO_DAY = None


@pytest.mark.parametrize(
    ("changed", "day", "unreadable"),
    [
        ({}, dt.date(2026, 8, 10), False),
        ({"postponed_to": "1 ก.ย. 2569"}, dt.date(2026, 9, 1), False),
        ({"postponed_to": "1 ก.ย. 2569", "status": "เลื่อน"}, dt.date(2026, 9, 1), False),
        ({"status": "เลื่อน"}, NO_DAY, False),
        ({"status": "เลื่อน", "postponed_to": "-"}, NO_DAY, False),
        ({"planned_on": None}, NO_DAY, False),
        ({"planned_on": "31/9/2569"}, NO_DAY, True),
        ({"planned_on": "31/9/2569", "postponed_to": "1 ต.ค. 2569"}, dt.date(2026, 10, 1), False),
        ({"postponed_to": "31/9/2569"}, NO_DAY, True),
        ({"status": "เลื่อน", "held_on": "31/9/2569"}, NO_DAY, True),
    ],
)
def test_the_day_a_session_is_to_be_held(changed, day, unreadable):
    found = rounds(sessions=[session(1, **{"held_on": None, "status": "แผน", **changed})]).sessions

    assert found.day.tolist() == [day]
    assert rows(found.day_unreadable) == ([0] if unreadable else [])


@pytest.mark.parametrize(
    ("changed", "held", "held_on", "still_open"),
    [
        ({}, True, dt.date(2026, 8, 10), False),
        ({"held_on": None}, False, NO_DAY, True),
        ({"held_on": "-"}, False, NO_DAY, True),
        ({"held_on": "1 ธ.ค. 2569"}, True, NO_DAY, False),
        ({"held_on": "31/9/2569"}, True, NO_DAY, False),
        ({"status": "ยกเลิก"}, False, dt.date(2026, 8, 10), False),
        ({"status": "เลื่อน"}, True, dt.date(2026, 8, 10), False),
        ({"status": "เลื่อน", "held_on": None}, False, NO_DAY, True),
        ({"status": "เลื่อน", "held_on": "31/9/2569"}, False, NO_DAY, True),
        ({"status": "เลื่อน", "held_on": "1 ธ.ค. 2569"}, False, NO_DAY, True),
        ({"status": "แผน"}, True, dt.date(2026, 8, 10), False),
        ({"status": None, "held_on": None}, False, NO_DAY, True),
    ],
)
def test_held_follows_from_the_day_it_was_held(changed, held, held_on, still_open):
    found = rounds(sessions=[session(1, **changed)]).sessions

    assert (found.held.tolist(), found.held_on.tolist()) == ([held], [held_on])
    assert found.recorded.tolist() == [held]
    assert found.open.tolist() == [still_open]


def test_a_session_held_later_was_not_held_then():
    found = rounds(dt.date(2026, 8, 9)).sessions

    assert (found.held.tolist(), found.held_on.tolist()) == ([False], [NO_DAY])
    assert (found.open.tolist(), found.recorded.tolist()) == ([True], [False])


def test_a_row_may_mean_a_community_but_for_a_slip():
    communities = [COMMUNITY, OTHER]
    members = [member(60003), member(60004, community="C-00l"), member(60005, community="ไก่")]

    found = rounds(communities=communities, members=members)

    assert found.perhaps_meant("members").tolist() == [True, False]
    assert found.perhaps_meant("experts").tolist() == [False, False]


def test_a_row_of_nobody_we_know():
    experts = [
        expert(60002),
        {**expert("มานะ"), "community": "C-002"},
        expert("ใคร") | {"community": "C-9"},
    ]

    found = rounds(communities=[COMMUNITY, OTHER], experts=experts)

    assert found.unresolved("experts").tolist() == [False, True]


def test_pairs_of_the_unknown_are_no_pairs():
    community = np.array([0, 0, 1, NOWHERE], dtype=np.int32)
    person = np.array([0, -1, 2**31 - 1, 5], dtype=np.int32)

    assert pairs(community, person).tolist() == [0, -1, (1 << 32) + 2**31 - 1, -1]


def test_people_named_in_a_column():
    sessions = [
        session(1, speakers="60002, สุดา ใจดี, 60005"),
        session(2),
        session(3, speakers="ใคร"),
        session(4, speakers="60006\n60001"),
        session(5, speakers="60002, สุดา ใจดี, 60005"),
    ]

    found, people = people_named(snapshot(sessions=sessions)["sessions"], "speakers")

    assert list(zip(found.tolist(), people.tolist(), strict=True)) == [
        (0, 1), (0, 4), (3, 5), (3, 0), (4, 1), (4, 4),
    ]  # fmt: skip


def test_an_empty_workbook_has_no_rounds():
    empty = {name: [] for name in COMPLETE}

    found = rounds(**empty)

    assert (found.size, found.rows.tolist(), found.in_effect.tolist()) == (0, [], [])
    assert found.count(found.members.community).tolist() == []
