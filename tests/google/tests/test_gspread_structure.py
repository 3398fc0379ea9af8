"""gspread: tabs, rows, columns and what is set on them."""

import gspread
import pytest
from gspread.utils import (
    Dimension,
    MergeType,
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
