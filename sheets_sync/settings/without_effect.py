"""The settings that do nothing yet: `doctor` says so of each that an agency has set."""

from collections.abc import Iterator

from sheets_sync.settings.build import flat
from sheets_sync.settings.catalogue import catalogue
from sheets_sync.settings.config_file import defaults
from sheets_sync.settings.model import Settings

WITHOUT_EFFECT = frozenset({"reports.periods"})
"""A test takes out whatever works, and adds whatever nothing reads."""


def set_without_effect(settings: Settings) -> Iterator[str]:
    """The names of those that are not as they are by default, in the catalogue's order."""
    ours, theirs = flat(defaults(settings.state.parent)), flat(settings)
    for name in catalogue():
        if name in WITHOUT_EFFECT and theirs[name] != ours[name]:
            yield name
