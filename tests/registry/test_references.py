import pytest

from sheets_sync.registry.cells import Cells
from sheets_sync.registry.references import NOWHERE
from tests.registry.reading import problems, sheet, snapshot_of

HEADINGS = ["community_id", "name", "topic", "areas", "benefit", "policy", "coordinator",
            "starts_on", "status"]  # fmt: skip
COMMUNITIES = sheet(
    "ทะเบียน CoP",
    HEADINGS,
    ["C-001", "พัสดุรู้ทันระเบียบ"],
    ["C-002", "ภาษาเพื่องาน"],
    ["C-003", "ภาษาเพื่องาน"],
    [7.0, "ทีมเดียวกัน"],
    ["C-001", "ชื่ออื่นของแถวที่คัดลอก"],
)
SESSIONS = sheet(
    "กิจกรรม",
    ["session_id", "community", "number", "planned_on", "topic"],
    ["S-0001", "C-001", 1.0, "12 พ.ย. 2569", "ก"],
    [None, "C-002", 2.0, "12 พ.ย. 2569", "ข"],
    [None, "ไม่รู้จัก", 3.0, "12 พ.ย. 2569", "ค"],
)


def communities(*typed: object) -> Cells:
    tab = sheet("สมาชิก", ["community", "person"], *[[cell, "60001"] for cell in typed])
    return snapshot_of(COMMUNITIES, tab)["members"]["community"]


def sessions(*typed: object) -> Cells:
    tab = sheet("การเข้าร่วม", ["session", "person", "attended"], *[[cell, 1, 1] for cell in typed])
    return snapshot_of(COMMUNITIES, SESSIONS, tab)["attendance"]["session"]


@pytest.mark.parametrize(
    ("typed", "row"),
    [
        ("C-001", 0),
        (" c-๐๐๑ ", 0),
        ("C–001", 0),
        ("C-001 พัสดุรู้ทันระเบียบ", 0),
        ("C-001 ชื่อเมื่อปีก่อน", 0),
        ("พัสดุรู้ทันระเบียบ", 0),
        (7.0, 3),
        ("ทีมเดียวกัน", 3),
    ],
)
def test_a_community_is_found_by_id_both_or_name(typed: object, row: int):
    cells = communities(typed)

    assert (cells.per_row().tolist(), problems(cells)) == ([row], [])


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("C-0O1", "C-001"),
        ("พัสดุรู้ทันระเบียย", "C-001"),
        ("ภาษาเพื่องาน", "C-002 / C-003"),
        ("ชื่ออื่นของแถวที่คัดลอก", None),
        ("ไม่มีกลุ่มนี้", None),
    ],
)
def test_no_community_is_guessed(typed: str, suggestion: str | None):
    cells = communities(typed)

    assert cells.per_row().tolist() == [NOWHERE]
    assert problems(cells) == [(0, "reference-unknown", suggestion)]


@pytest.mark.parametrize(
    ("typed", "row"), [("S-0001", 0), ("C-001 1", 0), ("C-002 · 2", 1), ("C-002/2", 1)]
)
def test_a_session_is_found_by_id_or_by_community_and_number(typed: str, row: int):
    cells = sessions(typed)

    assert (cells.per_row().tolist(), problems(cells)) == ([row], [])


def test_a_session_of_an_unknown_community_cannot_be_named_by_number():
    assert sessions("ไม่รู้จัก 3").per_row().tolist() == [NOWHERE]


def test_a_blank_reference_is_nobodys_mistake():
    cells = communities(None, "C-001")

    assert (cells.per_row().tolist(), problems(cells)) == ([NOWHERE, 0], [])


def test_without_the_other_tab_nothing_is_found_and_nothing_is_blamed():
    tab = sheet("สมาชิก", ["community", "person"], ["C-001", "60001"])
    cells = snapshot_of(tab)["members"]["community"]

    assert (cells.per_row().tolist(), problems(cells)) == ([NOWHERE], [])
