"""One person, as far as somebody asks what is kept about them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sheets_sync.mail.email_address import one_address
from sheets_sync.ports.check_result import CheckResult
from sheets_sync.registry.people import NOBODY


@dataclass(frozen=True, slots=True)
class Person:
    """Everything the person goes by."""

    addresses: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[tuple[str, str, int], ...] = ()
    """Where the staff tabs have the person: registry, sheet, row."""
    numbers: tuple[tuple[str, str], ...] = ()
    """What they are called there: registry, staff number."""

    @property
    def texts(self) -> tuple[str, ...]:
        """What to look for."""
        return (*self.addresses, *self.names)


def find_person(typed: str, checked: Iterable[CheckResult]) -> Person | None:
    """Who is meant by a staff number, an address or a name; nobody where it fits none or several.

    An address that no staff tab has is a person all the same: somebody who has left.
    """
    addresses: dict[str, None] = {}
    names: dict[str, None] = {}
    rows, numbers = [], []
    for one in checked:
        staff = one.context.snapshot["staff"]
        found = one.context.snapshot.staff.find(typed)
        if isinstance(found, tuple):
            return None
        if found == NOBODY:
            continue
        rows.append((one.registry.id, staff.sheet(found), int(staff.rows[found])))
        numbers.append((one.registry.id, str(one.context.staff_id(found))))
        address, name = staff["email"].per_row()[found], staff["full_name"].per_row()[found]
        addresses |= {} if address is None else {str(address): None}
        names |= {} if name is None else {str(name): None}
    own = one_address(typed)
    if own is not None:
        addresses |= {own: None}
    if not addresses and not names:
        return None
    return Person(tuple(addresses), tuple(names), tuple(rows), tuple(numbers))
