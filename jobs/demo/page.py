"""The page that leads through the demo's mails and report."""

from email import message_from_bytes, policy
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

from jobs.cli.context import JobContext
from sheets_sync.files import write_file
from sheets_sync.i18n.templates import environment, render


def write_index(context: JobContext, folder: Path) -> Path:
    """Write `index.html` with every mail of the outbox beside the report."""
    letters = [_letter(path, folder) for path in sorted((folder / "outbox").glob("*.eml"))]
    reports = sorted(
        (path.relative_to(folder).as_posix() for path in (folder / "reports").rglob("*.html")),
        key=len,
    )
    facts = {"letters": letters, "reports": reports, "agency": context.settings.agency.name}
    page = folder / "index.html"
    write_file(page, render(environment(context.sentences), "demo/index.html", facts).encode())
    return page


def _letter(path: Path, folder: Path) -> dict[str, Any]:
    """What a mail client would show of one letter."""
    content = path.read_bytes()
    html = message_from_bytes(content, policy=policy.default).get_body(("html",))
    # Python's newer header parser puts spaces into long Thai names; the older one does not.
    headers = message_from_bytes(content)
    return {
        "subject": str(make_header(decode_header(headers["Subject"]))),
        "to": str(make_header(decode_header(headers["To"]))),
        "html": "" if html is None else html.get_content(),
        "file": path.relative_to(folder).as_posix(),
    }
