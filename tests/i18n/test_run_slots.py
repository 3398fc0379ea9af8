"""For when a run was, as people read it."""

import pytest

from sheets_sync.i18n.run_slots import slot_in_words
from sheets_sync.i18n.sentences import Sentences


@pytest.mark.parametrize(
    ("slot", "thai", "english"),
    [
        ("2026-11-23#1", "23 พ.ย. 2569", "23 Nov 2026"),
        ("2026-11-23#12", "23 พ.ย. 2569 ครั้งที่ 12", "23 Nov 2026, run 12"),
        ("2026-11-23T06:30", "23 พ.ย. 2569 06:30", "23 Nov 2026 06:30"),
        ("2026-10", "ต.ค. 2569", "Oct 2026"),
        ("mailbox", "mailbox", "mailbox"),
        ("2026-13-45", "2026-13-45", "2026-13-45"),
    ],
)
def test_slot_is_said_in_words(slot, thai, english):
    assert slot_in_words(slot, Sentences("th")) == thai
    assert slot_in_words(slot, Sentences("en")) == english
