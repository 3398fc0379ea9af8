"""Why a monitor cannot be reached, or a port not be opened, in words for the operator."""

import errno
import socket
import ssl
import urllib.error

from sheets_sync.lazy_sentence import LazySentence

_BY_NUMBER = {
    errno.EADDRINUSE: "taken",
    errno.EACCES: "permission",
    errno.ECONNREFUSED: "refused",
    errno.ETIMEDOUT: "time",
}


def why_out_of_reach(error: Exception) -> LazySentence:
    """The cause, as a sentence that whoever tells it says in the reader's language."""
    code = error.code if isinstance(error, urllib.error.HTTPError) else 0
    return LazySentence(f"jobs.out_of_reach.{_cause(error)}", code=code)


def _cause(error: object) -> str:
    match error:
        case urllib.error.HTTPError():
            return "status"
        case urllib.error.URLError():
            return _cause(error.reason)
        case TimeoutError():
            return "time"
        case socket.gaierror():
            return "name"
        case ssl.SSLCertVerificationError():
            return "certificate"
        case OSError():
            return _BY_NUMBER.get(error.errno or 0, "other")
        case ValueError():
            return "address"
        case _:
            return "other"
