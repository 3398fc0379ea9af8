"""The pictures of the README and the guides, made from the demo: `python docs/pictures.py`.

What they show is kept beside them as a digest; when it has changed a test asks for new ones.
Needs LibreOffice, poppler and Chromium.
"""

import hashlib
import json
import re
import subprocess
import sys
from email import message_from_bytes, policy
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from python_calamine import load_workbook

from jobs.cli.main import main

FOLDER = Path(__file__).parent / "pictures"
DIGESTS = FOLDER / "digests.json"
LANGUAGES = ("th", "en")
_TODAY = "2026-11-23"
_ROWS, _WORDS = 25, 250
"""How much of the sheet and of the report is in the picture."""
_TABLE = ("-x", "45", "-y", "60", "-W", "1170", "-H", "790")
"""Where the table is on the first page of the sheet in print."""


def digests(demo: Path) -> dict[str, str]:
    """What each picture of a demo folder shows, in short."""
    shown = {"sheet": _sheet(demo), "mail": _letter(demo), "report": _words(_report(demo))}
    return {name: hashlib.sha256(text.encode()).hexdigest()[:16] for name, text in shown.items()}


def make_demo(folder: Path, language: str) -> None:
    """The demo of one fixed day, so that its pictures stay as they are."""
    if main(["demo", str(folder), "--lang", language, "--today", _TODAY]):
        sys.exit("The demo failed.")


def _sheet(demo: Path) -> str:
    rows = load_workbook(demo / "registry.xlsx").get_sheet_by_index(0).to_python()
    return "\n".join(" | ".join(map(str, row)) for row in rows[:_ROWS])


def _letter(demo: Path) -> str:
    return _html(demo).decode("utf-8")


def _html(demo: Path) -> bytes:
    """The longest letter: that of somebody with several things to do."""
    bodies = []
    for path in (demo / "outbox").glob("*.eml"):
        letter = message_from_bytes(path.read_bytes(), policy=policy.default)
        body = letter.get_body(("html",))
        if body and not list(letter.iter_attachments()):
            bodies.append(body.get_content().encode())
    return max(bodies, key=len)


def _report(demo: Path) -> str:
    (page,) = (demo / "reports").glob("*/report.html")
    return page.read_text(encoding="utf-8")


def _words(html: str) -> str:
    body = re.sub(r"(?s)<(style|script|svg).*?</\1>", " ", html.partition("<body")[2])
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split()[:_WORDS])


def _photograph(demo: Path, language: str) -> None:
    book = demo / "registry.xlsx"
    _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(demo), str(book))
    first = ("-f", "1", "-l", "1", "-singlefile", "-r", "150", "-png")
    _run("pdftoppm", *first, *_TABLE, str(demo / "registry.pdf"), str(FOLDER / f"sheet.{language}"))
    letter = demo / "letter.html"
    letter.write_bytes(_html(demo))
    (report,) = (demo / "reports").glob("*/report.html")
    for name, page, size in (("mail", letter, "720,900"), ("report", report, "1100,900")):
        _run(
            "chromium",
            *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
            f"--window-size={size}",
            f"--screenshot={FOLDER / f'{name}.{language}.png'}",
            page.absolute().as_uri(),
        )


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    kept = {}
    with TemporaryDirectory() as temporary:
        for name in LANGUAGES:
            place = Path(temporary) / name
            make_demo(place, name)
            _photograph(place, name)
            kept[name] = digests(place)
    DIGESTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
