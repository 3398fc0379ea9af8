"""Number what people were told of sessions; count how often a due day was put off."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "session_versions",
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("session", "sequence", name=op.f("pk_session_versions")),
    )
    op.add_column("steps", sa.Column("due", sa.Date(), nullable=True))
    op.add_column("steps", sa.Column("pushed", sa.Integer(), server_default="0", nullable=False))
