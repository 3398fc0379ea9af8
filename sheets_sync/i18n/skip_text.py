"""Why a letter was not sent, in words: the reason, and what more is known of it."""

import datetime as dt

from sheets_sync.i18n.sentences import Sentences

_DAYS = ("quiet-start", "goes-along")
"""Reasons whose detail is the day on which it will go."""


def reason_in_words(reason: str, detail: str, say: Sentences) -> str:
    """The reason on one line, with the day on which the mail will go."""
    words = say(f"letters.reasons.{reason}")
    more = day_in_words(reason, detail, say)
    return f"{words} {more}" if more else words


def day_in_words(reason: str, detail: str, say: Sentences) -> str:
    """When it will go, and which setting says so; empty where nothing is known of that."""
    if reason not in _DAYS:
        return ""
    try:
        day = dt.date.fromisoformat(detail)
    except ValueError:
        return ""
    return say(f"letters.will_go.{reason}", day=day)
