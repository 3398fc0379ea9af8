"""gspread.Worksheet and Spreadsheet: reading and writing values."""

import gspread
import pytest
from gspread.utils import (
    DateTimeOption,
    Dimension,
    InsertDataOption,
    TableDirection,
    ValueInputOption,
    ValueRenderOption,
)

ROWS = [["name", "score"], ["green", 1], ["black", 2.5]]


def test_written_values_are_read_back_as_shown(ws):
    assert ws.update(ROWS, "A1")["updatedCells"] == 6
    assert ws.get_all_values() == [["name", "score"], ["green", "1"], ["black", "2.5"]]
    assert ws.get_values("A2:B3") == [["green", "1"], ["black", "2.5"]]


def test_raw_texts_stay_texts_and_typed_ones_are_read(ws):
    ws.update([["=1+1", "007", "50%"]], "A1", raw=True)
    ws.update([["=1+1", "007", "50%"]], "A2", raw=False)
    unformatted = ws.get(value_render_option=ValueRenderOption.unformatted)
    assert unformatted == [["=1+1", "007", "50%"], [2, 7, 0.5]]


def test_update_without_a_range_starts_at_the_top(ws):
    ws.update([[1, 2], [3, 4]])
    assert ws.get("A1:B2", value_render_option="UNFORMATTED_VALUE") == [[1, 2], [3, 4]]


def test_update_by_columns(ws):
    ws.update([[1, 2, 3], [4]], "A1", major_dimension=Dimension.cols)
    assert ws.get_all_values() == [["1", "4"], ["2", ""], ["3", ""]]


def test_update_tells_the_values_it_wrote(ws):
    reply = ws.update(
        [["1/2/2026", "=2*3"]],
        "A1",
        value_input_option=ValueInputOption.user_entered,
        include_values_in_response=True,
        response_value_render_option=ValueRenderOption.unformatted,
        response_date_time_render_option=DateTimeOption.formatted_string,
    )
    assert reply["updatedData"] == {
        "range": "Sheet1!A1:B1",
        "majorDimension": "ROWS",
        "values": [["1/2/2026", 6]],
    }


def test_data_larger_than_the_grid_makes_it_grow(ws):
    ws.resize(2, 2)
    ws.update([[1, 2, 3]] * 4, "A1")
    assert ws.get("A4:C4") == [["1", "2", "3"]]


def test_data_outside_of_the_named_range_is_refused(ws):
    with pytest.raises(gspread.exceptions.APIError) as caught:
        ws.update([[1], [2], [3]], "A1:A2")
    assert caught.value.error == {
        "code": 400,
        "message": ("Requested writing within range [Sheet1!A1:A2], but tried writing to row [3]"),
        "status": "INVALID_ARGUMENT",
    }


def test_values_that_are_no_rows_are_refused_as_by_google(google, ws):
    with pytest.raises(gspread.exceptions.APIError) as caught:
        ws.update("foo", "A1")
    assert caught.value.error["message"] == (
        "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"foo\""
    )
    assert [(d.part, d.where) for d in google.conformance.take()] == [("request", "values")]


def test_several_ranges_in_one_request(google, ws):
    before = google.log.writes
    ws.batch_update(
        [{"range": "A1:B1", "values": [[42, "43"]]}, {"range": "D3", "values": [["x"]]}]
    )
    assert google.log.writes == before + 1
    found = ws.batch_get(["A1:B1", "D3", "Z9"])
    assert [list(values) for values in found] == [[["42", "43"]], [["x"]], []]
    assert [values.range for values in found] == ["Sheet1!A1:B1", "Sheet1!D3", "Sheet1!Z9"]
    assert found[0].major_dimension == "ROWS"
    assert found[1].first() == "x"


def test_batch_get_by_columns_and_unformatted(ws):
    ws.update(ROWS, "A1")
    (found,) = ws.batch_get(
        ["A1:B3"],
        major_dimension=Dimension.cols,
        value_render_option=ValueRenderOption.unformatted,
    )
    assert list(found) == [["name", "green", "black"], ["score", 1, 2.5]]


