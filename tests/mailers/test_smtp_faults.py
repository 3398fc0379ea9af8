"""Each fault of a mail server leaves the letter where the table says."""

import pytest

from tests.mailers.faults import TABLE, meet, met, wanted


@pytest.mark.parametrize("fault", TABLE, ids=lambda fault: fault.name)
def test_fault_leaves_letter_in_its_state(fault, tmp_path):
    result = meet(fault, tmp_path)

    assert met(result) == wanted(fault), result.reply
