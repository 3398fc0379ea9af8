"""Kinds that stay text: identifiers, free text, addresses, links, names to be resolved."""

import re

from sheets_sync.mail.email_address import address_within, one_address
from sheets_sync.registry.cells import Problem
from sheets_sync.registry.kinds.kind_reader import Read, Typed, objects
from sheets_sync.registry.text import arabic_digits


def read_text(typed: Typed) -> Read:
    """The text itself, cleaned; None where blank."""
    values = objects(len(typed.raw))
    values[typed.usable] = typed.texts[typed.usable]
    return Read(values)


def read_id(typed: Typed) -> Read:
    """The identifier as text: 60123 and "๖๐๑๒๓" are the same one."""
    values = objects(len(typed.raw))
    texts = typed.texts[typed.usable]
    if not "".join(texts).isascii():
        texts[:] = [text if text.isascii() else arabic_digits(text) for text in texts]
    values[typed.usable] = texts
    return Read(values)


def read_email(typed: Typed) -> Read:
    """One plain address in lower case."""
    read = Read(objects(len(typed.raw)))
    for position, text in typed.items():
        address = one_address(text)
        if address is None:
            read.complain(position, Problem("email-malformed", address_within(text)))
        else:
            read.values[position] = address
    return read


_LINK = re.compile(r"https?://[^\s/.]+(\.[^\s/.]+)*\.?\S*", re.IGNORECASE)


def read_link(typed: Typed) -> Read:
    """The first http(s) link in the cell."""
    read = Read(objects(len(typed.raw)))
    for position, text in typed.items():
        link = _LINK.search(text)
        if link is None:
            bare = re.fullmatch(r"(www\.|drive\.|docs\.)\S+\.\S+", text)
            read.complain(position, Problem("link-malformed", f"https://{text}" if bare else None))
        else:
            read.values[position] = link.group()
    return read
