"""When something that waits for a request happens."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from .message import Request


def check_numbers(owner: object, *names: str) -> None:
    """Refuse fields that are neither numbers nor None."""
    for name in names:
        value = getattr(owner, name)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise ValueError(f"{name} is no number: {value!r}")


@dataclass(slots=True, kw_only=True)
class Condition:
    """Which requests are meant, and how many of them."""

    method: str | None = None
    path: str = ""
    """A regular expression searched in the decoded path; empty fits everything but tokens."""
    matches: Callable[[Request], bool] | None = None
    times: int | None = 1
    """How many requests it happens to; None for all."""
    after: int = 0
    """How many requests that fit go through first."""

    def __post_init__(self) -> None:
        """Refuse what could never fit, while it is clear who asked for it."""
        try:
            re.compile(self.path)
        except (re.error, TypeError) as error:
            raise ValueError(f"the path {self.path!r} is no regular expression: {error}") from None
        check_numbers(self, "times", "after")

    @property
    def spent(self) -> bool:
        """Whether it will not happen again."""
        return self.times is not None and self.times <= 0

    def hits(self, request: Request) -> bool:
        """Whether it happens to this request; counted."""
        if self.spent or not self._fits(request):
            return False
        if self.after > 0:
            self.after -= 1
            return False
        if self.times is not None:
            self.times -= 1
        return True

    def _fits(self, request: Request) -> bool:
        return (
            (self.method is None or self.method.upper() == request.method)
            and (bool(self.path) or request.is_api)
            and re.search(self.path, request.decoded_path) is not None
            and (self.matches is None or self.matches(request))
        )
