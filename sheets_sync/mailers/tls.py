"""Whose certificates a mail server may show."""

import ssl
from functools import lru_cache
from pathlib import Path

from sheets_sync.errors import MailError


@lru_cache(maxsize=4)
def trusting(ca_file: Path | None) -> ssl.SSLContext:
    """Verify names and dates; trust the authorities of that file, or else the system's."""
    try:
        context = ssl.create_default_context(cafile=ca_file)
    except OSError as error:
        raise MailError("smtp-ca-unreadable", file=ca_file) from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
