"""One workbook spoilt, every job run on it, and what must hold whatever the workbook is like."""

import datetime as dt
import io
import json
import re
import shutil
import zlib
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from random import Random
from zipfile import ZipFile

import openpyxl
import time_machine

from jobs.cli.main import main
from jobs.demo.agency import DOMAIN
from jobs.demo.folder import make_folder
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.missing_structure import service_titles
from sheets_sync.registry.text import fold
from tests.fixtures.agency_folder import schema
from tests.fuzz.defects import DEFECTS, put_text
from tests.fuzz.raw_cells import Cells, Place, raw_cells
from tests.fuzz.strings import CANARY, MARKUP, STRINGS

DAY = dt.date(2026, 11, 23)
MORNING = "2026-11-23 09:00+07:00"
STATUS = "ผลการตรวจสอบ"
LOOKUP = "_cop_steward"
"""Our hidden sheet, in which the status columns look their texts up."""
EIGHTHS = 8
MOST = 5
"""So many defects one workbook has at the most."""
_UNSAID = re.compile(r"(?<![{$])\{[a-z_]{3,}\}")


@dataclass(frozen=True)
class Said:
    """How one command ended."""

    code: int
    out: str
    err: str


def said(folder: Path, *typed: str) -> Said:
    out, err = io.StringIO(), io.StringIO()
    with time_machine.travel(MORNING, tick=False), redirect_stdout(out), redirect_stderr(err):
        code = main([*typed, "--config", str(folder / "cop-steward.toml")])
    return Said(code, out.getvalue(), err.getvalue())


def sample(folder: Path) -> None:
    """A working folder with the sample agency, as the service has seen it once."""
    make_folder(folder, DAY, Sentences("th"))
    with (folder / "cop-steward.toml").open("a", encoding="utf-8") as config:
        config.write('\n[log]\nfile = "logs/service.log"\n')
        config.write('[monitoring]\nmetrics_file = "metrics.prom"\n')
    assert said(folder, "check").code == 0


def spoil(path: Path, seed: int) -> tuple[tuple[str, ...], frozenset[str]]:
    """Put some defects into a workbook; their names, and the titles that our tabs have then."""
    random = Random(seed)  # noqa: S311  (the same one for the same seed)
    names = tuple(random.choices([*DEFECTS], k=random.randint(1, MOST)))
    book = openpyxl.load_workbook(path)
    ours = [sheet for sheet in book.worksheets if fold(sheet.title) in service_titles()]
    for name in names:
        DEFECTS[name](book, random)
    book.save(path)
    return names, frozenset(sheet.title for sheet in ours)


def strange_everywhere(folder: Path, made: Path, first: int) -> Iterator[str]:
    """What went wrong with an eighth of all strange strings, in every column another eighth.

    With `first` from 0 to 7, every string has been in every column.
    """
    shutil.copytree(made, folder)
    path = folder / "registry.xlsx"
    book = openpyxl.load_workbook(path)
    for tab in schema().tabs.values():
        sheet = book[tab.words.th]
        below = sheet.max_row
        for column in range(1, len(tab.columns) + 1):
            texts = STRINGS[(first + column) % EIGHTHS :: EIGHTHS]
            for row, text in enumerate(texts, start=below + 1):
                put_text(sheet.cell(row, column), text)
    book.save(path)
    for complaint in judged(folder, path):
        yield f"strange strings {first}: {complaint}"


def complaints(folder: Path, made: Path, seed: int) -> Iterator[str]:
    """What went wrong with the workbook of that seed; nothing when all held."""
    shutil.copytree(made, folder)
    path = folder / "registry.xlsx"
    names, ours = spoil(path, seed)
    for complaint in judged(folder, path, ours):
        yield f"seed {seed} ({', '.join(names)}): {complaint}"


def judged(folder: Path, path: Path, ours: frozenset[str] = frozenset()) -> Iterator[str]:
    """Run every job on a workbook, and look at all that came out; `ours` names tabs of ours."""
    known = service_titles() | {fold(LOOKUP)}
    before = {
        title: cells
        for title, cells in staff_cells(path).items()
        if title not in ours and fold(title) not in known
    }
    first = said(folder, "check", "--json")
    yield from _ended("check", first)
    if first.code == 0:
        yield from _accounted(first, before)
    yield from _untouched(before, staff_cells(path))
    if said(folder, "check", "--json").out != first.out:
        yield "a second check found something else"
    written = path.read_bytes()  # by now with an alarm that the first one may have sent
    said(folder, "check")
    if path.read_bytes() != written:
        yield "a third check wrote again"
    month = ("report", "--month", "2026-10")
    for typed in (("remind",), month, ("status",), ("run", "--dry-run"), ("run",)):
        yield from _ended(typed[0], said(folder, *typed))
    yield from _harmless(folder)


def _ended(command: str, one: Said) -> Iterator[str]:
    if one.code not in {0, 1}:
        yield f"{command} ended with {one.code}: {one.err[-400:]}"
    if "Traceback" in one.out + one.err:
        yield f"{command} showed a traceback"
    if one.code == 1 and not one.err.strip() and command != "status":
        yield f"{command} failed and did not say why"
    if unsaid := _UNSAID.search(one.err):
        yield f"{command} left {unsaid[0]} unsaid"


