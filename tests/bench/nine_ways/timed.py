"""Times one way, without making the table, importing the tool, or comparing what it found."""

import time
from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import TypeAlias

from tests.bench.measuring import Taken, peak
from tests.bench.members_table import MembersTable, members_table

Found: TypeAlias = Iterable[tuple[int, str, str]]
"""Row from 0, column (empty for a whole row), rule."""
Way: TypeAlias = Callable[[MembersTable], Callable[[], Callable[[], Found]]]
"""Prepares; then does the work; then says what was found."""


def timed(way: Way, rows: int) -> Taken:
    """Seconds of the work alone; the result is the number and a digest of the findings."""
    work = way(members_table(rows))
    started = time.perf_counter()
    tell = work()
    seconds = time.perf_counter() - started
    found = sorted(set(tell()))
    digest = blake2b(repr(found).encode(), digest_size=8).hexdigest()
    return Taken(seconds, peak(), (len(found), digest))
