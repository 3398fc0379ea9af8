"""Whether a file names somebody: as plain bytes, inside a mail, or inside a packed workbook."""

import email
import email.policy
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

_LARGEST = 256 << 20
"""Bytes of one packed part that are looked at; more is taken to name anybody."""
_SEALED = frozenset({".pdf", ".copy", ".db"})
"""Files whose text cannot be searched byte by byte."""


def mentions(path: Path, texts: Collection[str]) -> bool:
    """Whether any of the texts stands in the file; yes where that cannot be told."""
    if path.suffix.lower() in _SEALED:
        return True
    wanted = [form for text in texts for form in _forms(text)]
    try:
        return any(any(form in part for form in wanted) for part in _parts(path))
    except (OSError, zipfile.BadZipFile, EOFError, ValueError):
        return True


def _forms(text: str) -> Iterator[bytes]:
    """A text as files spell it: plain, and with the letters that XML and HTML escape."""
    plain = text.encode("utf-8", "surrogatepass")
    yield plain
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;")
    if escaped != text:
        yield escaped.encode("utf-8", "surrogatepass")
    yield text.encode("ascii", "backslashreplace")


def _parts(path: Path) -> Iterator[bytes]:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            for part in package.infolist():
                if part.file_size > _LARGEST:
                    raise ValueError(part.filename)
                yield package.read(part)
        return
    content = path.read_bytes()
    yield content
    if path.suffix == ".eml":
        message = email.message_from_bytes(content, policy=email.policy.default)
        yield "\n".join(f"{name}: {value}" for name, value in message.items()).encode()
        for piece in message.walk():
            if not piece.is_multipart():
                yield bytes(piece.get_payload(decode=True) or b"")
