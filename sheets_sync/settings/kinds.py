"""How a value of each kind is read: total functions from what was typed to what is meant."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sheets_sync.errors import SetupError
from sheets_sync.lazy_sentence import LazySentence
from sheets_sync.mail.email_address import is_address
from sheets_sync.service_credentials import PREFIX, credentials_folder
from sheets_sync.settings.catalogue import Entry, Kind

_DOMAIN = re.compile(
    r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)
_SLUG = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*", re.IGNORECASE)
_OTHER_LANGUAGE = re.compile(r"(?!th$|en$)[a-z]{2,3}")
_CODE = re.compile(r"[A-Za-z0-9-]{4,40}")
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
_SPREADSHEET = re.compile(
    r"(?:https://docs\.google\.com/spreadsheets/(?:u/\d+/)?d/)?([\w-]{20,})(?:[/?#].*)?"
)
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_ERA = 543
_FIRST_BUDDHIST_YEAR = 2400
"""Years from here on are Buddhist Era: nothing here is planned for CE 2400."""
_FIRST_YEAR = 1900
_SHOWN = 60


LISTS: frozenset[Kind] = frozenset(
    {
        "texts", "choices", "integers", "times", "paths", "addresses", "domains", "command",
        "codes", "names",
    }
)  # fmt: skip
"""The kinds of which a value is a list, also where it has one entry."""


class RejectedValueError(Exception):
    """The value is not one of this setting's."""


_TYPED_IN = {"form": {"community": "{community}", "person": "{person}"}}
"""By kind, what is typed just as the sentence shows it."""


def allowed(entry: Entry) -> LazySentence:
    """What the setting may be, in words."""
    return LazySentence(
        f"settings.allowed.{entry.kind}{_bounds(entry)}",
        least=_plain(entry.least),
        most=_plain(entry.most),
        choices=", ".join(f'"{choice}"' for choice in entry.choices),
        **_TYPED_IN.get(entry.kind, {}),
    )


def shown(raw: object) -> str:
    """A value as the person typed it, cut where it is long."""
    text = {True: "true", False: "false"}.get(raw, str(raw)) if isinstance(raw, bool) else str(raw)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def day(text: str) -> dt.date | None:
    """A day typed as YYYY-MM-DD, in the Common or the Buddhist Era; None if it is no day."""
    found = _DAY.fullmatch(text.strip())
    if not found:
        return None
    year, month, number = (int(part) for part in found.groups())
    year = year - _ERA if year >= _FIRST_BUDDHIST_YEAR else year
    try:
        return dt.date(year, month, number) if year >= _FIRST_YEAR else None
    except ValueError:
        return None


def read(entry: Entry, raw: object, folder: Path) -> Any:  # noqa: ANN401 — a value of the entry's kind
    """The value meant; relative paths start at `folder`. Raises `RefusedError`."""
    if entry.optional and raw == "":
        return None
    return _READERS[entry.kind](entry, raw, folder)


def _text(entry: Entry, raw: object, _: Path) -> str:
    most = entry.most or 1000
    if not isinstance(raw, str) or len(raw) > most or _has_controls(raw):
        raise RejectedValueError
    return raw.strip()


def _integer(entry: Entry, raw: object, folder: Path) -> int:
    if not isinstance(raw, int):
        raise RejectedValueError
    return int(_number(entry, raw, folder))


def _number(entry: Entry, raw: object, _: Path) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise RejectedValueError
    least = entry.least if entry.least is not None else raw
    most = entry.most if entry.most is not None else raw
    if not least <= raw <= most:
        raise RejectedValueError
    return raw


def _yes_no(_entry: Entry, raw: object, _: Path) -> bool:
    if not isinstance(raw, bool):
        raise RejectedValueError
    return raw


def _choice(entry: Entry, raw: object, _: Path) -> str:
    if not isinstance(raw, str) or raw not in entry.choices:
        raise RejectedValueError
    return raw


