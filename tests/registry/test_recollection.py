"""What is known again, and what must not be taken for something else."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.registry.recollection import Recollection
from sheets_sync.registry.workbook import CellError, RawTab, RawWorkbook


def workbook(*columns, **more):
    return RawWorkbook("x", (RawTab("สมาชิก", tuple(columns), **more),))


def fresh(cells):
    """The same cells as other objects, as a store that reads again has them."""
    return [f"{cell} "[:-1] if isinstance(cell, str) else cell for cell in cells]


def test_equal_columns_become_the_same_object_and_others_do_not():
    memory = Recollection()
    first = memory.recognised(workbook(["ก", None, 2.0], ["ข", "ค", ""]))
    then = memory.recognised(workbook(fresh(["ก", None, 2.0]), ["ข", "ค", "ง"]))

    assert then.tabs[0].columns[0] is first.tabs[0].columns[0]
    assert then.tabs[0].columns[1] == ["ข", "ค", "ง"]


def test_an_unchanged_tab_is_the_same_object():
    memory = Recollection()
    first = memory.recognised(workbook(["ก", None], ["ข", "ค"]))

    assert memory.recognised(workbook(["ก", None], ["ข", "ค"])).tabs[0] is first.tabs[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (True, 1),
        (1, 1.0),
        (False, 0.0),
        ("1", 1),
        (None, ""),
        (dt.date(2026, 1, 1), dt.datetime(2026, 1, 1)),
        (CellError("#REF!"), "#REF!"),
        ("a", "A"),
    ],
)
def test_cells_that_only_look_equal_are_told_apart(before, after):
    memory = Recollection()
    memory.recognised(workbook(["ก", before, True, 1, 1.0]))
    then = memory.recognised(workbook(["ก", after, True, 1, 1.0]))

    assert type(then.tabs[0].columns[0][1]) is type(after)
    assert then.tabs[0].columns[0][1] == after


@pytest.mark.parametrize(
    "change", [{"hidden": True}, {"typed_over": ((2, 3),)}, {"answered": False}, {"url": "u"}]
)
def test_a_tab_with_another_look_is_another_tab_with_the_same_columns(change):
    memory = Recollection()
    first = memory.recognised(workbook(["ก"]))
    then = memory.recognised(workbook(["ก"], **change))

    assert then.tabs[0].columns[0] is first.tabs[0].columns[0]
    assert (
        replace(then.tabs[0], **{name: getattr(first.tabs[0], name) for name in change})
        == (first.tabs[0])
    )
    assert all(getattr(then.tabs[0], name) == value for name, value in change.items())


def test_a_value_is_made_anew_when_any_of_its_parts_is_another():
    memory, made = Recollection(), []

    def of(*parts):
        memory.of("slot", parts, lambda: made.append(parts) or len(made))

    one, other = ["ก"], ["ก"]
    for parts in [(one, 1), (one, 1), (other, 1), (other, 2), (other,)]:
        of(*parts)

    assert made == [(one, 1), (other, 1), (other, 2), (other,)]


def test_one_that_forgets_makes_everything_anew():
    memory, made = Recollection(forgetful=True), []
    for _ in range(2):
        memory.of("slot", (1,), lambda: made.append(1))

    assert made == [1, 1]


def test_values_that_stand_where_they_stood_are_the_same_objects():
    memory = Recollection()

    def of(*texts):
        values = [[text] for text in texts]
        return memory.alike_in_place("slot", values, lambda one, other: one == other)

    first, then, longer = of("ก", "ข", "ค"), of("ก", "ฮ"), of("ก", "ฮ", "ค")

    assert (then, longer) == ((["ก"], ["ฮ"]), (["ก"], ["ฮ"], ["ค"]))
    assert [one is other for one, other in zip(first, then, strict=False)] == [True, False]
    assert [one is other for one, other in zip(then, longer, strict=False)] == [True, True]
