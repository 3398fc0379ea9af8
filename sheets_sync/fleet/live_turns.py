"""Whose workbook is asked next whether it changed: the busiest, as many as the quota allows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

MINUTE = 60.0
FOR_QUESTIONS = 2 / 3
"""Of the share; the rest reads what changed."""


def most_asked(of_accounts: int, of_project: int, percent: int) -> int:
    """How many spreadsheets can be asked once a minute with so many percent of the reads."""
    return int(min(of_accounts, of_project) * percent / 100 * FOR_QUESTIONS)


@dataclass(slots=True)
class _Seen:
    """What is known of one workbook."""

    ask_at: float = 0.0
    known: str | None = None
    """Its mark when its flags were last right; nothing before it was first asked."""
    changing: str | None = None
    since: float = 0.0


@dataclass(slots=True)
class LiveTurns:
    """The workbooks that are asked, and what they answered; all times are of one clock."""

    settle: float
    """Seconds without a change, after which people have paused."""
    every: float = MINUTE
    """Seconds between two questions."""
    _seen: dict[str, _Seen] = field(default_factory=dict)

    def choose(self, registries: Iterable[str]) -> None:
        """From now on these are asked, and no others."""
        chosen = dict.fromkeys(registries)
        self._seen = {name: self._seen.get(name, _Seen()) for name in chosen}

    def due(self, now: float) -> Sequence[str]:
        """Whom to ask now, longest due first."""
        due = [(one.ask_at, name) for name, one in self._seen.items() if one.ask_at <= now]
        return [name for _, name in sorted(due)]

    def answered(self, name: str, mark: str, now: float) -> bool:
        """Take note of an answer; whether the flags are to be renewed now."""
        seen = self._seen[name]
        seen.ask_at = now + self.every
        if seen.known is None or mark == seen.known:
            seen.known, seen.changing = mark, None
            return False
        if mark != seen.changing:
            seen.changing, seen.since = mark, now
        if now - seen.since < self.settle:
            seen.ask_at = now + self.settle
            return False
        return True

    def renewed(self, name: str, mark: str) -> None:
        """Its flags are right again, of what it says with this mark."""
        self._seen[name].known, self._seen[name].changing = mark, None

    def later(self, name: str, now: float) -> None:
        """It cannot be asked, or is in other hands."""
        self._seen[name].ask_at = now + self.every
