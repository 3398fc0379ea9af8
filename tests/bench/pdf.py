"""The report as a PDF of ten pages, beside WeasyPrint and Chromium printing the same report.

    python -m tests.bench.pdf [--quick]

Each run is in a process of its own, from the document or page that is there to the bytes. What a
library loads is in it, and Chromium's start, as whenever a page is printed; what the report itself
needed before is not. Whoever is not installed is left out, and that is said.
"""

import argparse
import datetime as dt
import functools
import pickle
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.measuring import Figure, Taken, medians, peak, print_table
from tests.renderings.reports import Register, person
from tests.renderings.test_page import NOV, OCT

COMMUNITIES = 4
"""So many make about ten pages."""
AIM = 0.25
OURS = "typst"


def made(folder: Path) -> None:
    """The document for us, and the same as a page for the others."""
    from sheets_sync.i18n.sentences import Sentences
    from sheets_sync.renderings.page import document_page
    from sheets_sync.renderings.report_document import report_document
    from tests.rules.workbooks import our_schema

    register = Register()
    for number in range(1, COMMUNITIES + 1):
        _add_community(register, number)
    report = register.report(copy="hr", checked=True)
    document = report_document(report, our_schema(), Sentences("th"))
    (folder / "document.pickle").write_bytes(pickle.dumps(document))
    (folder / "page.html").write_text(document_page(document, Sentences("th")), encoding="utf-8")


def _add_community(register: Register, number: int) -> None:
    """As communities are in the middle of a year: most steps done, the last two under way."""
    key, people = f"C-{number:03}", range(number, number + 12)
    register.round(key, people, name=f"ชุมชนนักปฏิบัติด้านพัสดุภาครัฐ กลุ่มที่ {number}")
    register.add("experts", community=key, person=person(number), expertise="พัสดุ")
    register.plan(
        key, objectives="ลดข้อผิดพลาด", member_count=12, content="ราคากลาง",
        period_start=dt.date(2026, 7, 1), period_end=dt.date(2026, 9, 30), techniques="กรณีศึกษา",
        speakers=person(number), evaluation_method="แบบทดสอบ", follow_up_method="สอบถาม",
        evaluation_due=OCT(5), follow_up_due=NOV(9 + number),
    )  # fmt: skip
    register.session(
        f"S-{number}", key, OCT(2), OCT(2), topic="เรียนรู้จากกรณีจริง", hours=2, results="ได้แนวทาง"
    )
    for one in people[: number * 5 % 13]:
        register.evaluation(
            key, one, OCT(4), pre_score=8, post_score=14, full_score=20, satisfaction=4
        )
        register.follow_up(key, one, OCT(8))


def typst_pdf(folder: Path) -> Taken:
    """Pages, as we print them."""
    from sheets_sync.i18n.sentences import Sentences
    from sheets_sync.renderings.pdf import document_pdf

    document = pickle.loads((folder / "document.pickle").read_bytes())  # noqa: S301 — our own
    started = time.perf_counter()
    content = document_pdf(document, Sentences("th"))
    return Taken(time.perf_counter() - started, peak(), _pages(content, folder))


def weasyprint_pdf(folder: Path) -> int:
    """Pages, as WeasyPrint prints them."""
    from weasyprint import HTML

    return _pages(HTML(filename=folder / "page.html").write_pdf(), folder)


def chromium_pdf(folder: Path) -> int:
    """Pages, as Chromium prints them."""
    target = folder / "chromium.pdf"
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", folder / "page.html"],
        check=True, capture_output=True,
    )  # fmt: skip
    return _pages(target.read_bytes(), folder)


def _pages(content: bytes, folder: Path) -> int:
    path = folder / "counted.pdf"
    path.write_bytes(content)
    told = subprocess.run(["pdfinfo", path], check=True, capture_output=True).stdout.decode()
    found = re.search(r"Pages: +(\d+)", told)
    return int(found[1]) if found else 0


def peers() -> dict[str, Callable[[Path], object]]:
    """Those that are installed; the others are named."""
    found: dict[str, Callable[[Path], object]] = {}
    try:
        import weasyprint  # noqa: F401 — whether it and its system libraries are there

        found["WeasyPrint"] = weasyprint_pdf
    except (ImportError, OSError):
        sys.stdout.write("WeasyPrint or its Pango is not installed: left out.\n")
    if shutil.which("chromium"):
        found["Chromium"] = chromium_pdf
    else:
        sys.stdout.write("Chromium is not installed: left out.\n")
    return found


def main() -> int:
    """Print what each takes, and our ratios to the others."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.pdf")
    parser.add_argument("--quick", action="store_true")
    repeats = 3 if parser.parse_args().quick else 7
    if not shutil.which("pdfinfo"):
        sys.stdout.write("poppler-utils is not installed: nothing was measured.\n")
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made(folder)
        variants = {OURS: typst_pdf, **peers()}
        taken = medians(
            {who: functools.partial(work, folder) for who, work in variants.items()}, repeats
        )
    print_table(
        ("printed by", "pages", "× typst", "MiB"),
        [
            (who, one.result, f"{one.seconds / taken[OURS].seconds:.2f}", one.peak // 1024)
            for who, one in taken.items()
        ],
    )
    figures = [
        Figure(f"our PDF to {who}'s", taken[OURS].seconds / one.seconds, AIM)
        for who, one in taken.items()
        if who != OURS
    ]
    sys.stdout.writelines(f"{figure}\n" for figure in figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
