"""The table of all request kinds, and how a batch of them is applied."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ...errors import ApiError, bad_request
from ...model import JSON
from . import (
    cells,
    dimensions,
    grouping,
    merging,
    metadata,
    objects,
    pasting,
    ranges,
    replacing,
    rules,
    sorting,
    tables,
    tabs,
)
from .batch import Batch

MAX_REQUESTS = 100_000

Kind: TypeAlias = Callable[[Batch, JSON], JSON]

KINDS: dict[str, Kind] = {
    "addBanding": tables.add_banding,
    "addChart": objects.add_chart,
    "addConditionalFormatRule": rules.add_conditional_format_rule,
    "addDimensionGroup": grouping.add_dimension_group,
    "addFilterView": sorting.add_filter_view,
    "addNamedRange": ranges.add_named_range,
    "addProtectedRange": ranges.add_protected_range,
    "addSheet": tabs.add_sheet,
    "addSlicer": objects.add_slicer,
    "addTable": tables.add_table,
    "appendCells": cells.append_cells,
    "appendDimension": dimensions.append_dimension,
    "autoFill": pasting.auto_fill,
    "autoResizeDimensions": dimensions.auto_resize_dimensions,
    "clearBasicFilter": sorting.clear_basic_filter,
    "copyPaste": pasting.copy_paste,
    "createDeveloperMetadata": metadata.create_developer_metadata,
    "cutPaste": pasting.cut_paste,
    "deleteBanding": tables.delete_banding,
    "deleteConditionalFormatRule": rules.delete_conditional_format_rule,
    "deleteDeveloperMetadata": metadata.delete_developer_metadata,
    "deleteDimension": dimensions.delete_dimension,
    "deleteDimensionGroup": grouping.delete_dimension_group,
    "deleteDuplicates": replacing.delete_duplicates,
    "deleteEmbeddedObject": objects.delete_embedded_object,
    "deleteFilterView": sorting.delete_filter_view,
    "deleteNamedRange": ranges.delete_named_range,
    "deleteProtectedRange": ranges.delete_protected_range,
    "deleteRange": dimensions.delete_range,
    "deleteSheet": tabs.delete_sheet,
    "deleteTable": tables.delete_table,
    "duplicateFilterView": sorting.duplicate_filter_view,
    "duplicateSheet": tabs.duplicate_sheet,
    "findReplace": replacing.find_replace,
    "insertDimension": dimensions.insert_dimension,
    "insertRange": dimensions.insert_range,
    "mergeCells": merging.merge_cells,
    "moveDimension": dimensions.move_dimension,
    "pasteData": pasting.paste_data,
    "randomizeRange": sorting.randomize_range,
    "repeatCell": cells.repeat_cell,
    "setBasicFilter": sorting.set_basic_filter,
    "setDataValidation": rules.set_data_validation,
    "sortRange": sorting.sort_range,
    "textToColumns": replacing.text_to_columns,
    "trimWhitespace": replacing.trim_whitespace,
    "unmergeCells": merging.unmerge_cells,
    "updateBanding": tables.update_banding,
    "updateBorders": cells.update_borders,
    "updateCells": cells.update_cells,
    "updateChartSpec": objects.update_chart_spec,
    "updateConditionalFormatRule": rules.update_conditional_format_rule,
    "updateDeveloperMetadata": metadata.update_developer_metadata,
    "updateDimensionGroup": grouping.update_dimension_group,
    "updateDimensionProperties": dimensions.update_dimension_properties,
    "updateEmbeddedObjectPosition": objects.update_embedded_object_position,
    "updateFilterView": sorting.update_filter_view,
    "updateNamedRange": ranges.update_named_range,
    "updateProtectedRange": ranges.update_protected_range,
    "updateSheetProperties": tabs.update_sheet_properties,
    "updateSlicerSpec": objects.update_slicer_spec,
    "updateSpreadsheetProperties": tabs.update_spreadsheet_properties,
    "updateTable": tables.update_table,
}


def apply_requests(batch: Batch, requests: list[JSON]) -> list[JSON]:
    """Apply requests in order; the replies, empty for kinds that have none.

    A refusal names the request. Whoever calls puts the spreadsheet back then.
    """
    if not requests:
        raise bad_request("Must specify at least one request.")
    if len(requests) > MAX_REQUESTS:
        raise bad_request(f"Cannot exceed {MAX_REQUESTS} requests in a single batch")
    return [_applied(batch, index, request) for index, request in enumerate(requests)]


def _applied(batch: Batch, index: int, request: JSON) -> JSON:
    if not request:
        raise bad_request(f"Invalid requests[{index}]: No request set.")
    if len(request) > 1:
        *_, last = request
        raise bad_request(
            f"Invalid value at 'requests[{index}]' (oneof), oneof field 'kind' is already set. "
            f"Cannot set '{last}'"
        )
    ((name, body),) = request.items()
    kind = KINDS.get(name)
    if kind is None:
        raise ApiError(501, f"Invalid requests[{index}].{name}: not emulated by this server.")
    try:
        reply = kind(batch, body)
    except ApiError as error:
        raise ApiError(error.code, f"Invalid requests[{index}].{name}: {error.message}") from None
    batch.spreadsheet.changed()
    return {name: reply} if reply else {}
