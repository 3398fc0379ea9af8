#!/usr/bin/env bash
# A Buddhist year typed as it is (2569) has been a date that pandas reads since version 3, and
# becomes another century without a word where somebody asks for nanoseconds.
#
# Seen with pandas 3.1.1: pd.to_datetime gives datetime64[us] with the year 2569; to_numpy with
# datetime64[ns], the resolution of older code, gives a day in 1984 or 1985. No error, no warning.
# Prints what is seen, and fails when that changes.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pandas==3.1.1
"$work/venv/bin/python" -W error - <<'PY'
import pandas as pd

print("pandas", pd.__version__)
read = pd.to_datetime(pd.Series(["2569-11-22"]))
in_nanoseconds = read.to_numpy(dtype="datetime64[ns]")
print("read:", read.dtype, read[0].year)
print("in nanoseconds:", in_nanoseconds[0])
assert read[0].year == 2569, "the behaviour has changed"
assert str(in_nanoseconds[0])[:3] == "198", "the behaviour has changed"
PY
