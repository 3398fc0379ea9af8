"""The links by which people without the spreadsheet answer."""

from dataclasses import replace

import pytest

from sheets_sync.planning.reminders.form_links import EVALUATION, FOLLOW_UP, FormLink, form_link
from sheets_sync.settings.model import FormSettings
from tests.planning.reminders.reminder_registry import SETTINGS, plan, reminded, rows, session

FORM = "https://forms.example/e?c={community}&p={person}"
FORMS = FormSettings(FORM, None)
MISSING = rows(
    plans=[plan(period_end="31/10/2569", evaluation_due="10/11/2569")],
    sessions=[session(planned_on="20/10/2569", held_on="20/10/2569", status="จัดแล้ว", results="ดี")],
)


def links(made):
    return {
        digest.reader.address.partition("@")[0]: [
            form.address.partition("?")[2] for item in digest.items for form in item.forms
        ]
        for digest in made.digests
    }


def test_a_coordinator_gets_one_for_each_who_is_missing():
    made = reminded(MISSING, settings=replace(SETTINGS, forms=FORMS))

    assert links(made) == {"somchai": ["c=C-001&p=60002", "c=C-001&p=60003"]}


def test_a_member_gets_their_own_and_nobody_elses():
    to = replace(
        SETTINGS.reminders, evaluation=replace(SETTINGS.reminders.evaluation, to=("member",))
    )

    made = reminded(MISSING, settings=replace(SETTINGS, forms=FORMS, reminders=to))

    assert links(made) == {"mana": ["c=C-001&p=60003"], "suda": ["c=C-001&p=60002"]}


@pytest.mark.parametrize(
    ("typed", "encoded"),
    [
        ("60001", "60001"),
        ("6&p=1#x", "6%26p%3D1%23x"),
        ("../ก {community}", "..%2F%E0%B8%81%20%7Bcommunity%7D"),
    ],
)
def test_what_was_typed_adds_nothing_to_the_address(typed, encoded):
    assert form_link(FORMS, EVALUATION, "C-001", typed, "x") == FormLink(
        "x", f"https://forms.example/e?c=C-001&p={encoded}"
    )


def test_without_a_form_there_is_no_link():
    assert form_link(FORMS, FOLLOW_UP, "C-001", "60001", "x") is None