def _date(_entry: Entry, raw: object, _: Path) -> dt.date:
    text = raw.isoformat() if type(raw) is dt.date else raw
    found = day(text) if isinstance(text, str) else None
    if found is None:
        raise RejectedValueError
    return found


def _time(_entry: Entry, raw: object, _: Path) -> dt.time:
    if isinstance(raw, dt.time) and raw.second == raw.microsecond == 0:
        return raw
    found = _TIME.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if not found or int(found[1]) > 23 or int(found[2]) > 59:  # noqa: PLR2004 — of a clock
        raise RejectedValueError
    return dt.time(int(found[1]), int(found[2]))


def _path(_entry: Entry, raw: object, folder: Path) -> Path:
    if not isinstance(raw, str) or not raw.strip() or "\0" in raw:
        raise RejectedValueError
    if raw.startswith(PREFIX):
        name = raw.removeprefix(PREFIX).strip()
        if not name or "/" in name:
            raise RejectedValueError
        return credentials_folder() / name
    try:
        return folder / Path(raw.strip()).expanduser()
    except RuntimeError as error:
        raise RejectedValueError from error


def _slug(entry: Entry, raw: object, folder: Path) -> str:
    return _matching(_SLUG, _text(entry, raw, folder))


def _language_code(entry: Entry, raw: object, folder: Path) -> str:
    """A language that we do not speak."""
    return _matching(_OTHER_LANGUAGE, _text(entry, raw, folder))


def _address(_entry: Entry, raw: object, _: Path) -> str:
    if not isinstance(raw, str):
        raise RejectedValueError
    address = raw.strip()
    if not is_address(address):
        raise RejectedValueError
    local, _at, domain = address.rpartition("@")
    return f"{local}@{domain.lower()}"


def _domain(_entry: Entry, raw: object, _: Path) -> str:
    if not isinstance(raw, str):
        raise RejectedValueError
    return _matching(_DOMAIN, raw.strip().lower().removeprefix("@"))


def _timezone(_entry: Entry, raw: object, _: Path) -> ZoneInfo:
    if not isinstance(raw, str):
        raise RejectedValueError
    try:
        return ZoneInfo(raw)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        if raw == "Asia/Bangkok":
            raise SetupError("timezone-data-missing", value=raw) from error
        raise RejectedValueError from error


def _database(_entry: Entry, raw: object, folder: Path) -> str:
    if not isinstance(raw, str):
        raise RejectedValueError
    if raw.startswith("sqlite:///") and len(raw) > len("sqlite:///"):
        return f"sqlite:///{folder / raw.removeprefix('sqlite:///')}"
    try:
        parts = urlsplit(raw)
        password, database = parts.password, parts.path.strip("/")
    except ValueError as error:
        raise RejectedValueError from error
    if not parts.scheme.startswith("postgresql") or password or not database:
        raise RejectedValueError
    return raw


_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def _url(_entry: Entry, raw: object, _: Path) -> str:
    """A web address: https, or http on this machine."""
    if not isinstance(raw, str) or _has_controls(raw) or " " in raw.strip():
        raise RejectedValueError
    try:
        parts = urlsplit(raw.strip())
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise RejectedValueError from error
    if not host or (parts.scheme != "https" and (parts.scheme != "http" or host not in _LOOPBACK)):
        raise RejectedValueError
    return raw.strip()


def _wording(entry: Entry, raw: object, folder: Path) -> str:
    """A line of a letter in the agency's own words; it takes no facts but those of ours."""
    text = _text(entry, raw, folder)
    bare = text
    for place in entry.choices:
        bare = bare.replace(place, "")
    if "{" in bare or "}" in bare:
        raise RejectedValueError
    return text


_PLACES = ("{community}", "{person}")
_ENCODED = re.compile(r"%7B(community|person)%7D", re.IGNORECASE)
"""The same places as a browser writes them in a link that is copied from it."""


