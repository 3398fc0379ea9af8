"""A loopback Google for every test of the Google store."""

from tests.google.fixture import google, throw_away_key

__all__ = ["google", "throw_away_key"]
