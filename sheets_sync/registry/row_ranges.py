"""Row numbers as people write them: 2–5, 8."""

from collections.abc import Sequence

_MOST = 6


def row_ranges(rows: Sequence[int], *, most: int = _MOST) -> str:
    """Ascending row numbers in few words; after `most` ranges the rest is left to an ellipsis."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    said = [str(first) if first == last else f"{first}–{last}" for first, last in runs]
    return ", ".join(said[:most] + ["…"] * (len(said) > most)) or "–"
