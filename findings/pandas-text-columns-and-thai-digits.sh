#!/usr/bin/env bash
# pandas 3 keeps text in two Arrow-backed ways that look alike and answer differently about Thai.
#
# Seen with pandas 3.1.1 and pyarrow 26.0.1 on Python 3.11:
# - the default `str` column takes a Thai digit for \d; a column of ArrowDtype(string) does not,
# - and the latter disagrees with itself: `contains` misses what `isdigit` and `findall` see.
# So a pattern that was proven on one column says something else after dtype_backend="pyarrow".
# Prints what is seen, and fails when that changes.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pandas==3.1.1 pyarrow==26.0.1
"$work/venv/bin/python" - <<'PY'
import pandas as pd
import pyarrow as pa

print("pandas", pd.__version__, "pyarrow", pa.__version__)
typed = ["๒๕๖๙", "2569"]  # the year 2569 in Thai and in Arabic digits
default = pd.Series(typed)
arrow = pd.Series(typed, dtype=pd.ArrowDtype(pa.string()))
seen = {
    "dtype": str(default.dtype),
    "default contains": default.str.contains(r"^\d+$").tolist(),
    "arrow contains": arrow.str.contains(r"^\d+$").tolist(),
    "arrow isdigit": arrow.str.isdigit().tolist(),
    "arrow findall": [len(found) for found in arrow.str.findall(r"\d")],
}
for name, value in seen.items():
    print(f"{name}: {value}")
assert seen == {
    "dtype": "str",
    "default contains": [True, True],
    "arrow contains": [False, True],
    "arrow isdigit": [True, True],
    "arrow findall": [4, 4],
}, "the behaviour has changed"
PY
