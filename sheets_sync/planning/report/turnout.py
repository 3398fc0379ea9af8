"""Who was expected at the sessions, and who came."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sheets_sync.checking.rounds import happened, pairs
from sheets_sync.planning.report.figures import Figures
from sheets_sync.planning.report.values import Ratio
from sheets_sync.registry.cells import Mask, Rows
from sheets_sync.registry.equal_numbers import among, distinct
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.references import NOWHERE


@dataclass(frozen=True)
class Turnout:
    """For some sessions, everybody who was expected, one entry for each person and session."""

    session: NDArray[np.int32]
    person: NDArray[np.int32]
    present: Mask
    unnoted: int
    """Sessions without a single note of attendance; they are left out."""

    @property
    def ratio(self) -> Ratio:
        """Members present, of members expected."""
        return Ratio(int(self.present.sum()), len(self.present))

    def of_session(self, session: int) -> Ratio:
        """The same of one session."""
        mine = self.session == session
        return Ratio(int((self.present & mine).sum()), int(mine.sum()))


def turnout(figures: Figures, sessions: Mask) -> Turnout:
    """The turnout of the sessions chosen; experts count only where they are members, too."""
    table = figures.snapshot["attendance"]
    session, person = table["session"].per_row(), table["person"].per_row()
    cells = table["attended"]
    by_typed = np.array([answer is not None for answer in cells.values], dtype=np.bool_)
    answered = by_typed[cells.codes]
    noted = np.zeros(len(sessions) + 1, dtype=np.bool_)
    noted[session[answered & (session != NOWHERE)]] = True
    rows = np.flatnonzero(sessions & noted[:-1])
    expected_session, expected_person = _expected(figures, rows)
    came = cells.says_yes()
    present = among(pairs(expected_session, expected_person), pairs(session[came], person[came]))
    return Turnout(expected_session, expected_person, present, int(sessions.sum()) - len(rows))


def _expected(figures: Figures, rows: Rows) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Every session with every member who was to take part on its day."""
    rounds = figures.rounds
    members, sessions = rounds.members, rounds.sessions
    listed = np.flatnonzero(members.not_exempt & (members.person != NOBODY))
    listed = listed[np.argsort(members.community[listed], kind="stable")]
    of_member, of_session = members.community[listed], sessions.community[rows]
    first = np.searchsorted(of_member, of_session, side="left")
    counts = np.searchsorted(of_member, of_session, side="right") - first
    session = np.repeat(rows, counts)
    offset = np.arange(len(session)) - np.repeat(np.cumsum(counts) - counts, counts)
    member = listed[np.repeat(first, counts) + offset]
    there = _belonged(figures, member, sessions.held_on[session])
    both = pairs(session.astype(np.int32), members.person[member])[there]
    known = distinct(both)
    return (known >> 32).astype(np.int32), (known & 0xFFFFFFFF).astype(np.int32)


def _belonged(figures: Figures, member: Rows, day: NDArray[np.datetime64]) -> Mask:
    """Whether a row of `members` was in force on a day: joined by it, and not left by it."""
    members = figures.rounds.members
    joined = happened(figures.snapshot["members"], "joined_on", figures.snapshot.today)[member]
    left = members.left_on[member]
    return np.asarray(~(joined > day) & ~(left <= day))
