"""A spreadsheet in other formats."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from ..a1 import Area
from ..model import Sheet, Spreadsheet
from ..sheets.reading import Rendering, rendered

_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPEN = "application/vnd.oasis.opendocument.spreadsheet"
_OPEN_OLD = "application/x-vnd.oasis.opendocument.spreadsheet"


def exported(spreadsheet: Spreadsheet, mime_type: str, now: dt.datetime) -> bytes | None:
    """The bytes of the spreadsheet in that format; None for a format there is no export to."""
    make = {
        "text/csv": lambda: _delimited(spreadsheet, now, ","),
        "text/tab-separated-values": lambda: _delimited(spreadsheet, now, "\t"),
        _OFFICE: lambda: _xlsx(spreadsheet, now),
        _OPEN: lambda: _ods(spreadsheet, now),
        _OPEN_OLD: lambda: _ods(spreadsheet, now),
        "application/zip": lambda: _zipped_html(spreadsheet, now),
        "application/pdf": lambda: _pdf(spreadsheet, now),
    }.get(mime_type)
    return make() if make else None


def _texts(spreadsheet: Spreadsheet, sheet: Sheet, now: dt.datetime) -> list[Sequence[Any]]:
    return rendered(spreadsheet, sheet, sheet.clip(Area()), Rendering(), now)


def _delimited(spreadsheet: Spreadsheet, now: dt.datetime, mark: str) -> bytes:
    """The first tab, every row as wide as the widest."""
    rows = _texts(spreadsheet, spreadsheet.sheets[0], now)
    width = max(map(len, rows), default=0)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark, lineterminator="\r\n")
    writer.writerows([*row, *[""] * (width - len(row))] for row in rows)
    return out.getvalue().removesuffix("\r\n").encode()


def _xlsx(spreadsheet: Spreadsheet, now: dt.datetime) -> bytes:
    from .office_export import xlsx_of  # a slow import

    return xlsx_of(spreadsheet, now)


def _ods(spreadsheet: Spreadsheet, now: dt.datetime) -> bytes:
    tables = "".join(
        f'<table:table table:name="{html.escape(sheet.title)}">'
        + "".join(
            "<table:table-row>"
            + "".join(
                '<table:table-cell office:value-type="string"><text:p>'
                f"{html.escape(text)}</text:p></table:table-cell>"
                for text in row
            )
            + "</table:table-row>"
            for row in _texts(spreadsheet, sheet, now)
        )
        + "</table:table>"
        for sheet in spreadsheet.sheets
    )
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names} '
        'office:version="1.2">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_OPEN}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", _OPEN)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def _zipped_html(spreadsheet: Spreadsheet, now: dt.datetime) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for sheet in spreadsheet.sheets:
            rows = "".join(
                "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row) + "</tr>"
                for row in _texts(spreadsheet, sheet, now)
            )
            page = f'<meta charset="utf-8"><table>{rows}</table>'
            archive.writestr(f"{sheet.title.replace('/', '_')}.html", page)
    return out.getvalue()


def _pdf(spreadsheet: Spreadsheet, now: dt.datetime) -> bytes:
    """One page with the first lines of the first tab, in Latin letters only."""
    lines = ["  ".join(row) for row in _texts(spreadsheet, spreadsheet.sheets[0], now)[:50]]
    shown = [
        line.encode("latin-1", "replace").decode("latin-1").translate(_PDF_ESCAPES)
        for line in lines
    ]
    drawn = "BT /F1 10 Tf 12 TL 40 800 Td " + " ".join(f"({line}) Tj T*" for line in shown) + " ET"
    stream = drawn.encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return out + tail % (len(objects) + 1, start)


_PDF_ESCAPES = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})
