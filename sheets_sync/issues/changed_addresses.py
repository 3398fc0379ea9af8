"""Readers whose address is another one by now: no letter goes to the old one any more."""

from collections.abc import Mapping
from dataclasses import dataclass

from sheets_sync.delivery.holds import CHANGED
from sheets_sync.mail.email_address import one_address
from sheets_sync.mail.ledger_records import Letter
from sheets_sync.ports import Ledger
from sheets_sync.settings import Settings


@dataclass(frozen=True, slots=True)
class NewAddress:
    """Where the mail to an old address goes now."""

    address: str = ""
    """The new address, as long as it waits for a person's yes."""
    code: str = ""
    """What a person is to confirm before anything goes there; empty where nothing waits."""


@dataclass(frozen=True, slots=True)
class AddressBook:
    """Who may be written to by now, as far as the workbooks were read."""

    addresses: frozenset[str]
    """Every address that somebody has now; empty where no workbook was read yet."""
    waiting: Mapping[str, NewAddress]
    """By old address, the new one that waits for a yes."""

    def moved(self, letter: Letter) -> NewAddress | None:
        """Where a letter's reader is to be found now; nothing where the address is still right."""
        address = letter.recipient
        if address is None or letter.kind != "digest" or not self.addresses:
            return None
        if address in self.addresses:
            return None
        return self.waiting.get(address, NewAddress())


def read_addresses(settings: Settings, ledger: Ledger) -> AddressBook:
    """The readers of all registries: one mail speaks of several."""
    codes = {
        (hold.registry, hold.subject): hold.code
        for hold in ledger.holds.waiting()
        if hold.kind == CHANGED
    }
    known = {
        (registry.id, person): one
        for registry in settings.registries
        for person, one in ledger.people.known(registry.id).items()
    }
    contact = one_address(settings.agency.contact or "")
    addresses = {one.after for one in known.values()} | ({contact} if known and contact else set())
    return AddressBook(
        frozenset(addresses),
        {
            one.before: NewAddress(one.after, codes.get(whose, ""))
            for whose, one in known.items()
            if one.before != one.after
        },
    )
