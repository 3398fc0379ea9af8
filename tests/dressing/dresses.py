"""What people do to sheets without changing what they say, each as a function from tab to tab."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from sheets_sync.registry.workbook import Area, CellError, CellObject, NumberFormat, RawCell, RawTab

Dress = Callable[[RawTab], RawTab]


def rows_of(tab: RawTab) -> list[list[RawCell]]:
    return [list(row) for row in zip(*tab.columns, strict=True)]


def with_rows(tab: RawTab, rows: Sequence[Sequence[RawCell]]) -> RawTab:
    return replace(tab, columns=tuple(list(column) for column in zip(*rows, strict=True)))


def at(tab: RawTab, heading: str) -> int:
    """The place of a column, from 0, wherever its heading stands."""
    return next(n for n, column in enumerate(tab.columns) if heading in column[:4])


def inserted(tab: RawTab, below: int, row: Mapping[int, RawCell]) -> RawTab:
    """A further row below one of the spreadsheet; what is merged moves along."""
    rows = rows_of(tab)
    rows.insert(below, [row.get(place) for place in range(len(tab.columns))])
    merged = tuple(
        replace(
            area,
            first_row=area.first_row + (area.first_row > below),
            last_row=area.last_row + (area.last_row > below),
        )
        for area in tab.merged
    )
    return replace(with_rows(tab, rows), merged=merged)


def appended(tab: RawTab, *rows: Mapping[int, RawCell]) -> RawTab:
    for row in rows:
        tab = inserted(tab, tab.height, row)
    return tab


def two_rows_of_headings(tab: RawTab) -> RawTab:
    first, last = at(tab, "เวลาเริ่ม"), at(tab, "เวลาสิ้นสุด")
    head = rows_of(tab)[0]
    tab = inserted(tab, 1, {first: head[first], last: head[last]})
    tab.columns[first][0], tab.columns[last][0] = "เวลา", None
    down = [Area(1, n + 1, 2, n + 1) for n in range(len(tab.columns)) if n not in {first, last}]
    return replace(tab, merged=(*tab.merged, Area(1, first + 1, 1, last + 1), *down))


def a_title_above(tab: RawTab) -> RawTab:
    tab = inserted(tab, 0, {0: "ทะเบียนบุคลากร ประจำปีงบประมาณ พ.ศ. 2570"})
    return replace(tab, merged=(*tab.merged, Area(1, 1, 1, len(tab.columns))))


def merged_groups(tab: RawTab) -> RawTab:
    """Equal cells below each other become one."""
    place = at(tab, "รหัสกลุ่ม")
    column = list(tab.columns[place])
    merged, first = [], 1
    for row in range(2, tab.height + 1):
        if row < tab.height and column[row] is not None and column[row] == column[first]:
            column[row] = None
            continue
        if row - first > 1:
            merged.append(Area(first + 1, place + 1, row, place + 1))
        first = row
    columns = [column if n == place else old for n, old in enumerate(tab.columns)]
    return replace(tab, columns=tuple(columns), merged=(*tab.merged, *merged))


def numbers_with_zeros(tab: RawTab) -> RawTab:
    """Staff IDs kept as numbers and shown by a format."""
    place = at(tab, "เลขประจำตัวบุคลากร")
    cells = [
        float(cell) if isinstance(cell, str) and cell.isdigit() else cell
        for cell in tab.columns[place]
    ]
    columns = [cells if n == place else old for n, old in enumerate(tab.columns)]
    shown = NumberFormat(place + 1, 1, tab.height, "00000")
    return replace(tab, columns=tuple(columns), formats=(shown,))


def totals(tab: RawTab) -> RawTab:
    return appended(tab, {}, {0: "รวมทั้งสิ้น", 1: float(tab.height - 1), 2: "คน"})


def subtotals(tab: RawTab) -> RawTab:
    """Below the rows of each group what they come to."""
    place = at(tab, "รหัสกลุ่ม")
    named = [row for row, cell in enumerate(tab.columns[place]) if row and cell is not None]
    firsts = [
        row
        for above, row in zip([0, *named], named, strict=False)
        if tab.columns[place][row] != tab.columns[place][above]
    ]
    for first, end in reversed([*zip(firsts, [*firsts[1:], tab.height], strict=True)]):
        group = tab.columns[place][first]
        tab = inserted(tab, end, {place: f"รวม {group}", place + 2: float(end - first)})
    return tab


def a_declared_total(tab: RawTab) -> RawTab:
    """The last row of a table that says it is one, as a footer of Google's does."""
    tab = appended(tab, {0: "ผู้เชี่ยวชาญ", 1: float(tab.height - 1)})
    return replace(tab, totals=(tab.height,))


