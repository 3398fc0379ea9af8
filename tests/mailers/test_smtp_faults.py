"""Each fault of a mail server leaves the letter where the table says, and whose it is.

The short form: of the refusals in words, a sample; `make smtp-faults` tries all.
"""

import pytest

from tests.mailers.faults import TABLE, WHOSE, meet, met, wanted

SHORT = [fault for fault in TABLE if fault not in WHOSE or fault in WHOSE[::5]]


@pytest.mark.parametrize("fault", SHORT, ids=lambda fault: fault.name)
def test_fault_leaves_letter_in_its_state(fault, tmp_path):
    result = meet(fault, tmp_path)

    assert met(fault, result) == wanted(fault), result.reply


def test_there_are_a_hundred_faults():
    assert len(TABLE) >= 100
