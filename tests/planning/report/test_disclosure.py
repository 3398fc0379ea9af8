"""What a manager's copies hide, and that nobody can work it out, however many of them there are."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.compile import compile_month
from sheets_sync.planning.report.disclosure import Contribution, Disclosure
from sheets_sync.planning.report.indicators.values import Figure, Why
from sheets_sync.planning.report.memory import ReportMemory
from sheets_sync.planning.report.periods import months_of_year
from sheets_sync.planning.report.values import Ratio
from sheets_sync.registry.months_and_years import add_months, month_last
from sheets_sync.renderings.as_json import report_values
from tests.renderings.reports import PEOPLE, Register, name_of, person
from tests.rules.workbooks import our_schema

OCT = [dt.date(2026, 10, day) for day in range(1, 32)]
SMALL = 5
HIDDEN = Figure(is_hidden=True)


def disclosure(groups):
    """Groups by name: each a list of scores; the keys are a1, a2 … b1 …"""
    contributions = {
        f"{name}{place}": Contribution(score, group)
        for group, (name, scores) in enumerate(groups.items())
        for place, score in enumerate(scores)
    }
    return Disclosure(SMALL, contributions=contributions), contributions


def keys(contributions, *names):
    return [key for key in contributions if key[0] in names]


def test_a_large_group_and_the_total_are_told_where_the_rest_is_large():
    told, all_ = disclosure({"a": [1, 0] * 4, "b": [1, 0, 1, 0, 1]})

    assert (told.tell(all_), told.tell(keys(all_, "a")), told.tell(keys(all_, "b"))) == (True,) * 3


def test_a_small_group_is_not_told_nor_the_one_that_would_tell_it():
    told, all_ = disclosure({"a": [1, 0] * 4, "b": [1, 0, 1, 0, 1, 0], "c": [1, 0, 1]})

    assert told.tell(all_)
    assert [told.tell(keys(all_, name)) for name in "abc"] == [True, False, False]


def test_a_sum_that_leaves_a_small_group_no_choice_is_not_told():
    told, all_ = disclosure({"a": [1, 1, 1], "b": [1, 1, 1]})

    assert not told.tell(all_)


def test_a_total_is_not_told_again_until_enough_people_have_joined():
    told, all_ = disclosure({"a": [1, 0] * 6})
    first, second, third = list(all_)[:6], list(all_)[:8], list(all_)

    assert [told.tell(one) for one in (first, second, third, first)] == [True, False, True, True]


def test_whoever_left_is_not_told_by_the_difference():
    told, all_ = disclosure({"a": [1, 0] * 6})

    assert told.tell(all_)
    assert not told.tell(list(all_)[:11])


def test_what_an_earlier_copy_told_counts():
    told, all_ = disclosure({"a": [1, 0] * 6})
    told.was_told([list(all_)[:10]])

    assert not told.tell(all_)


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
    assert [line.gain_is_hidden for line in learning] == [True, True, False]
    assert [line.satisfaction.is_hidden for line in learning] == [True, True, False]
    assert [line.applied for line in application] == [None, None, Ratio(4, 8)]
    assert [line.bounds is None for line in application] == [True, True, False]
    assert report.indicators[21].figure == Figure(9, 17, 9 / 17)


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
    report = register.report(copy="manager")
    applied, barriers = report.indicators[21], report.indicators[24]

    assert (applied.figure, applied.why) == (HIDDEN, Why("small_group", {"limit": SMALL}))
    assert {name for name, part in applied.parts.items() if part != HIDDEN} == {"early"}
    assert (barriers.figure, dict(barriers.parts)) == (HIDDEN, {})
    assert report.application.lines[0].followed_up == Ratio(1, 3)


MONTHS = [add_months(dt.date(2026, 10, 1), back) for back in range(9)]


@dataclass(frozen=True)
class Answers:
    """What people are asked of which a sum is told: where it is typed, and where it is read."""

    tab: str
    day: str
    answer: str
    good: str
    bad: str
    figure: int
    line: Callable

    def add(self, register, community, number, day, good):
        row = {self.day: day, self.answer: self.good if good else self.bad}
        register.add(self.tab, community=community, person=person(number), **row)


PASSED = Answers(
    "evaluations", "evaluated_on", "result", "ผ่าน", "ไม่ผ่าน", 18,
    lambda report: [(one.community, one.passed) for one in report.learning.lines],
)  # fmt: skip
APPLIED = Answers(
    "followups", "followed_up_on", "applied", "ใช่", "ไม่", 21,
    lambda report: [(one.community, one.applied) for one in report.application.lines],
)  # fmt: skip


def _year(answers, seed):
    """A register in which people answer, answer again, and leave, for nine months."""
    dice = random.Random(seed)  # noqa: S311 — the same register for the same seed
    register, number = Register(), 0
    register.entered = []
    for place in range(dice.randint(2, 3)):
        size = dice.choice([2, 3, 4, 6])
        members = range(number + 1, number + size + 1)
        number += size
        due = {"evaluation_due": OCT[5], "follow_up_due": OCT[5]}
        register.round(f"C-{place}", ()).plan(f"C-{place}", **due)
        for member in members:
            left = dice.choice([None] * 6 + [month_last(dice.choice(MONTHS[2:]))])
            register.member(f"C-{place}", member, left_on=left)
            for _ in range(dice.choice([0, 1, 1, 1, 2])):
                day = dice.choice(MONTHS) + dt.timedelta(days=dice.randint(0, 20))
                answers.add(register, f"C-{place}", member, day, dice.random() < 2 / 3)
                register.entered.append(day + dt.timedelta(days=dice.choice([0, 0, 0, 30, 60])))
    return register


def _marked(answers, register, day, typed_by):
    """By community, the places of the answers that count on a day, as far as typed by then."""
    left = {(row["community"], row["person"]): row["left_on"] for row in register.tabs["members"]}
    newest = {}
    rows = register.tabs[answers.tab]
    for place, row in enumerate(rows):
        who = (row["community"], row["person"])
        gone = left[who] is not None and left[who] <= day
        if row[answers.day] <= day and register.entered[place] <= typed_by and not gone:
            kept = newest.get(who)
            if kept is None or rows[kept][answers.day] <= row[answers.day]:
                newest[who] = place
    found = {}
    for (community, _), place in newest.items():
        found.setdefault(community, []).append(place)
    return found


def _made_on(month):
    """The reports of a day: the month, the fiscal year up to it, and the month before anew."""
    yield month, 1
    if (over := months_of_year(month)) in {3, 6, 9}:
        yield month, over
    if month != MONTHS[0]:
        yield add_months(month, -1), 1


def _known(answers, register):
    """Everything that a year of managers' copies says about good answers: (people, sum)."""
    said, frozen = [], {}
    for month in MONTHS:
        today = month_last(month) + dt.timedelta(days=6)
        typed = Register()
        typed.tabs |= register.tabs
        typed.tabs[answers.tab] = [
            row
            for row, entered in zip(register.tabs[answers.tab], register.entered, strict=True)
            if entered <= today
        ]
        facts = typed.facts(today)
        for first, months in _made_on(month):
            memory = ReportMemory(frozen=frozen)
            report = compile_month(
                facts, (), first, "main", "manager", memory=memory, months=months
            )
            anew = (report.period, "manager") in frozen
            name = f"{report.period}/{today}" if anew else report.period
            frozen = {**frozen, (name, "manager"): report.kept}
            said += _said(answers, register, report, first, months, today)
            assert report.restated is None or anew
    return said