def test_values_of_a_sheet_with_dates_by_every_option(ws):
    ws.update(
        [["=4/2", "2020-01-01", "string", 53], ["=3/2", 0.12, "1999-01-02", ""]], "A1", raw=False
    )
    assert ws.get_all_values() == [
        ["2", "2020-01-01", "string", "53"],
        ["1.5", "0.12", "1999-01-02", ""],
    ]
    assert ws.get() == [["2", "2020-01-01", "string", "53"], ["1.5", "0.12", "1999-01-02"]]
    serial = ws.get(
        value_render_option=ValueRenderOption.unformatted,
        date_time_render_option=DateTimeOption.serial_number,
    )
    assert serial == [[2, 43831, "string", 53], [1.5, 0.12, 36162]]
    text = ws.get(
        value_render_option=ValueRenderOption.unformatted,
        date_time_render_option=DateTimeOption.formatted_string,
    )
    assert text == [[2, "2020-01-01", "string", 53], [1.5, 0.12, "1999-01-02"]]
    formula = ws.get(
        value_render_option=ValueRenderOption.formula,
        date_time_render_option=DateTimeOption.serial_number,
    )
    assert formula == [["=4/2", 43831, "string", 53], ["=3/2", 0.12, 36162]]


def test_blanks_come_padded_or_trimmed_as_asked(ws):
    ws.update([["1", "", ""], [], ["", "2"]], "A1")
    assert ws.get("A1:D5") == [["1"], [], ["", "2"]]
    assert ws.get("A1:D5", pad_values=True) == [["1", ""], ["", ""], ["", "2"]]
    assert ws.get("A1:C4", maintain_size=True) == [
        ["1", "", ""],
        ["", "", ""],
        ["", "2", ""],
        ["", "", ""],
    ]


def test_merged_cells_can_be_filled_with_their_value(ws):
    ws.update([["a", "", "x"]], "A1")
    ws.merge_cells("A1:B1")
    assert ws.get("A1:C1", combine_merged_cells=True) == [["a", "a", "x"]]


def test_rows_and_columns_alone(ws):
    ws.update(ROWS, "A1")
    assert ws.row_values(2) == ["green", "1"]
    assert ws.col_values(2, value_render_option=ValueRenderOption.unformatted) == ["score", 1, 2.5]
    assert ws.row_values(50) == []


def test_records_by_header(ws):
    ws.update([["id", "score"], ["007", "1.5"], ["b", ""]], "A1")
    assert ws.get_all_records() == [{"id": 7, "score": 1.5}, {"id": "b", "score": ""}]
    assert ws.get_all_records(numericise_ignore=["all"], default_blank="-") == [
        {"id": "007", "score": "1.5"},
        {"id": "b", "score": ""},
    ]
    with pytest.raises(gspread.exceptions.GSpreadException):
        ws.get_all_records(expected_headers=["nope"])


def test_appended_rows_stand_below_the_table(ws):
    ws.append_row(["a", 1])
    reply = ws.append_rows([["b", 2], ["c", 3]], table_range="A1")
    assert reply == {
        "spreadsheetId": ws.spreadsheet_id,
        "tableRange": "Sheet1!A1:B1",
        "updates": {
            "spreadsheetId": ws.spreadsheet_id,
            "updatedRange": "Sheet1!A2:B3",
            "updatedRows": 2,
            "updatedColumns": 2,
            "updatedCells": 4,
        },
    }
    assert ws.get_all_values() == [["a", "1"], ["b", "2"], ["c", "3"]]


def test_append_without_a_table_range_follows_the_last_block(ws):
    ws.append_row(["a", "", "b"])
    ws.append_row(["c", "", "d"])
    assert ws.get() == [["a", "", "b"], ["", "", "c", "", "d"]]


def test_append_with_a_table_range_stays_below_the_first_block(ws):
    ws.append_row(["a", "", "b"], table_range="A1")
    ws.append_row(["c", "", "d"], table_range="A1")
    assert ws.get() == [["a", "", "b"], ["c", "", "d"]]


def test_append_that_puts_rows_in_moves_what_is_below(ws):
    ws.update([["h"], ["1"], [""], ["below"]], "A1")
    ws.append_rows(
        [["2"], ["3"]], table_range="A1", insert_data_option=InsertDataOption.insert_rows
    )
    assert ws.get() == [["h"], ["1"], ["2"], ["3"], [], ["below"]]


