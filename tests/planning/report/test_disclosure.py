"""What a manager's copies hide, and that nobody can work it out, however many of them there are."""

import datetime as dt
import os
from itertools import chain

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.atoms import Atom, atoms_of
from sheets_sync.planning.report.disclosure import Disclosure, Scale
from sheets_sync.planning.report.indicators.values import Figure, Why
from sheets_sync.planning.report.memory import ReportMemory
from sheets_sync.planning.report.person_codes import record_code
from sheets_sync.planning.report.record_sums import records_of
from sheets_sync.planning.report.values import Ratio
from sheets_sync.renderings.as_json import report_values
from tests.planning.report.attack.told import everything
from tests.planning.report.attack.worked_out import worked_out
from tests.planning.report.attack.years import made
from tests.renderings.reports import PEOPLE, Register, name_of
from tests.rules.workbooks import our_schema

pytestmark = pytest.mark.long

OCT = [dt.date(2026, 10, day) for day in range(1, 32)]
SMALL = 5
HIDDEN = Figure(is_hidden=True)
ONE_SCORE = (Scale(),)
YEARS = int(os.environ.get("DISCLOSURE_YEARS", "2"))
BATCH = 2


def knowing(records, earlier=(), scales=ONE_SCORE):
    """Who has told nothing yet of records, each with its scores and its group by code."""
    codes = np.array([*records], dtype=np.uint64)
    scores, groups = zip(*records.values(), strict=True)
    told = [key for atoms in earlier for atom in atoms for key in atom.keys]
    known = records_of(
        codes, np.array(groups), np.array(scores, dtype=float), np.array(told, dtype=np.uint64)
    )
    return Disclosure(SMALL, scales, atoms_of(known, earlier))


def disclosure(groups, *earlier):
    """Groups by name, each a list of scores, and the codes of their records by group."""
    keys = {
        name: [record_code(100 * group + place, name) for place in range(len(scores))]
        for group, (name, scores) in enumerate(groups.items())
    }
    records = {
        key: ((score,), group)
        for group, (name, scores) in enumerate(groups.items())
        for key, score in zip(keys[name], scores, strict=True)
    }
    return knowing(records, earlier), keys


def tell(disclosure, codes, scores=(0,)):
    """Whether a figure over the records with these codes may be told."""
    return disclosure.tell(disclosure.atoms.records.places([*codes]), frozenset(scores))


def tell_each(disclosure, *figures):
    """The same of several, asked at once."""
    records = [disclosure.atoms.records.places(codes) for codes in figures]
    number = np.repeat(np.arange(len(figures)), [len(one) for one in records])
    return disclosure.tell_each(np.concatenate(records), number)


def together(keys):
    return [*chain(*keys.values())]


def test_a_large_group_and_the_total_are_told_where_the_rest_is_large():
    told, keys = disclosure({"a": [1, 0] * 4, "b": [1, 0, 1, 0, 1]})

    assert [tell(told, one) for one in (together(keys), keys["a"], keys["b"])] == [True] * 3


def test_a_small_group_is_not_told_nor_the_one_that_would_tell_it():
    told, keys = disclosure({"a": [1, 0] * 4, "b": [1, 0, 1, 0, 1, 0], "c": [1, 0, 1]})

    assert tell(told, together(keys))
    assert tell_each(told, *keys.values()) == [True, False, False]


def test_of_several_the_first_ones_are_told_until_the_rest_leaves_a_small_group_no_choice():
    """Nobody of the three scored: they are hidden among those of whom somebody did."""
    groups = {name: [1, 0, 1, 0, 1] for name in "abc"} | {"d": [0] * 3}
    told, keys = disclosure(groups)
    asked = [keys[name] for name in "abcda"]

    assert tell(told, together(keys))
    assert tell_each(told, *asked[:4]) == [True, True, False, False]
    assert [tell(told, one) for one in asked] == [True, True, False, False, True]


