"""How many requests a minute may make, by user and by project."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from ..errors import ApiError, reason_details
from .clock import Clock

Kind: TypeAlias = Literal["read", "write"]

_PROJECT = "project_number:123456789012"


@dataclass(slots=True)
class Quota:
    """Sliding windows; a refused request does not count."""

    clock: Clock
    per_user: int = 60
    per_project: int = 300
    window: float = 60
    enabled: bool = True
    _times: dict[tuple[str, Kind], deque[float]] = field(default_factory=dict)

    def used(self, kind: Kind, user: str = "") -> int:
        """Requests of that kind within the window; without a user those of the project."""
        return len(self._current(user, kind))

    def take(self, kind: Kind, user: str) -> None:
        """Count a request, or refuse it."""
        if not self.enabled:
            return
        for who, limit, words in (
            (user, self.per_user, "per minute per user"),
            ("", self.per_project, "per minute"),
        ):
            if len(self._current(who, kind)) >= limit:
                raise _exceeded(kind, words, limit)
        now = self.clock.seconds()
        self._current(user, kind).append(now)
        self._current("", kind).append(now)

    def clear(self) -> None:
        self._times.clear()

    def _current(self, user: str, kind: Kind) -> deque[float]:
        times = self._times.setdefault((user, kind), deque())
        oldest = self.clock.seconds() - self.window
        while times and times[0] <= oldest:
            times.popleft()
        return times


def _exceeded(kind: Kind, words: str, limit: int) -> ApiError:
    name = "Read" if kind == "read" else "Write"
    per = "PerMinutePerUser" if "user" in words else "PerMinutePerProject"
    return ApiError(
        429,
        f"Quota exceeded for quota metric '{name} requests' and limit '{name} requests {words}' of "
        f"service 'sheets.googleapis.com' for consumer '{_PROJECT}'.",
        reason_details(
            "RATE_LIMIT_EXCEEDED",
            quota_limit=f"{name}Requests{per}",
            quota_limit_value=str(limit),
            consumer=f"projects/{_PROJECT.partition(':')[2]}",
            service="sheets.googleapis.com",
        ),
    )
