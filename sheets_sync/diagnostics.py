"""What a look at the set-up saw: one part after another, in order or not.

The sentences of an observation are in `templates/<language>/doctor.toml`, in the table `name`: the
one under its state, and under `hint` the way out where something is wrong. What an error of ours
says already is not said anew: its sentences are in `errors.toml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sheets_sync.errors import StewardError

State: TypeAlias = Literal["good", "note", "bad"]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One line of `doctor`."""

    name: str
    """Stable: `disk-space`, `google-shared`."""
    state: State
    """`note` is worth knowing and nothing wrong."""
    facts: Mapping[str, object] = field(default_factory=dict)
    error: str = ""
    """The name of the error whose sentences say it."""


def good(name: str, /, **facts: object) -> Diagnostic:
    """It is in order."""
    return Diagnostic(name, "good", facts)


def note(name: str, /, **facts: object) -> Diagnostic:
    """It works, and the operator may want to know this."""
    return Diagnostic(name, "note", facts)


def bad(name: str, /, **facts: object) -> Diagnostic:
    """It is not in order; the sentences say the way out."""
    return Diagnostic(name, "bad", facts)


def failed(name: str, error: StewardError) -> Diagnostic:
    """It could not be used; the error says why, and the way out."""
    return Diagnostic(name, "bad", error.facts, error.name)
