"""batchUpdate: texts replaced, cells copied, cut, pasted and shifted."""


def test_texts_are_found_and_replaced(batch):
    batch.book.set("A1", [["tea", "Tea time", '="tea"&1'], ["x", 12, ""]])
    assert batch(
        {"findReplace": {"find": "tea", "replacement": "ชา", "allSheets": True}},
        {
            "findReplace": {
                "find": "^(.)2$",
                "replacement": "$19",
                "searchByRegex": True,
                "sheetId": 0,
            }
        },
        {"findReplace": {"find": "none", "replacement": "-", "allSheets": True}},
    ) == [
        {
            "findReplace": {
                "valuesChanged": 2,
                "occurrencesChanged": 2,
                "rowsChanged": 1,
                "sheetsChanged": 1,
            }
        },
        {
            "findReplace": {
                "valuesChanged": 1,
                "occurrencesChanged": 1,
                "rowsChanged": 1,
                "sheetsChanged": 1,
            }
        },
        {},
    ]
    assert batch.book.values("Sheet1") == [["ชา", "ชา time", "tea1"], ["x", 19]]


def test_whole_cells_and_formulas_only_on_request(batch):
    batch.book.set("A1", [["a", "ab", '="a"']])
    batch(
        {
            "findReplace": {
                "find": "A",
                "replacement": "z",
                "matchEntireCell": True,
                "range": {"sheetId": 0},
            }
        },
        {
            "findReplace": {
                "find": '"a"',
                "replacement": '"q"',
                "includeFormulas": True,
                "matchCase": True,
                "sheetId": 0,
            }
        },
    )
    assert batch.book.values("Sheet1") == [["z", "ab", "q"]]


def test_blanks_are_trimmed_and_duplicates_taken_out(batch):
    batch.book.set("A1", [["  a  b ", 1], ["a b", 1], ["c", 2]], typed=False)
    replies = batch(
        {"trimWhitespace": {"range": {"sheetId": 0}}},
        {"deleteDuplicates": {"range": {"endRowIndex": 3, "endColumnIndex": 2}}},
    )
    assert replies == [
        {"trimWhitespace": {"cellsChangedCount": 1}},
        {"deleteDuplicates": {"duplicatesRemovedCount": 1}},
    ]
    assert batch.book.values("Sheet1") == [["a b", 1], ["c", 2]]


def test_text_is_split_into_columns(batch):
    batch.book.set("A1", [["a;1"], ["b;2/1/2026"]], typed=False)
    source = {"endRowIndex": 2, "endColumnIndex": 1}
    batch({"textToColumns": {"source": source, "delimiterType": "SEMICOLON"}})
    assert batch.book.values("Sheet1") == [["a", 1], ["b", 46_054]]


def test_pasted_text_is_read_as_typed(batch):
    batch({"pasteData": {"coordinate": {"rowIndex": 1}, "data": "a,5%\nb,=1+1", "delimiter": ","}})
    assert batch.book.values("Sheet1") == [[], ["a", 0.05], ["b", 2]]


def test_copies_repeat_and_formulas_move_along(batch):
    batch.book.set("A1", [[1, "=A1*2"], [3, ""], [5, ""]])
    cell = {"startColumnIndex": 1, "endColumnIndex": 2}
    batch(
        {
            "copyPaste": {
                "source": {"endRowIndex": 1, **cell},
                "destination": {"startRowIndex": 1, "endRowIndex": 3, **cell},
            }
        },
        {
            "autoFill": {
                "sourceAndDestination": {
                    "source": {"startRowIndex": 2, "endRowIndex": 3, **cell},
                    "dimension": "ROWS",
                    "fillLength": 1,
                }
            }
        },
    )
    assert batch.book.values("B1:B4", "FORMULA") == [["=A1*2"], ["=A2*2"], ["=A3*2"], ["=A4*2"]]


def test_cut_cells_keep_what_they_name(batch):
    batch.book.set("A1", [[1, "=A1*2"]])
    batch(
        {
            "cutPaste": {
                "source": {"endRowIndex": 1, "startColumnIndex": 1, "endColumnIndex": 2},
                "destination": {"rowIndex": 4, "columnIndex": 3},
            }
        }
    )
    assert batch.book.formula("D5") == "=A1*2"
    assert batch.book.values("A1:C1") == [[1]]


def test_cells_are_put_in_and_taken_out(batch):
    batch.book.set("A1", [["a", "b"], ["c", "d"]])
    one = {"endRowIndex": 1, "endColumnIndex": 1}
    batch({"insertRange": {"range": one, "shiftDimension": "ROWS"}})
    assert batch.book.values("Sheet1") == [["", "b"], ["a", "d"], ["c"]]
    batch({"deleteRange": {"range": one, "shiftDimension": "COLUMNS"}})
    assert batch.book.values("Sheet1") == [["b"], ["a", "d"], ["c"]]
