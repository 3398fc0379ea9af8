"""The name of a community in a title, in a bar between rows, or in the title of a sheet."""

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from sheets_sync.adoption.layouts.grid import Grid
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import arabic_digits, clean, fold

_COP = r"(?:cop|ชุมชนนักปฏิบัติ(?:\s*\(cop\))?)"
_BEFORE = re.compile(
    rf"(?:ชื่อ\s*)?(?:กลุ่ม\s*{_COP}|กลุ่มที่|ชื่อกลุ่ม|{_COP}\s*ที่|{_COP}(?=\s|:|$)|กลุ่ม(?=\s|:|\d)"
    r"|(?:group|community)(?:\s+name)?(?=\s|:|\d|$))"
    r"\s*(?:ที่)?\s*\d{0,3}\s*[.:)\-–]*\s*",
    re.IGNORECASE,
)
_SPEAKS_OF_ONE = re.compile(rf"(?:ชื่อ\s*)?(?:กลุ่ม|{_COP}|group\b|community\b)", re.IGNORECASE)
_NAMES_ONE = re.compile(rf"ชื่อ\s*กลุ่ม|กลุ่ม\s*(?:ที่\s*[0-9๐-๙]|{_COP}\s*\S)", re.IGNORECASE)
_SPEAKS_OF_SHEET = re.compile(
    r"รายชื่อ|บัญชีราย|ตาราง|แบบฟอร์ม|แบบบันทึก|ทะเบียน|ประจำปี|ปีงบประมาณ|สรุป|list|register|attendance|form\b",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    rf"(?:ชื่อ\s*)?(?:กลุ่ม\s*(?:{_COP})?|{_COP}|(?:group|community)(?:\s+name)?)\s*[:：]?",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"sheet\s*\d*|แผ่น(?:งาน)?\s*\d*|ชีต\s*\d*|\d*", re.IGNORECASE)

_KIND_OF_SHEET = re.compile(
    r"(?:(?:ใบ|แบบ|การ|บันทึก)*(?:เช็คชื่อ|เซ็นชื่อ|ลงชื่อ|ลงเวลา|เข้าร่วม|ผู้เข้าร่วม|คะแนน|ข้อมูล|รายงาน|โน้ต|ประเมิน(?:ผล)?)"
    r"(?:การ)?(?:กิจกรรม|ประชุม|สมาชิก)?|notes?|data|scores?)[\s0-9๐-๙./()-]*",
    re.IGNORECASE,
)
"""A title that says what the sheet is for, and not of whom it is."""


def group_name(text: str) -> str:
    """A community's name without what is written around it: กลุ่มที่ 1 พัสดุใสสะอาด วันที่ 5 พ.ย. 69."""
    typed = _BEHIND.sub("", clean(text))
    return _unquoted(_BEFORE.sub("", arabic_digits(typed), count=1).strip() or typed)


def _unquoted(name: str) -> str:
    """A name without marks around all of it."""
    quoted = _QUOTED.fullmatch(name)
    return quoted[1].strip() if quoted else name


_QUOTED = re.compile(r"[\"“”„'‘’«]\s*([^\"“”„'‘’«»]+?)\s*[\"“”'‘’»]")
_BEHIND = re.compile(r"(?<=\S)\s+(?:วันที่|ครั้งที่)\s*[0-9๐-๙].*")
"""The day or the number of a session in the same line."""


def speaks_of_a_group(text: str) -> bool:
    """Whether a line is about one community, and not about the sheet."""
    typed = clean(text)
    if _NAMES_ONE.match(typed):
        return True
    return _SPEAKS_OF_ONE.match(typed) is not None and not speaks_of_the_sheet(text)


def speaks_of_the_sheet(text: str) -> bool:
    """Whether a line says what the sheet is."""
    return _SPEAKS_OF_SHEET.search(clean(text)) is not None


def speaks_of_communities(text: str) -> bool:
    """Whether a line says that the sheet is about communities, and not about the agency."""
    return _OF_COMMUNITIES.search(clean(text)) is not None


_OF_COMMUNITIES = re.compile(r"cop|ชุมชนนักปฏิบัติ|สมาชิก|communit|member", re.IGNORECASE)


def is_office(text: str) -> bool:
    """Whether a line is the name of a part of an agency: กองคลัง."""
    return _OFFICE.match(clean(text)) is not None


