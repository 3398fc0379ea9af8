"""Letters by their ids: any number goes as one text, so what is asked is ever the same."""

import json
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sheets_sync.ledgers.tables import letters

_BREAK = " "


def together(ids: Iterable[str]) -> str:
    """The text that `one_of` takes; ids have hexadecimal digits only."""
    return _BREAK.join(ids)


def one_of(ids: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Select the letters that such a text names; PostgreSQL alone makes an array of it."""
    array = sa.func.string_to_array(ids, sa.literal_column(f"'{_BREAK}'"))
    return letters.c.id == sa.any_(array)


def among(connection: Connection, ids: Iterable[str]) -> sa.ColumnElement[bool]:
    """Select these letters, in either database."""
    if connection.dialect.name == "postgresql":
        return one_of(sa.literal(together(ids), sa.Text))
    text = sa.literal(json.dumps([*ids]), sa.Text)
    return letters.c.id.in_(sa.select(sa.func.json_each(text).table_valued("value").c.value))
