"""What of a heading counts where it is compared: its words, not how a form sets them."""

import re
from functools import lru_cache

from sheets_sync.registry.text import fold

_BESIDE_THAI = re.compile(r"(?<=[\u0e00-\u0e7f]) | (?=[\u0e00-\u0e7f])")
_NUMBERED = re.compile(r"[(\[]?\d{1,2}\s*[.)\]]+\s*(?=\D)")
_HINT = re.compile(
    r"\s*[(\[](?:"
    r"\d{1,2}|[*]+|[วดปm/dyหพศ.\- ]{2,}|วัน/?เดือน/?ปี.*|พ\.?ศ\.?|น\.?|เวลา"
    r"|คน|ราย|ครั้ง|ชั่วโมง|ชม\.?|บาท|คะแนน|hours?|persons?|hh:mm"
    r"|ใช่/ไม่ใช่|มี/ไม่มี|yes/no|y/n|/|✓"
    r"|ถ้ามี|(?:โปรด|กรุณา)?(?:ระบุ|เลือก|กรอก).*|เช่น.*|ตัวอย่าง.*|(?:ไม่)?(?:จำเป็น|บังคับ).*"
    r"|if any|optional|required|please .*|e\.?g\.?.*"
    r")[)\]]$"
)


@lru_cache(maxsize=1 << 12)  # headings are the same ones at every look
def heading_key(text: str) -> str:
    """The same for headings that differ in spaces and line breaks only: วันที่⏎เริ่ม, วันที่เริ่ม."""
    return _BESIDE_THAI.sub("", fold(text))


@lru_cache(maxsize=1 << 12)
def without_form(key: str) -> str:
    """A key without the number of its column and the hint how to fill it in.

    (1) รหัสกลุ่ม is รหัสกลุ่ม, and วันที่เริ่ม (ว/ด/ป) is วันที่เริ่ม. Whatever else stands in brackets may make
    another column of it.
    """
    plain = _NUMBERED.sub("", key, count=1) if _NUMBERED.match(key) else key
    while (shorter := _HINT.sub("", plain)) != plain:
        plain = shorter
    return plain or key
