"""What HR changes in the workbook's settings tab, laid over the config file's settings."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from sheets_sync.lazy_sentence import LazySentence
from sheets_sync.registry.nearest_text import nearest
from sheets_sync.registry.text import arabic_digits, clean, fold
from sheets_sync.settings import kinds
from sheets_sync.settings.build import built, flat
from sheets_sync.settings.catalogue import SEVERITY, Entry, catalogue, severity_of
from sheets_sync.settings.checks import contradicts, rule_names
from sheets_sync.settings.model import Settings

if TYPE_CHECKING:  # whoever looks at no workbook knows of no cells
    from sheets_sync.registry.workbook import RawCell

Reason: TypeAlias = Literal["unknown", "not-in-sheet", "impossible", "twice", "contradicts"]

_YES = frozenset(map(fold, ("yes", "y", "true", "1", "ใช่", "มี", "เปิด", "✓", "✔", "☑", "√", "/")))
_NO = frozenset(map(fold, ("no", "n", "false", "0", "ไม่", "ไม่ใช่", "ไม่มี", "ปิด", "✗", "✘", "☒")))
_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)\s*(\D*)")
_UNITS: Mapping[str, tuple[str, ...]] = {
    "days": ("วัน", "day", "days"),
    "working_days": ("วัน", "วันทำการ", "day", "days", "working days"),
    "hours": ("ชั่วโมง", "ชม.", "ชม", "hour", "hours", "h"),
    "years": ("ปี", "year", "years"),
    "per_cent": ("%", "ร้อยละ", "เปอร์เซ็นต์", "per cent", "percent"),
    "mails": ("ฉบับ", "mails"),
    "times": ("ครั้ง", "times"),
    "characters": ("ตัวอักษร", "ตัว", "characters"),
}


@dataclass(frozen=True, slots=True)
class SheetSetting:
    """One row of the settings tab."""

    row: int
    """Its true row number."""
    name: str
    """As typed: the setting's name, or its Thai or English title."""
    value: "RawCell"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that changes nothing, and why."""

    setting: SheetSetting
    reason: Reason
    name: str | None = None
    """The setting meant, where it is known."""
    nearest: str | None = None
    """The name that was most likely meant, as a title or as a name, whichever is nearer."""
    allowed: LazySentence | None = None
    """What the value may be."""


def with_sheet_values(
    settings: Settings, rows: Iterable[SheetSetting]
) -> tuple[Settings, tuple[Rejected, ...]]:
    """The settings with what the tab changes, and the rows that cannot be used."""
    changes: dict[str, Any] = {}
    used: dict[str, SheetSetting] = {}
    rejected: list[Rejected] = []
    codes: list[str] = []
    for row in rows:
        if not clean(row.name) or _is_blank(row.value):
            continue
        found = _read(row, settings, used)
        if isinstance(found, Rejected):
            rejected.append(found)
        elif found[0].kind == "codes":
            codes += found[1]
        else:
            used[found[0].name] = row
            changes[found[0].name] = found[1]
    changed = _with(settings, changes)
    for name in contradicts(changed):
        if name in used and contradicts(changed):
            rejected.append(Rejected(used[name], "contradicts", name))
            del changes[name]
    changed = _with(settings, changes | {"confirmations": tuple(dict.fromkeys(codes))})
    return changed, tuple(sorted(rejected, key=lambda one: one.setting.row))


def _with(settings: Settings, changes: Mapping[str, Any]) -> Settings:
    return built(Settings, {**flat(settings), **changes})


def _read(
    row: SheetSetting, settings: Settings, used: Mapping[str, SheetSetting]
) -> tuple[Entry, Any] | Rejected:
    entry = _names().get(fold(row.name))
    if entry is None:
        return Rejected(row, "unknown", nearest=nearest(row.name, _titles()))
    if not entry.sheet:
        return Rejected(row, "not-in-sheet", entry.name)
    if entry.name in used:
        return Rejected(row, "twice", entry.name)
    try:
        return entry, kinds.read(entry, as_typed(entry, row.value), settings.folder)
    except kinds.RejectedValueError:
        return Rejected(row, "impossible", entry.name, allowed=kinds.allowed(entry))


@cache
def _names() -> Mapping[str, Entry]:
    """Every spelling of every setting, folded."""
    return {
        fold(spelling): entry
        for entry in catalogue().values()
        for spelling in (entry.name, *entry.title.values(), *entry.former_titles)
    } | {
        fold(spelling): catalogue()[SEVERITY]
        for rule in rule_names()
        for spelling in (rule, severity_of(rule))
    }


@cache
def _titles() -> tuple[str, ...]:
    entries = [entry for entry in catalogue().values() if entry.sheet]
    return tuple(name for entry in entries for name in (*entry.title.values(), entry.name))


def _is_blank(value: "RawCell") -> bool:
    return value is None or (isinstance(value, str) and not clean(value))


def as_typed(entry: Entry, value: "RawCell") -> object:
    """A cell as the config file would write it: people type numbers as text, with their unit."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer() and entry.kind != "number":
        value = int(value)
    text = arabic_digits(clean(str(value))) if isinstance(value, str | int) else None
    match entry.kind:
        case "codes":
            return [] if text is None else re.split(r"[\s,;]+", text)
        case "yes_no" if text is not None:
            return True if fold(text) in _YES else False if fold(text) in _NO else None
        case "integer" | "number" if isinstance(value, str):
            return _number(entry, text or "")
        case "time":
            return _time(value, text)
    return value


def _number(entry: Entry, text: str) -> float | None:
    found = _NUMBER.fullmatch(text)
    units = _UNITS.get(entry.unit, ())
    if not found or (found[2] and found[2].strip().lower() not in units):
        return None
    number = float(found[1])
    return int(number) if number.is_integer() else number


def _time(value: "RawCell", text: str | None) -> object:
    """A time of day as text, as a date-and-time cell or as the fraction of a day."""
    if isinstance(value, dt.datetime):
        return value.time()
    if isinstance(value, float) and 0 <= value < 1:
        minutes = round(value * 24 * 60)
        return dt.time(minutes // 60 % 24, minutes % 60)
    if isinstance(value, str) and text:
        return text.removesuffix("น.").removesuffix("น").strip()
    return value
