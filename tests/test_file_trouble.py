import errno
from string import ascii_letters

import pytest

from sheets_sync.errors import SetupError
from sheets_sync.file_trouble import disk_trouble_named, why_file_failed
from sheets_sync.files import write_file
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.named_file_errors import bytes_of
from sheets_sync.notices.chat_services import read_addresses
from sheets_sync.stores.csv.read_csv import read_csv


def said(error, language="en"):
    return Sentences(language)(f"errors.{error.name}.problem", **error.facts)


def test_a_file_that_cannot_be_written_is_told_with_the_cause_in_words(tmp_path):
    path = tmp_path / ("x" * 300)
    with pytest.raises(SetupError) as caught:
        write_file(path, b"")

    assert said(caught.value) == f"Writing or reading {path} failed (the name is too long)."
    assert said(caught.value, "th") == f"เขียนหรืออ่าน {path} ไม่สำเร็จ (ชื่อยาวเกินไป)"


@pytest.mark.parametrize(
    ("read", "place", "told"),
    [
        (bytes_of, "x" * 300, "The file {} could not be read (the name is too long)."),
        (read_csv, "no.csv", "{} cannot be read: there is no such file or folder"),
        (
            read_addresses,
            ".",
            (
                "The file of chat addresses {} cannot be read (it is a folder, not a file), "
                "so no chat room was told."
            ),
        ),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_file_that_cannot_be_read_is_told_with_the_cause_in_words(read, place, told, tmp_path):
    with pytest.raises(SetupError) as caught:
        read(tmp_path / place)

    assert said(caught.value) == told.format(tmp_path / place)


@pytest.mark.parametrize(
    "number",
    [errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EIO, errno.ESTALE],
    ids=errno.errorcode.__getitem__,
)
def test_what_happens_on_a_server_is_told_without_a_code(number):
    thai = Sentences("th").show(why_file_failed(OSError(number, "told by the system")))

    assert not set(ascii_letters) & set(thai)


def test_what_nobody_expects_keeps_the_name_that_can_be_looked_up():
    error = OSError(errno.ELOOP, "told by the system")

    assert Sentences("en").show(why_file_failed(error)) == "the operating system says ELOOP"


def test_a_disk_that_is_full_is_no_mistake_of_ours_where_the_file_is_known():
    with pytest.raises(SetupError) as caught, disk_trouble_named():
        raise OSError(errno.ENOSPC, "no space", "reports/report.html")

    assert said(caught.value) == (
        "Writing or reading reports/report.html failed (the disk is full)."
    )


@pytest.mark.parametrize(
    "error",
    [OSError(errno.ENOSPC, "no space"), OSError(errno.EINVAL, "invalid", "report.html")],
    ids=["perhaps standard output", "not the disk"],
)
def test_what_is_not_known_to_be_the_disk_stays_what_it_is(error):
    with pytest.raises(OSError) as caught, disk_trouble_named():  # noqa: PT011
        raise error

    assert caught.value is error
