"""What somebody may type, paste or attack with: strings that have broken programs like this one.

Every string that could be markup, a formula or a pattern carries `CANARY`, so that a page or a
mail that took it at its word is found out.
"""

CANARY = "cnry"
MARKUP = f"<b title={CANARY}>"
"""Must never stand so in a page or a mail."""

_BLANKS = (" ", "\t", "\n", "\r\n", "\u00a0", "\u200b", "\u2003", "\u3000", "\ufeff", " \u200b\t ")
_MARKUPS = (
    MARKUP,
    f"{MARKUP}x</b>",
    f'"><script>{CANARY}()</script>',
    f"'><img src=x onerror={CANARY}()>",
    f"<!--{CANARY}-->",
    f"]]>{MARKUP}",
    f"&lt;b title={CANARY}&gt;",
    f"&#60;b title={CANARY}&#62;",
    f"javascript:{CANARY}()",
    f"<a href='data:text/html,{CANARY}'>x</a>",
    f"[x](http://{CANARY}.example/)",
    f"<![CDATA[{CANARY}]]>",
    f'<?xml version="1.0"?><{CANARY}/>',
)
_FORMULAS = (
    *(f'{sign}HYPERLINK("http://{CANARY}.example","x")' for sign in "=+-@"),
    *(f"{sign}cmd|' /C {CANARY}'!A0" for sign in "=+-@"),
    *(f"{sign}1+1" for sign in "=+-@\t＝'"),
    "=", "==", "=A1048577", "=@@", "{=1+1}",
)  # fmt: skip
_PATTERNS = (
    "{{ 7 * 7 }}",
    "{% for x in y %}",
    "{# x #}",
    "{0}",
    "{x}",
    "{value!r}",
    "%s",
    "%(value)s",
    "%1000000d",
    "$HOME",
    "${7*7}",
    "`id`",
    "$(id)",
    "\\x41",
    "\\n",
    "_x000D_",
    "_x0041_",
    "_x0001_x",
    "_xD800_",
    "_xFFFF_",
    "(a+)+$",
    "[",
    "*",
    "?",
    "~*",
    "a|b",
    "' OR '1'='1",
    "'; DROP TABLE letters; --",
    "../../etc/passwd",
    "C:\\CON",
    "COM1",
    "-rf",
    "a" * 300 + ".eml",
)
_HEADERS = (
    "x\r\nBcc: all@evil.example",
    "x\nSubject: y",
    "x\u2028y",
    "x\x85y",
    "=?utf-8?B?eA==?=",
    "a@agency.go.th, b@evil.example",
    '"a@agency.go.th" <b@evil.example>',
    "a@agency.go.th;b@evil.example",
    "a@agency.go.th\u200b",
    "ก@หน่วยงาน.ไทย",
    "a@agency.go.th.evil.example",
    "a@AGENCY.GO.TH",
    "mailto:a@agency.go.th",
    "a@@agency.go.th",
    "@",
    "a@[127.0.0.1]",
)
_LETTERS = (
    "ก" + "\u0e48" * 40,
    "\u0e33",
    "\u0e4d\u0e32",
    "เเ",
    "แก้ไข",
    "เเก้ไข",
    "น\u0e4d\u0e49า",
    "ฤๅ",
    "๐๑๒๓๔๕๖๗๘๙",
    "ํ",
    "่ก",
    "e\u0301" * 30,
    "Z͑ͫa̴l̷g̸o̵",
    "\u202eabc",
    "\u2066x\u2069",
    "\u200d",
    "👩‍👩‍👧‍👦",
    "🇹🇭",
    "𝟘𝟙𝟚",
    "ﷺ",
    "ß",
    "İ",
    "ı",
    "ﬁ",
    "Å",
    "K",
    "㎏",
    "\ufffd",
    "\U0010ffff",
    "ก" * 1_000,
    "ก" * 32_767,
    "a b " * 500,
    "ก\nข\nค",
    "ก\tข",
    "ก\u2028ข",
)
_NUMBERS = (
    "0", "-0", "00", "1e308", "1e309", "-1e400", "1_000", "1,000", "1.000,5", "๑,๐๐๐", "1/3", "½",
    "0x10", "0b1", "NaN", "nan", "inf", "-Infinity", "9" * 400, "1" + "0" * 308, "4.9e-324",
    "80%", "฿100", "5 ชม.", "2.5.1", "--1", "+1", "1-", "e5",
)  # fmt: skip
_DAYS = (
    "31/11/2569", "29/2/2569", "29/2/2567", "0/0/0", "1/1/0001", "1/1/9999", "1/1/99999",
    "31 ธ.ค. 99", "1 มกรา 69", "๑ ม.ค. ๒๕๖๙", "2569-11-22", "22-11-2026", "11/22/2026",
    "20261122", "2026-11-22T25:61:61Z", "22/11/2569 24:00", "วันจันทร์ที่ 22 พ.ย. 2569",
    "พ.ย. 69", "พ.ย.-ธ.ค. 69", "1-31 พ.ย. 69", "ต้นปี", "ภายในไตรมาส 1", "1/1/2443", "60",
    "99999999", "-1", "46348.999999", "12/12/12", "1.1.69", "1 ม.ค. 69 ถึง 1 ม.ค. 68",
)  # fmt: skip
_WORDS = (
    "-", "–", "…", ".", "..", "N/A", "#N/A", "#REF!", "#VALUE!", "TBA", "ไม่มี", "รอ", "รอข้อมูล",
    "null", "None", "undefined", "TRUE", "FALSE", "true", "yes", "ใช่", "x", "✓", "ok", "test",
    "C-001", "c-001 ", "C-001 ชื่ออื่น", "60001", "60001.0", "๖๐๐๐๑", "นาย", "นาย นาย",
    "ข้อ 1, 2 และ 99", "1-10", "1,1,1", ",", ";", ",,,", "ทุกคน", "self", "ตัวเอง",
)  # fmt: skip
_ANY_TEXT = (
    *_BLANKS, *_MARKUPS, *_FORMULAS, *_PATTERNS, *_HEADERS, *_LETTERS, *_NUMBERS, *_DAYS, *_WORDS,
)  # fmt: skip
STRINGS: tuple[str, ...] = tuple(dict.fromkeys(_ANY_TEXT))
"""Every one of them can be kept in a workbook, though some only escaped."""
