"""Data validation and conditional formats."""

from __future__ import annotations

import copy
from dataclasses import replace

from ...errors import bad_request
from ...model import JSON
from ..resources import clean
from .batch import Batch

_NEEDS_VALUES = {
    "ONE_OF_LIST": (1, 500),
    "ONE_OF_RANGE": (1, 1),
    "NUMBER_BETWEEN": (2, 2),
    "NUMBER_GREATER": (1, 1),
    "NUMBER_LESS": (1, 1),
    "NUMBER_EQ": (1, 1),
    "CUSTOM_FORMULA": (1, 1),
    "TEXT_CONTAINS": (1, 1),
    "DATE_BETWEEN": (2, 2),
    "DATE_IS_VALID": (0, 0),
    "BOOLEAN": (0, 2),
    "NOT_BLANK": (0, 0),
    "BLANK": (0, 0),
}


def set_data_validation(batch: Batch, request: JSON) -> JSON:
    sheet, area = batch.editable(request.get("range"))
    rule = request.get("rule")
    kept = None
    if rule:
        _check_condition(rule.get("condition", {}))
        kept = batch.message(rule, "DataValidationRule")
    sheet.grid.update_extras(area, lambda extra: replace(extra, validation=kept))
    return {}


def _check_condition(condition: JSON) -> None:
    kind = condition.get("type", "CONDITION_TYPE_UNSPECIFIED")
    if kind == "CONDITION_TYPE_UNSPECIFIED":
        raise bad_request("The condition type is required.")
    least, most = _NEEDS_VALUES.get(kind, (0, 500))
    count = len(condition.get("values", ()))
    if not least <= count <= most:
        raise bad_request(
            f"Invalid number of condition values for {kind}: {count} given, {least} needed."
        )


def add_conditional_format_rule(batch: Batch, request: JSON) -> JSON:
    rule = _rule(batch, request)
    sheet = batch.sheet(rule["ranges"][0].get("sheetId"))
    index = request.get("index", 0)
    if not 0 <= index <= len(sheet.conditional_formats):
        raise bad_request(f"No conditional format on sheet: {sheet.id} at index: {index}")
    sheet.conditional_formats.insert(index, rule)
    return {}


def _rule(batch: Batch, request: JSON) -> JSON:
    rule = request.get("rule", {})
    if not rule.get("ranges"):
        raise bad_request("At least one range is required for a conditional format rule.")
    for found in rule["ranges"]:
        batch.area(found)
    if "booleanRule" not in rule and "gradientRule" not in rule:
        raise bad_request("A conditional format rule needs a booleanRule or a gradientRule.")
    if "booleanRule" in rule:
        _check_condition(rule["booleanRule"].get("condition", {}))
    kept: JSON = copy.deepcopy(batch.message(rule, "ConditionalFormatRule"))
    return kept


def _at(batch: Batch, request: JSON) -> tuple[list[JSON], int]:
    sheet = batch.sheet(request.get("sheetId"))
    index = request.get("index", 0)
    if not 0 <= index < len(sheet.conditional_formats):
        raise bad_request(f"No conditional format on sheet: {sheet.id} at index: {index}")
    return sheet.conditional_formats, index


def update_conditional_format_rule(batch: Batch, request: JSON) -> JSON:
    rules, index = _at(batch, request)
    old = rules[index]
    reply = {"oldRule": clean(old, "ConditionalFormatRule"), "oldIndex": index}
    if "rule" in request:
        rules[index] = _rule(batch, request)
        return {**reply, "newRule": clean(rules[index], "ConditionalFormatRule"), "newIndex": index}
    new_index = request.get("newIndex", 0)
    if not 0 <= new_index < len(rules):
        raise bad_request(f"The new index {new_index} is out of range.")
    rules.insert(new_index, rules.pop(index))
    return {**reply, "newRule": clean(old, "ConditionalFormatRule"), "newIndex": new_index}


def delete_conditional_format_rule(batch: Batch, request: JSON) -> JSON:
    rules, index = _at(batch, request)
    return {"rule": clean(rules.pop(index), "ConditionalFormatRule")}
