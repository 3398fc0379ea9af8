"""The closed lists of words by which totals, notes and signatures are known."""

import re

_UNITS = (
    "คน ราย ท่าน ครั้ง ชั่วโมง ชม. นาที วัน เดือน ปี กลุ่ม เรื่อง แผน กิจกรรม คะแนน บาท รายการ ร้อยละ % "
    "persons people members hours sessions times groups items days"
)
_UNIT = "|".join(map(re.escape, sorted(_UNITS.split(), key=len, reverse=True)))
_COUNT = r"[0-9๐-๙][0-9๐-๙,.]*"
_AMOUNT = re.compile(rf"(?:(?:จำนวน\s*)?{_COUNT}\s*(?:{_UNIT})?|จำนวน|{_UNIT})", re.IGNORECASE)
_COUNTED = (
    f"{_UNIT}|สมาชิก|บุคลากร|ผู้เข้าร่วม|ผู้เชี่ยวชาญ|วิทยากร|ประชุม|ทุกหน่วยงาน|ทุก|ทั้งสิ้น|ทั้งหมด|สุทธิ|ย่อย|เป็น|จำนวน|เวลา"
    "|เงิน|งบประมาณ|ค่าใช้จ่าย"
)
_TOTAL = re.compile(
    rf"(?:ยอด|ผล|จำนวน)?\s*รวม(?:\s*(?:{_COUNTED}))*\s*[:：=]?\s*(?:{_COUNT}\s*(?:{_UNIT})?)?"
    rf"|(?:grand\s+|sub\s*-?\s*)?totals?\s*[:：=]?\s*(?:{_COUNT}\s*(?:{_UNIT})?)?"
    r"|sum|(?:ค่า)?เฉลี่ย(?:รวม)?|average|จำนวนทั้งสิ้น|จำนวนทั้งหมด|(?:คิดเป็น)?(?:ร้อยละ|เปอร์เซ็นต์)|(?:ค่า)?(?:สูง|ต่ำ)สุด"
    r"|ส่วนเบี่ยงเบนมาตรฐาน|s\.?d\.?",
    re.IGNORECASE,
)
_SUBTOTAL = re.compile(
    r"(?:ยอด|ผล)?รวม(?:\s+\S|กลุ่ม|หน่วยงาน|ส่วน|ฝ่าย|กอง|สำนัก|ศูนย์|เดือน|ไตรมาส|ปี|ครั้ง).*"
    r"|(?:sub\s*-?\s*)?totals?\s+\S.*",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\*|※|หมายเหตุ|ข้อมูล\s*ณ|ณ\s*วันที่|ที่มา\s*[:：]|อ้างอิง\s*[:：]|คำอธิบาย|คำชี้แจง|ปรับปรุง(?:ข้อมูล)?\s*(?:ล่าสุด|เมื่อ|ณ)"
    r"|(?:ชื่อ)?ผู้(?:จัดทำ|รายงาน|ตรวจสอบ|ตรวจทาน|รับรอง|อนุมัติ|เห็นชอบ|บันทึก(?:ข้อมูล)?|กรอก(?:ข้อมูล)?|รับผิดชอบข้อมูล)"
    r"|\(?\s*(?:ลงชื่อ|ลงนาม)|ตำแหน่ง\s*[.…:：]|วันที่\s*[.…_]|โทร\.?\s*[0-9๐-๙:：]"
    r"|จบ(?:รายงาน|เอกสาร)?$|[.…_]{4,}"
    r"|notes?\s*[:：]|remarks?\s*[:：]|source\s*[:：]|prepared by|checked by|approved by|signed"
    r"|as of\b"
    r"|updated\b|last update",
    re.IGNORECASE,
)
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
