"""How far a fleet reaches on paper, and a simulation that asks whether the paper is right.

Every request of every registry is played against the windows of Google's quota, as the database
shares them out: accounts and projects are asked in turn, workers wait and work.
"""

import sys
from collections import deque
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

SPAN = 61.0
OF_ACCOUNT, OF_PROJECT = 54, 270


@dataclass(frozen=True)
class Fleet:
    """What a pass is made of."""

    registries: int
    accounts: int
    projects: int
    workers: int
    reads: int = 2
    writes: int = 1
    latency: float = 0.3
    """Seconds that one request takes, once it may go."""
    cpu: float = 0.4
    """Seconds of one core for one registry."""

    @property
    def on_paper(self):
        """Seconds of one pass: the slower of the quota and the cores."""
        allowed = min(OF_ACCOUNT * self.accounts, OF_PROJECT * self.projects) / SPAN
        quota = self.registries * max(self.reads, self.writes) / allowed
        alone = self.cpu + (self.reads + self.writes) * self.latency
        return max(quota, self.registries * alone / self.workers)


class Window:
    """The newest moments of one account or project."""

    def __init__(self, most):
        self.times = deque(maxlen=most)

    def free_at(self, now):
        if len(self.times) < self.times.maxlen:
            return now
        return max(now, self.times[0] + SPAN)


def played(fleet):
    """Seconds of one pass, request by request."""
    accounts = {
        kind: [Window(OF_ACCOUNT) for _ in range(fleet.accounts)] for kind in ("read", "write")
    }
    projects = {
        kind: [Window(OF_PROJECT) for _ in range(fleet.projects)] for kind in ("read", "write")
    }
    steps = ["read"] * fleet.reads + ["write"] * fleet.writes
    free = [(0.0, worker, (), 0) for worker in range(fleet.workers)]
    heapify(free)
    waiting = iter(range(fleet.registries))
    used = [0] * fleet.accounts
    end = 0.0
    while free:
        now, worker, left, account = heappop(free)
        end = max(end, now)
        if not left:
            if next(waiting, None) is None:
                continue
            left = tuple(steps)
            account = min(range(fleet.accounts), key=used.__getitem__)
            used[account] += len(left)
        kind = left[0]
        windows = (accounts[kind][account], projects[kind][account % fleet.projects])
        at = max(window.free_at(now) for window in windows)
        for window in windows:
            window.times.append(at)
        work = fleet.cpu if kind == "write" or len(left) == 1 else 0.0
        heappush(free, (at + fleet.latency + work, worker, left[1:], account))
    return end


CASES = (
    Fleet(1_000, 1, 1, 8),
    Fleet(1_000, 5, 1, 8),
    Fleet(10_000, 5, 1, 8),
    Fleet(10_000, 20, 4, 32),
    Fleet(100_000, 50, 10, 64),
    Fleet(100_000, 200, 40, 240),
)


def main():
    print("registries  accounts  projects  workers   on paper     played   played/paper")
    worst = 0.0
    for fleet in CASES:
        paper, seconds = fleet.on_paper, played(fleet)
        worst = max(worst, abs(seconds / paper - 1))
        print(
            f"{fleet.registries:10,}  {fleet.accounts:8}  {fleet.projects:8}  {fleet.workers:7}"
            f"  {paper / 60:7.1f} min  {seconds / 60:7.1f} min  {seconds / paper:8.3f}"
        )
    return int(worst > 0.1)


if __name__ == "__main__":
    sys.exit(main())
