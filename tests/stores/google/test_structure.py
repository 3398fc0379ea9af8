"""A spreadsheet without its cells."""

from sheets_sync.stores.google.reading.structure import MARK, Sheet, Structure, structure_of

SAID = {
    "properties": {"title": "ทะเบียน", "locale": "th_TH", "timeZone": "Asia/Bangkok"},
    "sheets": [
        {
            "properties": {
                "sheetId": 0,
                "title": "กิจกรรม",
                "index": 0,
                "sheetType": "GRID",
                "gridProperties": {"rowCount": 1000, "columnCount": 26, "frozenRowCount": 1},
            },
            "developerMetadata": [{"metadataKey": "another program", "metadataValue": "todo"}],
        },
        {"properties": {"sheetId": 5, "title": "กราฟ", "index": 1, "sheetType": "OBJECT"}},
        {
            "properties": {
                "sheetId": 7,
                "title": "งานที่ต้องทำ (2)",
                "index": 2,
                "hidden": True,
                "gridProperties": {"rowCount": 200, "columnCount": 8},
            },
            "developerMetadata": [{"metadataKey": MARK, "metadataValue": "todo"}],
        },
    ],
}
ACTIVITIES = Sheet(0, "กิจกรรม", 0, False, 1000, 26, 1, "")
TODO = Sheet(7, "งานที่ต้องทำ (2)", 2, True, 200, 8, 0, "todo")


def test_a_structure_leaves_out_sheets_without_cells():
    assert structure_of(SAID) == Structure("ทะเบียน", "th_TH", "Asia/Bangkok", (ACTIVITIES, TODO))


def test_a_sheet_is_found_by_id_title_and_mark():
    structure = structure_of(SAID)

    assert (structure.by_id(0), structure.by_id(5)) == (ACTIVITIES, None)
    assert (structure.titled("กิจกรรม"), structure.titled("กราฟ")) == (ACTIVITIES, None)
    assert (structure.marked("todo"), structure.marked("log")) == (TODO, None)


def test_our_own_sheets_are_known_by_their_mark_only():
    assert [sheet.mark for sheet in structure_of(SAID).sheets] == ["", "todo"]


def test_a_table_with_a_footer_ends_with_its_totals_and_one_without_does_not():
    tables = [
        {"range": {"endRowIndex": 9}, "rowsProperties": {"footerColorStyle": {"rgbColor": {}}}},
        {"range": {"endRowIndex": 30}, "rowsProperties": {}},
        {"range": {"endRowIndex": 40}},
    ]
    sheet = {"properties": {"sheetId": 3, "title": "สมาชิก", "gridProperties": {}}}

    found = structure_of({**SAID, "sheets": [{**sheet, "tables": tables}]})

    assert found.sheets == (Sheet(3, "สมาชิก", 0, False, 0, 0, 0, "", totals=(9,)),)
