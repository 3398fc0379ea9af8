"""Why a file or folder could not be read or written, in words for the operator."""

import errno

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


def why_file_failed(error: Exception) -> LazySentence:
    """The cause, as a sentence that whoever tells it says in the reader's language."""
    if isinstance(error, UnicodeError):
        return LazySentence("jobs.file_trouble.not_text")
    number = error.errno if isinstance(error, OSError) and error.errno else 0
    code = errno.errorcode.get(number, type(error).__name__)
    return LazySentence(f"jobs.file_trouble.{_BY_NUMBER.get(number, 'other')}", code=code)
