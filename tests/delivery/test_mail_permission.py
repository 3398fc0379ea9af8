"""When mail may leave at all."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.delivery.mail_permission import is_in_window, next_opening, why_no_mail
from tests.planning.reminders.reminder_registry import SETTINGS


def settings(transport, live=False):
    return replace(SETTINGS, mail=replace(SETTINGS.mail, transport=transport, live=live))


@pytest.mark.parametrize(
    ("made", "looking", "applied", "why"),
    [
        (settings("outbox"), True, False, None),
        (settings("smtp"), False, False, "not_live"),
        (settings("smtp"), False, True, None),
        (settings("smtp", live=True), False, False, None),
        (settings("smtp", live=True), True, True, "looking"),
    ],
)
def test_real_mail_leaves_only_when_switched_on_and_never_on_a_chosen_day(
    made, looking, applied, why
):
    assert why_no_mail(made, looking=looking, applied=applied) == why


@pytest.mark.parametrize(
    ("hour", "minute", "second", "inside"),
    [(7, 59, 59, False), (8, 0, 0, True), (17, 0, 0, True), (17, 0, 1, False)],
)
def test_window_includes_its_first_and_last_moment(hour, minute, second, inside):
    window = replace(SETTINGS.reminders, window_start=dt.time(8), window_end=dt.time(17))
    made = replace(SETTINGS, reminders=window)

    moment = dt.datetime(2026, 11, 23, hour, minute, second, tzinfo=made.timezone)

    assert is_in_window(made, moment) is inside


@pytest.mark.parametrize(
    ("transport", "moment", "opening"),
    [
        ("smtp", (23, 7, 59), (23, 8, 0)),
        ("smtp", (23, 8, 0), (23, 8, 0)),
        ("smtp", (23, 17, 1), (24, 8, 0)),
        ("outbox", (23, 22, 0), (23, 22, 0)),
    ],
)
def test_mail_leaves_at_once_inside_the_window_else_when_it_opens_next(transport, moment, opening):
    window = replace(SETTINGS.reminders, window_start=dt.time(8), window_end=dt.time(17))
    made = replace(settings(transport, live=True), reminders=window)

    def at(day, hour, minute):
        return dt.datetime(2026, 11, day, hour, minute, tzinfo=made.timezone)

    assert next_opening(made, at(*moment)) == at(*opening)
