"""Names of people as staff type them: without titles, and one by one."""

import re
from itertools import chain

from sheets_sync.registry.text import clean, fold

_POLITE = "นาย นาง นางสาว คุณ เด็กชาย เด็กหญิง คุณหญิง ท่านผู้หญิง หม่อมเจ้า หม่อมราชวงศ์ หม่อมหลวง"
_LEARNED = (
    "ศาสตราจารย์ รองศาสตราจารย์ ผู้ช่วยศาสตราจารย์ อาจารย์ ดอกเตอร์ นายแพทย์ แพทย์หญิง ทันตแพทย์ "
    "ทันตแพทย์หญิง เภสัชกร เภสัชกรหญิง นายสัตวแพทย์ สัตวแพทย์หญิง"
)
_RANKED = (
    "พลเอก พลโท พลตรี พันเอก พันโท พันตรี ร้อยเอก ร้อยโท ร้อยตรี พลเรือเอก พลเรือโท พลเรือตรี นาวาเอก "
    "นาวาโท นาวาตรี เรือเอก เรือโท เรือตรี พลอากาศเอก พลอากาศโท พลอากาศตรี นาวาอากาศเอก นาวาอากาศโท "
    "นาวาอากาศตรี เรืออากาศเอก เรืออากาศโท เรืออากาศตรี พลตำรวจเอก พลตำรวจโท พลตำรวจตรี พันตำรวจเอก "
    "พันตำรวจโท พันตำรวจตรี ร้อยตำรวจเอก ร้อยตำรวจโท ร้อยตำรวจตรี ดาบตำรวจ จ่าสิบตำรวจ สิบตำรวจเอก "
    "สิบตำรวจโท สิบตำรวจตรี จ่าสิบเอก จ่าสิบโท จ่าสิบตรี สิบเอก สิบโท สิบตรี พันจ่าเอก พันจ่าโท พันจ่าตรี "
    "จ่าเอก จ่าโท จ่าตรี"
)
_SHORT = (
    "น.ส. นส. ด.ช. ด.ญ. ดร. ผศ. รศ. ศ. อ. นพ. พญ. ทพ. ทพญ. ภก. ภญ. น.สพ. สพ.ญ. นสพ. สพญ. "
    "ม.จ. ม.ร.ว. มร.ว. ม.ล. พล.อ. พล.ท. พล.ต. พ.อ. พ.ท. พ.ต. ร.อ. ร.ท. ร.ต. พล.ร.อ. พล.ร.ท. "
    "พล.ร.ต. พล.อ.อ. พล.อ.ท. พล.อ.ต. น.อ. น.ท. น.ต. พล.ต.อ. พล.ต.ท. พล.ต.ต. พ.ต.อ. พ.ต.ท. พ.ต.ต. "
    "ร.ต.อ. ร.ต.ท. ร.ต.ต. ด.ต. จ.ส.ต. ส.ต.อ. ส.ต.ท. ส.ต.ต. จ.ส.อ. จ.ส.ท. ส.อ. ส.ท. ส.ต. พ.จ.อ. "
    "พ.จ.ท. พ.จ.ต. จ.อ. จ.ท. จ.ต. พ.อ.อ. พ.อ.ท. พ.อ.ต."
)
_FOREIGN = r"(?:mr|mrs|ms|miss|dr|prof|asst|assoc)(?:\.|\s)"


def _abbreviation(title: str) -> str:
    """น.ส. also as น. ส. and, before a space, without its last dot; one letter keeps its dot."""
    letters = [re.escape(part) for part in title.split(".") if part]
    last = r"\." if len("".join(letters)) == 1 else r"(?:\.|(?=\s))"
    return r"\.\s?".join(letters) + last


def _longest_first(words: str) -> list[str]:
    return sorted(words.split(), key=len, reverse=True)


_WOMAN = r"(?:\s?หญิง|\s?ญ\.)?"
_TITLE = re.compile(
    r"(?:(?P<acting>ว่าที่\s?)?(?:"
    + "|".join(
        chain(
            (f"(?P<words>{'|'.join(_longest_first(f'{_POLITE} {_LEARNED} {_RANKED}'))}){_WOMAN}",),
            (_abbreviation(title) + _WOMAN for title in _longest_first(_SHORT)),
            (_FOREIGN,),
        )
    )
    + r"))(?P<gap>\s*)",
    re.IGNORECASE,
)
_NOTES = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*")
_ITEM = re.compile(r"^\s*(?:\(?[0-9๐-๙]{1,2}[.)]|[-•*])\s*(?=\D)")
_DEPENDENT = re.compile("[\u0e30-\u0e3a\u0e45-\u0e4e]")
_SHORTEST_NAME = 2


def name_key(text: str) -> str:
    """The form in which two spellings of one person's name are equal: no titles, no notes.

    Titles change and names repeat: equal keys suggest a person, they do not prove one. Titles
    come off only while a name is left, so that คุณากร and นายิกา stay whole.
    """
    typed = clean(text)
    name = _ITEM.sub("", clean(_NOTES.sub(" ", typed))) or typed.strip("()[] ") or typed
    while (shorter := _without_title(name)) is not None:
        name = shorter
    return fold(name)


def _without_title(name: str) -> str | None:
    title = _TITLE.match(name)
    if title is None:
        return None
    rest = name[title.end() :]
    if not rest or _DEPENDENT.match(rest):
        return None
    set_apart = title["words"] is None or title["gap"] or title["acting"]
    return rest if set_apart or _is_first_and_last(rest) else None


def _is_first_and_last(rest: str) -> bool:
    first, _, last = rest.partition(" ")
    return (len(first) >= _SHORTEST_NAME and bool(last)) or _TITLE.match(rest) is not None


_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BETWEEN_PEOPLE = re.compile(
    r"[,;/&\n\r\v\u2028\u2029，；／＆、•]|\s+และ\s*|\s+กับ(?:\s+|(?=นาย|นาง|น\.ส|คุณ|ดร\.))|\s+and\s+"
    r"|(?:^|(?<=\s))\(?[0-9๐-๙]{1,2}[.)](?=\s|[^\d.@])",
    re.IGNORECASE,
)


def split_people(text: str) -> tuple[str, ...]:
    """The people typed into one cell, each as typed without its number or bullet.

    Commas, semicolons, slashes, line breaks, และ, กับ, & and numbering part them; brackets
    and titles (ว่าที่ ร.ต.) stay with their person.
    """
    hidden = _BRACKETED.sub(lambda note: "\0" * len(note.group()), text)
    pieces, start = [], 0
    for gap in _BETWEEN_PEOPLE.finditer(hidden):
        pieces.append(text[start : gap.start()])
        start = gap.end()
    pieces.append(text[start:])
    people = (_ITEM.sub("", piece).strip(" \t\xa0\u200b\ufeff-") for piece in pieces)
    return tuple(person for person in people if person)


def looks_like_email(text: str) -> bool:
    """Whether somebody meant an address, right or wrong."""
    return re.search(r"\S@|@\S", clean(text)) is not None
