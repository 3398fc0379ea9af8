"""Reads the declaration of the registry, `config/registry.toml` and an agency's overlay."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from sheets_sync.errors import SetupError
from sheets_sync.registry.nearest_text import nearest
from sheets_sync.registry.schema import KINDS, Column, Kind, Schema, Tab, Words
from sheets_sync.registry.text import fold


def merge(base: Mapping[str, Any], overlay: Mapping[str, Any]) -> dict[str, Any]:
    """The declaration with an agency's overlay laid over it: tables by name, lists added to."""
    merged = dict(base)
    for name, value in overlay.items():
        old = merged.get(name)
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            merged[name] = merge(old, value)
        elif isinstance(old, list) and isinstance(value, list) and name != "key":
            merged[name] = [*old, *value]
        else:
            merged[name] = value
    return merged


def read_schema(declaration: Mapping[str, Any], file: str) -> Schema:
    """The schema that a parsed `registry.toml` declares.

    Raises:
        SetupError: `schema-…`, naming `file` and the place in it (`tabs.staff.columns.email`).
    """
    reader = _Reader(file)
    top = reader.table(declaration, "")
    reader.known(
        top,
        "",
        ("version", "placeholders", "yes_no", "status_column", "areas", "tabs"),
        required=("yes_no", "status_column", "areas", "tabs"),
    )
    words = reader.table(top.get("yes_no", {}), "yes_no")
    reader.known(words, "yes_no", ("yes", "no", "yes_label", "no_label"))
    tabs = {name: reader.tab(name, value) for name, value in reader.items(top["tabs"], "tabs")}
    schema = Schema(
        tabs=tabs,
        areas={
            name: reader.words(value, f"areas.{name}")
            for name, value in reader.items(top["areas"], "areas")
        },
        placeholders=_folded(reader.texts(top.get("placeholders", []), "placeholders")),
        yes=_folded(reader.texts(words.get("yes", []), "yes_no.yes")),
        no=_folded(reader.texts(words.get("no", []), "yes_no.no")),
        yes_words=reader.words(words.get("yes_label", {}), "yes_no.yes_label"),
        no_words=reader.words(words.get("no_label", {}), "yes_no.no_label"),
        status_column=reader.words(top["status_column"], "status_column"),
    )
    reader.check_references(schema)
    reader.check_spellings(schema)
    return schema


def with_own_columns(schema: Schema, ours: Mapping[str, Any]) -> Schema:
    """The schema with those columns marked that our declaration does not have."""
    known = {name: tab["columns"].keys() for name, tab in ours["tabs"].items()}
    tabs = {
        name: replace(
            tab,
            columns={
                one: replace(column, own=one not in known.get(name, ()))
                for one, column in tab.columns.items()
            },
        )
        for name, tab in schema.tabs.items()
    }
    return replace(schema, tabs=tabs)


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)


