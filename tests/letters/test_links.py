"""The links of letters: to the very cell where a browser can open it."""

import pytest

from sheets_sync.letters.links import link_to
from sheets_sync.planning.reminders.items import ItemPlace
from sheets_sync.registry.workbook import RawTab, RawWorkbook

DOCS = "https://docs.google.com/spreadsheets/d/1x/edit#gid=7"
WORKBOOKS = {
    "main": RawWorkbook("x", (RawTab("กิจกรรม", (), url=DOCS), RawTab("ไฟล์", ()))),
}


@pytest.mark.parametrize(
    ("registry", "place", "link"),
    [
        ("main", ItemPlace("กิจกรรม", 14, "I14"), f"{DOCS}&range=I14"),
        ("main", ItemPlace("กิจกรรม", 14), f"{DOCS}&range=A14"),
        ("main", ItemPlace("กิจกรรม", None), DOCS),
        ("main", ItemPlace("ไฟล์", 14, "I14"), None),
        ("main", ItemPlace("ไม่มี", 14), None),
        ("branch", ItemPlace("กิจกรรม", 14), None),
    ],
)
def test_a_place_has_an_address_where_a_browser_can_open_it(registry, place, link):
    assert link_to(WORKBOOKS, registry, place) == link
