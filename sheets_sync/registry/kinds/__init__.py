"""The kinds of cells and who reads them. A new kind is one function and one line here."""

from collections.abc import Mapping
from types import MappingProxyType

from sheets_sync.registry.kinds.days import read_day, read_month, read_period, read_time
from sheets_sync.registry.kinds.kind_reader import Read, Reader, Typed
from sheets_sync.registry.kinds.numbers import read_number
from sheets_sync.registry.kinds.texts import read_email, read_id, read_link, read_text
from sheets_sync.registry.kinds.words import read_areas, read_choice, read_yes_no
from sheets_sync.registry.schema import Kind

READERS: Mapping[Kind, Reader] = MappingProxyType(
    {
        "id": read_id,
        "text": read_text,
        "choice": read_choice,
        "yes_no": read_yes_no,
        "number": read_number,
        "date": read_day,
        "period": read_period,
        "month": read_month,
        "time": read_time,
        # Who or what these mean is known only when all tabs are read.
        "person": read_text,
        "people": read_text,
        "reference": read_text,
        "areas": read_areas,
        "email": read_email,
        "link": read_link,
    }
)

__all__ = ["READERS", "Read", "Reader", "Typed"]
