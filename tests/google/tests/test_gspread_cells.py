"""gspread: formats, notes, names, protections, groups, rules and copies of cells."""

from gspread.utils import PasteOrientation, PasteType, ValidationConditionType


def test_formats_of_cells_are_kept_whole(sh, ws):
    ws.format(["A1:B2", "D4"], {"textFormat": {"bold": True, "fontSize": 12}})
    ws.batch_format(
        [
            {
                "range": "A1",
                "format": {"backgroundColor": {"red": 1}, "horizontalAlignment": "CENTER"},
            }
        ]
    )
    found = sh.fetch_sheet_metadata(
        {"ranges": "Sheet1!A1", "fields": "sheets.data.rowData.values.userEnteredFormat"}
    )
    assert found["sheets"][0]["data"][0]["rowData"][0]["values"] == [
        {
            "userEnteredFormat": {
                "backgroundColor": {"red": 1},
                "horizontalAlignment": "CENTER",
                "textFormat": {"bold": True, "fontSize": 12},
                "backgroundColorStyle": {"rgbColor": {"red": 1}},
            }
        }
    ]


def test_number_format_changes_what_is_shown(ws):
    ws.update([[46348, 0.5]], "A1")
    ws.format("A1", {"numberFormat": {"type": "DATE", "pattern": "d mmm yyyy"}})
    ws.format("B1", {"numberFormat": {"type": "PERCENT"}})
    assert ws.get_all_values() == [["22 Nov 2026", "50.00%"]]


def test_notes(ws):
    ws.insert_note("A1", "first")
    ws.update_notes({"B2": "second", "C3": "third"})
    assert ws.get_note("A1") == "first"
    assert ws.get_notes() == [["first"], ["", "second"], ["", "", "third"]]
    assert ws.get_notes(grid_range="A2:B2") == [["", "second"]]
    ws.update_note("A1", "changed")
    ws.insert_notes({"B2": "x"})
    ws.clear_note("C3")
    assert ws.get_notes() == [["changed"], ["", "x"]]
    ws.clear_notes(["A1", "B2"])
    assert ws.get_note("A1") == ""


def test_named_ranges(sh, ws):
    ws.update([["1", "2"], ["3", "4"]], "A1")
    reply = ws.define_named_range("A1:B2", "TestRange")
    named = reply["replies"][0]["addNamedRange"]["namedRange"]
    assert named["range"] == {
        "startRowIndex": 0,
        "endRowIndex": 2,
        "startColumnIndex": 0,
        "endColumnIndex": 2,
    }
    assert sh.list_named_ranges() == [named]
    assert [cell.value for cell in sh.named_range("TestRange")] == ["1", "2", "3", "4"]
    assert sh.values_get("TestRange")["range"] == "Sheet1!A1:B2"
    ws.delete_named_range(named["namedRangeId"])
    assert sh.list_named_ranges() == []


def test_protected_ranges(google, sh, ws):
    reply = ws.add_protected_range("A1:B2", ["boss@agency.example"], description="ours")
    protected = reply["replies"][0]["addProtectedRange"]["protectedRange"]
    assert protected["requestingUserCanEdit"] is True
    assert "sheetId" not in protected["range"]
    assert set(protected["editors"]["users"]) >= {"boss@agency.example"}
    assert sh.list_protected_ranges(0) == [protected]
    ws.delete_protected_range(protected["protectedRangeId"])
    assert sh.list_protected_ranges(0) == []


def test_dimension_groups(sh, ws):
    reply = ws.add_dimension_group_rows(0, 2)
    assert reply["replies"] == [
        {
            "addDimensionGroup": {
                "dimensionGroups": [
                    {"range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 2}, "depth": 1}
                ]
            }
        }
    ]
    ws.add_dimension_group_columns(1, 3)
    assert ws.list_dimension_group_rows()[0]["depth"] == 1
    assert len(ws.list_dimension_group_columns()) == 1
    ws.delete_dimension_group_rows(0, 2)
    ws.delete_dimension_group_columns(1, 3)
    assert ws.list_dimension_group_rows() == ws.list_dimension_group_columns() == []


def test_hidden_rows_are_still_read(sh, ws):
    ws.update([["a"], ["b"]], "A1")
    ws.hide_rows(0, 1)
    ws.hide_columns(1, 2)
    data = sh.fetch_sheet_metadata(
        {"ranges": "Sheet1!A1:B2", "fields": "sheets.data(rowMetadata,columnMetadata)"}
    )["sheets"][0]["data"][0]
    assert data["rowMetadata"] == [{"pixelSize": 21, "hiddenByUser": True}, {"pixelSize": 21}]
    assert data["columnMetadata"][1]["hiddenByUser"] is True
    assert ws.get_all_values() == [["a"], ["b"]]
    ws.unhide_rows(0, 1)
    ws.unhide_columns(1, 2)
    ws.columns_auto_resize(0, 1)
    ws.rows_auto_resize(0, 1)


def test_ranges_are_copied_and_cut(ws):
    ws.update([["1", "=A1*2"], ["5", ""]], "A1", raw=False)
    ws.copy_range("B1", "B2")
    assert ws.get_all_values() == [["1", "2"], ["5", "10"]]
    ws.copy_range(
        "A1:B1",
        "D1:D2",
        paste_type=PasteType.values,
        paste_orientation=PasteOrientation.transpose,
    )
    assert ws.get("D1:D2") == [["1"], ["2"]]
    ws.cut_range("A1:A2", "F1")
    assert ws.get("F1:F2") == [["1"], ["5"]]
    assert ws.get("A1:A2") == [[]]


def test_validation_rules(sh, ws):
    ws.add_validation(
        "A1:A2",
        ValidationConditionType.one_of_list,
        ["ใช่", "ไม่"],
        showCustomUi=True,
        strict=True,
        inputMessage="เลือก",
    )
    found = sh.fetch_sheet_metadata(
        {"ranges": "Sheet1!A2", "fields": "sheets.data.rowData.values.dataValidation"}
    )
    assert found["sheets"][0]["data"][0]["rowData"][0]["values"][0]["dataValidation"] == {
        "condition": {
            "type": "ONE_OF_LIST",
            "values": [{"userEnteredValue": "ใช่"}, {"userEnteredValue": "ไม่"}],
        },
        "inputMessage": "เลือก",
        "strict": True,
        "showCustomUi": True,
    }
