"""Find letters and skips by their time without reading all of them."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_index("ix_letters_planned_at", "letters", ["planned_at"])
    op.create_index("ix_skips_at", "skips", ["at"])
