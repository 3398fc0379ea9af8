"""The address mail was first sent to, for every person: a changed one is noticed."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from sheets_sync.ledgers.database import Database
from sheets_sync.ledgers.row_mapping import storable
from sheets_sync.ledgers.tables import people
from sheets_sync.mail.ledger_records import AddressChange


class SqlPeople:
    """The trusted addresses of one ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def observe(
        self, registry: str, addresses: Mapping[str, str], *, now: dt.datetime
    ) -> list[AddressChange]:
        """Learn new people; tell whose address differs from the trusted one."""
        changes = []
        addresses = {storable(each): storable(address) for each, address in addresses.items()}
        with self._database.reading() as connection:  # nearly always nobody is new or differs
            known = _known(connection, registry)
        if all(
            row.pending is None and addresses.get(person, row.address) == row.address
            for person, row in known.items()
        ) and not (addresses.keys() - known.keys()):
            return []
        with self._database.writing(alone=True) as connection:
            known = _known(connection, registry)
            new = [
                {"registry": registry, "person": person, "address": address, "since": now}
                for person, address in addresses.items()
                if person not in known
            ]
            if new:
                connection.execute(people.insert(), new)
            for person, row in known.items():
                after = addresses.get(person, row.address)
                pending = None if after == row.address else after
                since = row.pending_since if pending == row.pending else now
                if pending != row.pending:
                    connection.execute(
                        people.update()
                        .where(people.c.registry == registry, people.c.person == person)
                        .values(pending=pending, pending_since=now if pending else None)
                    )
                if pending:
                    changes.append(AddressChange(person, row.address, pending, since))
        return changes

    def known(self, registry: str) -> dict[str, AddressChange]:
        """By person, the trusted address and the one last seen; the same where none waits."""
        query = sa.select(people).where(people.c.registry == registry)
        with self._database.reading() as connection:
            return {
                row.person: AddressChange(
                    row.person,
                    row.address,
                    row.pending or row.address,
                    row.pending_since if row.pending else row.since,
                )
                for row in connection.execute(query)
            }

    def trust(self, registry: str, person: str, address: str, *, now: dt.datetime) -> None:
        """Make an address the trusted one."""
        with self._database.writing() as connection:
            connection.execute(
                people.update()
                .where(people.c.registry == registry, people.c.person == person)
                .values(address=address, since=now, pending=None, pending_since=None)
            )


def _known(connection: Connection, registry: str) -> dict[str, Row[Any]]:
    rows = connection.execute(sa.select(people).where(people.c.registry == registry))
    return {row.person: row for row in rows}
