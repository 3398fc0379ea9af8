"""The words that may stand in a date, closed lists all of them.

Months are never matched by likeness: มี.ค. and มิ.ย., พ.ค. and พ.ย. are one letter apart. A
misspelling counts only if it is listed here.
"""

import re
from collections.abc import Mapping

from sheets_sync.registry.months_and_years import (
    ENGLISH_MONTHS,
    ENGLISH_WEEKDAYS,
    THAI_MONTHS,
    THAI_WEEKDAYS,
)
from sheets_sync.registry.text import clean

_MONTH_SPELLINGS = (
    "มกรา มกรค มกราค มกรคม มกราคน มกราาคม มกาคม มกราม มกราคท january jan janurary januray",
    (
        "กุมภา กุมภาพันธ กุมภาพัน กุมภาพันธุ์ กุมภาพันธ์ กุมภาพันธิ์ กุมภาพนธ์ กุมภาพันท์ กุมภาพันทธ์ "
        "กุมภาพันธ์ฯ กุมภาพันธุ กุมพาพันธ์ กุมพาพัน กุมภพันธ์ กุมภาพันส์ กุมภาพํนธ์ กุมภาฯ "
        "february feb febuary feburary februry"
    ),
    "มีนา มินาคม มีนาคน มีนคม มีนาค มีณาคม มีนาาคม march mar",
    "เมษา เมษยน เมศายน เมสายน เมษายณ เมษาน เมษาย เมษาญน แมษายน เมษานยน april apr",
    (
        "พฤษภา พฤษภคม พฤษภาค พฤษภาคน พฤศภาคม พฤสภาคม พฤกษภาคม พฤษาคม พฤกภาคม พษภาคม พฤศภา "
        "พฤษพาคม พฤษภาาคม พฤษถาคม may"
    ),
    "มิถุนา มิถุนยน มิถุนายณ มิถุนาน มิถุนาย มิถุณายน มิถนายน มิถูนายน มีถุนายน มิถุน มิุถุนายน june jun",
    (
        "กรกฎา กรกฏา กรกฏาคม กรกดาคม กรกฎคม กรกฏคม กรฎาคม กรกฎาค กรกฏาค กรกฎาคน กรกฏาคน กรกฎาม "
        "กรกฎาาคม กรกาฎาคม กรกฎกาคม กรกฎษคม july jul"
    ),
    "สิงหา สิงหคม สิหาคม สิงหาคน สิงหาค สิงหามคม สิงหาม สิงห์หาคม สิงห์าคม สิงหาาคม august aug agust augest",
    (
        "กันยา กันยน กันยายณ กันยานยน กันยานน กันยาย กันยาน กัยยายน กันยาญน กันยายยน september sept "
        "sep setember septemper septembre"
    ),
    "ตุลา ตุลคม ตุลาคน ตุลาค ตูลาคม ตุลาาคม ตุลม october oct octobor",
    (
        "พฤศจิกา พฤษจิกา พฤษจิกายน พฤศจิการยน พฤศจิกายณ พฤศจิกยน พฤศจิยน พฤจิกายน พฤกศจิกายน "
        "พฤกษจิกายน พฤสจิกายน พฤศิจกายน พฤศจิกาย พฤศจกายน พฤศจิายน พฤศจิกาน พฤศจิกานยน พฤกจิกายน "
        "november nov novemver nobember novemeber"
    ),
    (
        "ธันวา ธันวคม ธันวาคน ธันวาค ธันวามคม ธันวาม ธันาคม ธนวาคม ธํนวาคม ธันวาาคม ทันวาคม ธัญวาคม "
        "december dec decemeber decemder"
    ),
)
_SHORT_MONTHS = ("มค", "กพ", "มีค", "เมย", "พค", "มิย", "กค", "สค", "กย", "ตค", "พย", "ธค")

