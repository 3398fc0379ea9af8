"""What a manager's copy hides, and that nobody can work it out."""

import datetime as dt
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.small_groups import Disclosure, Score, comparable, disclosed
from sheets_sync.planning.report.values import Ratio
from sheets_sync.renderings.as_json import report_values
from tests.renderings.reports import PEOPLE, Register, name_of
from tests.rules.workbooks import our_schema

OCT = [dt.date(2026, 10, day) for day in range(1, 32)]
SMALL = 5


@st.composite
def _score(draw, most=9):
    size = draw(st.integers(0, most))
    return Score(draw(st.integers(0, size)), size)


def test_large_groups_are_all_shown():
    scores = {1: Score(3, 5), 2: Score(0, 6), 3: Score(0, 0)}

    assert disclosed(scores, SMALL) == Disclosure(frozenset({1, 2, 3}), total=True)


def test_a_single_small_group_takes_the_smallest_large_one_with_it():
    scores = {1: Score(2, 3), 2: Score(5, 9), 3: Score(4, 7)}

    assert disclosed(scores, SMALL) == Disclosure(frozenset({2}), total=True)


def test_a_group_that_settles_the_sum_takes_more_with_it():
    # Groups 1 and 2 together: 10 of 10 passed, so all three of group 1 did.
    scores = {1: Score(3, 3), 2: Score(7, 7), 3: Score(4, 8)}

    assert disclosed(scores, SMALL) == Disclosure(frozenset(), total=True)


def test_where_nothing_helps_the_total_is_hidden():
    scores = {1: Score(3, 3), 2: Score(7, 7)}

    assert disclosed(scores, SMALL) == Disclosure(frozenset({2}), total=False)


@given(st.lists(_score(), min_size=1, max_size=6))
def test_no_hidden_score_can_be_worked_out(scores):
    groups = dict(enumerate(scores))
    found = disclosed(groups, SMALL)
    hidden = [group for group in groups if group not in found.groups]

    assert not [g for g in found.groups if 0 < groups[g].size < SMALL]
    if found.total:
        # Everybody can subtract what is shown from the total, and knows how large groups are.
        left = sum(groups[group].sum for group in hidden)
        fitting = [
            sums
            for sums in product(*(range(groups[group].size + 1) for group in hidden))
            if sum(sums) == left
        ]
        for place, group in enumerate(hidden):
            if 0 < groups[group].size < SMALL:
                assert len({sums[place] for sums in fitting}) > 1


@given(st.lists(st.tuples(_score(), _score(4)), min_size=1, max_size=5))
def test_two_totals_side_by_side_tell_nothing_about_few_people(pairs):
    then = {group: old for group, (old, _) in enumerate(pairs)}
    now = {g: Score(old.sum + new.sum, old.size + new.size) for g, (old, new) in enumerate(pairs)}
    shown = disclosed(now, SMALL)
    if shown.total and comparable(now, then, shown.groups, SMALL):
        grown = sum(now[group].size - then[group].size for group in now)
        before = sum(one.size for one in then.values())

        assert not 0 < grown < SMALL
        assert not 0 < before < SMALL


def _register():
    """Three groups: 3, 6 and 8 people followed up and evaluated."""
    register = Register()
    first = 1
    for community, size in (("C-1", 3), ("C-2", 6), ("C-3", 8)):
        numbers = range(first, first + size)
        first += size
        register.round(community, numbers).plan(community, follow_up_due=OCT[19])
        for place, number in enumerate(numbers):
            good = place % 2 == 0
            register.evaluation(
                community, number, OCT[1], "ผ่าน" if good else "ไม่ผ่าน",
                pre_score=8, post_score=12, full_score=20, satisfaction=3 + good,
            )  # fmt: skip
            register.follow_up(community, number, OCT[5], "ใช่" if good else "ไม่")
    return register


def test_a_managers_copy_hides_what_a_small_group_scored_and_never_its_coverage():
    report = _register().report(copy="manager")
    learning, application = report.learning.lines, report.application.lines

    assert [line.passed for line in learning] == [None, None, Ratio(4, 8)]
    assert [line.evaluated for line in learning] == [Ratio(3, 3), Ratio(6, 6), Ratio(8, 8)]
    assert [line.gain_is_hidden for line in learning] == [True, False, False]
    assert [line.satisfaction.is_hidden for line in learning] == [True, True, False]
    assert [line.applied for line in application] == [None, None, Ratio(4, 8)]
    assert [line.bounds is None for line in application] == [True, True, False]
    assert report.application.applied == Ratio(9, 17)


def test_hr_reads_everything():
    report = _register().report(copy="hr")

    assert [line.applied for line in report.application.lines] == [
        Ratio(2, 3),
        Ratio(3, 6),
        Ratio(4, 8),
    ]


def test_a_total_of_few_is_hidden_with_all_that_tells_it():
    register = Register().round("C-1", (1, 2, 3)).plan("C-1", follow_up_due=OCT[19])
    register.follow_up("C-1", 1, OCT[5], "ไม่", barrier="ยังไม่มีงาน")
    found = register.report(copy="manager").application

    assert (found.applied, found.partly, found.bounds, found.confirmed, found.barriers) == (
        None, None, None, None, None,
    )  # fmt: skip
    assert found.lines[0].followed_up == Ratio(1, 3)


TYPED = ("remarks", "topic", "barrier", "community")


@settings(max_examples=12, deadline=None)
@given(
    st.integers(1, 17),
    st.sampled_from(TYPED),
    st.sampled_from(["", "นาย", "คุณ"]),
    st.sampled_from([" ", "  ", "\u00a0"]),
)
def test_a_managers_copy_names_no_member_whatever_was_typed(number, place, title, gap):
    register = _register()
    typed = f"ขอบคุณ{title}{name_of(number).replace(' ', gap)}มาก"
    match place:
        case "remarks":
            register.add("remarks", month="ต.ค. 2569", problems=typed, suggestions=typed)
        case "topic":
            register.session("S-1", "C-3", OCT[5], OCT[5], topic=typed)
            register.session("S-2", "C-3", dt.date(2026, 11, 25), topic=typed)
        case "barrier":
            register.follow_up("C-3", 17, OCT[9], "ไม่", barrier=typed)
        case "community":
            register.tabs["communities"][2]["name"] = typed
    told = str(report_values(register.report(copy="manager"), our_schema(), Sentences("th")))

    assert not [one for one in range(1, PEOPLE) if name_of(one) in " ".join(told.split())]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 12), st.integers(0, 30)), max_size=6),
    st.tuples(st.integers(1, 12), st.integers(0, 30)),
)
def test_one_more_evaluation_never_lowers_coverage(evaluated, one_more):
    def coverage(records):
        register = Register()
        for community, members in (("C-1", (1, 2, 3, 4)), ("C-2", range(5, 9)), ("C-3", (9, 10))):
            register.round(community, members)
        register.round("C-4", (11, 12), status="เสร็จสิ้น", ends_on=dt.date(2026, 9, 1))
        for community, day in (("C-1", 0), ("C-2", 15), ("C-3", 30), ("C-4", 0)):
            register.plan(community, evaluation_due=OCT[day])
        for number, day in records:
            community = f"C-{1 if number < 5 else 2 if number < 9 else 3 if number < 11 else 4}"
            register.evaluation(community, number, OCT[day])
        found = register.report().indicators[17]
        every = (found.figure, found.previous, found.to_date)
        return [one.value or 0 for one in every if one]

    before, after = coverage(evaluated), coverage([*evaluated, one_more])
    assert all(more >= less for less, more in zip(before, after, strict=True))
