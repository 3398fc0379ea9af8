"""What all tests share."""

from tests.fixtures.agency_folder import agency_folder
from tests.fixtures.browser import browser

__all__ = ["agency_folder", "browser"]
