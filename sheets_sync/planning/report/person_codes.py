"""Codes of people's records that name nobody: equal for the same record, and told by person.

A manager's copy remembers with them whom its figures tell apart. The upper half of a code is the
person's mark, so that somebody's codes can be forgotten without knowing their records.
"""

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

_HALF = 32
_BETWEEN = "\x1e"


def person_mark(registry: str, staff_id: str) -> int:
    """What all codes of one person begin with."""
    return _number(registry, staff_id)


def record_code(mark: int, *record: str) -> int:
    """The code of a record of the person with that mark."""
    return mark << _HALF | _number(*record)


def answer_code(*answers: str) -> int:
    """What changes the code of a record for what it answers: `code ^ answer_code`."""
    return _number(*answers)


def mark_of(code: int) -> int:
    """The mark of the person whose record a code stands for."""
    return code >> _HALF


def marks_of(codes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The same of many."""
    return codes >> np.uint64(_HALF)


def _number(*parts: str) -> int:
    text = _BETWEEN.join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(text, digest_size=_HALF // 8).digest(), "big")
