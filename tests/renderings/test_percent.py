import pytest

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.document.shown import percent


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (5 / 8, "63"),
        (20 / 32, "63"),
        (0.285, "29"),
        (758 / 760, "99.7"),
        (9_999 / 10_000, "99.9"),
        (1 / 10_000, "0.1"),
        (1, "100"),
        (0, "0"),
        (0.995, "99.5"),
        (0.9949, "99"),
    ],
)
def test_halves_go_up_and_all_is_said_only_where_it_is_all(share, shown):
    assert percent(share, Sentences("en")) == f"{shown}\u00a0%"
