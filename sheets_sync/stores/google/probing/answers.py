"""What was seen beside what we assume."""

from collections.abc import Mapping, Sequence

from sheets_sync.diagnostics import Diagnostic, State
from sheets_sync.registry.workbook import CellError

_SHOWN = 300


def held(name: str, assumed: object, saw: object) -> Diagnostic:
    """Good where Google does what we assume."""
    state: State = "good" if assumed == saw else "bad"
    return Diagnostic(f"probe.{name}", state, {"saw": told(saw), "wanted": told(assumed)})


def only_seen(name: str, saw: object) -> Diagnostic:
    """Something that nothing of ours rests on."""
    return Diagnostic(f"probe.{name}", "note", {"saw": told(saw)})


def told(value: object) -> str:
    """A value as an operator reads it."""
    text = _told(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _told(value: object) -> str:
    match value:
        case None | "":
            return "–"
        case bool():
            return "✓" if value else "✗"
        case CellError():
            return value.code
        case str():
            return value
        case Mapping():
            return ", ".join(f"{name}: {_told(one)}" for name, one in value.items()) or "–"
        case Sequence():
            return " | ".join(map(_told, value)) or "–"
    return str(value)
