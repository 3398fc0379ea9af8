"""Whether a file names somebody: as plain bytes, inside a mail, or inside a packed workbook."""

import email
import email.policy
import re
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

_LARGEST = 256 << 20
"""Bytes of one packed part that are looked at; more is taken to name anybody."""
_SEALED = frozenset({".pdf", ".copy", ".db"})
"""Files whose text cannot be searched byte by byte."""
_TAG = re.compile(rb"</?[a-zA-Z][^<>]{0,2048}>")


def mentions(path: Path, texts: Collection[str]) -> bool:
    """Whether any of the texts stands in the file; yes where that cannot be told."""
    if path.suffix.lower() in _SEALED:
        return True
    spelt = {spelling for text in texts for spelling in (text, " ".join(text.split()))}
    wanted = [form for text in spelt for form in _forms(text)]
    try:
        shown = (one for part in _parts(path) for one in (part, _as_read(part)))
        return any(any(form in one for form in wanted) for one in shown)
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


def _as_read(part: bytes) -> bytes:
    """What people read: a name is one, though it goes over two lines or each word has a mark."""
    return b" ".join(_TAG.sub(b"", part).replace(b"&nbsp;", b" ").split())


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
        message = email.message_from_bytes(content)  # reads no header until it is asked for
        read = email.policy.default.header_fetch_parse
        yield "\n".join(f"{name}: {read(name, raw)}" for name, raw in message.raw_items()).encode()
        for piece in message.walk():
            if not piece.is_multipart():
                yield bytes(piece.get_payload(decode=True) or b"")
