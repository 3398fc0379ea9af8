"""The short form of the campaign."""

import pytest

from tests.histories.campaign import play


@pytest.mark.parametrize("seed", range(5000, 5003))
def test_in_a_year_of_crashes_outages_and_wrong_clocks_no_slot_is_missed_or_done_twice(seed):
    tally = play(seed)

    assert tally.wrong == []
    assert tally.slots > 300