_OFFICE = re.compile(r"(?:กรม|กอง|สำนัก|ฝ่าย|ศูนย์|กลุ่มงาน|กลุ่มภารกิจ|ส่วน|แผนก|งาน(?=\S))")

_LISTS_ONE = re.compile(
    r"(?:(?:บัญชี)?(?:รายชื่อ|รายนาม|ทะเบียน)|(?:แบบ|ตาราง|รายงาน|สรุป|ผล)+(?:การ)?(?:ประเมิน|ติดตาม|จัด|ดำเนิน|บันทึก|เข้าร่วม|เช็คชื่อ)\S*?|(?:ใบ|แบบ)(?:ลงชื่อ|ลงนาม|ลงทะเบียน|เซ็นชื่อ|ลงลายมือชื่อ|เช็คชื่อ))"
    r"\s*(?:ผู้(?:เข้าร่วม|เข้าประชุม|ร่วม)|สมาชิก|การ|เข้าร่วม|ประชุม|กิจกรรม|\s)*(?:ของ)?\s*"
    rf"(?:กลุ่ม\s*{_COP}|กลุ่ม|{_COP})"
    r"\s*(?:ที่\s*[0-9๐-๙]+)?\s*(?:เรื่อง)?\s*[:：]?\s*(?P<name>\S.*?)"
    r"(?:\s*(?:ประจำปี|ปีงบประมาณ|ปี\s*[0-9๐-๙]|พ\.ศ\.|\().*|\s+(?:วันที่|ครั้งที่|เรื่อง|หัวข้อ|ณ|เมื่อ)\s*\S.*)?",
    re.IGNORECASE,
)
_OF_AN_OFFICE = re.compile(
    r"กลุ่ม(?:งาน|เป้าหมาย|ตัวอย่าง|ภารกิจ)|(?:กรม|กอง|สำนัก|กระทรวง|หน่วยงาน|โรงพยาบาล|มหาวิทยาลัย|จังหวัด|เทศบาล|องค์การ"
    r"|ศูนย์|ประจำปี|ปี)"
)


def listed_group(text: str) -> str:
    """The community whose members a line says are listed; empty where it names none."""
    said = _LISTS_ONE.fullmatch(clean(text))
    name = _unquoted(said["name"]) if said else ""
    return "" if _OF_AN_OFFICE.match(name) or speaks_of_the_sheet(name) else name


def names_its_group(text: str) -> bool:
    """Whether a line surely names the community that the list beneath it is of."""
    of_office = _OF_AN_OFFICE.match(clean(text)) is not None
    return bool(listed_group(text)) or (speaks_of_a_group(text) and not of_office)


def introduces_a_group(text: str) -> bool:
    """Whether a cell only says that the next one names a community."""
    return _INTRODUCES.fullmatch(clean(text)) is not None


def named_above(lines: Iterable[str], title: str, known: Iterable[str]) -> str:
    """The community that all of a sheet is about; empty where nothing says it.

    One that is listed and is named there; else a line about a community; else the sheet's title.
    """
    texts = [*lines, title]
    names = sorted(known, key=len, reverse=True)
    for text in texts:
        word = fold(text)
        found = next((name for name in names if name and fold(name) in word), None)
        if found is not None:
            return found
    said = next((text for text in texts if speaks_of_a_group(text)), "")
    if said:
        return group_name(said)
    listed = next(filter(None, map(listed_group, texts)), "")
    if listed:
        return listed
    kind = _NO_NAME.fullmatch(clean(title)) or _KIND_OF_SHEET.fullmatch(clean(title))
    meaningless = kind is not None or speaks_of_the_sheet(title)
    return "" if meaningless else clean(title)


def naming_cells(grid: Grid, rows: Iterable[int], name: str) -> Iterator[tuple[int, int]]:
    """Row and column of the cells that say a community's name and nothing more."""
    word = fold(name)
    for row in rows:
        cells = [(at, shown(cell).strip()) for at, cell in grid.filled(row)]
        for (at, text), (after, beside) in zip_longest(cells, cells[1:], fillvalue=(0, "")):
            if word and fold(group_name(text)) == word:
                yield row, at
            elif word and introduces_a_group(text) and fold(group_name(beside)) == word:
                yield row, at
                yield row, after