def _said(answers, register, report, first, months, today):
    """The sums of one copy."""
    groups = _marked(answers, register, month_last(first), today)
    before = first - dt.timedelta(days=1) if months == 1 else month_last(add_months(first, -12))
    earlier = list(chain(*_marked(answers, register, before, today).values()))
    everybody = list(chain(*groups.values()))
    told = report.indicators[answers.figure]
    for figure, people in (
        (told.figure, everybody), (told.previous, earlier), (told.to_date, everybody),
    ):  # fmt: skip
        if figure is not None and figure.n is not None:
            assert figure.of == len(people)
            yield people, figure.n
    for name in ("yes", "lowest"):
        part = told.parts.get(name)
        if part is not None and part.n is not None:
            yield everybody, part.n
    for community, ratio in answers.line(report):
        if ratio is not None and ratio.of:
            yield groups[community], ratio.n


def _alike(group, rows, said):
    """Whether all were later among many of their community who, it is told, answered alike."""
    return any(
        {*group} <= {*people}
        and n in {0, len(people)}
        and len({rows[place]["community"] for place in people}) == 1
        for people, n in said
    )


@pytest.mark.parametrize("seed", [0, 1, 2, 20, 173])
@pytest.mark.parametrize("answers", [PASSED, APPLIED], ids=["passed", "applied"])
def test_no_small_group_can_be_worked_out_of_a_year_of_copies(answers, seed):
    register = _year(answers, seed)
    rows = register.tabs[answers.tab]
    said = _known(answers, register)
    in_play = sorted({place for people, _ in said for place in people})
    worlds = np.array(list(product((0, 1), repeat=len(in_play))), dtype=np.int8)
    column = {place: number for number, place in enumerate(in_play)}
    for people, n in said:
        worlds = worlds[worlds[:, [column[place] for place in people]].sum(axis=1) == n]

    truth = [rows[place][answers.answer] == answers.good for place in in_play]
    assert (worlds == truth).all(axis=1).any()
    for month in MONTHS:
        today = month_last(month) + dt.timedelta(days=6)
        for group in _marked(answers, register, month_last(month), today).values():
            known = [column[place] for place in group if place in column]
            if len(group) < SMALL and len(known) == len(group) and not _alike(group, rows, said):
                assert len(np.unique(worlds[:, known].sum(axis=1))) > 1, (month, group)


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


