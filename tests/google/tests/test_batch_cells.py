"""batchUpdate: contents and formats of cells."""

from tests.google.google import ROBOT


def text(*values):
    return {"values": [{"userEnteredValue": {"stringValue": value}} for value in values]}


def test_typed_values_are_written_as_they_are(batch):
    batch(
        {
            "updateCells": {
                "start": {},
                "fields": "userEnteredValue",
                "rows": [
                    {
                        "values": [
                            {"userEnteredValue": {"numberValue": 1}},
                            {"userEnteredValue": {"stringValue": "=1+1"}},
                            {"userEnteredValue": {"boolValue": False}},
                            {"userEnteredValue": {"formulaValue": "=A1+1"}},
                            {"userEnteredValue": {"errorValue": {"type": "N_A"}}},
                        ]
                    }
                ],
            }
        }
    )
    assert batch.book.values("Sheet1") == [[1, "=1+1", False, 2, "#N/A"]]


def test_range_is_emptied_where_the_rows_do_not_reach(batch):
    batch.book.set("A1", [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]])
    batch(
        {
            "updateCells": {
                "range": {"sheetId": 0, "endRowIndex": 2, "endColumnIndex": 2},
                "rows": [text("new")],
                "fields": "userEnteredValue",
            }
        }
    )
    assert batch.book.values("Sheet1") == [["new", "", "c"], ["", "", "f"], ["g", "h", "i"]]


def test_replacing_a_whole_tab_is_one_request(batch):
    batch.book.set("A1", [["old"] * 3] * 5)
    batch({"updateCells": {"range": {"sheetId": 0}, "rows": [text("x")], "fields": "*"}})
    assert batch.book.values("Sheet1") == [["x"]]


def test_rows_beyond_the_range_are_refused(batch):
    found = batch(
        {
            "updateCells": {
                "range": {"sheetId": 0, "endRowIndex": 1, "endColumnIndex": 1},
                "rows": [text("a"), text("b")],
                "fields": "userEnteredValue",
            }
        }
    )
    assert found == (
        "Invalid requests[0].updateCells: Attempting to write row: 1, beyond the last requested "
        "row of: 0"
    )


def test_fields_must_be_named(batch):
    assert batch({"updateCells": {"start": {}, "rows": []}}) == (
        "Invalid requests[0].updateCells: At least one field must be listed in 'fields'. "
        "(Use '*' to indicate all fields.)"
    )
    assert "Invalid value at 'fields'" in batch(
        {"repeatCell": {"range": {"sheetId": 0}, "cell": {}, "fields": "userEnteredValeu"}}
    )


def test_repeated_cell_moves_its_formula(batch):
    batch.book.set("A1", [[1], [2], [3]])
    batch(
        {
            "repeatCell": {
                "range": {"endRowIndex": 3, "startColumnIndex": 1, "endColumnIndex": 2},
                "cell": {
                    "userEnteredValue": {"formulaValue": "=A1*10"},
                    "userEnteredFormat": {"textFormat": {"bold": True}},
                },
                "fields": "userEnteredValue,userEnteredFormat.textFormat.bold",
            }
        }
    )
    assert batch.book.values("B1:B3") == [[10], [20], [30]]
    cells = batch.get("sheets.data.rowData.values.userEnteredFormat", ranges="B1:B3")
    rows = cells["sheets"][0]["data"][0]["rowData"]
    assert rows == [{"values": [{"userEnteredFormat": {"textFormat": {"bold": True}}}]}] * 3


def test_appended_cells_stand_below_everything(batch):
    batch.book.set("A1", [["a"], [""], ["c"]])
    batch({"appendCells": {"rows": [text("d", "e")], "fields": "userEnteredValue"}})
    assert batch.book.values("Sheet1") == [["a"], [], ["c"], ["d", "e"]]


