"""The closed lists of words by which totals, notes and signatures are known."""

import re
from collections.abc import Sequence

from sheets_sync.registry.text import arabic_digits

_UNITS = (
    "คน ราย ท่าน ครั้ง ชั่วโมง ชม. นาที วัน เดือน ปี กลุ่ม เรื่อง แผน กิจกรรม คะแนน บาท รายการ ร้อยละ % "
    "persons people members hours sessions times groups items days"
)
_UNIT = "|".join(map(re.escape, sorted(_UNITS.split(), key=len, reverse=True)))
_COUNT = r"[0-9๐-๙][0-9๐-๙,.]*"
_AMOUNT = re.compile(
    rf"(?:จำนวน\s*)?{_COUNT}\s*(?:{_UNIT})?|จำนวน|{_UNIT}|[(\[][^()\[\]]*[)\]]"
    rf"|(?:[^\d()\[\]]{{0,20}}{_COUNT}\s*(?:{_UNIT})[\s,/]*(?:และ)?\s*)+",
    re.IGNORECASE,
)
_COUNTED = (
    f"{_UNIT}|สมาชิก|บุคลากร|ผู้เข้าร่วม|ผู้เชี่ยวชาญ|วิทยากร|ประชุม|ทุกหน่วยงาน|ทุก|ทั้งสิ้น|ทั้งหมด|สุทธิ|ย่อย|เป็น|จำนวน|เวลา"
    "|เงิน|งบประมาณ|ค่าใช้จ่าย|หน้านี้|ในหน้า|สะสม|ยกมา|ยกไป"
)
_TOTAL = re.compile(
    rf"(?:ยอด|ผล|จำนวน)?\s*รวม(?:\s*(?:{_COUNTED}))*\s*[:：=]?\s*(?:{_COUNT}\s*(?:{_UNIT})?)?"
    rf"|(?:grand\s+|sub\s*-?\s*)?totals?\s*[:：=]?\s*(?:{_COUNT}\s*(?:{_UNIT})?)?"
    r"|ยอด\s*(?:ยกมา|ยกไป|คงเหลือ|สะสม)"
    r"|sum|(?:ค่า)?เฉลี่ย(?:รวม)?|average|(?:จำนวน)?ทั้ง(?:สิ้น|หมด)|(?:คิดเป็น)?(?:ร้อยละ|เปอร์เซ็นต์)|(?:ค่า)?(?:สูง|ต่ำ)สุด"
    r"|ส่วนเบี่ยงเบนมาตรฐาน|s\.?d\.?",
    re.IGNORECASE,
)
_SUBTOTAL = re.compile(
    r"(?:ยอด|ผล)?รวม(?:\s+\S|(?:ทั้ง|ตลอด)(?:กลุ่ม|หน่วยงาน|กรม|กอง|เดือน|ไตรมาส|ปี|โครงการ)|กลุ่ม|หน่วยงาน|ส่วน|ฝ่าย|กอง|สำนัก|ศูนย์|ด้าน|สาขา|ประเภท|หมวด|เดือน|ไตรมาส|ปี|ครั้ง).*"
    r"|(?:sub\s*-?\s*)?totals?\s+\S.*",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\*|※|หมายเหตุ|ข้อมูล\s*ณ|ณ\s*วันที่|ที่มา\s*[:：]|อ้างอิง\s*[:：]|คำอธิบาย|คำชี้แจง|ปรับปรุง(?:ข้อมูล)?\s*(?:ล่าสุด|เมื่อ|ณ)"
    r"|(?:ชื่อ)?ผู้(?:จัดทำ|รายงาน|ตรวจสอบ|ตรวจทาน|รับรอง|อนุมัติ|เห็นชอบ|บันทึก(?:ข้อมูล)?|กรอก(?:ข้อมูล)?|รับผิดชอบข้อมูล)"
    r"|\(?\s*(?:ลงชื่อ|ลงนาม)|ตำแหน่ง\s*[.…:：]|วันที่\s*[.…_]|โทร\.?\s*[0-9๐-๙:：]"
    r"|จบ(?:รายงาน|เอกสาร)?$|[.…_]{4,}"
    r"|[-–—/(\[*\s]*(?:มีต่อ|ต่อ\s*(?:ที่\s*)?(?:หน้า|แผ่น))|[-–—/(\[*]+\s*ต่อ\s*[-–—/)\]*]*$"
    r"|\(?(?:หน้า|แผ่น)(?:ที่)?\s*[0-9๐-๙]+(?!\w)|\(?page\s+[0-9]|\(?continued\b"
    r"|notes?\s*[:：]|remarks?\s*[:：]|source\s*[:：]|prepared by|checked by|approved by|signed"
    r"|as of\b"
    r"|updated\b|last update",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"(?:ยัง)?ไม่(?:มี|พบ)(?:ข้อมูล|รายการ|รายชื่อ|ผู้|สมาชิก|กิจกรรม|การ)?.{0,40}|ว่าง|(?:no|nothing|none|nil)(?:\s.{0,40})?",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"[(\[]?\s*(?:ตัวอย่าง|เช่น|examples?)\s*[:：]?\s*[)\]]?", re.IGNORECASE)
