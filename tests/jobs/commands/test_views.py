"""`views`: each unit's own rows in a workbook that holds nothing of anybody else."""

import json
import os
import stat
import zipfile

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from sheets_sync.resources import resource
from tests.fixtures.agency_folder import PEOPLE, community

SCHEMA = json.loads(resource("jobs", "schemas", "views.schema.json").read_text(encoding="utf-8"))
DAY = ("--today", "2026-11-23")
PLANNER = {
    "staff_id": "60009",
    "full_name": "นายวางแผน งานดี",
    "email": "planner@agency.go.th",
    "unit": "กองแผนงาน",
}


def evaluation(community_id, person, score):
    return {
        "community": community_id,
        "person": person,
        "evaluated_on": "1/11/2569",
        "pre_score": 1,
        "post_score": score,
        "full_score": 9999,
        "result": "ผ่าน",
    }


TABS = {
    "staff": [*PEOPLE, PLANNER],
    "communities": [
        community("C-001", "1 พ.ย. 2569", name="=1+1"),
        community("C-002", "1 พ.ย. 2569", coordinator="60009", topic="ความลับของกองแผนงาน"),
        community("C-003", "1 พ.ย. 2569", coordinator="60009", unit=" กองคลัง "),
        community("C-004", "1 พ.ย. 2569", coordinator=None),
    ],
    "members": [
        {"community": "C-001", "person": "60002"},
        {"community": "C-002", "person": "60003"},
    ],
    "evaluations": [evaluation("C-001", "60002", 7001), evaluation("C-002", "60003", 8002)],
}


@pytest.fixture
def folder(agency_folder):
    agency_folder.workbook(TABS)
    return agency_folder


def view(folder, name):
    return folder.path / "views" / name / f"{name}.xlsx"


def rows(path, sheet):
    return [*openpyxl.load_workbook(path)[sheet].iter_rows(min_row=4, values_only=True)]


def everything_in(path):
    """Every byte of every part, as a curious reader would unpack it."""
    with zipfile.ZipFile(path) as package:
        return b"\n".join(package.read(part) for part in package.namelist()).decode()


def test_a_unit_sees_its_own_communities_by_their_unit_else_their_coordinators(folder):
    code, out, _ = folder.run("views", "--json", *DAY)
    shown = json.loads(out)

    assert code == 0
    assert [one.message for one in Draft202012Validator(SCHEMA).iter_errors(shown)] == []
    assert [(one["name"], one["communities"]) for one in shown["views"]] == [
        ("กองคลัง", 2),
        ("กองแผนงาน", 1),
    ]
    assert shown["without"] == ["C-004"]
    assert [row[0] for row in rows(view(folder, "กองคลัง"), "ทะเบียน CoP")] == ["C-001", "C-003"]
    assert [row[1] for row in rows(view(folder, "กองคลัง"), "สมาชิก")] == ["60002 นายมานะ อดทน"]


def test_nothing_of_another_unit_is_anywhere_in_the_file(folder):
    assert folder.run("views", *DAY)[0] == 0

    content = everything_in(view(folder, "กองคลัง"))
    assert "7001" in content
    for secret in ("8002", "C-002", "ความลับ", "60003", "ปิติ", "กองแผนงาน"):
        assert secret not in content
    assert "8002" in everything_in(view(folder, "กองแผนงาน"))


def test_it_holds_values_alone_and_can_only_be_read(folder):
    assert folder.run("views", *DAY)[0] == 0

    path = view(folder, "กองคลัง")
    book = openpyxl.load_workbook(path)
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    assert all(sheet.protection.sheet for sheet in book)
    assert [*book.defined_names] == []
    content = everything_in(path)
    assert "<f>" not in content
    assert rows(path, "ทะเบียน CoP")[0][1] == "=1+1"
    assert stat.S_IMODE(path.stat().st_mode) == 0o440
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_every_check_renews_them_and_takes_away_what_nobody_owns_any_more(folder):
    config = folder.path / "cop-steward.toml"
    config.write_text(config.read_text("utf-8") + '[views]\nby = "unit"\n', encoding="utf-8")
    assert folder.run("check")[0] == 0
    assert view(folder, "กองแผนงาน").exists()

    moved = [one | {"coordinator": "60001"} for one in TABS["communities"]]
    folder.workbook({**TABS, "communities": moved})
    assert folder.run("check")[0] == 0

    assert not view(folder, "กองแผนงาน").parent.exists()
    assert len(rows(view(folder, "กองคลัง"), "ทะเบียน CoP")) == 4


def test_while_the_communities_cannot_be_read_every_view_stays(folder):
    assert folder.run("views", *DAY)[0] == 0
    unreadable = [
        {name: cell for name, cell in one.items() if name != "community_id"}
        for one in TABS["communities"]
    ]
    folder.workbook({**TABS, "communities": unreadable})

    code, out, _ = folder.run("views", "--json", *DAY)

    assert (code, json.loads(out)["removed"]) == (0, [])
    assert [row[0] for row in rows(view(folder, "กองคลัง"), "ทะเบียน CoP")] == ["C-001", "C-003"]


def test_the_same_rows_on_the_same_day_are_not_written_again(folder):
    assert folder.run("views", *DAY)[0] == 0
    path = view(folder, "กองคลัง")
    os.utime(path, (1, 1))
    assert folder.run("views", *DAY)[0] == 0

    assert path.stat().st_mtime == 1


def test_scores_of_a_private_workbook_are_in_no_view_unless_the_agency_says_so(folder):
    config = folder.path / "cop-steward.toml"
    text = config.read_text("utf-8").replace(
        'path = "registry.xlsx"\n',
        'path = "registry.xlsx"\n[[registry.elsewhere]]\npath = "hr.xlsx"\n'
        'tabs = ["evaluations", "followups"]\n',
    )
    config.write_text(text, encoding="utf-8")
    (folder.path / "registry.xlsx").rename(folder.path / "hr.xlsx")
    folder.workbook({**TABS, "evaluations": []})
    assert folder.run("views", *DAY)[0] == 0
    assert "7001" not in everything_in(view(folder, "กองคลัง"))

    config.write_text(f"{text}[views]\nprivate = true\n", encoding="utf-8")
    assert folder.run("views", *DAY)[0] == 0
    assert "7001" in everything_in(view(folder, "กองคลัง"))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("th", "“กรมตัวอย่าง”: จะจัดทำมุมมอง 2 ไฟล์"),
        ("en", "Workbook กรมตัวอย่าง: views that would be written: 2"),
    ],
)
def test_a_dry_run_says_what_would_be_written(language, said, folder):
    out = folder.run("views", "--by", "coordinator", "--dry-run", "--lang", language, *DAY)[1]

    assert said in out
    assert "60009 นายวางแผน งานดี" in out
    assert not (folder.path / "views").exists()


def test_the_most_urgent_stands_first_in_what_is_to_be_done(folder):
    mistaken = evaluation("C-001", "60002", 7001) | {"satisfaction": 9}
    folder.workbook({**TABS, "evaluations": [mistaken]})
    assert folder.run("views", *DAY)[0] == 0

    told = [(row[0], row[2]) for row in rows(view(folder, "กองคลัง"), "งานที่ต้องทำ")]
    assert told[0] == ("ต้องแก้ไข", "ประเมินผลการเรียนรู้")
    assert {matter for matter, _ in told[1:]} == {"งานค้าง"}