@pytest.mark.parametrize("answer", ["ใช่", "ไม่"])
def test_what_one_person_answered_is_not_told_by_how_many_claimed_or_refused(answer):
    register = Register().round("C-1", range(1, 21)).plan("C-1", follow_up_due=OCT[19])
    for number in range(1, 13):
        used = number <= 6
        register.follow_up(
            "C-1", number, OCT[5], "ใช่" if used else "ไม่",
            how_applied="ใช้แล้ว" if number % 2 else None, barrier=None if used else "งานล้น",
        )  # fmt: skip
    first = register.report(copy="manager", today=dt.date(2026, 11, 6))
    register.follow_up("C-1", 13, dt.date(2026, 11, 10), answer)
    memory = ReportMemory(frozen={("2026-10", "manager"): first.kept})
    month, today = dt.date(2026, 11, 1), dt.date(2026, 12, 6)
    second = register.report(month, "manager", today, memory=memory)

    assert [first.indicators[number].figure.of for number in (21, 22)] == [12, 6]
    assert {second.indicators[number].figure for number in (21, 22, 24)} == {HIDDEN}


@pytest.mark.parametrize(("people", "told"), [(3, HIDDEN), (6, Figure(5, None, 5))])
def test_stories_do_not_tell_that_everybody_of_a_small_group_put_it_to_use(people, told):
    register = Register().round("C-1", range(1, people + 1)).plan("C-1", follow_up_due=OCT[19])
    for number in range(1, people + 1):
        effect = "เร็วขึ้น 2 วัน" if number != 6 else None
        register.follow_up("C-1", number, OCT[5], "ใช่", effect=effect)

    assert register.report(copy="manager").indicators[23].figure == told
