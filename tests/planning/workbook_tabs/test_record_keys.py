"""What rows with one key show, in whatever order they stand."""

from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.planning.workbook_tabs.record_keys import texts_by_key
from sheets_sync.planning.workbook_tabs.tab_model import StatusColumn

FINE = "✓"


def shown(*texts):
    """The text of one key that so many rows have."""
    found = dict(enumerate(texts, start=2))
    column = StatusColumn("สมาชิก", "ผล", 1, ((1,),), found, FINE, "", "")
    keys = [None, *("k" for _ in texts)]
    return texts_by_key(column, keys, findable=lambda _: True)["k"][1]


@given(st.lists(st.sampled_from([FINE, "ก", "ข", "ก / ข"]), min_size=1))
def test_rows_with_one_key_show_each_thing_once_in_the_order_it_comes(texts):
    said = [text for text in dict.fromkeys(texts) if text != FINE]

    assert shown(*texts) == (" / ".join(said) or FINE)
