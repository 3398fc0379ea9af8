"""What every letter of one run is written with."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import jinja2

from sheets_sync.i18n.sentences import Language, Sentences
from sheets_sync.i18n.templates import environment
from sheets_sync.letters.wording import one_line
from sheets_sync.mail.message import Letterhead
from sheets_sync.planning.reminders.items import ItemPlace
from sheets_sync.registry.both_labels import with_both_labels
from sheets_sync.registry.schema import Schema
from sheets_sync.settings.model import AgencySettings, LetterTexts


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
    names: Mapping[str, str] = field(default_factory=dict)
    """By registry, what people call it; needed where a letter is about several."""
    invitations: bool = True
    texts: Mapping[str, LetterTexts] = field(default_factory=dict)
    """By registry, the lines that the agency says in its own words, in its own language."""
    is_translated: bool = False
    """Whether the reader's language is not the agency's."""
    others: Mapping[Language, Sentences] = field(default_factory=dict)
    """By language, the sentences for readers who read another one."""
    link: Callable[[str, ItemPlace], str | None] = field(default=lambda _registry, _place: None)
    """The address of a place in a registry, where it has one."""

    def for_language(self, language: Language | None) -> "LetterContext":
        """The same for a reader of that language; for the agency's own, or an unknown one, this."""
        if language is None or language == self.sentences.code or language not in self.others:
            return self
        if language not in self._translated:
            written = self.sentences.language
            self._translated[language] = replace(
                self,
                sentences=self.others[language],
                schemas={
                    registry: with_both_labels(schema, language, written)
                    for registry, schema in self.schemas.items()
                },
                is_translated=True,
            )
        return self._translated[language]

    @cached_property
    def _translated(self) -> dict[Language, "LetterContext"]:
        return {}

    @cached_property
    def pages(self) -> jinja2.Environment:
        """The templates of the letters' language."""
        return environment(self.sentences)

    def registers(self, registries: Iterable[str]) -> list[str]:
        """Where people open each of these, in the words of a letter's foot."""
        by_address = {self.addresses.get(one, ""): one for one in registries}
        return [
            self._register(registry, one_line(address), is_alone=len(by_address) == 1)
            for address, registry in by_address.items()
            if address
        ]

    def _register(self, registry: str, address: str, *, is_alone: bool) -> str:
        name = one_line(self.names.get(registry, ""))
        if is_alone or not name or name == address:
            return self.say("letter.register", address=address)
        return self.say("letter.register_named", name=name, address=address)

    def say(self, name: str, /, **facts: object) -> str:
        """A sentence of the letters."""
        return self.sentences(f"letters.{name}", **facts)
