"""Edits between requests: what staff do while a client is between its read and its write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from ..model import JSON
from .condition import Condition
from .message import Request
from .workbook import Workbook, check_steps

Script: TypeAlias = "Callable[[Workbook], object] | Sequence[JSON]"
"""Python that edits, or steps as `Workbook.run_steps` takes them."""


@dataclass(slots=True)
class Edit(Condition):
    """A script that waits for a request."""

    when: Literal["before", "after"]
    script: Script
    spreadsheet: str | None = None
    """The spreadsheet to edit; by default the one the request is about."""

    def __post_init__(self) -> None:
        Condition.__post_init__(self)
        if self.when not in {"before", "after"}:
            raise ValueError(f"an edit comes 'before' or 'after' a request, not {self.when!r}")
        if not callable(self.script):
            check_steps(self.script)

    def is_due(self, request: Request, about: str | None) -> bool:
        """Whether it is time; a request about no spreadsheet is let through, and not counted."""
        return (self.spreadsheet or about) is not None and self.hits(request)

    def run(self, workbook: Workbook) -> None:
        if callable(self.script):
            self.script(workbook)
        else:
            workbook.run_steps(self.script)


@dataclass(slots=True)
class Edits:
    """The edits that are still to be made."""

    waiting: list[Edit] = field(default_factory=list)

    def before(
        self, script: Script, *, method: str | None = None, path: str = "", **more: object
    ) -> Edit:
        """Edit right before the next request that fits; `more` are further fields of `Edit`."""
        return self.add(Edit("before", script, method=method, path=path, **more))  # type: ignore[arg-type]

    def after(
        self, script: Script, *, method: str | None = None, path: str = "", **more: object
    ) -> Edit:
        """Edit right after the next request that fits was answered."""
        return self.add(Edit("after", script, method=method, path=path, **more))  # type: ignore[arg-type]

    def add(self, edit: Edit) -> Edit:
        self.waiting.append(edit)
        return edit

    def clear(self) -> None:
        self.waiting.clear()

    def due(
        self, when: Literal["before", "after"], request: Request, about: str | None
    ) -> list[Edit]:
        """The edits to make now, counted; `about` is the spreadsheet that the request names."""
        found = [edit for edit in self.waiting if edit.when == when and edit.is_due(request, about)]
        self.waiting = [edit for edit in self.waiting if not edit.spent]
        return found
