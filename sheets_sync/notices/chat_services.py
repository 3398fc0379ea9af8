"""Sends one notice to every chat address of a file, through apprise.

The addresses hold keys: they are in a file of their own, and no error, log or screen shows them.
"""

import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sheets_sync.errors import SetupError
from sheets_sync.file_trouble import why_file_failed
from sheets_sync.service_credentials import is_withheld

if TYPE_CHECKING:
    from apprise import NotifyBase


_SERVICE = re.compile(r"[a-z][a-z0-9+.-]*(?=://)", re.IGNORECASE)
"""How an address begins; whatever does not may be a key, and is not shown."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Address:
    """A line of the file, as far as it may be shown."""

    line: int
    service: str
    """The first part of the address, such as `gchat`; no key. Empty where it has none."""
    is_understood: bool
    """Whether the address is one of a service that is known."""


def read_addresses(path: Path) -> tuple[tuple[int, str], ...]:
    """Line number and address; empty lines and those that begin with # say nothing.

    Raises:
        SetupError: the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        if is_withheld(path):
            raise SetupError("credential-withheld", name=path.name) from error
        reason = why_file_failed(error)
        raise SetupError("notices-unreadable", path=path, reason=reason) from error
    return tuple(
        (number, line.strip())
        for number, line in enumerate(lines, start=1)
        if line.strip() and not line.lstrip().startswith("#")
    )


def send_notice(addresses: Sequence[tuple[int, str]], notice: Notice) -> tuple[Address, ...]:
    """Tell every address once; those that could not be told come back."""
    with _services(addresses) as made:
        return tuple(
            Address(line, service, one is not None)
            for line, service, one in made
            if one is None or not _told(one, notice)
        )


def known_services(addresses: Sequence[tuple[int, str]]) -> tuple[Address, ...]:
    """Every address by its service, and whether that is known; nobody is told anything."""
    with _services(addresses) as made:
        return tuple(Address(line, service, one is not None) for line, service, one in made)


@contextmanager
def _services(
    addresses: Sequence[tuple[int, str]],
) -> "Iterator[Iterator[tuple[int, str, NotifyBase | None]]]":
    """Line, first part, and what an address stands for: None of what is not understood."""
    with warnings.catch_warnings():
        # Some of its hundred services still import what newer Pythons took away.
        warnings.simplefilter("ignore", DeprecationWarning)
        import apprise  # slow import: a hundred services

        logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it would log the answers
        asset = apprise.AppriseAsset(async_mode=False, plugin_paths=[], app_id="CoP Steward")
        yield (
            (
                line,
                begins[0] if (begins := _SERVICE.match(address)) else "",
                apprise.Apprise.instantiate(address, asset=asset, suppress_exceptions=True),
            )
            for line, address in addresses
        )


def _told(service: "NotifyBase", notice: Notice) -> bool:
    """Whatever a service's own code raises is its failure, not the run's."""
    try:
        return bool(service.notify(title=notice.title, body=notice.body))
    except Exception:  # noqa: BLE001 — a hundred services raise what they like
        return False
