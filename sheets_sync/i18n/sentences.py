"""Sentences for people, in their language: from `templates/<language>/`, with facts filled in."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from sheets_sync.errors import SetupError
from sheets_sync.i18n import command_words, section_words
from sheets_sync.i18n.packaged_toml import packaged_toml
from sheets_sync.i18n.rule_words import FILES, place_of, rule_words
from sheets_sync.lazy_sentence import PLACEHOLDER, LazySentence
from sheets_sync.resources import resource_name

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

Language: TypeAlias = Literal["th", "en"]

LANGUAGES: tuple[Language, ...] = ("th", "en")
_READ = frozenset(
    {"report", "indicators", "report_mail", "report_index", "memo", "evidence", "notices"}
    | {"steps", "findings"}
)
"""What stands in reports and letters: its own digits, too, are those the agency asked for.

Elsewhere a sentence may hold what is typed as it stands: a command, a port, a date to copy.
"""
_PLACES = {"command_line": command_words.place_of, "report": section_words.place_of}
_WHOLE = {"command_line": command_words.with_others, "report": section_words.with_others}
"""Files of which a part stands elsewhere, in both languages together."""
_COUNTS = frozenset(
    {
        "count",
        "communities",
        "n",
        "of",
        "all",
        "active",
        "completed",
        "decisions",
        "held",
        "planned",
    }
)
"""Facts that are how many of something: with thousands separators, as tables show them."""
_EXACT = 1e15
"""Below it a number is rounded by its decimal digits."""
_NEAR = 1e-6
"""So close to a half a number is one, or its last binary digits lie."""
_BETWEEN_FACTS = re.compile(r"[^{}]+(?![^{]*\})")
_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_ARABIC_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


class _Place(NamedTuple):
    """Where a sentence takes a fact."""

    fact: str
    words: tuple[str, ...]
    """One of them in place of the fact, by how many it is."""
    after_thai: bool
    before_thai: bool


def _is_thai(character: str) -> bool:
    return "\u0e00" < character < "\u0e80"


class SentenceError(Exception):
    """A sentence that we ask for is not there, or a fact that it needs was not given."""


class Sentences:
    """All sentences of one language, read file by file when first asked for.

    The first part of a name is the file: `sentences("errors.file-missing.problem", path=p)`.
    A sentence of the agency's own, in `<overlay>/<language>/<file>.toml`, stands for ours.
    """

    def __init__(
        self,
        language: Language,
        overlay: "Path | None" = None,
        *,
        thai_digits: bool = False,
        unusable: "Collection[Path]" = (),
        translation: str | None = None,
        registries: "Mapping[str, str] | None" = None,
    ) -> None:
        """`unusable` are files of the overlay for which ours are taken.

        `registries` are the names by which people know the registries, by ID.

        `translation` is a folder of the overlay in a language of the agency's own, laid over
        `language`, whose dates, numbers and headings are used with it.
        """
        if language not in LANGUAGES:
            raise SentenceError(f"no language {language!r}")
        self.language = language
        self.overlay = overlay
        self.translation = translation if overlay else None
        self.thai_digits = thai_digits and language == "th"
        self.unusable = {*unusable}
        self.registries = registries or {}
        self.given_up: list[SetupError] = []
        """What turned out to be wrong with the overlay while something was written."""
        self._files: dict[str, Mapping[str, Any]] = {}
        self._found: dict[str, Any] = {}
        self._said: dict[str, tuple[str | _Place, ...]] = {}

    @property
    def code(self) -> str:
        """What is read, as browsers call it: `th`, `en`, or the agency's translation."""
        return self.translation or self.language

    @property
    def folders(self) -> "tuple[Path, ...]":
        """The agency's wording, the nearest first."""
        names = (self.translation, self.language)
        return tuple(self.overlay / name for name in names if name) if self.overlay else ()

    def __call__(self, name: str, /, **facts: object) -> str:
        """The sentence with its placeholders filled; nothing in a fact is ever evaluated."""
        said = self._said.get(name)
        if said is None:
            said = self._said[name] = self._parsed(name)
        return "".join(
            [part if isinstance(part, str) else self._fill(part, name, facts) for part in said]
        )

    def _parsed(self, name: str) -> "tuple[str | _Place, ...]":
        """The sentence cut where it takes facts."""
        sentence = self._find(name)
        if not isinstance(sentence, str):
            raise SentenceError(f"{name} in {self.language} is not one sentence")
        if self.thai_digits and name.partition(".")[0] in _READ:
            sentence = _BETWEEN_FACTS.sub(lambda said: self.digits(said[0]), sentence)
        parts: list[str | _Place] = []
        rest = 0
        for found in PLACEHOLDER.finditer(sentence):
            parts += [sentence[rest : found.start()]] if found.start() > rest else []
            rest = found.end()
            before, after = sentence[: found.start()][-1:], sentence[rest:][:1]
            _, *words = found[0].strip("{}").split("|")
            parts.append(_Place(found[1], tuple(words), _is_thai(before), _is_thai(after)))
        return (*parts, sentence[rest:])

    def _fill(self, place: "_Place", name: str, facts: Mapping[str, object]) -> str:
        if place.fact not in facts:
            raise SentenceError(f"{name} in {self.language} needs the fact {place.fact!r}")
        fact = facts[place.fact]
        if place.words:
            return place.words[not _is_one(fact)]
        if place.fact in _COUNTS and isinstance(fact, int):
            return _apart(self.number(fact), place)
        shown = self.show(fact)
        if place.fact == "registry":
            shown = self.called(shown)
        return _apart(shown, place)

    def table(self, name: str) -> Mapping[str, Any]:
        """What stands under a name, unfilled: `table("command_line.commands")`."""
        found = self._find(name)
        if not isinstance(found, Mapping):
            raise SentenceError(f"{name} in {self.language} is one sentence, not a table")
        return found

    def __contains__(self, name: str) -> bool:
        try:
            self._find(name)
        except SentenceError:
            return False
        return True

    def show(self, value: object) -> str:
        """A fact as text: dates in words, phrases said, lists with commas, numbers plain."""
        if isinstance(value, str):
            return value
        if isinstance(value, int):
            return self.digits(str(value))
        import datetime as dt  # slow import

        match value:
            case None:
                return ""
            case LazySentence():
                return self(value.name, **value.facts)
            case dt.datetime():
                return f"{self.date(value.date())} {self.digits(f'{value:%H:%M}')}"
            case dt.date():
                return self.date(value)
            case dt.time():
                return self.digits(f"{value:%H:%M}")
            case float():
                return self.digits(f"{value:.10g}")
            case tuple() | list() | set() | frozenset():
                return ", ".join(self.show(item) for item in value)
            case _:
                return str(value)

    def called(self, registry: str) -> str:
        """A registry by the name that people know it by; without one by its ID."""
        return self.registries.get(registry, registry)

    def date(self, day: "dt.date", style: Literal["short", "long", "full"] = "short") -> str:
        """A day in words: in the Buddhist Era for Thai readers."""
        from sheets_sync.registry.months_and_years import show_date  # slow import

        return show_date(day, self.language, style, "thai" if self.thai_digits else "arabic")

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with thousands separators; halves go up, as spreadsheets round them."""
        if isinstance(value, float) and _is_half(value, decimals):
            from decimal import ROUND_HALF_UP, Decimal  # slow import

            exact = Decimal(str(round(value, 9)))
            rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
            return self.digits(f"{rounded:,.{decimals}f}")
        return self.digits(f"{value:,.{decimals}f}")

    def digits(self, text: str) -> str:
        """The text with Thai digits, where the agency asked for them."""
        return text.translate(_THAI_DIGITS) if self.thai_digits else text

    def give_up(self, path: "Path", error: SetupError) -> None:
        """Take ours in place of a file of the agency's from now on."""
        self.unusable.add(path)
        self.given_up.append(error)

    def _find(self, name: str) -> Any:  # noqa: ANN401 — a sentence or a table of them
        if name not in self._found:
            self._found[name] = self._look_up(name)
        return self._found[name]

    def _look_up(self, name: str) -> Any:  # noqa: ANN401 — a sentence or a table of them
        file, *keys = name.split(".")
        found: Any = self._file(file)
        for key in keys:
            if not isinstance(found, Mapping) or key not in found:
                raise SentenceError(f"{name} is missing: add it to {self._place(file, keys)}")
            found = found[key]
        return found

    def _file(self, file: str) -> Mapping[str, Any]:
        if file not in self._files:
            self._files[file] = self._read(file)
        return self._files[file]

    def _read(self, file: str) -> Mapping[str, Any]:
        said = our_sentences(self.language, file)
        for folder in reversed(self.folders):
            theirs = folder / f"{file}.toml"
            if theirs not in self.unusable and theirs.is_file():
                from sheets_sync.i18n.overlay import laid_over  # slow import

                said = laid_over(said, theirs)
        return said

    def _place(self, file: str, keys: Sequence[str]) -> str:
        """Where a sentence stands, or belongs."""
        if file in FILES:
            return place_of(keys[0])
        path = _path(self.language, file)
        return _PLACES[file](keys, path) if file in _PLACES else path


