"""gspread: tabs, rows, columns and what is set on them."""

import gspread
import pytest
from gspread.utils import (
    Dimension,
    MergeType,
    PasteOrientation,
    PasteType,
    ValidationConditionType,
)


def test_tabs_are_added_found_and_deleted(sh):
    added = sh.add_worksheet("Second", rows=5, cols=4, index=0)
    assert (added.row_count, added.col_count, added.index) == (5, 4, 0)
    assert [w.title for w in sh.worksheets()] == ["Second", "Sheet1"]
    assert sh.worksheet("Second").id == added.id
    assert sh.get_worksheet(0).title == "Second"
    assert sh.get_worksheet_by_id(added.id).title == "Second"
    sh.del_worksheet(added)
    third = sh.add_worksheet("Third", 1, 1)
    sh.del_worksheet_by_id(third.id)
    assert [w.title for w in sh] == ["Sheet1"]
    with pytest.raises(gspread.WorksheetNotFound):
        sh.worksheet("Second")


def test_second_tab_of_the_same_title_is_refused(sh):
    with pytest.raises(gspread.exceptions.APIError) as caught:
        sh.add_worksheet("sheet1", 1, 1)
    assert caught.value.error == {
        "code": 400,
        "message": (
            'Invalid requests[0].addSheet: A sheet with the name "sheet1" already exists. '
            "Please enter another name."
        ),
        "status": "INVALID_ARGUMENT",
    }


def test_last_tab_stays(sh, ws):
    with pytest.raises(gspread.exceptions.APIError) as caught:
        sh.del_worksheet(ws)
    assert caught.value.error["message"] == (
        "Invalid requests[0].deleteSheet: You can't remove all the visible sheets in a document."
    )


def test_duplicated_tab_has_the_same_cells(sh, ws):
    ws.update([["a", "=B2"], ["", 5]], "A1", raw=False)
    copy = ws.duplicate(new_sheet_name="Again", insert_sheet_index=1)
    assert copy.get_all_values() == [["a", "5"], ["", "5"]]
    other = sh.duplicate_sheet(ws.id, new_sheet_name="Once more")
    assert [w.title for w in sh.worksheets()] == ["Once more", "Sheet1", "Again"]
    assert other.id != copy.id


def test_tab_copied_to_another_spreadsheet(gc, sh, ws):
    ws.update([["a"]], "A1")
    other = gc.create("Target")
    reply = ws.copy_to(other.id)
    assert reply["title"] == "Copy of Sheet1"
    assert other.get_worksheet_by_id(reply["sheetId"]).get_all_values() == [["a"]]


def test_tabs_are_reordered(sh):
    names = ["Sheet1", "b", "c"]
    tabs = [sh.sheet1, *(sh.add_worksheet(name, 1, 1) for name in names[1:])]
    sh.reorder_worksheets(reversed(tabs))
    assert [w.title for w in sh.worksheets()] == ["c", "b", "Sheet1"]
    tabs[2].update_index(3)
    assert [w.title for w in sh.worksheets()] == ["b", "Sheet1", "c"]


def test_properties_of_a_tab(sh, ws):
    ws.update_title("สมาชิก")
    ws.update_tab_color("#ff8000")
    ws.freeze(rows=1, cols=2)
    ws.hide_gridlines()
    again = sh.worksheet("สมาชิก")
    assert again.tab_color == "#FF8000"
    assert (again.frozen_row_count, again.frozen_col_count) == (1, 2)
    assert again.is_gridlines_hidden
    ws.clear_tab_color()
    ws.show_gridlines()
    ws.freeze(rows=0, cols=0)
    again = sh.worksheet("สมาชิก")
    assert again.get_tab_color() is None
    assert again.frozen_row_count == 0
    assert not again.is_gridlines_hidden


def test_hidden_tabs(sh, ws):
    with pytest.raises(gspread.exceptions.APIError):
        ws.hide()
    second = sh.add_worksheet("Second", 1, 1)
    second.hide()
    assert sh.worksheet("Second").isSheetHidden
    assert [w.title for w in sh.worksheets(exclude_hidden=True)] == ["Sheet1"]
    second.show()
    assert not sh.worksheet("Second").isSheetHidden


def test_properties_of_the_spreadsheet(google, gc, sh):
    sh.update_title("ชื่อใหม่")
    sh.update_locale("th_TH")
    sh.update_timezone("Asia/Bangkok")
    again = gc.open("ชื่อใหม่")
    assert (again.id, again.locale, again.timezone) == (sh.id, "th_TH", "Asia/Bangkok")
    assert again.fetch_sheet_metadata()["properties"]["autoRecalc"] == "ON_CHANGE"
    with pytest.raises(gspread.exceptions.APIError):
        sh.update_locale("xx_YY")


def test_grid_grows_and_shrinks(sh, ws):
    ws.update([["a", "b"], ["c", "d"]], "A1")
    ws.resize(rows=1, cols=1)
    assert ws.get_all_values() == [["a"]]
    ws.add_rows(2)
    ws.add_cols(3)
    again = sh.sheet1
    assert (again.row_count, again.column_count) == (3, 4)


def test_deleted_rows_and_columns(ws):
    ws.update([["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]], "A1")
    ws.delete_rows(1)
    ws.delete_columns(2, 3)
    ws.delete_dimension(Dimension.rows, 2)
    assert ws.get_all_values() == [["d"]]


def test_sorted_rows_below_a_frozen_header(ws):
    ws.resize(4, 2)
    ws.freeze(rows=1)
    ws.update([["n", "t"], [3, "c"], [1, "a"], [2, "b"]], "A1")
    ws.sort((1, "asc"))
    assert ws.col_values(2) == ["t", "a", "b", "c"]
    ws.sort((1, "des"), range="A2:B3")
    assert ws.col_values(2) == ["t", "b", "a", "c"]


def test_basic_filter_comes_and_goes(sh, ws):
    ws.resize(20, 20)
    ws.set_basic_filter("A1:D5")
    (sheet,) = sh.fetch_sheet_metadata()["sheets"]
    assert sheet["basicFilter"] == {
        "range": {"startRowIndex": 0, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 4}
    }
    ws.clear_basic_filter()
    assert "basicFilter" not in sh.fetch_sheet_metadata()["sheets"][0]


def test_merged_cells_keep_the_first_value(sh, ws):
    ws.update([["a", "b"], ["c", "d"]], "A1")
    ws.merge_cells("A1:B1")
    ws.batch_merge([{"range": "A2:B3", "mergeType": MergeType.merge_columns}])
    assert ws.get_all_values() == [["a", ""], ["c", "d"]]
    merges = sh.fetch_sheet_metadata()["sheets"][0]["merges"]
    assert [(m["startRowIndex"], m["startColumnIndex"]) for m in merges] == [(0, 0), (1, 0), (1, 1)]
    ws.unmerge_cells("A1:B3")
    assert "merges" not in sh.fetch_sheet_metadata()["sheets"][0]


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


def test_batch_update_by_hand(sh):
    reply = sh.batch_update(
        {
            "requests": [
                {"addSheet": {"properties": {"title": "x", "sheetId": 7}}},
                {"deleteSheet": {"sheetId": 7}},
            ]
        }
    )
    assert reply == {
        "spreadsheetId": sh.id,
        "replies": [
            {
                "addSheet": {
                    "properties": {
                        "sheetId": 7,
                        "title": "x",
                        "index": 1,
                        "sheetType": "GRID",
                        "gridProperties": {"rowCount": 1000, "columnCount": 26},
                    }
                }
            },
            {},
        ],
    }