_WEEKDAY_SPELLINGS = (
    "จันทร์ฯ จันทร จันทร์ จันร์ monday mon",
    "อังคารฯ อังคาน tuesday tues tue",
    "พุทธ พุท พุธฯ wednesday weds wed",
    "พฤหัส พฤหัสฯ พฤหัสบดีฯ พฤหัศบดี พฤหัสบดึ พฤหัศ พฤหัสบดิ thursday thurs thur thu",
    "ศุกร์ฯ ศุกร สุกร์ friday fri",
    "เสาร์ฯ เสาร saturday sat",
    "อาทิตย์ฯ อาทิต อาทิตย sunday sun",
)
_SHORT_WEEKDAYS = ("จ", "อ", "พ", "พฤ", "ศ", "ส", "อา")


def spell(word: str) -> str:
    """A word as the grammar compares it: no ำ, which a broken า may have become."""
    return word.replace("ำ", "า").casefold()


def _numbered(full: tuple[str, ...], others: tuple[str, ...]) -> dict[str, int]:
    return {
        spell(clean(word)): number
        for number, (name, more) in enumerate(zip(full, others, strict=True), 1)
        for word in (name, *more.split())
    }


MONTHS: Mapping[str, int] = {
    **_numbered(THAI_MONTHS, _MONTH_SPELLINGS),
    **{name.casefold(): number for number, name in enumerate(ENGLISH_MONTHS, 1)},
    **{letters: number for number, letters in enumerate(_SHORT_MONTHS, 1)},
}
"""Every spelling of a month (abbreviations without dots) to 1…12."""

WEEKDAYS: Mapping[str, int] = {
    **_numbered(THAI_WEEKDAYS, _WEEKDAY_SPELLINGS),
    **{name.casefold(): number for number, name in enumerate(ENGLISH_WEEKDAYS, 1)},
    **{letters: number for number, letters in enumerate(_SHORT_WEEKDAYS, 1)},
}
"""Every spelling of a weekday (abbreviations without dots) to 1 (Monday) … 7 (Sunday)."""


