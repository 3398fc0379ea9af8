"""The page that leads through the demo's workbook, mails and report.

Each mail stands in a shadow tree of its own, whole, and no style of the page reaches it.
"""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

from markupsafe import Markup

from jobs.cli.context import JobContext
from jobs.demo.sheet_picture import sheet_picture
from jobs.pipeline.check_registry import check_registry
from sheets_sync.files import write_file
from sheets_sync.i18n.templates import environment, render
from sheets_sync.renderings.report_files import STEMS

SHOWN = "members"
"""The tab of the workbook that the page shows: it has few columns, and flags."""
KINDS = ("html", "pdf", "xlsx")


def write_index(context: JobContext, folder: Path) -> Path:
    """Write `index.html` with the workbook, the report, and every mail of the outbox."""
    (registry,) = context.registries
    tab = check_registry(context, registry).schema.tabs[SHOWN]
    title = tab.words.label(context.sentences.language)
    facts = {
        "letters": [_letter(path, folder) for path in sorted((folder / "outbox").glob("*.eml"))],
        "copies": list(_copies(folder)),
        "sheet": sheet_picture(folder / "registry.xlsx", title, context.sentences),
        "agency": context.settings.agency.name,
    }
    page = folder / "index.html"
    write_file(page, render(environment(context.sentences), "demo/index.html", facts).encode())
    return page


def _copies(folder: Path) -> Iterator[dict[str, Any]]:
    """The files of each copy of the one report."""
    for copy, stem in STEMS.items():
        files = {
            kind: path.relative_to(folder).as_posix()
            for kind in KINDS
            for path in (folder / "reports").glob(f"*/{stem}.{kind}")
        }
        yield {"name": f"report_{copy}", "files": files}


def _letter(path: Path, folder: Path) -> dict[str, Any]:
    """What a mail client would show of one letter."""
    content = path.read_bytes()
    html = message_from_bytes(content, policy=policy.default).get_body(("html",))
    # Python's newer header parser puts spaces into long Thai names; the older one does not.
    headers = message_from_bytes(content)
    return {
        "subject": str(make_header(decode_header(headers["Subject"]))),
        "to": str(make_header(decode_header(headers["To"]))),
        "html": Markup("" if html is None else html.get_content()),  # noqa: S704 — our own letter
        "file": path.relative_to(folder).as_posix(),
    }