def _folded(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(fold(text) for text in texts)


_COLUMN_NAMES = (
    "kind", "th", "en", "also", "near", "required", "choices", "default", "to", "outside",
    "happened", "bound", "awaited", "element", "minimum", "above", "maximum", "at_most",
    "whole", "unit", "limit", "example", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one declaration; every complaint names the file and the place."""

    file: str

    def wrong(self, name: str, place: str, /, **facts: object) -> SetupError:
        return SetupError(name, file=self.file, place=place or "(top)", **facts)

    def table(self, value: object, place: str) -> Mapping[str, Any]:
        if not isinstance(value, Mapping):
            raise self.wrong("schema-not-a-table", place)
        return value

    def items(self, value: object, place: str) -> Iterator[tuple[str, object]]:
        yield from self.table(value, place).items()

    def known(
        self,
        table: Mapping[str, Any],
        place: str,
        names: Sequence[str],
        required: Sequence[str] = (),
    ) -> None:
        for name in table:
            if name not in names:
                near = nearest(name, names)
                raise self.wrong(
                    "schema-unknown-name", place, name=name, nearest=near or ", ".join(names)
                )
        for name in required:
            if name not in table:
                raise self.wrong("schema-name-missing", place, name=name)

    def text(self, value: object, place: str) -> str:
        if not isinstance(value, str):
            raise self.wrong("schema-not-a-text", place)
        return value

    def texts(self, value: object, place: str) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise self.wrong("schema-not-a-list", place)
        return tuple(self.text(item, place) for item in value)

    def words(self, value: object, place: str) -> Words:
        table = self.table(value, place)
        self.known(table, place, ("th", "en", "also", "near"), required=("th", "en"))
        return self._words(table, place)

    def _words(self, table: Mapping[str, Any], place: str) -> Words:
        return Words(
            self.text(table["th"], f"{place}.th"),
            self.text(table["en"], f"{place}.en"),
            self.texts(table.get("also", []), f"{place}.also"),
            self.texts(table.get("near", []), f"{place}.near"),
        )

    def tab(self, name: str, value: object) -> Tab:
        place = f"tabs.{name}"
        table = self.table(value, place)
        self.known(
            table,
            place,
            ("th", "en", "also", "near", "key", "alternative_key", "optional", "columns"),
            required=("th", "en", "key", "columns"),
        )
        columns = {
            column: self.column(column, spec, f"{place}.columns.{column}")
            for column, spec in self.items(table["columns"], f"{place}.columns")
        }
        keys = {}
        for which in ("key", "alternative_key"):
            keys[which] = self.texts(table.get(which, []), f"{place}.{which}")
            for part in keys[which]:
                if part not in columns:
                    raise self.wrong(
                        "schema-unknown-name",
                        f"{place}.{which}",
                        name=part,
                        nearest=nearest(part, tuple(columns)) or ", ".join(columns),
                    )
        return Tab(
            name=name,
            words=self._words(table, place),
            columns=columns,
            key=keys["key"],
            alternative_key=keys["alternative_key"],
            optional=self.flag(table, "optional", place),
        )

    def column(self, name: str, value: object, place: str) -> Column:
        table = self.table(value, place)
        self.known(table, place, _COLUMN_NAMES, required=("kind", "th", "en"))
        kind = self.one_of(table, "kind", KINDS, place)
        choices = {
            choice: self.words(words, f"{place}.choices.{choice}")
            for choice, words in self.items(table.get("choices", {}), f"{place}.choices")
        }
        if (kind == "choice") != bool(choices):
            raise self.wrong("schema-choices-and-kind", place)
        default = self.text(table["default"], f"{place}.default") if "default" in table else None
        if default is not None and default not in choices:
            raise self.wrong(
                "schema-unknown-name", f"{place}.default", name=default, nearest=", ".join(choices)
            )
        note = table.get("note")
        return Column(
            name=name,
            kind=cast("Kind", kind),
            words=self._words(table, place),
            required=self.flag(table, "required", place),
            choices=choices,
            default=default,
            to=self.text(table.get("to", ""), f"{place}.to"),
            outside=cast(
                "Literal['refuse', 'warn']",
                self.one_of(table, "outside", ("refuse", "warn"), place, "refuse"),
            ),
            happened=self.flag(table, "happened", place),
            bound=cast(
                "Literal['start', 'end']",
                self.one_of(table, "bound", ("start", "end"), place, "start"),
            ),
            awaited=self.flag(table, "awaited", place),
            element=self.text(table.get("element", ""), f"{place}.element"),
            minimum=self.number(table, "minimum", place),
            above=self.number(table, "above", place),
            maximum=self.number(table, "maximum", place),
            at_most=self.text(table.get("at_most", ""), f"{place}.at_most"),
            whole=self.flag(table, "whole", place),
            unit=cast("Literal['', 'hours']", self.one_of(table, "unit", ("", "hours"), place)),
            limit=_whole(self.number(table, "limit", place)),
            example=self.text(table.get("example", ""), f"{place}.example"),
            note=Words("", "") if note is None else self.words(note, f"{place}.note"),
        )

    def flag(self, table: Mapping[str, Any], name: str, place: str) -> bool:
        value = table.get(name, False)
        if not isinstance(value, bool):
            raise self.wrong("schema-not-true-or-false", f"{place}.{name}")
        return value

    def number(self, table: Mapping[str, Any], name: str, place: str) -> float | None:
        value = table.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong("schema-not-a-number", f"{place}.{name}")
        return float(value)

    def one_of(
        self,
        table: Mapping[str, Any],
        name: str,
        allowed: Sequence[str],
        place: str,
        default: str = "",
    ) -> str:
        value = table.get(name, default)
        if value not in allowed:
            raise self.wrong(
                "schema-unknown-name",
                f"{place}.{name}",
                name=value,
                nearest=nearest(str(value), allowed) or ", ".join(allowed),
            )
        return str(value)

    def check_references(self, schema: Schema) -> None:
        for tab in schema.tabs.values():
            for column in tab.columns.values():
                place = f"tabs.{tab.name}.columns.{column.name}"
                if column.kind == "reference" and column.to not in schema.tabs:
                    raise self.wrong(
                        "schema-unknown-name",
                        f"{place}.to",
                        name=column.to,
                        nearest=nearest(column.to, tuple(schema.tabs)) or ", ".join(schema.tabs),
                    )
                if column.at_most and column.at_most not in tab.columns:
                    raise self.wrong(
                        "schema-unknown-name",
                        f"{place}.at_most",
                        name=column.at_most,
                        nearest=nearest(column.at_most, tuple(tab.columns))
                        or ", ".join(tab.columns),
                    )

    def check_spellings(self, schema: Schema) -> None:
        """No word may mean two tabs, two columns of a tab or two choices of a column."""
        self.one_meaning("tabs", {name: tab.words for name, tab in schema.tabs.items()})
        self.one_meaning("areas", schema.areas)
        for tab in schema.tabs.values():
            place = f"tabs.{tab.name}.columns"
            self.one_meaning(place, {name: column.words for name, column in tab.columns.items()})
            for column in tab.columns.values():
                self.one_meaning(f"{place}.{column.name}.choices", column.choices)

    def one_meaning(self, place: str, meanings: Mapping[str, Words]) -> None:
        seen: dict[str, str] = {}
        for name, words in meanings.items():
            for spelling in words.spellings(name):
                other = seen.setdefault(fold(spelling), name)
                if other != name:
                    raise self.wrong(
                        "schema-word-twice", place, word=spelling, first=other, second=name
                    )
