"""Reaches a PostgreSQL server: connections that are found to be there before they are used.

A question costs one message to the server and back. The driver by itself would begin and roll back
a transaction around each, which is three, and would forget what it has prepared.
"""

import select
import sys
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine

from sheets_sync.errors import SetupError
from sheets_sync.ledgers.compiled_statements import COMPILED_STATEMENTS

PATIENT = "SET LOCAL idle_in_transaction_session_timeout = 0"
"""Lets the transaction stand still for as long as it likes."""
ONE_MOMENT = f"BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; {PATIENT}"
"""Begins a look at which nothing changes, and that holds up nobody."""
LINE = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 20_000,
}
"""How the driver finds out that a server can no longer be reached: after twenty seconds."""
_SESSION = """SELECT set_config(name, value, false) FROM (VALUES
    ('idle_in_transaction_session_timeout', '20s'), ('tcp_user_timeout', '20s'),
    ('tcp_keepalives_idle', '10s'), ('tcp_keepalives_interval', '5s'), ('tcp_keepalives_count', '2')
) AS settings (name, value)"""
"""And the server, that we cannot: by itself it would wait two hours for a machine that was cut off,
and for ever for a process that stands still, and all others for the locks that these hold."""
_MOST_SCHEMAS = 100
"""A server's process remembers all tables it ever met: after so many schemas it gives way."""


def postgresql_engine(url: URL, *, patience: int) -> Engine:
    """Connections that are looked at before they are used: a server may have hung up.

    A transaction begins only where an option of the connection, `begins_with`, says how.
    """
    try:
        engine = sa.create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args={"connect_timeout": patience, "application_name": "cop-steward", **LINE},
            execution_options={"compiled_cache": COMPILED_STATEMENTS},
            pool_use_lifo=True,  # whoever is asked again has the right schema
            use_native_hstore=False,  # each new connection would ask the server whether it has it
        )
    except ModuleNotFoundError as error:
        raise SetupError("ledger-driver-missing", python=sys.executable) from error
    sa.event.listen(engine, "connect", _by_itself)
    sa.event.listen(engine, "checkout", _still_there)
    sa.event.listen(engine, "begin", _begin)
    return engine


def look_in(schema: str, connection: Connection) -> None:
    """Let the connection know the tables of this schema alone."""
    kept = connection.info
    if kept.get("schema") == schema:
        return
    kept["schemas"] = kept.get("schemas", 0) + 1
    if kept["schemas"] > _MOST_SCHEMAS:
        connection.invalidate()  # the next question takes a new one
    quoted = '"' + schema.replace('"', '""') + '"'
    connection.execute(_LOOK_IN, {"path": quoted})
    connection.rollback()  # none was begun at the server; what comes next may begin one
    connection.info["schema"] = schema


_LOOK_IN = sa.text("SELECT set_config('search_path', :path, false)")


def _by_itself(connection: Any, _record: object) -> None:  # noqa: ANN401 — psycopg's
    connection.autocommit = True
    connection.execute(_SESSION)


def _begin(connection: Connection) -> None:
    begins = connection.get_execution_options().get("begins_with")
    if begins:
        connection.exec_driver_sql(begins)


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
