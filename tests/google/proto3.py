"""How protocol buffers are written as JSON: defaults left out, names in camel case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_KEPT = {
    ("SheetProperties", "sheetId"),
    ("SheetProperties", "index"),
    ("GridRange", "startRowIndex"),
    ("GridRange", "endRowIndex"),
    ("GridRange", "startColumnIndex"),
    ("GridRange", "endColumnIndex"),
    ("DimensionRange", "startIndex"),
    ("DimensionRange", "endIndex"),
    ("DeveloperMetadataLocation", "sheetId"),
    ("DeveloperMetadata", "metadataValue"),
    ("ConditionValue", "userEnteredValue"),
    ("Table", "tableId"),
    ("TextRotation", "angle"),
}
_KEPT_WHOLE = {"ExtendedValue", "TextFormat"}
"""Messages whose fields have presence: `false` and `0` say something there."""


def snake_case(path: str) -> str:
    """`updateCells.startIndex` as error messages write it: `update_cells.start_index`."""
    return re.sub(r"(?<!^)(?<![.\[])([A-Z])", lambda found: "_" + found[1].lower(), path)


def without_defaults(value: Any, schema: str, schemas: Mapping[str, Mapping[str, Any]]) -> Any:
    """The message as the API gives it back: fields that hold their default are left out."""
    fields = schemas[schema].get("properties")
    if not isinstance(value, dict) or not fields:
        return value
    kept = {}
    for name, item in value.items():
        spec = fields.get(name)
        if spec is None:
            continue
        if _is_default(item, spec) and schema not in _KEPT_WHOLE and (schema, name) not in _KEPT:
            continue
        kept[name] = _inner(item, spec, schemas)
    return kept


def _inner(item: Any, spec: Mapping[str, Any], schemas: Mapping[str, Mapping[str, Any]]) -> Any:
    if "$ref" in spec:
        return without_defaults(item, spec["$ref"], schemas)
    if spec.get("type") == "array" and "$ref" in spec.get("items", {}):
        return [without_defaults(each, spec["items"]["$ref"], schemas) for each in item]
    return item


def _is_default(item: Any, spec: Mapping[str, Any]) -> bool:
    if spec.get("enum"):
        return isinstance(item, str) and item.endswith("_UNSPECIFIED")
    if isinstance(item, list):
        return not item
    return item is False or (item == 0 and not isinstance(item, bool)) or item == ""
