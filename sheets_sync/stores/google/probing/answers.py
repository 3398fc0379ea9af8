"""What was seen beside what we assume."""

from collections.abc import Mapping, Sequence

from sheets_sync.diagnostics import Diagnostic, State
from sheets_sync.registry.workbook import CellError

_SHOWN = 300


def held(name: str, assumed: object, saw: object) -> Diagnostic:
    """Good where Google does what we assume."""
    state: State = "good" if assumed == saw else "bad"
    return Diagnostic(f"probe.{name}", state, {"saw": in_words(saw), "wanted": in_words(assumed)})


def only_seen(name: str, saw: object) -> Diagnostic:
    """Something that nothing of ours rests on."""
    return Diagnostic(f"probe.{name}", "note", {"saw": in_words(saw)})


def in_words(value: object) -> str:
    """A value as an operator reads it."""
    text = _in_words(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _in_words(value: object) -> str:
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
            return ", ".join(f"{name}: {_in_words(one)}" for name, one in value.items()) or "–"
        case Sequence():
            return " | ".join(map(_in_words, value)) or "–"
    return str(value)