def test_who_is_in_several_groups_is_one_of_the_people_that_a_figure_leaves():
    """The four of `b` are in `a` and `c`, too: of them alone the rest would be."""
    people = {"a": [*range(9)], "b": [0, 1, 2, 3], "c": [0, 1, 2, 3]}
    keys = {name: [record_code(one, name) for one in of] for name, of in people.items()}
    records = {
        key: ((place % 2,), group)
        for group, of in enumerate(keys.values())
        for place, key in enumerate(of)
    }
    told = knowing(records)

    assert tell(told, together(keys))
    assert tell_each(told, keys["a"], keys["b"] + keys["c"]) == [False, False]


def test_who_is_in_two_groups_leaves_the_rest_with_the_second_of_them():
    """Five are in `a` and in `b`; of the three in `c` alone nothing may be told."""
    people = {"a": range(5), "b": range(5), "c": range(5, 8)}
    records = {
        record_code(one, name): ((one % 2,), group)
        for group, (name, of) in enumerate(people.items())
        for one in of
    }
    told, codes = knowing(records), [*records]

    assert tell(told, codes)
    assert tell_each(told, codes[:5], codes[5:10]) == [True, False]


def test_who_answered_twice_stays_with_the_answer_that_a_figure_does_not_count():
    """All six scored, twice: of three of them one answer is told beside six of others."""
    twice = [[record_code(one, "a", day) for one in range(6)] for day in ("1", "2")]
    others = [record_code(one, "b") for one in range(6, 12)]
    records = dict.fromkeys(chain(*twice), ((1,), 0))
    records |= {code: ((place % 2,), 1) for place, code in enumerate(others)}
    told = knowing(records)

    assert tell(told, records)
    assert tell(told, [*twice[0][:3], *others])


def test_a_sum_that_leaves_a_small_group_no_choice_is_not_told():
    told, keys = disclosure({"a": [1, 1, 1], "b": [1, 1, 1]})

    assert not tell(told, together(keys))


def test_a_total_is_not_told_again_until_enough_people_have_joined():
    told, keys = disclosure({"a": [1, 0] * 6})
    first, second, third = keys["a"][:6], keys["a"][:8], keys["a"]

    assert [tell(told, one) for one in (first, second, third, first)] == [True, False, True, True]


def test_whoever_left_is_not_told_by_the_difference():
    told, keys = disclosure({"a": [1, 0] * 6})

    assert tell(told, keys["a"])
    assert not tell(told, keys["a"][:11])


def test_what_an_earlier_copy_told_counts():
    codes = disclosure({"a": [1, 0] * 6})[1]["a"]
    told, _ = disclosure({"a": [1, 0] * 6}, [Atom(tuple(codes[:10]), (0,))])

    assert not tell(told, codes)


def test_what_two_earlier_copies_told_is_told_of_what_each_of_them_tells_apart():
    """Seven, and of them and seven more ten: four, three and seven may not be told apart anew."""
    codes = disclosure({"a": [1, 0] * 10})[1]["a"]
    earlier = ([Atom(tuple(codes[:7]), (0,))], [Atom(tuple(codes[3:14]), (0,))])
    told, _ = disclosure({"a": [1, 0] * 10}, *earlier)

    assert {(len(one.keys), one.size) for one in told.atoms} == {(3, 3), (4, 4), (7, 7)}
    assert [tell(told, codes[:14]), tell(told, codes[:12])] == [True, False]


def test_nothing_is_told_of_nobody():
    told, _ = disclosure({"a": [1, 0] * 6})

    assert tell(told, [])
    assert not [*told.atoms]


def test_many_records_of_few_people_are_few():
    records = {
        record_code(one, group): ((one % 2,), number)
        for one in range(4)
        for number, group in enumerate("abc")
    }

    assert not tell(knowing(records), records)


