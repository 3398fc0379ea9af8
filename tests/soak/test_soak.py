"""The short form: a few hours, without live flags."""

import pytest

from tests.soak.campaign import grown
from tests.soak.field import Field

pytestmark = pytest.mark.long


def test_hours_of_edits_leave_memory_and_descriptors_as_they_were(tmp_path):
    field = Field(tmp_path, live=False)
    try:
        before, after = field.days(2, hours=3)
        assert grown(before, after) == []
        assert field.end() == 0
    finally:
        field.kill()