def one_of(words: str) -> str:
    """A pattern for any of the words, the longest first."""
    ordered = sorted({spell(word) for word in words.split("|")}, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s*") for word in ordered)


def _letters(word: str) -> list[str]:
    """The letters of an abbreviation, each with its vowel: เมย is เม, ย."""
    return re.findall("[เแโใไ]?[ก-ฮ][\u0e31\u0e34-\u0e39]?", word)


_NO_THAI = r"(?![\u0e01-\u0e4e])"
SHORT_MONTH = "|".join(
    r"\s?[.,]{0,2}\s?".join(_letters(word)) + rf"(?:\.{{1,2}}|{_NO_THAI})" for word in _SHORT_MONTHS
)
LONG_MONTH = "|".join(
    re.escape(word) + (r"(?![a-z])" if word.isascii() else "")
    for word in sorted(MONTHS.keys() - set(_SHORT_MONTHS), key=len, reverse=True)
)
LONG_WEEKDAY = "|".join(
    re.escape(word) + (r"(?![a-z])" if word.isascii() else "")
    for word in sorted(WEEKDAYS.keys() - set(_SHORT_WEEKDAYS), key=len, reverse=True)
)
SHORT_WEEKDAY = r"(?:พฤ|อา|[จอพศส])(?:\.|(?![\u0e01-\u0e4e.]))"

BUDDHIST = rf"พุทธศักราช|พ\s?\.?\s?ศ\s?(?:\.|{_NO_THAI})|(?<![a-z])b\.?\s?e\.?(?![a-z])"
COMMON = (
    rf"คริสต์ศักราช|คริสตศักราช|ค\s?\.?\s?ศ\s?(?:\.|{_NO_THAI})"
    r"|(?<![a-z])(?:a\.?\s?d\.?|c\.?\s?e\.?)(?![a-z])"
)

PREFIXES = one_of(
    "ณ วันที่|วันที่|ที่|ณ|เดือน|ประจำเดือน|ประจำ|ภายในวันที่|ภายในเดือน|ภายใน|ไม่เกินวันที่|ไม่เกิน|ในวันที่|"
    "ในเดือน|เมื่อวันที่|เมื่อ|ตั้งแต่วันที่|ตั้งแต่|เริ่มวันที่|เริ่มตั้งแต่|เริ่ม|ระหว่างวันที่|ระหว่างเดือน|ระหว่าง|จากวันที่|"
    "ตรงกับวันที่|ตรงกับ|วันเดือนปี|กำหนดวันที่|ลงวันที่|ปี"
)
ENGLISH_PREFIXES = r"(?<![a-z])(?:on|the|of|from|dated?|day|month|year|in)(?![a-z])"
PARTS_OF_DAY = (
    one_of(
        "ช่วงเช้า|ช่วงบ่าย|ช่วงเย็น|ช่วงสาย|ช่วงค่ำ|ภาคเช้า|ภาคบ่าย|รอบเช้า|รอบบ่าย|ตอนเช้า|ตอนบ่าย|ตอนเย็น|ครึ่งวันเช้า|"
        "ครึ่งวันบ่าย|ครึ่งวัน|ครึ่งเช้า|ครึ่งบ่าย|ทั้งวัน|เต็มวัน|เช้า|สาย|เที่ยง|บ่าย|เย็น|ค่ำ|กลางวัน|เป็นต้นไป"
    )
    + r"|(?<![a-z])(?:morning|afternoon|evening|noon|all\s?day)(?![a-z])"
)
UNSURE = one_of(
    "ประมาณ|ราวๆ|ราว ๆ|ราว|คาดว่า|คาดว่าจะ|ก่อนวันที่|ก่อน|หลังจากวันที่|หลังจาก|หลังวันที่|หลัง|"
    "น่าจะ|นี้|หน้า|ปีนี้|ปีหน้า|ปีที่แล้ว"
) + (
    r"|(?<![a-z])(?:about|around|approx\.?|circa|before|after|by|tentative(?:ly)?|tbc)(?![a-z])|[?*]+"
)
TO = one_of("จนถึงวันที่|จนถึง|ถึงวันที่|ถึง") + r"|(?<![a-z])(?:to|until|till|through|thru)(?![a-z])|[~→]|->"
AND = one_of("และวันที่|และ|กับ|หรือ") + r"|(?<![a-z])(?:and|or)(?![a-z])|[&+;]"

BENIGN_NOTE = re.compile(
    "(?:" + one_of("ครั้งที่|ครั้ง|รุ่นที่|รุ่น|รอบที่|รอบ|กลุ่มที่|กลุ่ม|วันที่") + r")\s*[0-9]{1,3}|"
    + one_of("ออนไลน์|ผ่านระบบออนไลน์|ออนไซต์|ผ่านระบบ zoom|วันหยุด|วันหยุดราชการ|จัดแล้ว|ดำเนินการแล้ว|วันทำการ")
    + "|online|onsite|on-site|via zoom|zoom|ms teams|teams|webex|hybrid"
)  # fmt: skip
"""Notes in brackets that change nothing about the date."""
DENIAL = re.compile(one_of("เลื่อน|ยกเลิก|งด|เดิม|แทน|ไม่") + "|cancel|postpone|moved|not|was|old")
"""Notes that say the date beside them is not the one."""

RELATIVE = re.compile(
    "(?:" + one_of("วันนี้|พรุ่งนี้|วันพรุ่งนี้|มะรืน|มะรืนนี้|เมื่อวาน|เมื่อวานนี้|เมื่อวานซืน|เมื่อเช้า|อีกสองวัน|"
    "สัปดาห์นี้|สัปดาห์หน้า|สัปดาห์ที่แล้ว|อาทิตย์นี้|อาทิตย์หน้า|อาทิตย์ที่แล้ว|เดือนนี้|เดือนหน้า|เดือนที่แล้ว|ปีนี้|ปีหน้า|ปีที่แล้ว|"
    "สิ้นเดือนนี้|สิ้นเดือนหน้า|ปลายเดือนนี้|ต้นเดือนหน้า|กลางเดือนหน้า|ปลายปี|สิ้นปี|today|tomorrow|yesterday|"
    "next week|next month|last week|last month|this week|this month")
    + r"|(?:ทุก)?(?:วัน)?(?:" + LONG_WEEKDAY + r")\s*(?:หน้า|นี้|ที่แล้ว)?(?:\s*ของเดือน)?"
    + r"|(?:next|last|this|every)\s+(?:" + LONG_WEEKDAY + "))"
)  # fmt: skip
"""Words whose day depends on when they were typed."""