def test_one_score_is_told_where_another_of_the_same_people_leaves_no_choice():
    records = {record_code(one, "a"): ((one % 2, 0), one // 3) for one in range(6)}
    told = knowing(records, scales=(Scale(), Scale()))

    assert [tell(told, records, scores) for scores in ((1,), (0, 1), (0,))] == [
        False, False, True,
    ]  # fmt: skip


def test_what_some_tell_is_hidden_where_it_says_that_all_others_did_not():
    """Of twelve people five put it to use; if five of the first six tell of it, it was them."""
    used, tells = [1, 1, 0, 1, 1, 1] + [0] * 6, [1, 1, 0, 1, 1, 1] + [0] * 6
    records = {record_code(one, "a"): ((used[one], tells[one]), one // 3) for one in range(12)}
    told, everybody = knowing(records, scales=(Scale(), Scale())), [*records]

    assert tell(told, everybody, (0,))
    assert not tell(told, everybody[:6], (1,))
    assert tell(told, everybody, (1,))


@pytest.mark.parametrize(
    ("scored", "is_told"), [((), False), ((5,), False), ((10,), False), ((8,), True)]
)
def test_of_records_that_are_no_more_only_their_sum_tells_that_they_left_a_choice(scored, is_told):
    """Seven stay, of whom five scored; of the five that were typed over, none, all or three did."""
    groups = {"a": [1, 0, 1], "b": [1, 0, 1, 1]}
    stay = together(disclosure(groups)[1])
    gone = [record_code(900 + one, "a") for one in range(5)]
    told, _ = disclosure(groups, [Atom((*stay, *gone), (0,), 12, scored)])

    assert tell(told, stay) == is_told


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


def _two_small_groups(*answers, **evaluation):
    """Three people and three; what each answered to the follow-up, and scored."""
    register = Register()
    for place, answer in enumerate(answers):
        community = f"C-{place // 3 + 1}"
        if place % 3 == 0:
            register.round(community, range(place + 1, place + 4))
            register.plan(community, evaluation_due=OCT[9], follow_up_due=OCT[19])
        register.follow_up(community, place + 1, OCT[5], answer)
        register.evaluation(
            community, place + 1, OCT[5], pre_score=place, full_score=10, **evaluation
        )
    return register


def test_that_nobody_used_it_partly_is_hidden_where_how_many_used_it_is_told():
    applied = _two_small_groups("ใช่", "ไม่", "ใช่", "ไม่", "ใช่", "ใช่").report(copy="manager")
    told = applied.indicators[21]

    assert told.figure == Figure(4, 6, 4 / 6)
    assert (told.parts["yes"], told.parts["partly"]) == (HIDDEN, HIDDEN)


def test_a_gain_that_brought_everybody_to_the_full_score_is_hidden():
    report = _two_small_groups(*["ใช่"] * 6, post_score=10).report(copy="manager")
    gain = report.indicators[19]

    assert (gain.figure, gain.parts["normalised_gain"]) == (HIDDEN, HIDDEN)
    assert gain.parts["pairs"] == Figure(6, 6, 1.0)


def test_what_is_hidden_of_a_month_is_hidden_where_it_stands_beside_the_next():
    register = _two_small_groups("ไม่", "ไม่", "ไม่")
    report = register.report(dt.date(2026, 11, 1), "manager", dt.date(2026, 12, 6))

    assert report.indicators[22].previous == HIDDEN  # “0 of 0” says that nobody used it
    assert report.indicators[23].figure == Figure(0, None, 0)
    assert report.indicators[23].to_date == HIDDEN  # though it is as many as in the month


@pytest.mark.parametrize("batch", range(0, YEARS, BATCH))
def test_nothing_of_few_people_can_be_worked_out_of_a_year_of_copies(batch):
    found = [
        (seed, *leak)
        for seed in range(batch, batch + BATCH)
        for leak in worked_out(*everything(made(seed)))
    ]

    assert found == []


def test_what_hr_reads_of_few_people_is_worked_out():
    """The same attacker; nothing is hidden from HR."""
    found = worked_out(*everything(made(2), "hr"))

    assert {what for what, *_ in found} >= {"passed", "satisfaction", "gain", "applied", "stories"}


def test_who_reads_one_month_alone_is_told_more_than_who_reads_all():
    """Copies that forget what earlier ones told are added and subtracted."""
    assert worked_out(*everything(made(1), remembered=False))


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