def test_inserted_rows_and_columns_push_the_others(ws):
    ws.update([["a"], ["b"]], "A1")
    ws.insert_row(["new"], 2)
    ws.insert_rows([["x"], ["y"]], row=1, inherit_from_before=False)
    ws.insert_cols([["1", "2"]], col=1)
    assert ws.get_all_values() == [["1", "x"], ["2", "y"], ["", "a"], ["", "new"], ["", "b"]]


def test_cleared_cells_are_blank(ws):
    ws.update([["a", "b"], ["c", "d"]], "A1")
    ws.batch_clear(["A1:A2"])
    assert ws.get_all_values() == [["", "b"], ["", "d"]]
    ws.clear()
    assert ws.get_all_values() == [[]]


def test_spreadsheet_level_calls(sh, ws):
    sh.values_update("Sheet1!A1", params={"valueInputOption": "RAW"}, body={"values": [[1, 2]]})
    sh.values_append("Sheet1!A1", params={"valueInputOption": "RAW"}, body={"values": [[3, 4]]})
    assert sh.values_get("Sheet1") == {
        "range": "Sheet1!A1:Z1000",
        "majorDimension": "ROWS",
        "values": [["1", "2"], ["3", "4"]],
    }
    got = sh.values_batch_get(["Sheet1!A1", "Sheet1!B:B"], params={"majorDimension": "COLUMNS"})
    assert [part["range"] for part in got["valueRanges"]] == ["Sheet1!A1", "Sheet1!B1:B1000"]
    sh.values_batch_update(
        {"valueInputOption": "RAW", "data": [{"range": "Sheet1!A1", "values": [["x"]]}]}
    )
    assert sh.values_clear("Sheet1!B1:B2")["clearedRange"] == "Sheet1!B1:B2"
    sh.values_batch_clear(body={"ranges": ["Sheet1!A2"]})
    assert ws.get_all_values() == [["x"]]


def test_single_cells(ws):
    ws.update_acell("B2", "=1+2")
    assert ws.acell("B2").value == "3"
    assert ws.cell(2, 2, value_render_option=ValueRenderOption.formula).value == "=1+2"
    ws.update_cell(1, 1, "ผู้ประสานงาน")
    assert ws.cell(1, 1).value == "ผู้ประสานงาน"
    assert ws.acell("Z99").value is None
    assert ws.cell(2, 2).numeric_value == 3


def test_cell_objects_are_changed_and_written_together(google, ws):
    cells = ws.range("A1:B2")
    for number, cell in enumerate(cells):
        cell.value = number
    before = google.log.writes
    ws.update_cells(cells)
    assert google.log.writes == before + 1
    assert ws.get_all_values() == [["0", "1"], ["2", "3"]]
    assert [c.value for c in ws.range(1, 1, 2, 2)] == ["0", "1", "2", "3"]
    assert [c.address for c in ws.range("A1:A2")] == ["A1", "A2"]
    assert len(ws.get_all_cells()) == 26_000


def test_open_and_reversed_ranges(ws):
    ws.resize(5, 3)
    ws.update([["1", "2"], ["3", "4"]], "A1")
    assert [c.value for c in ws.range("B2:A1")] == ["1", "2", "3", "4"]
    assert ws.get("A:A") == [["1"], ["3"]]
    assert ws.get("2:2") == [["3", "4"]]
    assert len(ws.range("A2:B")) == 8


def test_found_cells(ws):
    ws.update([["tea", "Tea"], ["x", "tea "]], "A1")
    assert (ws.find("Tea").row, ws.find("Tea").col) == (1, 2)
    assert [c.address for c in ws.findall("tea", case_sensitive=False)] == ["A1", "B1"]
    assert ws.find("coffee") is None


def test_table_is_expanded_from_its_corner(ws):
    ws.update([["", ""], ["", "B2", "C2"], ["", "B3", "C3"]], "A1")
    assert ws.expand("B2", TableDirection.table) == [["B2", "C2"], ["B3", "C3"]]


def test_tabs_with_any_title(sh):
    for title in ("A1", "C", "it's", "ทะเบียน CoP", "a!b", "🌵 t"):
        tab = sh.add_worksheet(title, 10, 3)
        tab.update([[title]], "A1")
        assert tab.get("A:A") == [[title]]
        assert tab.get("A:A").range.endswith("!A1:A10")
