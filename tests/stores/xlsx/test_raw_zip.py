import io
import zipfile

import pytest

from sheets_sync.stores.xlsx.raw_zip import RawZipWriter, fits


class Stream(io.RawIOBase):
    """A file that cannot go back, so that sizes come after the data."""

    def __init__(self):
        self.data = b""

    def writable(self):
        return True

    def write(self, data):
        self.data += bytes(data)
        return len(data)


def zipped(target, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(target, "w", method) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("xl/รูป.png", bytes(range(256)) * 50)
        parts.writestr("empty", b"")
        parts.comment = b"made elsewhere"


def seekable(method):
    file = io.BytesIO()
    zipped(file, method)
    return file.getvalue()


def streamed():
    file = Stream()
    zipped(file)
    return file.data


@pytest.mark.parametrize(
    "source",
    [
        seekable(zipfile.ZIP_DEFLATED),
        seekable(zipfile.ZIP_STORED),
        streamed(),
        b"#!x\n" + streamed(),
    ],
    ids=["deflated", "stored", "streamed", "after other bytes"],
)
def test_copied_parts_keep_content_order_and_dates(source):
    target = io.BytesIO()
    writer = RawZipWriter(target)
    with zipfile.ZipFile(io.BytesIO(source)) as old:
        assert fits(old.infolist())
        for part in old.infolist():
            writer.copy(source, part)
        writer.add("neu/ใหม่.xml", [b"<a>", b"x" * 3_000_000, b"</a>"])
        writer.finish()
        expected = [(part.filename, part.date_time, old.read(part)) for part in old.infolist()]
        packed = {part.filename: part.compress_size for part in old.infolist()}
    with zipfile.ZipFile(target) as new:
        assert new.testzip() is None
        parts = new.infolist()
        found = [(part.filename, part.date_time, new.read(part)) for part in parts]
        assert found[:-1] == expected
        assert {part.filename: part.compress_size for part in parts[:-1]} == packed
        assert found[-1] == (
            "neu/ใหม่.xml",
            (1980, 1, 1, 0, 0, 0),
            b"<a>" + b"x" * 3_000_000 + b"</a>",
        )


def test_the_same_content_makes_the_same_bytes():
    def made():
        target = io.BytesIO()
        writer = RawZipWriter(target)
        writer.add("a", [b"b" * 5_000_000])
        writer.finish()
        return target.getvalue()

    assert made() == made()


def test_unknown_compression_does_not_fit():
    file = io.BytesIO()
    zipped(file, zipfile.ZIP_BZIP2)
    with zipfile.ZipFile(file) as parts:
        assert not fits(parts.infolist())
