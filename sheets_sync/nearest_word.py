"""Asks whether the nearest known word was meant."""

from collections.abc import Iterable

from sheets_sync.lazy_sentence import LazySentence


def nearest_of(word: str, known: Iterable[str], form: str = "{}") -> LazySentence | str:
    """Ask "did you mean …" with the nearest known word in `form`, or nothing when none is near."""
    from sheets_sync.registry.nearest_text import nearest  # slow import

    found = nearest(word, known)
    return LazySentence("settings.nearest", word=form.format(found)) if found else ""
