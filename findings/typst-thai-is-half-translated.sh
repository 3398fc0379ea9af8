#!/usr/bin/env bash
# A Thai document of typst has English words in it: `lang: "th"` translates the supplements of
# tables and figures, not those of headings, and says nothing.
#
# Seen with typst 0.15.2 (the Python package): a reference to a table reads "ตารางที่", one to a
# heading "Section". Whoever refers to headings sets the supplement by hand.
# Prints what is seen, and fails when that changes.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet typst==0.15.2
cat >"$work/document.typ" <<'TYP'
#set text(lang: "th")
#set heading(numbering: "1.")
= ก <part>
#figure(table([ข]), caption: [ค]) <numbers>
TYP
"$work/venv/bin/python" - "$work/document.typ" <<'PY'
import json
import sys
from importlib.metadata import version

import typst

print("typst", version("typst"))
seen = {}
for label in ("<part>", "<numbers>"):
    found = json.loads(typst.query(sys.argv[1], label))
    seen[label] = found[0]["supplement"]["text"]
    print(label, seen[label])
assert seen["<part>"] == "Section", "the behaviour has changed"
assert seen["<numbers>"].startswith("ตาราง"), "the behaviour has changed"
PY
