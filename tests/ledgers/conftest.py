"""PostgreSQL for the tests of this folder."""

from tests.fixtures.postgres import postgres

__all__ = ["postgres"]
