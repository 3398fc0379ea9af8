"""PostgreSQL for the crash tests."""

from tests.fixtures.postgres import postgres

__all__ = ["postgres"]
