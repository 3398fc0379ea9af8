"""What all tests share."""

from tests.fixtures.agency_folder import agency_folder

__all__ = ["agency_folder"]
