"""The short form of the campaign: a backup before the mails, one amid them, one after."""

import pytest

from tests.restores.campaign import run

pytestmark = pytest.mark.long


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_after_a_restore_nothing_goes_twice_and_nobody_is_forgotten_silently(seed):
    result = run(seed)

    assert result["arrived"] > 0
    assert result["wrong"] == []
