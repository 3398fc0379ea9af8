#!/usr/bin/env bash
# A database does not know which of procrastinate's upgrades it has: there is no version in it, and
# the package only says in which folder the upgrades are. Two of them add words to an enum, which
# PostgreSQL lets nobody use in the same transaction: each upgrade has to be one by itself.
# Worked around in sheets_sync/fleet/prepare.py.
#
# Seen with procrastinate 3.10.0. Prints what is seen, and fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet procrastinate==3.10.0
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from pathlib import Path

import procrastinate
from procrastinate.schema import SchemaManager

schema = SchemaManager.get_schema()
upgrades = sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
adds = [path.stem for path in upgrades if "ADD VALUE" in path.read_text()]
kept = "version" in schema.lower().replace("provider-specific", "")
methods = [name for name in dir(SchemaManager) if "migrat" in name or "upgrade" in name]
print("procrastinate 3.10.0")
print("expected: the database says which of the", len(upgrades), "upgrades it has, and one call makes the rest")
print("found: a table or column with the version:", kept, "- what SchemaManager offers:", methods)
print("found: upgrades that add a word to an enum, which PostgreSQL lets nobody use in the same transaction:", adds)
sys.exit(0 if not kept and methods == ["get_migrations_path"] and adds else 1)
PYTHON
