"""Where a sheet says who a row is about: a name, a name in parts, a staff number."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sheets_sync.adoption.layouts.grid import Grid
from sheets_sync.registry.headers import SURNAMES
from sheets_sync.registry.likeness import Columns, loosened
from sheets_sync.registry.person_names import split_people
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import arabic_digits, clean, fold
from sheets_sync.registry.workbook import RawCell

PREFIXES = frozenset(map(fold, ("คำนำหน้า", "คำนำหน้าชื่อ", "คำนำหน้านาม", "ยศ", "title", "prefix")))
FIRST_NAMES = frozenset(map(fold, ("ชื่อ", "ชื่อตัว", "first name", "given name", "name")))

MEMBER_LISTS = frozenset(
    map(
        fold,
        ("รายชื่อสมาชิก", "สมาชิก", "สมาชิกกลุ่ม", "รายชื่อ", "รายนาม", "รายนามสมาชิก", "ผู้เข้าร่วม",
         "รายชื่อผู้เข้าร่วม", "ผู้เข้าประชุม", "คุณกิจ", "attendees", "members",
         "member list", "participants"),
    )
)  # fmt: skip
EXPERT_LISTS = frozenset(
    map(
        fold,
        (
            "ผู้เชี่ยวชาญ",
            "รายชื่อผู้เชี่ยวชาญ",
            "ผู้เชี่ยวชาญ/วิทยากร",
            "วิทยากร/ผู้เชี่ยวชาญ",
            "ผู้เชี่ยวชาญ/พี่เลี้ยง",
            "พี่เลี้ยง/ผู้เชี่ยวชาญ",
            "ผู้เชี่ยวชาญ/ที่ปรึกษา",
            "ที่ปรึกษา/ผู้เชี่ยวชาญ",
            "experts",
            "resource persons",
        ),
    )
)
_SURE = 0.8
_NAMED = (("staff", "full_name"), ("members", "person"), ("attendance", "person"))
FACTS = ("staff_id", "email", "position", "unit")
"""What may be said of a person beside the name, as columns of the staff list."""
_COUNT = re.compile(r"(?:จำนวน\s*)?[0-9๐-๙,]+\s*(?:คน|ราย|ท่าน|persons|people|members)?")


_NUMBERED = re.compile(r"\s*(?:(?:คน|ท่าน|ราย|ลำดับ)?ที่\s*)?[(#]?\d{1,2}[)]?\s*$")


def unnumbered(heading: str) -> str:
    """A heading without the number by which several are told apart: สมาชิกคนที่ 1, ผู้เชี่ยวชาญ 2."""
    return _NUMBERED.sub("", arabic_digits(clean(heading)))


def lists_people(heading: str) -> bool:
    """Whether the cells beneath a heading list the members or the experts of a community."""
    words = {fold(unnumbered(heading)), loosened(unnumbered(heading))}
    return not words.isdisjoint(MEMBER_LISTS | EXPERT_LISTS)


@dataclass(frozen=True, slots=True)
class PersonColumns:
    """Columns of a sheet, by what they say of a person."""

    name: int = 0
    prefix: int = 0
    first: int = 0
    last: int = 0
    facts: Mapping[str, int] | None = None
    """By column of the staff list, where it stands."""

    @property
    def columns(self) -> frozenset[int]:
        """All of them."""
        own = {self.name, self.prefix, self.first, self.last, *(self.facts or {}).values()}
        return frozenset(own - {0})

    def people(self, grid: Grid, row: int) -> tuple[str, ...]:
        """The people of a row, as they are written."""
        if self.name:
            return listed(grid.text(row, self.name))
        prefix, first, last = (
            grid.text(row, at) if at else "" for at in (self.prefix, self.first, self.last)
        )
        return (whole_name(prefix, first, last),) if first and last else ()

    def said(self, grid: Grid, row: int) -> dict[str, RawCell]:
        """What else a row says of its person."""
        facts = {name: grid.cell(row, at) for name, at in (self.facts or {}).items()}
        return {name: cell for name, cell in facts.items() if shown(cell).strip()}


def whole_name(prefix: str, first: str, last: str) -> str:
    """A name whose parts stand in columns of their own."""
    gap = " " if prefix and prefix[-1].isascii() and prefix[-1].isalpha() else ""
    return f"{prefix}{gap}{first} {last}".strip()


_NOBODY_YET = re.compile(
    r"[(\[]?\s*(?:รอ|(?:ยัง)?อยู่ระหว่าง|ยังไม่(?:ได้|มี)?|ไม่มี|ไม่ระบุ)\s*"
    r"(?:การ)?(?:แจ้ง|ส่ง|เสนอ|แต่งตั้ง|คัดเลือก|สรรหา|พิจารณา|ประกาศ|ยืนยัน|ระบุ|รวบรวม|ดำเนินการ|ประสาน|ข้อมูล|รายชื่อ|ชื่อ|สมาชิก|วิทยากร)\S*"
    r"(?:\s+\S.*)?|[(\[]?\s*(?:รอ|ยังไม่มี|ไม่มี|ว่าง|tb[ac]|none|n/?a|nobody|pending)\s*[)\]]?"
    r"|[-–—]+"
    r"|(?:บุคลากร|เจ้าหน้าที่|ข้าราชการ|สมาชิก|พนักงาน|คน)?ทุก(?:คน|ท่าน)\S*(?:\s.*)?",
    re.IGNORECASE,
)


def nobody_yet(text: str) -> bool:
    """Whether a cell says that nobody is named yet: รอยืนยัน, or a dash."""
    return _NOBODY_YET.fullmatch(clean(text)) is not None


def listed(text: str) -> tuple[str, ...]:
    """The people in a cell; a mere count of them is nobody, and so are those not named yet."""
    if nobody_yet(text):
        return ()
    people = ((person, clean(person)) for person in split_people(text))
    return tuple(
        person
        for person, said in people
        if not (_COUNT.fullmatch(said) or _NOBODY_YET.fullmatch(said))
    )


def person_columns(headings: Mapping[int, Sequence[RawCell]], columns: Columns) -> PersonColumns:
    """The columns of a person by their headings; none found is a name at 0 and a last name at 0."""
    words = {at: [shown(cell).strip() for cell in cells] for at, cells in headings.items()}
    folded = {at: {fold(text) for text in texts} for at, texts in words.items()}

    def first_of(meant: frozenset[str]) -> int:
        return next((at for at, texts in folded.items() if texts & meant), 0)

    facts: dict[str, int] = {}
    for fact in FACTS:
        at = _likely(words, columns, (("staff", fact),), set(facts.values()))
        if at:
            facts[fact] = at
    first, last = first_of(FIRST_NAMES), first_of(SURNAMES)
    if first and last and first != last:
        return PersonColumns(0, first_of(PREFIXES), first, last, facts)
    name = first_of(MEMBER_LISTS) or _likely(words, columns, _NAMED, set(facts.values()))
    return PersonColumns(name, facts=facts)


def _likely(
    words: Mapping[int, Sequence[str]],
    columns: Columns,
    meant: Sequence[tuple[str, str]],
    taken: set[int],
) -> int:
    """The first column whose heading surely is one of those."""
    best, place = 0.0, 0
    for at, texts in words.items():
        if at in taken:
            continue
        for text in texts:
            likes = columns.likes(text)
            score = max((likes[key].score for key in meant if key in likes), default=0.0)
            if score >= _SURE and score > best:
                best, place = score, at
    return place
