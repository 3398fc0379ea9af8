#!/usr/bin/env bash
# The total of a table made by XlsxWriter is 0 in LibreOffice: the formula of `total_function` names
# a column without its table, which LibreOffice cannot read, and the value kept beside it is 0.
# Excel works it out when it opens the file. sheets_sync/renderings/workbook/sheet.py therefore
# writes SUBTOTAL over plain cells, with its value.
#
# Seen with XlsxWriter 3.3.1 and LibreOffice 7.4.7: the table's total 0, the plain formula's 3.
# Prints what is seen, and fails when that changes.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet XlsxWriter==3.3.1
"$work/venv/bin/python" - "$work/table.xlsx" <<'PY'
import sys
from importlib.metadata import version

import xlsxwriter

print("XlsxWriter", version("XlsxWriter"))
with xlsxwriter.Workbook(sys.argv[1]) as book:
    sheet = book.add_worksheet()
    columns = [
        {"header": "who", "total_string": "all"},
        {"header": "n", "total_function": "sum"},
    ]
    table = {"name": "T", "total_row": True, "columns": columns, "data": [["a", 1], ["b", 2]]}
    sheet.add_table("A1:B4", table)
    sheet.write("A5", "plain")
    sheet.write_formula("B5", "=SUBTOTAL(109,B2:B3)", None, 3)
PY
soffice --version
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to csv \
    --outdir "$work" "$work/table.xlsx" >/dev/null 2>&1
cat "$work/table.csv"
grep -qx 'all,0' "$work/table.csv" && grep -qx 'plain,3' "$work/table.csv" ||
    { echo "the behaviour has changed"; exit 1; }
