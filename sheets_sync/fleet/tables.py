"""The tables of a fleet, beside the ledger's and the engine's in one PostgreSQL database."""

import sqlalchemy as sa

from sheets_sync.ledgers.tables import Instant

VERSION = 1
"""Of these tables; a database of a newer program is refused."""

metadata = sa.MetaData()

facts = sa.Table(
    "fleet_facts",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


registries = sa.Table(
    "fleet_registries",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    _text("name"),
    sa.Column("store", sa.Text, nullable=False),
    _text("spreadsheet"),
    _text("path"),
    _text("credentials"),
    _text("timezone"),
    _text("contact"),
    _text("domains"),
    sa.Column("added_at", Instant, nullable=False),
    sa.Column("state", sa.Text, nullable=False, server_default="active"),
    sa.Column("state_since", Instant, nullable=False),
    sa.Column("look_at", Instant, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
    sa.Column("tried_at", Instant),
    sa.Column("passed_at", Instant),
    _text("trouble"),
    sa.Column("edits", sa.Float, nullable=False, server_default="0"),
    sa.Column("summary", sa.Text, nullable=False, server_default="{}"),
    sa.Index("fleet_registries_look_at", "state", "look_at"),
    sa.Index("fleet_registries_one_id", sa.text("lower(id)"), unique=True),
)

requests = sa.Table(
    "fleet_requests",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("project", sa.Text, nullable=False),
    sa.Column("quota", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Index("fleet_requests_of_account", "account", "quota", "at"),
    sa.Index("fleet_requests_of_project", "project", "quota", "at"),
)

RESERVE = """
CREATE OR REPLACE FUNCTION fleet_reserve(
    who text, whose text, what text, most integer, together integer, span double precision
) RETURNS double precision LANGUAGE plpgsql AS $$
DECLARE
    moment timestamptz;
    bound timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('fleet ' || whose), hashtext(what));
    moment := clock_timestamp();
    SELECT r.at + make_interval(secs => span) INTO bound FROM fleet_requests r
        WHERE r.account = who AND r.quota = what ORDER BY r.at DESC OFFSET most - 1 LIMIT 1;
    moment := greatest(moment, bound);
    SELECT r.at + make_interval(secs => span) INTO bound FROM fleet_requests r
        WHERE r.project = whose AND r.quota = what ORDER BY r.at DESC OFFSET together - 1 LIMIT 1;
    moment := greatest(moment, bound);
    INSERT INTO fleet_requests (account, project, quota, at) VALUES (who, whose, what, moment);
    RETURN extract(epoch FROM moment - clock_timestamp());
END $$
"""
"""Takes the next free moment for one request, in the order of asking; the seconds until then.

Of the newest `most` requests of the account, and the newest `together` of its project, the oldest
is `span` seconds before it: no window of that length ever has more, wherever it begins.
"""
