"""What stops mail, in words: the event, and what a person does about it."""

import datetime as dt

import pytest

from sheets_sync.i18n.hold_text import HoldEvent, how_to_confirm, what_happened
from sheets_sync.i18n.sentences import Sentences

UNUSUAL_VOLUME = {"day": "2026-11-23", "limit": 51, "up_to": 102}


@pytest.mark.parametrize(
    ("facts", "letters", "usual"),
    [({**UNUSUAL_VOLUME, "letters": 68, "usual": 17}, 68, 17), (UNUSUAL_VOLUME, "–", "–")],
)
def test_a_storm_is_told_in_its_numbers_as_far_as_they_were_written_down(facts, letters, usual):
    assert what_happened(HoldEvent("storm", "*", "ABC", facts=facts), Sentences("en"), dt.UTC) == (
        f"{letters} mails would go out on 23 Nov 2026, where about {usual} a day are usual "
        "(once confirmed, up to 102 may)"
    )


def test_a_letter_astray_is_settled_by_its_own_code_and_an_answer():
    event = HoldEvent("letter-astray", "@letters", "ABC", "1cc91f32" * 4, {"letter": "1cc91f32"})

    assert how_to_confirm(event, Sentences("en")) == (
        "Once it is known what became of it, run cop-steward resolve 1cc91f32 and one of the "
        "answers that cop-steward status shows, such as drop"
    )


def test_a_clock_that_is_right_is_confirmed_by_the_code_of_the_event():
    said = how_to_confirm(HoldEvent("clock-behind", "*", "ABC"), Sentences("th"))

    assert "cop-steward resolve ABC" in said
    assert "--today" in said
