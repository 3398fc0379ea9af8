"""A person in the kept records and their changes: shown to them, and forgotten for them."""

import json
from collections.abc import Collection, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sheets_sync.ledgers.row_mapping import chunks
from sheets_sync.ledgers.tables import changes, records
from sheets_sync.registry.record_changes import ERASED, names_record

_KEPT = (
    (records, (records.c.key, records.c.cells)),
    (changes, (changes.c.key, changes.c.before, changes.c.after)),
)
"""The tables, and their columns of texts that staff typed."""


def about(connection: Connection, texts: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """By table, every kept record and change that names the person or has their number."""
    numbers = _numbers(connection, texts)
    found: dict[str, list[dict[str, Any]]] = {}
    for table, columns in _KEPT:
        wanted = [*_forms(texts), *numbers]
        query = (
            sa.select(table).where(_holds_any(columns, wanted)).order_by(*table.primary_key.columns)
            if wanted
            else None
        )
        rows = [] if query is None else [dict(row) for row in connection.execute(query).mappings()]
        found[table.name] = [row for row in rows if _is_about(row, columns, texts, numbers)]
    return found


def forget(connection: Connection, texts: Collection[str]) -> Iterator[sa.CursorResult[Any]]:
    """Drop what is kept under the person's number; elsewhere take the name out of the text."""
    numbers = _numbers(connection, texts)
    for table, columns in _KEPT:
        yield from _drop(connection, table, numbers)
        for form in _forms(texts):
            for column in columns:
                if table is records and column is records.c.key:
                    yield connection.execute(
                        records.delete().where(column.contains(form, autoescape=True))
                    )
                    continue
                yield connection.execute(
                    table.update()
                    .where(column.contains(form, autoescape=True))
                    .values({column: sa.func.replace(column, form, ERASED)})
                )


def _numbers(connection: Connection, texts: Collection[str]) -> frozenset[str]:
    """The staff numbers under which the person was ever listed."""
    found: set[str] = set()
    for table, columns in _KEPT:
        if texts:
            query = sa.select(table.c.key).where(
                table.c.tab == "staff", _holds_any(columns[1:], _forms(texts))
            )
            found.update(key.partition(" #")[0] for key in connection.execute(query).scalars())
    return frozenset(found)


def _drop(
    connection: Connection, table: sa.Table, numbers: Collection[str]
) -> Iterator[sa.CursorResult[Any]]:
    for number in numbers:
        query = sa.select(table.c.key).where(table.c.key.contains(number, autoescape=True))
        keys = {key for key in connection.execute(query).scalars() if names_record(key, number)}
        for some in chunks(keys):
            yield connection.execute(table.delete().where(table.c.key.in_(some)))


def _holds_any(
    columns: Collection[sa.Column[Any]], texts: Collection[str]
) -> sa.ColumnElement[bool]:
    return sa.or_(*(column.contains(text, autoescape=True) for column in columns for text in texts))


def _is_about(
    row: dict[str, Any],
    columns: Collection[sa.Column[Any]],
    texts: Collection[str],
    numbers: Collection[str],
) -> bool:
    if any(names_record(row["key"], number) for number in numbers):
        return True
    return any(form in row[column.name] for column in columns for form in _forms(texts))


def _forms(texts: Collection[str]) -> list[str]:
    """A text as it was typed, and as JSON writes it."""
    forms = {form for text in texts if text for form in (text, _in_json(text))}
    return sorted(forms, key=len, reverse=True)


def _in_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]
