"""Write-back into workbooks of 10⁴ to 10⁶ rows, beside its floor and openpyxl.

    python tests/bench/write_back.py [ROWS…]

The floor is copying the file and parsing the sheets that change; every other figure is a ratio
to it, taken in the same run. Each measurement runs in a process of its own, so that its peak
of memory is its own too.
"""

import argparse
import json
import multiprocessing
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SHEET = "กิจกรรม"
COLUMNS = 10
REPEATS = 3
OPENPYXL_UP_TO = 100_000
"""Beyond it openpyxl takes minutes and gigabytes; the ratio is known by then."""


def made(rows: int, folder: Path) -> Path:
    """A staff tab of ten columns with a status column, as `init` would have left it."""
    import xlsxwriter

    path = folder / f"{rows}.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, [f"หัวข้อ {number}" for number in range(COLUMNS)])
        for row in range(1, rows + 1):
            sheet.write_string(row, 0, f"S-{row:07d}")
            sheet.write_string(row, 1, f"C-{row % 900:03d}")
            sheet.write_number(row, 2, row % 9)
            sheet.write_number(row, 3, 46_000 + row % 400, day)
            sheet.write_string(row, 4, f"นายสมชาย ใจดี {row % 1000}")
            sheet.write_string(row, 5, "แลกเปลี่ยนเรียนรู้ครบถ้วน")
            sheet.write_number(row, 6, row % 400 / 4)
            sheet.write_string(row, 7, "ไม่มี")
            sheet.write_string(row, 8, "จัดแล้ว")
            sheet.write_string(row, 9, f"https://drive.example/{row}")
    write_back(path, add_columns=True)
    return path


def write_back(path: Path, *, add_columns: bool = False) -> float:
    """Seconds that one write-back takes after the workbook was read for the check."""
    from sheets_sync.planning.workbook_tabs.tab_model import (
        Output,
        ServiceTab,
        StatusColumn,
        TabCell,
        TabRow,
    )
    from sheets_sync.stores.xlsx.store import XlsxStore

    store = XlsxStore(path)
    workbook = store.read()
    height = next(tab.height for tab in workbook.tabs if tab.sheet == SHEET)
    texts = {
        row: f"ต้องแก้ไข: แถว {row}" if row % 5 == 0 else "✓ เรียบร้อย" for row in range(2, height + 1)
    }
    status = StatusColumn(
        SHEET, "ผลการตรวจสอบ", 1, ((1,), (2, 3)), texts, "✓ เรียบร้อย", "ไม่มีรหัส", "รอการตรวจสอบ"
    )
    rows = tuple(TabRow((TabCell("ต้องแก้ไข"), TabCell(number))) for number in range(500))
    todo = ServiceTab("todo", "งานที่ต้องทำ", (20, 12), rows)
    start = time.perf_counter()
    written = store.write(Output((todo,), (status,), workbook.version), add_columns=add_columns)
    took = time.perf_counter() - start
    if written.left:
        raise SystemExit(f"not written: {written.left}")
    return took


def floor(path: Path) -> float:
    """Seconds to copy the file and parse its cells."""
    import python_calamine

    start = time.perf_counter()
    shutil.copy(path, path.with_suffix(".copy"))
    with python_calamine.CalamineWorkbook.from_path(path) as workbook:
        workbook.get_sheet_by_name(SHEET).to_python()
    return time.perf_counter() - start


def openpyxl_load_and_save(path: Path) -> float:
    """Seconds openpyxl takes to load the file and save it again."""
    import openpyxl

    start = time.perf_counter()
    openpyxl.load_workbook(path).save(path.with_suffix(".saved.xlsx"))
    return time.perf_counter() - start


def measured(work: Callable[[Path], float], path: Path) -> tuple[float, int]:
    """Median seconds and peak megabytes of some work, each time in a fresh process."""
    context = multiprocessing.get_context("spawn")
    results = []
    for _ in range(REPEATS if path.stat().st_size < 30_000_000 else 1):
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=_report, args=(work, path, sender))
        process.start()
        results.append(receiver.recv())
        process.join()
    return statistics.median(took for took, _ in results), max(peak for _, peak in results)


def _report(work: Callable[[Path], float], path: Path, sender) -> None:
    took = work(path)
    sender.send((took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))


def main() -> None:
    """Print one line for each size: ratios to the floor, and memory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for rows in asked.rows:
            path = made(rows, Path(folder))
            base, base_memory = measured(floor, path)
            took, memory = measured(write_back, path)
            line = {
                "rows": rows,
                "floor_s": round(base, 2),
                "floor_mb": base_memory,
                "write_back": round(took / base, 2),
                "write_back_mb": memory,
            }
            if rows <= OPENPYXL_UP_TO:
                took, memory = measured(openpyxl_load_and_save, path)
                line |= {"openpyxl": round(took / base, 2), "openpyxl_mb": memory}
            lines.append(line)
            shown = (
                json.dumps(line) if asked.json else "  ".join(f"{k} {v}" for k, v in line.items())
            )
            sys.stdout.write(shown + "\n")
            sys.stdout.flush()
            path.unlink()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    main()
