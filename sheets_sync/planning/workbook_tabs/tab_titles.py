"""What a tab can be called among others."""

from collections.abc import Collection

_NOT_IN_TITLES = str.maketrans("[]:*?/\\", "()-----")


def free_title(wanted: str, taken: Collection[str], *, longest: int) -> str:
    """A title that every spreadsheet program accepts, and that no other tab has."""
    clean = wanted.translate(_NOT_IN_TITLES).strip("' ")[:longest] or "CoP"
    known = {title.lower() for title in taken}
    title, number = clean, 1
    while title.lower() in known:
        number += 1
        end = f" ({number})"
        title = clean[: longest - len(end)] + end
    return title
