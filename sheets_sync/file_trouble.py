"""Why a file or folder could not be read or written, in words for the operator."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sheets_sync.errors import SetupError
from sheets_sync.lazy_sentence import LazySentence

_BY_NUMBER = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "quota",
    errno.EFBIG: "too_large",
    errno.EROFS: "read_only",
    errno.EACCES: "permission",
    errno.EPERM: "permission",
    errno.ENOENT: "missing",
    errno.ENOTDIR: "not_a_folder",
    errno.EISDIR: "folder",
    errno.EEXIST: "there_already",
    errno.ENAMETOOLONG: "long_name",
    errno.EMFILE: "too_many_open",
    errno.ENFILE: "too_many_open",
    errno.EBUSY: "busy",
    errno.EIO: "device",
    errno.ENODEV: "device",
    errno.ENXIO: "device",
    errno.ESTALE: "network",
    errno.ETIMEDOUT: "network",
    errno.EHOSTDOWN: "network",
    errno.EHOSTUNREACH: "network",
    errno.ENOTCONN: "network",
}

_OF_THE_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO})
"""What no program is at fault for."""


def why_file_failed(error: Exception) -> LazySentence:
    """The cause, as a sentence that whoever tells it says in the reader's language."""
    if isinstance(error, UnicodeError):
        return LazySentence("jobs.file_trouble.not_text")
    number = error.errno if isinstance(error, OSError) and error.errno else 0
    code = errno.errorcode.get(number, type(error).__name__)
    return LazySentence(f"jobs.file_trouble.{_BY_NUMBER.get(number, 'other')}", code=code)


def disk_failed(error: OSError, place: object) -> SetupError | None:
    """The error as one with a way out, where the disk is at fault; `place` where it names none."""
    if error.errno not in _OF_THE_DISK:
        return None
    where = error.filename or place
    return SetupError("disk-failed", place=where, reason=why_file_failed(error))


@contextmanager
def disk_trouble_named() -> Iterator[None]:
    """Within, a disk at fault is an error with a way out, where the system names the file.

    It names none where it was standard output: that is for whoever prints.
    """
    try:
        yield
    except OSError as error:
        named = None if error.filename is None else disk_failed(error, error.filename)
        if named is None:
            raise
        raise named from error
