"""Sends one notice to every chat address of a file, through apprise.

The addresses hold keys: they are in a file of their own, and no error, log or screen shows them.
"""

import logging
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sheets_sync.errors import SetupError
from sheets_sync.file_trouble import why_file_failed
from sheets_sync.service_credentials import is_withheld

if TYPE_CHECKING:
    from apprise import NotifyBase


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Failure:
    """An address that could not be told."""

    line: int
    service: str
    """The first part of the address, such as `gchat`; no key."""
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


def send_notice(addresses: Sequence[tuple[int, str]], notice: Notice) -> tuple[Failure, ...]:
    """Tell every address once; those that could not be told come back."""
    with warnings.catch_warnings():
        # Some of its hundred services still import what newer Pythons took away.
        warnings.simplefilter("ignore", DeprecationWarning)
        import apprise  # slow import: a hundred services

        logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it would log the answers
        asset = apprise.AppriseAsset(async_mode=False, plugin_paths=[], app_id="CoP Steward")
        failures = []
        for line, address in addresses:
            made = apprise.Apprise.instantiate(address, asset=asset, suppress_exceptions=True)
            if made is None or not _told(made, notice):
                service = address.partition(":")[0]
                failures.append(Failure(line, service, made is not None))
    return tuple(failures)


def _told(service: "NotifyBase", notice: Notice) -> bool:
    """Whatever a service's own code raises is its failure, not the run's."""
    try:
        return bool(service.notify(title=notice.title, body=notice.body))
    except Exception:  # noqa: BLE001 — a hundred services raise what they like
        return False
