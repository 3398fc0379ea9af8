"""How much a heading, a title or a word resembles the ones the schema knows."""

import re
from collections import deque
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

from sheets_sync.registry.nearest_text import nearest, similarity
from sheets_sync.registry.schema import Schema, Words
from sheets_sync.registry.text import fold

Key = TypeVar("Key", bound=Hashable)
HowAlike: TypeAlias = Literal["same", "alias", "loosely", "near", "covers", "part"]

_NEAR = 0.75
_SHORTEST = 3
_SHORTEST_PART = 4
_LEAST_COVERED = 0.25
_FIRST = 0.08
"""What a Thai heading is about stands first: สถานะ in สถานะการดำเนินการ."""
_LEAST_PART = 0.5
_LEAST_START = 1 / 3
"""รหัส for รหัสบุคลากร: too little alone, enough where the cells say the same."""
_LONGEST = 200
_HAIR = 1e-6
LIKELY = 0.5
"""What resembles more may well be meant, and is asked about before anything is added beside it."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BESIDE_THAI = re.compile(r"(?<=[ก-๛])\s+|\s+(?=[ก-๛])")
_NUMBERED = re.compile(r"^(?:ข้อ(?:ที่)?\s*)?\d{1,2}\s*[.)]\s*(?=\D)")
_HABITS = (
    (re.compile(r"(?:วัน[\s/]*เดือน[\s/]*ปี|ว[./]?ด[./]?ป\.?)\s*(?:\(?พ\.ศ\.\)?)?\s*(?:ที่)?"), "วันที่"),
    (re.compile(r"ชื่อ\s*(?:-|และ|,|/)?\s*(?:นาม)?สกุล"), "ชื่อ-นามสกุล"),
    (re.compile(r"(?:โปรด|กรุณา)\s*(?:ระบุ|กรอก|เลือก|ใส่)|ที่ท่าน|ของท่าน|ท่าน|นะคะ|ค่ะ|ครับ"), ""),
    (re.compile(r"ที่อยู่\s*(?=อีเมล|e-?mail|ไปรษณีย์อิเล็กทรอนิกส์)"), ""),
    (re.compile(r"เจ้าหน้าที่|พนักงาน|ข้าราชการ"), "บุคลากร"),
    (re.compile(r"(?:(?:กอง|สำนัก|ฝ่าย|หน่วยงาน)\s*/?\s*)+(?:ที่)?รับผิดชอบ"), "หน่วยงาน"),
    (re.compile(r"กลุ่มชุมชนนักปฏิบัติ|ชุมชนนักปฏิบัติ|กลุ่ม\s*km\b"), "กลุ่มcop"),
    (re.compile(r"องค์ความรู้"), "ความรู้"),
    (re.compile(r"ดำเนินงาน"), "ดำเนินการ"),
    (re.compile(r"ที่คาดว่า(?:จะ)?(?:ได้รับ)?|ที่เกี่ยวข้อง"), ""),
    (re.compile(r"\?|\*|:$"), ""),
)
"""Words with one meaning, and what people and form builders write around them."""

_WORD = re.compile(r"[a-z]+")
_STOP_WORDS = (
    "a an and are at by did do does enter for from have in is it me my of on or our please select "
    "the this to was were what when which who will with you your"
)
_STOP = frozenset(_STOP_WORDS.split())
_SYNONYMS = {
    "code": "id",
    "no": "id",
    "number": "id",
    "cop": "community",
    "cops": "community",
    "communities": "community",
    "group": "community",
    "groups": "community",
    "participant": "person",
    "attendee": "person",
    "employee": "staff",
    "personnel": "staff",
    "mail": "email",
    "department": "unit",
    "division": "unit",
    "title": "topic",
    "subject": "topic",
    "start": "starts",
    "started": "starts",
    "end": "ends",
    "ended": "ends",
    "meeting": "sessions",
    "meetings": "sessions",
    "session": "sessions",
    "facilitator": "coordinator",
    "section": "unit",
    "venue": "place",
    "location": "place",
    "outcome": "result",
    "date": "day",
}


@dataclass(frozen=True, slots=True)
class Like:
    """How one text resembles one meaning."""

    score: float
    """1 where they are the same; below, how certain the resemblance alone is."""
    how: HowAlike
    spelling: str
    """The known spelling that it resembles."""


def loosened(text: str) -> str:
    """A heading without numbering, remarks in brackets and the politeness of a form."""
    word = fold(text)[:_LONGEST]
    plain = _NUMBERED.sub("", _BRACKETS.sub(" ", word))
    for habit, meant in _HABITS:
        plain = habit.sub(meant, plain)
    return fold(_BESIDE_THAI.sub("", plain)) or word


_REMEMBERED = 10_000
"""Texts of which it is remembered what they resemble."""


class Vocabulary(Generic[Key]):
    """Everything that is known by name, to be searched by what somebody else wrote."""

    def __init__(self, meanings: Iterable[tuple[Key, str, Words]]) -> None:
        """`meanings`: what is meant, its language-independent name, its words."""
        self._same: dict[str, dict[Key, Like]] = {}
        self._loose: dict[str, dict[Key, str]] = {}
        self._tokens: list[tuple[frozenset[str], Key, str]] = []
        self._found: dict[str, Mapping[Key, Like]] = {}
        for key, name, words in meanings:
            for spelling in words.spellings(name):
                how: HowAlike = "alias" if spelling in words.also else "same"
                self._same.setdefault(fold(spelling), {}).setdefault(key, Like(1.0, how, spelling))
                self._loose.setdefault(loosened(spelling), {}).setdefault(key, spelling)
                if tokens := _tokens(spelling):
                    self._tokens.append((tokens, key, spelling))
            for spelling in words.near:
                self._loose.setdefault(loosened(spelling), {}).setdefault(key, spelling)
        self._spellings = tuple(self._loose)

    def likes(self, text: str) -> Mapping[Key, Like]:
        """Whatever the text resembles; the best resemblance of each meaning."""
        if text not in self._found:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            self._found[text] = self._search(text)
        return self._found[text]

    def is_known(self, text: str) -> bool:
        """Whether anything is called exactly so."""
        return fold(text) in self._same

    def _search(self, text: str) -> Mapping[Key, Like]:
        word, plain = fold(text), loosened(text)
        found: dict[Key, Like] = dict(self._same.get(word, {}))
        if not plain:
            return found
        for key, spelling in self._loose.get(plain, {}).items():
            _keep(found, key, Like(0.9, "loosely", spelling))
        self._resembling(plain, found)
        self._covering(plain, found)
        self._in_english(text, found)
        return found

    def _resembling(self, plain: str, found: dict[Key, Like]) -> None:
        near = nearest(plain, self._spellings, _NEAR)
        if near is not None:
            score = similarity(plain, near)
            for key, spelling in self._loose[near].items():
                _keep(found, key, Like(0.85 * score, "near", spelling))

    def _covering(self, plain: str, found: dict[Key, Like]) -> None:
        """Known spellings that stand in the text, or of which the text is a part."""
        inside: dict[Key, set[str]] = {}
        for spelling, keys in self._loose.items():
            if len(spelling) < _SHORTEST:
                continue
            if spelling in plain:
                for key in keys:
                    inside.setdefault(key, set()).add(spelling)
            elif len(plain) >= _SHORTEST_PART and plain in spelling:
                share = len(plain) / len(spelling)
                for key, typed in keys.items():
                    if share >= (_LEAST_START if spelling.startswith(plain) else _LEAST_PART):
                        _keep(found, key, Like(0.35 + 0.35 * share, "part", typed))
        for key, spellings in inside.items():
            share = _covered(plain, spellings)
            if share >= _LEAST_COVERED and not _denied(plain, spellings):
                longest = max(spellings, key=lambda one: (len(one), one))
                first = _FIRST if any(map(plain.startswith, spellings)) else 0
                score = 0.4 + first + 0.45 * share
                _keep(found, key, Like(min(score, 0.9), "covers", self._loose[longest][key]))

    def _in_english(self, text: str, found: dict[Key, Like]) -> None:
        typed = _tokens(text)
        if not typed:
            return
        for tokens, key, spelling in self._tokens:
            share = len(tokens & typed) / len(tokens | typed)
            if tokens <= typed or share > _LEAST_PART:
                # Of equal ones the spelling that stands there: CoP, not community.
                there = _HAIR if fold(spelling) in fold(text) else 0
                _keep(found, key, Like(0.4 + 0.45 * share + there, "covers", spelling))


Columns: TypeAlias = Vocabulary[tuple[str, str]]
"""By tab and column, what their headings are called."""


def columns_of(schema: Schema) -> Columns:
    """Every column of every tab by what it is called; made once for a schema."""
    for known, columns in _MADE:
        if known is schema:
            return columns
    made: Columns = Vocabulary(
        ((tab.name, name), name, column.words)
        for tab in schema.tabs.values()
        for name, column in tab.columns.items()
    )
    _MADE.append((schema, made))
    return made


_MADE: deque[tuple[Schema, Columns]] = deque(maxlen=4)
"""Of the schemas that were asked for last."""


def _keep(found: dict[Key, Like], key: Key, like: Like) -> None:
    if key not in found or like.score > found[key].score:
        found[key] = like


def _covered(plain: str, spellings: Iterable[str]) -> float:
    """The share of the text's characters that stand in one of the spellings."""
    marked = [False] * len(plain)
    for spelling in spellings:
        start = plain.find(spelling)
        while start >= 0:
            marked[start : start + len(spelling)] = [True] * len(spelling)
            start = plain.find(spelling, start + 1)
    return sum(marked) / len(plain)


def _denied(plain: str, spellings: Iterable[str]) -> bool:
    """A word that says "not" and is in none of the spellings turns the meaning round."""
    return plain.count("ไม่") > max(spelling.count("ไม่") for spelling in spellings)


def _tokens(text: str) -> frozenset[str]:
    """The words of an English text that carry its meaning."""
    words = _WORD.findall(fold(text).replace("e-mail", "email"))
    return frozenset(_SYNONYMS.get(word, word) for word in words if word not in _STOP)
