"""The office of an agency, for the tests of what a person has to know of."""

from tests.fixtures.mail_office import office

__all__ = ["office"]
