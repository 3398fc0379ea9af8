"""Why a database server could not be worked with, in words for the operator.

Its driver tells by the server's sentences alone. They may hold what nobody should read, so they are
looked at and never passed on.
"""

from sheets_sync.lazy_sentence import LazySentence

_SAID = (
    ("password authentication failed", "password"),
    ("no password supplied", "no_password"),
    ("no pg_hba.conf entry", "not_let_in"),
    ("too many clients", "full"),
    ("connection slots", "full"),
    ("Connection refused", "refused"),
    ("resolve host", "host"),
    ("translate host", "host"),
    ("timeout expired", "silent"),
    ("does not support SSL", "encryption"),
    ("SSL error", "encryption"),
    ("certificate", "encryption"),
    ("invalid response", "lost"),
    ("invalid ", "address"),
)


def why_database_failed(error: BaseException | None) -> LazySentence:
    """The cause, as a sentence that whoever tells it says in the reader's language."""
    text = str(error)
    found = next((name for words, name in _SAID if words in text), "lost")
    if "does not exist" in text:
        found = "database" if 'database "' in text else "account" if 'role "' in text else found
    return LazySentence(f"jobs.database_trouble.{found}")
