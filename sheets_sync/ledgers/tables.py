"""The tables of the ledger: one definition for SQLite and PostgreSQL."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

HEAD = "0006"
"""The revision these tables are at; the newest file in `migrations/versions` has it too."""


class Instant(TypeDecorator[dt.datetime]):
    """A moment in UTC; SQLite would forget the zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: dt.datetime | None, dialect: sa.Dialect
    ) -> dt.datetime | None:
        """Give the database UTC; a moment without a zone is our mistake."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        value = value.astimezone(dt.UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(
        self, value: dt.datetime | None, _dialect: sa.Dialect
    ) -> dt.datetime | None:
        """Give back an aware moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


metadata = sa.MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"}
)

# SQLite numbers rows by itself only in an INTEGER key.
Serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


meta = sa.Table(
    "meta",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

letters = sa.Table(
    "letters",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("slot", sa.Text, nullable=False),
    sa.Column("recipient", sa.Text),
    sa.Column("name", sa.Text),
    sa.Column("subject", sa.Text),
    _text("language"),
    _text("registries"),
    _count("items"),
    sa.Column("state", sa.Text, nullable=False),
    _count("token"),
    _count("attempt"),
    _count("looks"),
    sa.Column("lease_until", Instant),
    sa.Column("next_at", Instant),
    sa.Column("expires_at", Instant),
    sa.Column("planned_at", Instant, nullable=False),
    sa.Column("handing_at", Instant),
    sa.Column("accepted_at", Instant),
    sa.Column("settled_at", Instant),
    sa.Column("flagged_at", Instant),
    _text("how"),
    _text("message_id"),
    _text("body_sha256"),
    _text("server"),
    _text("queue_id"),
    _text("phase"),
    _count("code"),
    _text("enhanced"),
    _text("reply"),
    _text("run"),
    _text("worker"),
    _text("operator"),
    _text("reason"),
    _text("reader"),
    sa.Index(None, "state"),
    sa.Index(None, "recipient"),
    sa.Index(None, "accepted_at"),
    sa.Index(None, "planned_at"),
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("id", Serial, primary_key=True, autoincrement=True),
    sa.Column("letter", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    _count("token"),
    _text("run"),
    _text("worker"),
    _text("detail"),
    sa.Index(None, "letter"),
    sqlite_autoincrement=True,
)

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("registry", sa.Text, primary_key=True),
    sa.Column("job", sa.Text, primary_key=True),
    sa.Column("slot", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    _count("token"),
    _text("worker"),
    sa.Column("lease_until", Instant),
    sa.Column("started_at", Instant, nullable=False),
    sa.Column("finished_at", Instant),
    _text("summary"),
)

skips = sa.Table(
    "skips",
    metadata,
    sa.Column("id", Serial, primary_key=True, autoincrement=True),
    sa.Column("run", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
    _text("registry"),
    sa.Column("letter", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("recipient", sa.Text),
    sa.Column("reason", sa.Text, nullable=False),
    _text("detail"),
    sa.Index(None, "run"),
    sa.Index(None, "recipient"),
    sa.Index(None, "at"),
    sqlite_autoincrement=True,
)

findings = sa.Table(
    "findings",
    metadata,
    sa.Column("registry", sa.Text, primary_key=True),
    sa.Column("identity", sa.Text, primary_key=True),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("tab", sa.Text, nullable=False),
    sa.Column("first_seen", sa.Date, nullable=False),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("last_seen", sa.Date, nullable=False),
    sa.Column("mended_on", sa.Date),
    sa.Index(None, "registry", "mended_on"),
)

steps = sa.Table(
    "steps",
    metadata,
    sa.Column("registry", sa.Text, primary_key=True),
    sa.Column("community", sa.Text, primary_key=True),
    sa.Column("step", sa.Integer, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("completed_on", sa.Date),
    sa.Column("due", sa.Date),
    _count("pushed"),
)

session_versions = sa.Table(
    "session_versions",
    metadata,
    sa.Column("session", sa.Text, primary_key=True),
    # A database that numbers by itself would number this, too.
    sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Text, nullable=False),
    _text("facts"),
    sa.Column("at", Instant, nullable=False),
)

reads = sa.Table(
    "reads",
    metadata,
    sa.Column("registry", sa.Text, primary_key=True),
    sa.Column("tab", sa.Text, primary_key=True),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("at", Instant, nullable=False),
)

holds = sa.Table(
    "holds",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("registry", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    _text("facts"),
    sa.Column("opened_at", Instant, nullable=False),
    sa.Column("closed_at", Instant),
    sa.Column("confirmed_at", Instant),
    _text("confirmed_by"),
    sa.Index(None, "registry"),
)

people = sa.Table(
    "people",
    metadata,
    sa.Column("registry", sa.Text, primary_key=True),
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("since", Instant, nullable=False),
    sa.Column("pending", sa.Text),
    sa.Column("pending_since", Instant),
)

reports = sa.Table(
    "reports",
    metadata,
    sa.Column("registry", sa.Text, primary_key=True),
    sa.Column("month", sa.Text, primary_key=True),
    sa.Column("copy", sa.Text, primary_key=True),
    sa.Column("compiled", sa.Text, nullable=False),
    sa.Column("frozen_at", Instant, nullable=False),
    sa.Column("sent_at", Instant),
)

leases = sa.Table(
    "leases",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("holder", sa.Text, nullable=False),
    sa.Column("token", sa.BigInteger, nullable=False),
    sa.Column("until", Instant, nullable=False),
)

channels = sa.Table(
    "channels",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("paused_until", Instant, nullable=False),
    _text("why"),
    _count("times"),
)

hooks = sa.Table(
    "hooks",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    _count("attempt"),
    _text("said"),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("next_at", Instant, nullable=False),
    sa.Column("settled_at", Instant),
    sa.Index(None, "state", "next_at"),
)

erasures = sa.Table(
    "erasures",
    metadata,
    sa.Column("mark", sa.Text, primary_key=True),
    sa.Column("at", Instant, nullable=False),
)

record_looks = sa.Table(
    "record_looks",
    metadata,
    sa.Column("registry", sa.Text, primary_key=True),
    sa.Column("tab", sa.Text, primary_key=True),
    sa.Column("columns", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("first_at", Instant, nullable=False),
)

records = sa.Table(
    "records",
    metadata,
    sa.Column("registry", sa.Text, primary_key=True),
    sa.Column("tab", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    _text("community"),
    sa.Column("cells", sa.Text, nullable=False),
)

changes = sa.Table(
    "changes",
    metadata,
    sa.Column("id", Serial, primary_key=True, autoincrement=True),
    sa.Column("registry", sa.Text, nullable=False),
    sa.Column("tab", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    _text("community"),
    sa.Column("kind", sa.Text, nullable=False),
    _text("field"),
    _text("before"),
    _text("after"),
    sa.Column("since", Instant, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Index(None, "at"),
    sa.Index(None, "registry", "community"),
    sqlite_autoincrement=True,
)
