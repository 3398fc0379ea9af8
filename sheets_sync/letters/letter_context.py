"""What every letter of one run is written with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import jinja2

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.i18n.templates import environment
from sheets_sync.mail.message import Letterhead
from sheets_sync.planning.reminders.items import ItemPlace
from sheets_sync.registry.schema import Schema
from sheets_sync.settings.model import AgencySettings


@dataclass(frozen=True)
class LetterContext:
    """Language, letterhead and templates."""

    sentences: Sentences
    agency: AgencySettings
    letterhead: Letterhead
    schemas: Mapping[str, Schema]
    """By registry."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """By registry, where people open it."""
    invitations: bool = True
    link: Callable[[str, ItemPlace], str | None] = field(default=lambda _registry, _place: None)
    """The address of a place in a registry, where it has one."""

    @cached_property
    def pages(self) -> jinja2.Environment:
        """The templates of the letters' language."""
        return environment(self.sentences)

    def say(self, name: str, /, **facts: object) -> str:
        """A sentence of the letters."""
        return self.sentences(f"letters.{name}", **facts)