def _path(language: str, file: str) -> str:
    return resource_name("templates", language, f"{file}.toml")


def _apart(shown: str, place: _Place) -> str:
    """A fact with a space where Thai would touch its Latin word, address or number."""
    if place.after_thai and _is_latin(shown[:1]):
        shown = f" {shown}"
    if place.before_thai and _is_latin(shown[-1:]):
        shown = f"{shown} "
    return shown


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _is_half(value: float, decimals: int) -> bool:
    """Whether the number stands midway between two that can be shown: formatting would go down."""
    return abs(value) < _EXACT and abs(abs(value) * 10**decimals % 1 - 0.5) < _NEAR


def _is_one(fact: object) -> bool:
    """Whether a fact is one of something: a number, a number as text, or a list of things."""
    match fact:
        case tuple() | list() | set() | frozenset():
            return len(fact) == 1
        case str():
            return fact.translate(_ARABIC_DIGITS).strip() == "1"
        case _:
            return fact == 1


def our_sentences(language: str, file: str) -> Mapping[str, Any]:
    """A whole file of ours, unfilled."""
    if file in FILES:
        return rule_words(file, language)
    if file in _WHOLE:
        return _WHOLE[file](_path(language, file), language)
    return _ours(_path(language, file))


@cache
def _ours(path: str) -> Mapping[str, Any]:
    """A file of ours, read once however many languages and readers there are."""
    try:
        return packaged_toml(path)
    except FileNotFoundError as error:
        raise SentenceError(f"there is no {path}") from error