def staff_cells(path: Path) -> Cells:
    """What stands in every tab, without the columns that are ours."""
    return {title: _staff_cells(cells) for title, cells in raw_cells(path).items()}


def _staff_cells(cells: Mapping[Place, str]) -> Mapping[Place, str]:
    ours = {column for (_, column), text in cells.items() if _is_ours(text)}
    return {place: text for place, text in cells.items() if place[1] not in ours}


def _is_ours(text: str) -> bool:
    """Whether it makes a column ours: the heading, or a formula that looks a status up."""
    is_heading = text.removeprefix("s:").strip().startswith(STATUS)
    return is_heading or (text.startswith("=") and LOOKUP in text)


def _untouched(before: Cells, after: Cells) -> Iterator[str]:
    for title, cells in before.items():
        if title not in after:
            yield f"the tab {title!r} is gone"
        elif after[title] != cells:
            places = {*cells.items()} ^ {*after[title].items()}
            yield f"cells of {title!r} changed: {sorted(places, key=repr)[:4]}"


def _accounted(check: Said, cells: Cells) -> Iterator[str]:
    """No finding is of a place where there is nothing, and no row is counted twice."""
    found = json.loads(check.out)
    rows = sum(len({row for row, _ in places}) for places in cells.values())
    if found["counts"]["rows"] > rows:
        yield f"{found['counts']['rows']} rows were counted, and there are {rows}"
    for finding in found["findings"]:
        if not finding["message"] or _UNSAID.search(finding["message"]):
            yield f"a finding is not said: {finding}"
        if finding["row"] and finding["sheet"] not in cells:
            yield f"a finding in no tab of the staff: {finding}"
    ids = [finding["id"] for finding in found["findings"]]
    if len(ids) != len(set(ids)):
        yield "two findings have one identity"


def _harmless(folder: Path) -> Iterator[str]:
    """What staff typed is text on every page and in every mail, and no more than text anywhere."""
    for page in folder.rglob("*.html"):
        if MARKUP in page.read_text(encoding="utf-8"):
            yield f"{page.name} takes what was typed for markup"
    for file in folder.rglob("*.eml"):
        mail = message_from_bytes(file.read_bytes(), policy=SMTP)
        if mail.defects or mail["Bcc"] or len(mail.get_all("To", [])) != 1:
            yield f"{file.name} is not one mail to one person"
        html = mail.get_body(("html",))
        if html is not None and MARKUP in html.get_content():
            yield f"{file.name} takes what was typed for markup"
        if not mail["To"].addresses[0].addr_spec.endswith(f"@{DOMAIN}"):
            yield f"{file.name} goes to a stranger: {mail['To']}"
        for part in mail.walk():
            if part.get_content_type() == "text/calendar" and not is_one_event(part.get_content()):
                yield f"{file.name} has a calendar with more in it than one event"
    for file in (folder / "reports").rglob("*.xlsx"):
        if CANARY in " ".join(live_in_workbook(file)):
            yield f"{file.name} calculates or leads to what was typed"
    for file in (folder / "reports").rglob("*.pdf"):
        if any(CANARY.encode() in live for live in live_in_pdf(file.read_bytes())):
            yield f"{file.name} leads to what was typed"
    for file in (*folder.glob("logs/*"), folder / "metrics.prom"):
        if CANARY in file.read_text(encoding="utf-8"):
            yield f"{file.name} holds what was typed"
    if strange := [path.name for path in folder.rglob("*") if CANARY in path.name]:
        yield f"files are named by what was typed: {strange}"


_PROPERTY = re.compile(
    r"(?:BEGIN|END|VERSION|PRODID|CALSCALE|METHOD|UID|SEQUENCE|DTSTAMP|DTSTART|DTEND|SUMMARY"
    r"|LOCATION|DESCRIPTION|ORGANIZER|ATTENDEE|STATUS|TRANSP|TZID|TZNAME|TZOFFSETFROM|TZOFFSETTO"
    r"|LAST-MODIFIED|CLASS)[;:]"
)


def is_one_event(calendar: str) -> bool:
    """Whether every line of a calendar is one that we write, and it has one event."""
    lines = re.sub(r"\r?\n[ \t]", "", calendar).splitlines()
    return lines.count("BEGIN:VEVENT") == 1 and all(map(_PROPERTY.match, lines))


def live_in_workbook(book: Path) -> Iterator[str]:
    """The formulas of a workbook, and where its links lead."""
    with ZipFile(book) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                text = parts.read(name).decode("utf-8")
                yield from re.findall(r"<f[ >][^<]*|<hyperlink [^>]*|Target=\"[^\"]*", text)


def live_in_pdf(content: bytes) -> Iterator[bytes]:
    """Where the links of a PDF lead, and what it would run."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    packed = [zlib.decompressobj().decompress(one) for one in streams if one[:1] == b"\x78"]
    for text in (content, *packed):
        yield from re.findall(rb"/(?:URI|JS|Launch|F) ?[(<][^)>]*", text)