def test_grid_data_has_all_parts_of_a_cell(batch):
    batch.book.set("A1", [["1/2/2026", "=1/0", "x"]])
    batch(
        {
            "updateCells": {
                "start": {"columnIndex": 2},
                "rows": [{"values": [{"note": "see"}]}],
                "fields": "note",
            }
        }
    )
    found = batch.get("sheets.data", ranges="A1:C1")["sheets"][0]["data"][0]
    cells = found["rowData"][0]["values"]
    assert [cell.get("formattedValue") for cell in cells] == ["1/2/2026", "#DIV/0!", "x"]
    assert cells[0]["userEnteredValue"] == cells[0]["effectiveValue"] == {"numberValue": 46_024}
    assert cells[0]["effectiveFormat"]["numberFormat"] == {"type": "DATE", "pattern": "m/d/yyyy"}
    assert cells[1]["userEnteredValue"] == {"formulaValue": "=1/0"}
    assert cells[1]["effectiveValue"] == {
        "errorValue": {
            "type": "DIVIDE_BY_ZERO",
            "message": "Function DIVIDE parameter 2 cannot be zero.",
        }
    }
    assert cells[2]["note"] == "see"
    assert len(found["columnMetadata"]) == 3


def test_spilled_cells_have_a_value_and_no_entry(batch):
    batch.book.set("A1", [["=SEQUENCE(2)"]])
    fields = "sheets.data.rowData.values(userEnteredValue,effectiveValue)"
    rows = batch.get(fields, ranges="A1:A2")["sheets"][0]["data"][0]["rowData"]
    assert rows == [
        {
            "values": [
                {
                    "userEnteredValue": {"formulaValue": "=SEQUENCE(2)"},
                    "effectiveValue": {"numberValue": 1},
                }
            ]
        },
        {"values": [{"effectiveValue": {"numberValue": 2}}]},
    ]


def test_borders_inside_and_around(batch):
    line = {"style": "SOLID"}
    area = {"endRowIndex": 2, "endColumnIndex": 1}
    batch({"updateBorders": {"range": area, "top": line, "innerHorizontal": line}})
    fields = "sheets.data.rowData.values.userEnteredFormat.borders"
    rows = batch.get(fields, ranges="A1:A2")["sheets"][0]["data"][0]["rowData"]
    sides = [row["values"][0]["userEnteredFormat"]["borders"].keys() for row in rows]
    assert [sorted(found) for found in sides] == [["bottom", "top"], ["top"]]


def test_cells_too_long_are_refused(batch):
    found = batch(
        {
            "updateCells": {
                "start": {},
                "rows": [text("x" * 50_001)],
                "fields": "userEnteredValue",
            }
        }
    )
    assert found == (
        "Invalid requests[0].updateCells: Your input contains more than the maximum of 50000 "
        "characters in a single cell."
    )


def test_table_names_its_columns(batch):
    batch.book.set("A1", [["id", "status"], ["C-1", "ok"]])
    (reply,) = batch(
        {
            "addTable": {
                "table": {
                    "name": "Register",
                    "range": {"endRowIndex": 2, "endColumnIndex": 2},
                    "columnProperties": [{"columnIndex": 1, "columnType": "DROPDOWN"}],
                }
            }
        }
    )
    table = reply["addTable"]["table"]
    assert [c["columnName"] for c in table["columnProperties"]] == ["id", "status"]
    row = {"rows": [text("C-2")], "tableId": table["tableId"], "fields": "userEnteredValue"}
    batch({"appendCells": row})
    assert batch.book.values("Sheet1")[2] == ["C-2"]
    new = {"tableId": table["tableId"], "name": "Other"}
    batch({"updateTable": {"table": new, "fields": "name"}})
    (sheet,) = batch.get("sheets.tables")["sheets"]
    assert (sheet["tables"][0]["name"], sheet["tables"][0]["range"]["endRowIndex"]) == ("Other", 3)
    batch({"deleteTable": {"tableId": table["tableId"]}})
    assert batch.book.values("Sheet1") == []
    assert batch.book.file.owner == ROBOT
