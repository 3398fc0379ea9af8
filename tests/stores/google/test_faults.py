"""The table of what goes wrong at Google, case by case."""

import pytest

from tests.stores.google.faults import TABLE, Place

CASES = [
    pytest.param(fault, operation, id=f"{fault.name} at {operation}")
    for fault in TABLE
    for operation in fault.only
]


@pytest.mark.parametrize(("fault", "operation"), CASES)
def test_every_fault_ends_as_the_table_says(google, tmp_path, fault, operation):
    met = Place(google, tmp_path).meet(fault, operation)

    assert (met.end, met.attempts) == fault.wanted(operation)
    if operation == "once":
        assert met.applied == fault.applied
