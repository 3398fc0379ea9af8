"""What a spreadsheet's locale changes: order of dates, marks in numbers, names of months."""

from __future__ import annotations

from dataclasses import dataclass

_ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_THAI_MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
_THAI_SHORT_MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
_THAI_DAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
_THAI_SHORT_DAYS = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")


@dataclass(frozen=True, slots=True)
class Locale:
    name: str
    date_order: str = "dmy"
    """`mdy`, `dmy` or `ymd`: how a date of three numbers is read."""
    date: str = "dd/mm/yyyy"
    time: str = "h:mm:ss"
    decimal: str = "."
    group: str = ","
    currency: str = "$"
    months: tuple[str, ...] = _ENGLISH_MONTHS
    short_months: tuple[str, ...] = tuple(m[:3] for m in _ENGLISH_MONTHS)
    days: tuple[str, ...] = _ENGLISH_DAYS
    short_days: tuple[str, ...] = tuple(d[:3] for d in _ENGLISH_DAYS)

    @property
    def date_time(self) -> str:
        return f"{self.date} {self.time.removesuffix(' am/pm').replace('h:', 'H:')}"


LOCALES = {
    locale.name: locale
    for locale in (
        Locale("en_US", "mdy", date="m/d/yyyy", time="h:mm:ss am/pm"),
        Locale("en_GB", currency="£"),
        Locale("en_AU", date="d/mm/yyyy", time="h:mm:ss am/pm"),
        Locale("en_CA", "ymd", date="yyyy-mm-dd", time="h:mm:ss am/pm"),
        Locale("de_DE", date="dd.mm.yyyy", decimal=",", group=".", currency="€"),
        Locale("fr_FR", decimal=",", group="\u202f", currency="€"),
        Locale("es_ES", decimal=",", group=".", currency="€"),
        Locale("it_IT", decimal=",", group=".", currency="€"),
        Locale("pt_BR", decimal=",", group=".", currency="R$"),
        Locale("ja_JP", "ymd", date="yyyy/mm/dd", currency="¥"),
        Locale("ko_KR", "ymd", date="yyyy. m. d", currency="₩"),
        Locale(
            "th_TH",
            date="d/m/yyyy",
            currency="฿",
            months=_THAI_MONTHS,
            short_months=_THAI_SHORT_MONTHS,
            days=_THAI_DAYS,
            short_days=_THAI_SHORT_DAYS,
        ),
    )
}
_BY_LANGUAGE = {name.partition("_")[0]: name for name in reversed(LOCALES)}


def canonical_locale(name: str) -> str | None:
    """The name of a supported locale for `th`, `th-TH` or `th_TH`; None for one we do not have."""
    asked = name.replace("-", "_")
    return asked if asked in LOCALES else _BY_LANGUAGE.get(asked)
