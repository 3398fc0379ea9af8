"""How often each spreadsheet is asked about, so that live flags take a small share of a quota."""

from collections.abc import Mapping

USUAL = 30.0
"""Seconds between two questions about one spreadsheet."""
SLOWEST = 900.0
"""Seconds after which even the quietest of many is asked about, while the share allows it."""
SHARE = 0.1
"""Of what Google allows an account: scheduled jobs and other programs have the rest."""
FOR_QUESTIONS = 2 / 3
"""Of the share; what is left is for reading what was found to be changed."""
_MINUTE = 60.0


def asking_intervals(quiet: Mapping[str, float], per_minute: float) -> dict[str, float]:
    """Seconds between two questions, by spreadsheet.

    `quiet` says for how many seconds nothing has changed in each; the busiest come first. All
    together ask no more than `per_minute` questions a minute.
    """
    order = sorted(quiet, key=lambda one: (quiet[one], one))
    slow = _MINUTE / SLOWEST
    often = _MINUTE / USUAL - slow
    spare = per_minute - slow * len(order)
    busy = min(max(int(spare / often + 1e-9), 0), len(order))
    intervals = dict.fromkeys(order[:busy], USUAL)
    rest = order[busy:]
    left = per_minute - busy * _MINUTE / USUAL
    return intervals | dict.fromkeys(rest, max(_MINUTE * len(rest) / left, USUAL) if rest else 0.0)


class MinuteCount:
    """Requests of the last minute, against the most there may be."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._sent: list[float] = []

    def note(self, count: int, at: float) -> None:
        """So many were sent just now."""
        self._sent += [at] * count

    def spent(self, at: float) -> int:
        """How many were sent in the minute before."""
        self._sent = [moment for moment in self._sent if moment > at - _MINUTE]
        return len(self._sent)

    def wait(self, count: int, at: float) -> float:
        """Seconds until so many more may be sent; never more are asked for than there may be."""
        over = self.spent(at) + min(count, self.most) - self.most
        return 0.0 if over <= 0 else max(self._sent[over - 1] + _MINUTE - at, 0.0)
