"""Reaches a PostgreSQL server: connections that are found to be there before they are used."""

import select
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Engine

from sheets_sync.errors import SetupError
from sheets_sync.ledgers.compiled_statements import COMPILED_STATEMENTS


def postgresql_engine(url: URL, *, patience: int, schema: str = "") -> Engine:
    """Connections that are looked at before they are used: a server may have hung up.

    With a `schema` they know its tables alone.
    """
    how = {"connect_timeout": patience, "application_name": "cop-steward"}
    if schema:
        how["options"] = f"-c search_path={_as_option(schema)}"
    try:
        engine = sa.create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args=how,
            execution_options={"compiled_cache": COMPILED_STATEMENTS},
        )
    except ModuleNotFoundError as error:
        raise SetupError("ledger-driver-missing") from error
    sa.event.listen(engine, "checkout", _still_there)
    return engine


def _as_option(schema: str) -> str:
    """The name, quoted as SQL and then as the start options of a connection want it."""
    quoted = '"' + schema.replace('"', '""') + '"'
    return quoted.replace("\\", "\\\\").replace(" ", "\\ ")


def _still_there(connection: Any, _record: object, _proxy: object) -> None:  # noqa: ANN401 — psycopg's
    """Take another connection where the server has hung up, without asking it each time.

    An idle line says nothing: what can be read from it is its end.
    """
    if connection.closed:
        raise sa.exc.DisconnectionError
    line = select.poll()
    line.register(connection.fileno(), select.POLLIN)
    if line.poll(0):
        raise sa.exc.DisconnectionError