_LISTED = re.compile(r"(?:[(\[]?[0-9๐-๙]{1,2}[.)\]]+|[-–—•*])\s*(?=\D)")
_UNIT_OF_AGENCY = re.compile(r"กรม|กอง|สำนัก|ฝ่าย|กลุ่ม|ศูนย์|ส่วน|งาน|หน่วย|แผนก|สถาบัน|เขต|ภาค|จังหวัด")
_DITTO = re.compile(
    r"[-–—\s(]*(?:[\"'“”„〃″′]+|,,|ditto|(?:same\s+)?as\s+above|same|(?:เช่นเดียว|เหมือน)กัน|เหมือนเดิม"
    r"|(?:(?:เช่นเดียว|เหมือน)กับ|เหมือน|ตาม|ดัง)?(?:ที่)?(?:ข้าง|ด้าน|แถว|ช่อง|บรรทัด|รายการ)(?:บน|ต้น))[-–—\s)]*"
    r"|[-–—]+\s*do\.?\s*[-–—]+",
    re.IGNORECASE,
)
_MARKS = frozenset("-–—−=_*.…·~•#+/|\\() ")
_SIGNED = re.compile(r"[(\[].*[)\]]|.*[.…_]{4,}.*")
_BENEATH_HEADING = re.compile(r"[(\[][^()\[\]]{1,20}[)\]]")


def is_total(text: str) -> bool:
    """Whether a whole cell says that its row is a total: รวม, รวมทั้งสิ้น 4 คน, Total."""
    return _TOTAL.fullmatch(text) is not None


def is_subtotal(text: str) -> bool:
    """Whether a cell may name what its row is the total of: รวม C-001, Total of October.

    A name may be written so, too: what else stands in the row decides.
    """
    return _SUBTOTAL.fullmatch(text) is not None


def is_amount(text: str) -> bool:
    """Whether a cell holds no more than a number with its unit, or the unit alone."""
    return _AMOUNT.fullmatch(text) is not None


def begins_note(text: str) -> bool:
    """Whether a cell begins as notes and signatures do."""
    return _NOTE.match(text) is not None


def is_signed(text: str) -> bool:
    """Whether a cell is a name in brackets or a dotted line."""
    return _SIGNED.fullmatch(text) is not None


def explains_heading(text: str) -> bool:
    """Whether a cell numbers its column or says its unit, as forms do beneath headings: (1)."""
    return _BENEATH_HEADING.fullmatch(text) is not None


def says_none(text: str) -> bool:
    """Whether a cell only tells that there is nothing to record: ไม่มีข้อมูล, - ไม่มี -."""
    return _NONE.fullmatch(text.strip("-–—=*()[]. ")) is not None


def is_line(text: str) -> bool:
    """Whether a cell holds nothing but marks, as rules and dotted lines do: -, ....., =====."""
    return _MARKS.issuperset(text)


def is_example(text: str) -> bool:
    """Whether a cell says that its row only shows how to fill one in."""
    return _EXAMPLE.fullmatch(text) is not None


def is_listed(text: str) -> bool:
    """Whether a cell begins as one of several remarks does: 1) …, - …."""
    return _LISTED.match(text) is not None


def names_unit(text: str) -> bool:
    """Whether a cell begins with the word for a part of an agency: กองคลัง, กลุ่มพัสดุ."""
    return _UNIT_OF_AGENCY.match(text) is not None


_THAI_LETTERS = "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_COMMON_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def numbers_columns(texts: Sequence[str]) -> bool:
    """Whether cells only count: 1 2 3, ๑ ๒ ๓, ก ข ค, A B C."""
    numbers = [str(number) for number in range(1, len(texts) + 1)]
    said = [arabic_digits(text).strip("().[] ").lower() for text in texts]
    series = (numbers, *map(list, (_THAI_LETTERS, _COMMON_LETTERS, _LATIN_LETTERS)))
    return any(said == list(one)[: len(said)] for one in series)


def is_ditto(text: str) -> bool:
    """Whether a cell only says that it is as the one above: 〃, เหมือนข้างบน."""
    return _DITTO.fullmatch(text) is not None
