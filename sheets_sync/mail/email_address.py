"""The one grammar of e-mail addresses: for settings, cells, alarms and mail alike.

Narrower than RFC 5321: ASCII only, and no characters that a shell, a spreadsheet or an old mail
server would take for something else (`% ! | / = ? $`). What is not one of these is never written
to, and is refused where it is typed.
"""

import re

_ADDRESS = re.compile(
    r"(?=[^@]{1,64}@)[a-z0-9_][a-z0-9_+&'-]*(?:\.[a-z0-9_+&'-]+)*@"
    r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+"
    r"(?:[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9])"
)
_LONGEST = 254
_EDGES = " \t\r\n\v\f\xa0\u3000\u200b-\u200f\u2060\ufeff\xad"
_OUTSIDE = re.compile(f"^[{_EDGES}<]+|[{_EDGES}>,;]+$")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WRAPPED = re.compile(r"(?:mailto:|[^<>@]*<)?([^<>@\s]+@[^<>@\s]+?)\.?>?", re.IGNORECASE)

_AT = re.compile(r"\s*(?:[(\[]\s*at\s*[)\]]|\sat\s|ที่|@)\s*", re.IGNORECASE)
_POINT = re.compile(r"\s*[.,]+\s*(?=\S)")


def is_address(text: str) -> bool:
    """Whether it is one plain address and nothing else, in any case."""
    return len(text) <= _LONGEST and _ADDRESS.fullmatch(text.lower()) is not None and text.isascii()


def one_address(text: str) -> str | None:
    """The one plain address in what somebody typed, in lower case; None for anything else.

    Only `local@domain` in ASCII counts: no second address, no name beside it, no quotes or
    comments, nothing invisible within. Surplus space and `<>,;` around it are forgiven.
    """
    inner = _OUTSIDE.sub("", text)
    if not inner.isascii():
        inner = inner.translate(_WIDE)
    return inner.lower() if is_address(inner) else None


def address_within(text: str) -> str | None:
    """The address that was most likely meant; None where that is not certain.

    In `Name <address>`, behind `mailto:`, before a full stop, with spaces around its marks, a comma
    for a point, or a word for its `@`.
    """
    found = _WRAPPED.fullmatch(text.strip())
    if found and (address := one_address(found[1])):
        return address
    local, _, domain = _AT.sub("@", text.strip()).partition("@")
    return one_address(f"{local}@{_POINT.sub('.', domain)}") if domain else None
