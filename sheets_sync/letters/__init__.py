"""Letters: an action and the templates of its language become one message."""

from sheets_sync.letters.digest import digest_letter
from sheets_sync.letters.letter_context import LetterContext

__all__ = ["LetterContext", "digest_letter"]
