"""A real IMAP server for the tests of this folder."""

from tests.fixtures.dovecot import dovecot

__all__ = ["dovecot"]