def units(tab: RawTab) -> RawTab:
    """What the columns are counted in, below their headings."""
    lowest = max(area.last_row for area in tab.merged) if tab.merged else 1
    said = {"เวลาเริ่ม": "(น.)", "เวลาสิ้นสุด": "(น.)", "ระยะเวลา (ชั่วโมง)": "(ชั่วโมง)"}
    return inserted(tab, lowest, {at(tab, heading): unit for heading, unit in said.items()})


def headings_again(tab: RawTab) -> RawTab:
    head = next(row for row in rows_of(tab) if "รหัสกลุ่ม" in row)
    return inserted(tab, tab.height // 2 + 1, dict(enumerate(head)))


def notes(tab: RawTab) -> RawTab:
    return appended(
        tab,
        {},
        {0: "หมายเหตุ: ข้อมูล ณ วันที่ 22 พ.ย. 2569"},
        {0: "ผู้จัดทำ นางสาวสุดา ใจดี"},
        {1: "ลงชื่อ ......................"},
        {1: "(นางสาวสุดา ใจดี)"},
    )


def prepared(tab: RawTab) -> RawTab:
    number, status = at(tab, "ครั้งที่"), at(tab, "สถานะ")
    return appended(tab, *({number: float(n), status: "แผน"} for n in range(1, 30)))


def prepared_formulas(tab: RawTab) -> RawTab:
    """Formulas that have nothing to reckon with yet, and a note beneath."""
    number, hours = at(tab, "ครั้งที่"), at(tab, "ระยะเวลา (ชั่วโมง)")
    rows = ({number: float(n), hours: CellError("#VALUE!")} for n in range(1, 20))
    return appended(tab, *rows, {}, {0: "*กรอกเฉพาะครั้งที่จัดแล้ว"})


def a_question_twice(tab: RawTab) -> RawTab:
    place = at(tab, "ความพึงพอใจ")
    old, new = list(tab.columns[place]), [None] * tab.height
    new[0] = old[0]
    for row in range(tab.height // 2, tab.height):
        new[row], old[row] = old[row], None
    columns = [old if n == place else cells for n, cells in enumerate(tab.columns)]
    return replace(tab, columns=(*columns, new))


def pictures(tab: RawTab) -> RawTab:
    place = at(tab, "ตำแหน่ง")
    cells = [cell if cell is not None else CellObject() for cell in tab.columns[place]]
    columns = [cells if n == place else old for n, old in enumerate(tab.columns)]
    return replace(tab, columns=tuple(columns))


DRESSES: Mapping[str, tuple[str, Dress]] = MappingProxyType(
    {
        "two rows of headings": ("กิจกรรม", two_rows_of_headings),
        "units": ("กิจกรรม", units),
        "prepared": ("กิจกรรม", prepared),
        "prepared formulas": ("กิจกรรม", prepared_formulas),
        "headings again": ("กิจกรรม", headings_again),
        "pictures": ("บุคลากร", pictures),
        "numbers with zeros": ("บุคลากร", numbers_with_zeros),
        "a title above": ("บุคลากร", a_title_above),
        "merged groups": ("สมาชิก", merged_groups),
        "subtotals": ("สมาชิก", subtotals),
        "totals": ("สมาชิก", totals),
        "notes": ("สมาชิก", notes),
        "a declared total": ("ผู้เชี่ยวชาญ", a_declared_total),
        "a question twice": ("ประเมินผลการเรียนรู้", a_question_twice),
    }
)
"""By name the title of the tab that wears it; those of one tab in the order they are put on."""
