"""A typed date as a row of marks: every character must be a known word, or there is none.

| mark | for | mark | for |
| --- | --- | --- | --- |
| 0-9 | digits | a…l | the months |
| A…G | Monday…Sunday | X, Y | B.E., C.E. beside a year |
| ~ | from … to | + | and |
| ? | about, before, after | . / - , ' | themselves |

Words that add nothing (วันที่, เดือน) and times of day become a space.
"""

import re
from collections.abc import Mapping

from sheets_sync.registry.dates import vocabulary as words

_CLOCK = r"[0-9]{1,2}[.:][0-9]{2}(?:[.:][0-9]{2})?(?![0-9:]|\.[0-9])"
_COLON_CLOCK = r"(?<![0-9.:])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?![0-9:])"
_OCLOCK = (
    r"\s*(?:น(?:าฬิกา|\.|(?![\u0e01-\u0e4e.]))|[ap]\.?\s?m\.?(?![a-z])|hrs?\.?(?![a-z])|"
    r"o'?clock|โมงเช้า|โมงเย็น|โมง|ทุ่ม)"
)
_UPTO = r"\s*(?:-|~|ถึง|to)\s*(?:เวลา\s*)?"
_TIME = (
    rf"(?:ตั้งแต่\s*)?(?:เวลา|@|(?<![a-z])at(?![a-z]))\s*{_CLOCK}(?:{_OCLOCK})?(?:{_UPTO}{_CLOCK}(?:{_OCLOCK})?)?"
    rf"|(?<![0-9.:]){_CLOCK}(?:{_OCLOCK})?{_UPTO}{_CLOCK}{_OCLOCK}"
    rf"|(?<![0-9.:]){_CLOCK}{_OCLOCK}(?:{_UPTO}{_CLOCK}(?:{_OCLOCK})?)?"
    rf"|{_COLON_CLOCK}(?:{_OCLOCK})?(?:{_UPTO}{_COLON_CLOCK}(?:{_OCLOCK})?)?"
    rf"|(?:เวลา\s*)?(?<![0-9./-])[0-9]{{1,2}}(?:{_UPTO}[0-9]{{1,2}})?{_OCLOCK}"
    r"|(?<![0-9./-])(?:[01][0-9]|2[0-3])[0-5][0-9]\s*(?:น\.|hrs?\.?)"
    r"|บ่าย\s*[0-9]?\s*โมง(?:ตรง)?|เวลา|(?<![a-z])at(?![a-z])"
)
_TOKEN = re.compile(
    rf"(?P<time>(?:{_TIME})(?![0-9]))"
    r"|(?P<ordinal>(?<=[0-9])(?:st|nd|rd|th)(?![a-z]))"
    rf"|(?P<day_part>{words.PARTS_OF_DAY}|(?<![a-z])[ap]\.?m\.?(?![a-z0-9]))"
    rf"|(?P<month>{words.LONG_MONTH}|{words.SHORT_MONTH})"
    rf"|(?P<buddhist>{words.BUDDHIST})|(?P<common>{words.COMMON})"
    rf"|(?P<weekday>(?:วัน\s*)?(?:{words.LONG_WEEKDAY})\.?|(?:วัน\s*|(?<![\u0e01-\u0e4e.])){words.SHORT_WEEKDAY})"
    rf"|(?P<to>{words.TO})|(?P<unsure>{words.UNSURE})|(?P<and>{words.AND})"
    rf"|(?P<prefix>{words.PREFIXES}|{words.ENGLISH_PREFIXES}|(?<![0-9])\s*:|:(?![0-9]))"
    r"|(?P<plain>[0-9]+|[./,'-])|(?P<space>\s+)"
)  # fmt: skip
_LETTERS = re.compile(r"[\s.,]+")
_LAST_HOUR = 24
_LAST_MINUTE = 59
_MARK = {"to": "~", "and": "+", "unsure": "?", "buddhist": "X", "common": "Y"}
_TIDY = (
    (re.compile(r"\s+"), " "),
    (re.compile(r" ?([./,~+?-]) ?"), r"\1"),
    (re.compile(r"/{2,}"), "/"),
    (re.compile(r"-{2,}"), "-"),
)


def marks(text: str) -> str | None:
    """The marks of a cleaned, spelled text; None if it holds anything that is no date."""
    made = []
    place = 0
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None:
            return None
        mark = _mark_of(token)
        if mark is None:
            return None
        made.append(mark)
        place = token.end()
    return _tidied("".join(made))


def _mark_of(token: re.Match[str]) -> str | None:
    name, said = str(token.lastgroup), token.group()
    if name == "plain":
        return said
    if name == "month":
        return chr(ord("a") + words.MONTHS[_bare(said, words.MONTHS)] - 1) + " "
    if name == "weekday":
        day = said.removeprefix("วัน").strip()
        return chr(ord("A") + words.WEEKDAYS[_bare(day, words.WEEKDAYS)] - 1) + " "
    if name == "time":
        return " " if _is_time(said) else None
    return _MARK.get(name, " ")


def _bare(said: str, known: Mapping[str, int]) -> str:
    return said if said in known else _LETTERS.sub("", said)


def _is_time(said: str) -> bool:
    clocks = re.findall(r"(?<![0-9.,])([0-9]{1,2})(?:[.:]([0-9]{2}))?(?:[.:]([0-9]{2}))?", said)
    return all(
        int(hour) <= _LAST_HOUR
        and int(minute or 0) <= _LAST_MINUTE
        and int(second or 0) <= _LAST_MINUTE
        for hour, minute, second in clocks
    )


def _tidied(made: str) -> str:
    for pattern, tidy in _TIDY:
        made = pattern.sub(tidy, made)
    return made.strip(" .,").rstrip("/").removeprefix("'")
