"""What every record holds, as it is kept for the next check."""

import json

from sheets_sync.planning.record_contents import record_contents
from tests.fixtures.agency_folder import PEOPLE, community
from tests.planning.reminders.reminder_registry import check

GROUPS = [community("C-001", "1 พ.ย. 2569"), community("C-002", "1 พ.ย. 2569")]
MEMBERS = [
    {"community": "C-001", "person": "นายมานะ อดทน"},
    {"community": "กลุ่ม C-002", "person": "60003"},
]


def contents(tabs=None, **options):
    rows = {"staff": PEOPLE, "communities": GROUPS, "members": MEMBERS} | (tabs or {})
    return record_contents(check(rows).context, **options)


def test_a_record_is_known_by_its_key_however_it_was_typed():
    found = contents()["members"]

    assert {key: (one.community, json.loads(one.cells)) for key, one in found.records.items()} == {
        "C-001 · 60002": ("C-001", {"community": "C-001", "person": "นายมานะ อดทน"}),
        "C-002 · 60003": ("C-002", {"community": "กลุ่ม C-002", "person": "60003"}),
    }


def test_a_key_typed_twice_is_two_records():
    found = contents({"members": [*MEMBERS, {**MEMBERS[0], "need": "ใหม่"}]})["members"]

    assert list(found.records) == ["C-001 · 60002", "C-002 · 60003", "C-001 · 60002 #2"]


def test_tabs_whose_keys_depend_on_one_that_is_not_believed_are_not_looked_at():
    assert {"staff", "members", "experts"}.isdisjoint(contents(blind=["staff"]))
    assert "communities" in contents(blind=["staff"])


def test_of_people_who_were_erased_nothing_is_kept():
    found = contents(without=["60002"])

    assert list(found["staff"].records) == ["60001", "60003"]
    assert list(found["members"].records) == ["C-002 · 60003"]
