"""The short form of the campaign: once while it begins, once between two letters."""

import pytest

from tests.stops.campaign import run

pytestmark = pytest.mark.long


@pytest.mark.parametrize("seed", [2, 4])
def test_a_serve_that_is_stopped_leaves_nothing_in_hand(seed):
    assert run(seed)["wrong"] == []
