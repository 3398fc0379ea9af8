"""Examples in messages are the agency's own numbers, IDs and addresses, where there are any."""

import pytest

from sheets_sync.registry.own_examples import own_examples
from tests.registry.reading import our_schema, sheet, snapshot_of

STAFF = sheet(
    "บุคลากร",
    ("เลขประจำตัวบุคลากร", "ชื่อ–นามสกุล", "อีเมล", "หน่วยงาน/สังกัด"),
    ("ท-098", "นางมาลี รักงาน", "malee@dept.go.th", "กองคลัง"),
    ("ท-099", "นายเก่ง คอมดี", "keng@dept.go.th", "กองคลัง"),
    ("", "นายใหม่ มาแทน", "", "กองคลัง"),
)
REQUIRED = [
    column for column in our_schema().tabs["communities"].columns.values() if column.required
]
OF_GROUP = {"community_id": "พัสดุ70", "name": "กลุ่มพัสดุ"}
GROUPS = sheet(
    "ทะเบียน CoP",
    [column.words.th for column in REQUIRED],
    [OF_GROUP.get(column.name, "") for column in REQUIRED],
)
LINES = {
    ("staff", "staff_id"): "ท-100",
    ("staff", "email"): "suda.j@dept.go.th",
    ("staff", "supervisor"): "ท-098",
    ("communities", "community_id"): "พัสดุ71",
    ("members", "community"): "พัสดุ70",
    ("members", "person"): "นางมาลี รักงาน",
    ("plans", "speakers"): "ท-098, ท-099",
}


@pytest.fixture(scope="module")
def examples():
    members = sheet("สมาชิก", ("รหัสกลุ่ม", "สมาชิก"), ("พัสดุ70", "นายเก่ง คอมดี"))
    tables = snapshot_of(STAFF, GROUPS, members).tables
    return own_examples(our_schema(), tables)


@pytest.mark.parametrize("place", LINES, ids=".".join)
def test_an_example_is_one_of_their_own(examples, place):
    assert examples[place] == LINES[place]


def test_what_is_right_for_everybody_stays(examples):
    assert ("communities", "starts_on") not in examples
    assert ("communities", "topic") not in examples


def test_an_empty_registry_keeps_ours():
    assert own_examples(our_schema(), snapshot_of().tables) == {}
