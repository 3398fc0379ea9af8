"""The page that leads through the demo's mails and report."""

from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from sheets_sync.effects.files import write_file

from jobs.context import Arguments
from sheets_sync.pages import environment, render


def write_index(arguments: Arguments, folder: Path) -> Path:
    """Write `index.html` with every mail of the outbox beside the report."""
    letters = [_letter(path, folder) for path in sorted((folder / "outbox").glob("*.eml"))]
    reports = sorted(
        path.relative_to(folder).as_posix() for path in (folder / "reports").rglob("*.html")
    )
    facts = {"letters": letters, "reports": reports, "agency": arguments.settings.agency.name}
    page = folder / "index.html"
    write_file(page, render(environment(arguments.sentences), "demo/index.html", facts).encode())
    return page


def _letter(path: Path, folder: Path) -> dict[str, Any]:
    """What a mail client would show of one letter."""
    message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    html = message.get_body(("html",))
    return {
        "subject": message["Subject"],
        "to": message["To"],
        "date": message["Date"],
        "html": "" if html is None else html.get_content(),
        "file": path.relative_to(folder).as_posix(),
    }
