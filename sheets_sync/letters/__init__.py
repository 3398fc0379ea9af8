"""Letters: an action and the templates of its language become one message."""

from sheets_sync.letters.digest import digest_letter
from sheets_sync.letters.stationery import Stationery

__all__ = ["Stationery", "digest_letter"]
