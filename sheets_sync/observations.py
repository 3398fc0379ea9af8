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
class Observation:
    """One line of `doctor`."""

    name: str
    """Stable: `disk-space`, `google-shared`."""
    state: State
    """`note` is worth knowing and nothing wrong."""
    facts: Mapping[str, object] = field(default_factory=dict)
    error: str = ""
    """The name of the error whose sentences say it."""


def good(name: str, /, **facts: object) -> Observation:
    """It is in order."""
    return Observation(name, "good", facts)


def note(name: str, /, **facts: object) -> Observation:
    """It works, and the operator may want to know this."""
    return Observation(name, "note", facts)


def bad(name: str, /, **facts: object) -> Observation:
    """It is not in order; the sentences say the way out."""
    return Observation(name, "bad", facts)


def failed(name: str, error: StewardError) -> Observation:
    """It could not be used; the error says why, and the way out."""
    return Observation(name, "bad", error.facts, error.name)
