import copy
from typing import Any

import pytest

from sheets_sync.errors import SetupError
from sheets_sync.registry.declaration import merge, read_schema
from sheets_sync.registry.text import fold
from tests.registry.reading import cells_of, declaration, our_schema, problems


def test_the_registry_has_the_tabs_of_the_handbook_with_their_keys():
    assert {tab.name: (tab.key, tab.identified_by) for tab in our_schema().tabs.values()} == {
        "staff": (("staff_id",), "staff_id"),
        "communities": (("community_id",), "community_id"),
        "members": (("community", "person"), None),
        "experts": (("community", "person"), None),
        "plans": (("community",), "community"),
        "sessions": (("session_id",), "session_id"),
        "attendance": (("session", "person"), None),
        "evaluations": (("community", "person", "evaluated_on"), None),
        "followups": (("community", "person", "followed_up_on"), None),
        "holidays": (("date",), None),
        "settings": (("name",), None),
        "remarks": (("month",), None),
    }


def test_the_plan_has_eight_elements_and_there_are_ten_areas():
    assert our_schema().plan_elements == (
        "objectives", "member_count", "content", "period", "techniques", "speakers",
        "evaluation_method", "follow_up_method",
    )  # fmt: skip
    assert list(our_schema().areas) == [f"C{number:02}" for number in range(1, 11)]


def test_every_column_says_in_both_languages_what_belongs_there():
    for tab in our_schema().tabs.values():
        for column in tab.columns.values():
            assert all((column.example, column.note.th, column.note.en)), (
                f"{column.name} of {tab.name} does not say what belongs there: add "
                f'`example = "…"` and `note = {{ th = "…", en = "…" }}` to '
                f"[tabs.{tab.name}.columns.{column.name}] in config/registry.toml"
            )


def test_every_example_is_one_that_the_column_accepts():
    wrong = [
        (tab.name, column.name, rule)
        for tab in our_schema().tabs.values()
        for column in tab.columns.values()
        for _, rule, _ in problems(cells_of(tab.name, column.name, column.example))
    ]

    assert wrong == []


def test_a_tab_is_known_by_every_name_it_has():
    titles = ["กิจกรรม", "Sessions", "SESSIONS ", "บันทึกกิจกรรม", "sessions"]

    assert [our_schema().tab_named(title) for title in titles] == [
        our_schema().tabs["sessions"]
    ] * len(titles)
    assert our_schema().tab_named("กิจกรรมเก่า") is None


def test_an_overlay_adds_words_columns_and_choices_and_keeps_the_rest():
    overlay = {
        "placeholders": ["ยังไม่มี"],
        "tabs": {
            "staff": {
                "also": ["ทำเนียบ"],
                "columns": {
                    "email": {"also": ["ที่อยู่อีเมล"]},
                    "level": {"kind": "text", "th": "ระดับ", "en": "Level"},
                    "status": {"choices": {"study": {"th": "ศึกษาต่อ", "en": "Studying"}}},
                },
            }
        },
    }
    schema = read_schema(merge(declaration(), overlay), "registry.toml")
    staff = schema.tabs["staff"]

    assert schema.tab_named("ทำเนียบ") == staff
    assert staff.columns["email"].words.also[-1] == "ที่อยู่อีเมล"
    assert staff.columns["email"].required
    assert [*staff.columns][-1] == "level"
    assert [*staff.columns["status"].choices][-1] == "study"
    assert fold("ยังไม่มี") in schema.placeholders
    assert fold("-") in schema.placeholders


def test_an_overlay_replaces_a_key_instead_of_adding_to_it():
    merged = merge({"key": ["a"], "also": ["x"]}, {"key": ["b"], "also": ["y"]})

    assert merged == {"key": ["b"], "also": ["x", "y"]}


@pytest.mark.parametrize(
    ("place", "value", "name", "facts"),
    [
        ("tabs", "ข้อความ", "schema-not-a-table", {"place": "tabs"}),
        (
            "tabs.staff.columns.email.kind",
            "emial",
            "schema-unknown-name",
            {"place": "tabs.staff.columns.email.kind", "name": "emial", "nearest": "email"},
        ),
        (
            "tabs.staff.columns.email.requird",
            True,
            "schema-unknown-name",
            {"place": "tabs.staff.columns.email", "name": "requird", "nearest": "required"},
        ),
        (
            "tabs.staff.columns.email.required",
            "yes",
            "schema-not-true-or-false",
            {"place": "tabs.staff.columns.email.required"},
        ),
        (
            "tabs.staff.columns.email.also",
            "mail",
            "schema-not-a-list",
            {"place": "tabs.staff.columns.email.also"},
        ),
        (
            "tabs.staff.columns.email.th",
            5,
            "schema-not-a-text",
            {"place": "tabs.staff.columns.email.th"},
        ),
        (
            "tabs.sessions.columns.hours.maximum",
            "24",
            "schema-not-a-number",
            {"place": "tabs.sessions.columns.hours.maximum"},
        ),
        (
            "tabs.staff.columns.email.choices",
            {"a": {"th": "ก", "en": "A"}},
            "schema-choices-and-kind",
            {"place": "tabs.staff.columns.email"},
        ),
        (
            "tabs.members.key",
            ["community", "persn"],
            "schema-unknown-name",
            {"place": "tabs.members.key", "name": "persn", "nearest": "person"},
        ),
        (
            "tabs.members.columns.community.to",
            "comunities",
            "schema-unknown-name",
            {
                "place": "tabs.members.columns.community.to",
                "name": "comunities",
                "nearest": "communities",
            },
        ),
        (
            "tabs.evaluations.columns.pre_score.at_most",
            "ful_score",
            "schema-unknown-name",
            {
                "place": "tabs.evaluations.columns.pre_score.at_most",
                "name": "ful_score",
                "nearest": "full_score",
            },
        ),
        (
            "tabs.staff.columns.email.also",
            ["หน่วยงาน"],
            "schema-word-twice",
            {"place": "tabs.staff.columns", "word": "หน่วยงาน", "first": "email", "second": "unit"},
        ),
        (
            "tabs.staff.columns.status.default",
            "gone",
            "schema-unknown-name",
            {"place": "tabs.staff.columns.status.default", "name": "gone"},
        ),
    ],
)
def test_a_mistake_in_the_declaration_is_named_with_file_and_place(
    place: str, value: object, name: str, facts: dict[str, object]
):
    changed = copy.deepcopy(dict(declaration()))
    set_at(changed, place, value)

    with pytest.raises(SetupError) as raised:
        read_schema(changed, "agency.toml")

    assert raised.value.name == name
    assert {"file": "agency.toml", **facts}.items() <= raised.value.facts.items()


def test_a_name_that_is_missing_is_told():
    changed = copy.deepcopy(dict(declaration()))
    del changed["tabs"]["staff"]["th"]

    with pytest.raises(SetupError) as raised:
        read_schema(changed, "agency.toml")

    assert (raised.value.name, dict(raised.value.facts)) == (
        "schema-name-missing",
        {"file": "agency.toml", "place": "tabs.staff", "name": "th"},
    )


def set_at(table: dict[str, Any], place: str, value: object) -> None:
    *above, last = place.split(".")
    for name in above:
        table = table[name]
    table[last] = value
