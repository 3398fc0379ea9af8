"""Edits between requests: what staff do while a client is between its read and its write."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from tests.google.model import JSON
from tests.google.server.message import Request
from tests.google.server.workbook import Workbook

Script: TypeAlias = "Callable[[Workbook], object] | Sequence[JSON]"
"""Python that edits, or steps as `Workbook.run_steps` takes them."""


@dataclass(slots=True)
class Edit:
    """A script that waits for a request."""

    when: Literal["before", "after"]
    script: Script
    method: str | None = None
    path: str = ""
    """A regular expression searched in the decoded path."""
    matches: Callable[[Request], bool] | None = None
    spreadsheet: str | None = None
    """The spreadsheet to edit; by default the one the request is about."""
    times: int | None = 1
    after: int = 0
    """How many requests that fit go by first."""

    def fits(self, request: Request) -> bool:
        return (
            (self.method is None or self.method.upper() == request.method)
            and (bool(self.path) or request.is_api)
            and re.search(self.path, request.decoded_path) is not None
            and (self.matches is None or self.matches(request))
        )

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
        return self._add(Edit("before", script, method, path, **more))  # type: ignore[arg-type]

    def after(
        self, script: Script, *, method: str | None = None, path: str = "", **more: object
    ) -> Edit:
        """Edit right after the next request that fits was answered."""
        return self._add(Edit("after", script, method, path, **more))  # type: ignore[arg-type]

    def _add(self, edit: Edit) -> Edit:
        self.waiting.append(edit)
        return edit

    def clear(self) -> None:
        self.waiting.clear()

    def due(self, when: Literal["before", "after"], request: Request) -> list[Edit]:
        """The edits to make now, counted."""
        found = []
        for edit in list(self.waiting):
            if edit.when != when or not edit.fits(request):
                continue
            if edit.after > 0:
                edit.after -= 1
                continue
            found.append(edit)
            if edit.times is not None:
                edit.times -= 1
                if edit.times <= 0:
                    self.waiting.remove(edit)
        return found
