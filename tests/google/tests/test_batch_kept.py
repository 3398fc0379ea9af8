"""batchUpdate: what is kept about cells: metadata, rules, views, groups."""


def rows(start, end, **more):
    return {"sheetId": 0, "dimension": "ROWS", "startIndex": start, "endIndex": end, **more}


def columns(start, end):
    return rows(start, end) | {"dimension": "COLUMNS"}


def test_metadata_is_found_by_key_place_and_value(batch):
    def made(key, value, location):
        given = {"metadataKey": key, "metadataValue": value, "visibility": "DOCUMENT"}
        return {"createDeveloperMetadata": {"developerMetadata": {**given, "location": location}}}

    replies = batch(
        made("tab", "members", {"sheetId": 0}),
        made("column", "id", {"dimensionRange": columns(1, 2)}),
        made("book", "1", {"spreadsheet": True}),
    )
    first = replies[0]["createDeveloperMetadata"]["developerMetadata"]
    assert first["location"] == {"locationType": "SHEET", "sheetId": 0}
    base = f"/v4/spreadsheets/{batch.book.id}/developerMetadata"
    assert batch.http("GET", f"{base}/{first['metadataId']}").json() == first
    lookup = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "column"}}]}
    (matched,) = batch.http("POST", f"{base}:search", json=lookup).json()[
        "matchedDeveloperMetadata"
    ]
    assert matched["developerMetadata"]["metadataValue"] == "id"
    batch.book.insert_columns("Sheet1", 1)
    batch.book.set("C1", [["x"], ["y"]])
    path = f"/v4/spreadsheets/{batch.book.id}/values:batchGetByDataFilter"
    (found,) = batch.http("POST", path, json=lookup).json()["valueRanges"]
    assert found["valueRange"] == {
        "range": "Sheet1!C1:C1000",
        "majorDimension": "ROWS",
        "values": [["x"], ["y"]],
    }
    change = {
        "dataFilters": lookup["dataFilters"],
        "developerMetadata": {"metadataValue": "new"},
        "fields": "metadataValue",
    }
    batch({"updateDeveloperMetadata": change})
    deleted = batch({"deleteDeveloperMetadata": {"dataFilter": lookup["dataFilters"][0]}})
    found = deleted[0]["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]
    assert [item["metadataValue"] for item in found] == ["new"]


def test_conditional_formats_keep_their_order(batch):
    def rule(kind):
        condition = {"booleanRule": {"condition": {"type": kind}, "format": {}}}
        return {"ranges": [{"sheetId": 0, "endRowIndex": 5}], **condition}

    batch({"addConditionalFormatRule": {"rule": rule("BLANK")}})
    batch({"addConditionalFormatRule": {"rule": rule("NOT_BLANK"), "index": 0}})
    batch({"updateConditionalFormatRule": {"index": 0, "newIndex": 1, "sheetId": 0}})
    replies = batch({"updateConditionalFormatRule": {"index": 1, "rule": rule("DATE_IS_VALID")}})
    changed = replies[0]["updateConditionalFormatRule"]
    assert (changed["oldRule"], changed["newRule"]) == (
        {**rule("NOT_BLANK"), "ranges": [{"endRowIndex": 5}]},
        {**rule("DATE_IS_VALID"), "ranges": [{"endRowIndex": 5}]},
    )
    (reply,) = batch({"deleteConditionalFormatRule": {"index": 0}})
    found = reply["deleteConditionalFormatRule"]["rule"]["booleanRule"]["condition"]
    assert found == {"type": "BLANK"}


def test_filter_views_banding_charts_and_slicers_are_kept(batch):
    area = {"endRowIndex": 5, "endColumnIndex": 2}
    replies = batch(
        {"addFilterView": {"filter": {"title": "mine", "range": area}}},
        {"addBanding": {"bandedRange": {"range": area, "rowProperties": {}}}},
        {"addChart": {"chart": {"spec": {"title": "t"}, "position": {"newSheet": True}}}},
        {"addSlicer": {"slicer": {"spec": {"title": "s", "dataRange": area}}}},
    )
    view = replies[0]["addFilterView"]["filter"]["filterViewId"]
    band = replies[1]["addBanding"]["bandedRange"]["bandedRangeId"]
    chart = replies[2]["addChart"]["chart"]["chartId"]
    slicer = replies[3]["addSlicer"]["slicer"]["slicerId"]
    batch(
        {"updateFilterView": {"filter": {"filterViewId": view, "title": "x"}, "fields": "title"}},
        {"duplicateFilterView": {"filterId": view}},
        {"updateChartSpec": {"chartId": chart, "spec": {"title": "new"}}},
        {"updateSlicerSpec": {"slicerId": slicer, "spec": {"title": "q"}, "fields": "title"}},
        {"updateBanding": {"bandedRange": {"bandedRangeId": band}, "fields": "columnProperties"}},
        {
            "updateEmbeddedObjectPosition": {
                "objectId": slicer,
                "newPosition": {"sheetId": 0},
                "fields": "*",
            }
        },
    )
    sheets = batch.get("sheets")["sheets"]
    assert [v["title"] for v in sheets[0]["filterViews"]] == ["x", "Copy of x"]
    assert sheets[1]["charts"][0]["spec"] == {"title": "new"}
    assert sheets[0]["slicers"][0]["spec"]["title"] == "q"
    batch(
        {"deleteFilterView": {"filterId": view}},
        {"deleteBanding": {"bandedRangeId": band}},
        {"deleteEmbeddedObject": {"objectId": chart}},
    )
    sheets = batch.get("sheets")["sheets"]
    assert (len(sheets[0]["filterViews"]), "bandedRanges" in sheets[0], "charts" in sheets[1]) == (
        1,
        False,
        False,
    )


def test_groups_nest_and_fold(batch):
    batch(
        {"addDimensionGroup": {"range": rows(0, 6)}}, {"addDimensionGroup": {"range": rows(1, 3)}}
    )
    (sheet,) = batch.get("sheets.rowGroups")["sheets"]
    assert [(g["range"]["startIndex"], g["depth"]) for g in sheet["rowGroups"]] == [(0, 1), (1, 2)]
    group = {"range": rows(1, 3), "depth": 2, "collapsed": True}
    batch({"updateDimensionGroup": {"dimensionGroup": group, "fields": "collapsed"}})
    fields = "sheets.data.rowMetadata.hiddenByUser"
    data = batch.get(fields, ranges="A1:A4")["sheets"][0]["data"][0]["rowMetadata"]
    assert data == [{}, {"hiddenByUser": True}, {"hiddenByUser": True}, {}]
