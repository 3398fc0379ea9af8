#!/usr/bin/env bash
# One statement of two UPDATEs, each a CTE: a parameter that is named as a column of their table is
# set by both, by the second to nothing that anybody gave. `Connection.execute` hands the names of
# its parameters to the compiler as `column_keys`, as is done here.
# Worked around in sheets_sync/ledgers/moves_at_once.py, whose parameters are named as no column is.
#
# Seen with SQLAlchemy 2.1.9. Prints what is seen, and fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet sqlalchemy==2.1.9
"$folder/venv/bin/python" - <<'PYTHON'
import sys

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

table = sa.Table(
    "t",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("a", sa.Integer),
    sa.Column("b", sa.Integer),
)
sets_a = table.update().where(table.c.id == 1).values(a=1).returning(table.c.id).cte("sets_a")
sets_b = (
    table.update().where(table.c.id == 2).values(b=sa.bindparam("b")).returning(table.c.id)
).cte("sets_b")
asked = sa.select(sets_a.c.id).add_cte(sets_b)
made = str(asked.compile(dialect=postgresql.dialect(), column_keys=["b"]))
(first,) = (line for line in made.splitlines() if "SET a=" in line)
print("SQLAlchemy", sa.__version__)
print("expected: the UPDATE of `a` sets `a` alone")
print("found:", first.strip())
sys.exit(0 if " b=" in first else 1)
PYTHON
