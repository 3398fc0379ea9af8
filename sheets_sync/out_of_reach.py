"""Why an address cannot be reached, or a port not be opened, in words for the operator."""

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
_OTHER = "other"
_CAUSES = frozenset({*_BY_NUMBER.values(), "name", "certificate", "address", _OTHER})


def why_out_of_reach(error: Exception) -> LazySentence:
    """The cause, as a sentence that whoever tells it says in the reader's language."""
    return why_kept(cause_of(error))


def cause_of(error: object) -> str:
    """The cause in one word that can be kept, or the status with which it was answered."""
    match error:
        case urllib.error.HTTPError():
            return str(error.code)
        case urllib.error.URLError():
            return cause_of(error.reason)
        case TimeoutError():
            return "time"
        case socket.gaierror():
            return "name"
        case ssl.SSLCertVerificationError():
            return "certificate"
        case OSError():
            return _BY_NUMBER.get(error.errno or 0, _OTHER)
        case ValueError():
            return "address"
        case _:
            return _OTHER


def why_kept(cause: str) -> LazySentence:
    """The sentence of a cause that was kept; of one that an earlier version kept, what is sure."""
    if cause.isdecimal():
        return LazySentence("jobs.out_of_reach.status", code=cause)
    return LazySentence(f"jobs.out_of_reach.{cause if cause in _CAUSES else _OTHER}")