def _form(entry: Entry, raw: object, folder: Path) -> str:
    """A web address with a place for the community and one for the person, and no other."""
    if not isinstance(raw, str) or len(raw) > (entry.most or 1000):
        raise RejectedValueError
    raw = bare = _ENCODED.sub(r"{\1}", raw)
    for place in _PLACES:
        if bare.count(place) != 1:
            raise RejectedValueError
        bare = bare.replace(place, "x")
    address = _url(entry, bare, folder)
    host = urlsplit(address).netloc
    if "{" in bare or "}" in bare or host not in raw:  # whom it is about chooses no host
        raise RejectedValueError
    return raw.strip()


def spreadsheet_id(typed: str) -> str | None:
    """The id in what was typed: an id, or the address of a spreadsheet in a browser."""
    found = _SPREADSHEET.fullmatch(typed.strip())
    return found[1] if found else None


def _spreadsheet(_entry: Entry, raw: object, _: Path) -> str:
    found = spreadsheet_id(raw) if isinstance(raw, str) else None
    if not found:
        raise RejectedValueError
    return found


def _variable(_entry: Entry, raw: object, _: Path) -> str:
    if not isinstance(raw, str):
        raise RejectedValueError
    return _matching(_VARIABLE, raw)


def _several(one: "_Reader") -> "_Reader":
    """A list of distinct values, each read by `one`."""

    def read_all(entry: Entry, raw: object, folder: Path) -> tuple[Any, ...]:
        if not isinstance(raw, list):
            raise RejectedValueError
        values = tuple(one(entry, item, folder) for item in raw)
        if len(set(values)) < len(values):
            raise RejectedValueError
        return values

    return read_all


def _command(_entry: Entry, raw: object, _: Path) -> tuple[str, ...]:
    words = raw if isinstance(raw, list) else [None]
    if not all(isinstance(word, str) and word and "\0" not in word for word in words):
        raise RejectedValueError
    return tuple(words)


def _codes(_entry: Entry, raw: object, _: Path) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(code, str) for code in raw):
        raise RejectedValueError
    return tuple(_matching(_CODE, code).upper() for code in raw)


def _titles(entry: Entry, raw: object, folder: Path) -> Mapping[str, tuple[str, ...]]:
    """By table one title or several; a title means one table only."""
    if not isinstance(raw, dict):
        raise RejectedValueError
    read_all = _several(_text)
    titles = {
        name: read_all(entry, said if isinstance(said, list) else [said], folder)
        for name, said in raw.items()
    }
    every = [title for some in titles.values() for title in some]
    if not all(every) or not all(titles.values()) or len(set(every)) < len(every):
        raise RejectedValueError
    return titles


def _matching(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise RejectedValueError
    return text


def _has_controls(text: str) -> bool:
    return any(unicodedata.category(character) in {"Cc", "Cs"} for character in text)


def _bounds(entry: Entry) -> str:
    if entry.kind not in {"integer", "number", "integers"}:
        return ""
    both = entry.least is not None and entry.most is not None
    return "_between" if both else ""


def _plain(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


_Reader = Callable[[Entry, object, Path], Any]
_READERS: Mapping[str, _Reader] = {
    "text": _text,
    "texts": _several(_text),
    "wording": _wording,
    "slug": _slug,
    "language_code": _language_code,
    "integer": _integer,
    "number": _number,
    "yes_no": _yes_no,
    "choice": _choice,
    "choices": _several(_choice),
    "integers": _several(_integer),
    "date": _date,
    "time": _time,
    "times": _several(_time),
    "path": _path,
    "paths": _several(_path),
    "address": _address,
    "addresses": _several(_address),
    "domains": _several(_domain),
    "timezone": _timezone,
    "url": _url,
    "form": _form,
    "database": _database,
    "spreadsheet": _spreadsheet,
    "variable": _variable,
    "command": _command,
    "codes": _codes,
    "names": _several(_text),
    "titles": _titles,
}
