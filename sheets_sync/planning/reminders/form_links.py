"""Links to the agency's own forms, filled in with whom they are about: ids and nothing else."""

from dataclasses import dataclass
from string import ascii_letters, digits

from sheets_sync.settings.model import FormSettings


@dataclass(frozen=True, slots=True)
class FormLink:
    """Where somebody without the spreadsheet answers about one person."""

    name: str
    """The person, as the reader of the mail may see them."""
    address: str


EVALUATION, FOLLOW_UP = 6, 7
_UNRESERVED = frozenset(f"{ascii_letters}{digits}-._~")
"""What stands for itself in an address (RFC 3986)."""


def form_link(
    forms: FormSettings, step: int, community: str, person: str, name: str
) -> FormLink | None:
    """The form of a step about one person; nothing where the agency has none."""
    template = {EVALUATION: forms.evaluations, FOLLOW_UP: forms.followups}.get(step)
    if template is None or not person:
        return None
    address = template.replace("{community}", _encoded(community))
    return FormLink(name, address.replace("{person}", _encoded(person)))


def _encoded(value: str) -> str:
    """Whatever was typed, as one value of an address: it cannot add to the address."""
    octets = value.encode("utf-8", "surrogatepass")
    return "".join(chr(one) if chr(one) in _UNRESERVED else f"%{one:02X}" for one in octets)
