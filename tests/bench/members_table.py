"""The members table of the nine reference checks: ten columns, about one cell in a hundred bad.

A person is a member of fifty communities, a community has forty members; so numbers, names and
addresses repeat, as they do in a registry, and only `member_id` differs in every row. Cells are
text, as every reader of sheets gives them.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Columns = Mapping[str, Sequence[str]]

ROLES = ("ประธาน", "เลขานุการ", "วิทยากร", "ผู้ประสานงาน", "กรรมการ", "สมาชิก")
STATUSES = ("ปกติ", "พักชั่วคราว", "สิ้นสุด")
CONSENTS = ("ยินยอม", "ไม่ยินยอม")
EMAIL = r"^[a-z0-9_+-]+(\.[a-z0-9_+-]+)*@([a-z0-9-]+\.)+[a-z]{2,63}$"
_GIVEN = ("สมชาย", "สุดา", "มานะ", "ปิติ", "วีระ", "อรทัย", "ณัฐพล", "กมลวรรณ", "ธีรเดช", "พิมพ์ใจ")
_FAMILIES = ("ใจดี", "อดทน", "ยินดี", "มั่นคง", "รักเรียน", "สุจริต", "ทองคำ", "แก้วใส")
_NO_DAYS = ("2024-02-30", "2024-04-31", "2024-06-31", "2024-11-31")
_NO_ADDRESSES = ("p1@", "p 1@agency.go.th", "agency.go.th", "p1@agency", "p1@agency..th")
_FIRST_DAY = dt.date(2020, 1, 1)
_DAYS = tuple((_FIRST_DAY + dt.timedelta(n)).isoformat() for n in range(2100))


@dataclass(frozen=True)
class MembersTable:
    """The table and what its rows may refer to."""

    columns: Columns
    communities: Sequence[str]
    staff: Sequence[str]

    def __len__(self) -> int:
        return len(self.columns["member_id"])


def members_table(rows: int) -> MembersTable:
    """A table of so many rows; the same one every time."""
    staff = [str(60_000 + number) for number in range(max(rows // 50, 60))]
    communities = [f"C-{number:05d}" for number in range(rows // 40 + 1)]
    filled = [_row(number, communities, staff) for number in range(rows)]
    names = (
        "member_id", "community", "person", "name", "email",
        "role", "status", "consent", "joined_on", "left_on",
    )  # fmt: skip
    columns = dict(zip(names, map(list, zip(*filled, strict=True)), strict=True))
    return MembersTable(columns, communities, staff)


def _row(number: int, communities: Sequence[str], staff: Sequence[str]) -> tuple[str, ...]:
    """One row; the primes keep slips of different kinds apart, mostly."""
    twin = number - 1 if _repeats_the_pair(number) else number
    person = twin % len(staff)
    joined = number * 7 % 1500
    return (
        f"M-{number - 1 if number % 109 == 11 else number:07d}",
        f"C-x{number % 20}" if number % 101 == 3 else communities[twin // 40],
        f"6x{number % 20:03d}" if number % 103 == 5 and number % 101 != 3 else staff[person],
        "" if number % 97 == 9 else f"{_GIVEN[person % 10]}{person} {_FAMILIES[person % 8]}",
        _NO_ADDRESSES[number % 5] if number % 89 == 19 else f"p{person}@agency.go.th",
        "สมาชิกก" if number % 83 == 23 else ROLES[number % 6],
        "ปกคิ" if number % 79 == 29 else STATUSES[number % 3],
        "ยินยอมม" if number % 73 == 31 else CONSENTS[number % 2],
        _NO_DAYS[number % 4] if number % 113 == 13 else _DAYS[joined + 30],
        _left(number, joined),
    )


def _left(number: int, joined: int) -> str:
    if number % 107 in (6, 7):  # the rows with one pair: neither membership has ended
        return ""
    if number % 127 == 17 and number % 101 != 3:  # not where the community is not known, too
        return _DAYS[joined]
    if number % 71 == 37:
        return _NO_DAYS[number % 4]
    return _DAYS[joined + 30 + number % 300] if number % 5 == 0 else ""


def _repeats_the_pair(number: int) -> bool:
    before = number - 1
    return number % 107 == 7 and not any(
        one % prime == slip for one in (before, number) for prime, slip in ((101, 3), (103, 5))
    )
