"""How the cells of the workbook look, and the number formats that show days in the reader's era."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP
from functools import cache
from typing import Literal

import xlsxwriter
from xlsxwriter.format import Format

from sheets_sync.i18n.hundredths import exact_hundredths, hundredths_shown
from sheets_sync.i18n.sentences import Sentences

Kind = Literal["text", "number", "day"]

ACCENT, SOFT, HAIR = "#17475A", "#4A565D", "#D5DCDF"
STATES = {
    "complete": ("#D3E9E4", "#0C4A3F"),
    "in_progress": ("#E7EEF6", "#1D4D7A"),
    "not_started": ("#F3F4F4", "#4A565D"),
    "overdue": ("#8F2D0E", "#FFFFFF"),
    "not_due": ("#FFFFFF", "#5B676D"),
    "closed": ("#FFFFFF", "#5B676D"),
    "unknown": ("#E6E0EE", "#43306F"),
}
"""Ground and ink."""
FONT = "TH Sarabun New"
SIZE = 14
SHORT_MONTH = "mmm yyyy"
INDENTED: Mapping[str, object] = {"align": "left", "indent": 1}
"""Words keep away from the numbers of the column before them."""
CHART_FONT = {"name": "Tahoma", "size": 9}


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook, say: Sentences) -> None:
        self._book, self._say = book, say
        self._thai = say.language == "th"
        self.digits = "[$-D00041E]" if say.thai_digits else ""
        """Begins a number format that shows the digits which the agency asked for."""
        self.made = cache(self._made)

    def title(self) -> Format:
        """The heading of a sheet."""
        return self.made(bold=True, font_size=18, font_color=ACCENT)

    def note(self, *, wrap: bool = False) -> Format:
        """What stands below a heading or a table."""
        return self.made(font_color=SOFT, text_wrap=wrap, valign="top")

    def head(self, kind: Kind) -> Format:
        """A column's heading."""
        return self.made(
            bold=True, text_wrap=True, valign="bottom", bottom=2, bottom_color=ACCENT,
            **({"align": "right"} if kind == "number" else INDENTED),
        )  # fmt: skip

    def group(self) -> Format:
        """What stands above headings that belong together."""
        return self.made(
            bold=True, text_wrap=True, align="center", valign="bottom",
            bottom=1, bottom_color=ACCENT,
        )  # fmt: skip

    def blank(self, reason: Literal["nothing", "hidden"]) -> Format:
        """No value; what this copy hides is hatched, so that nobody takes it for nothing."""
        hatched = {"pattern": 14, "fg_color": HAIR, "bg_color": "#FFFFFF", "italic": True}
        return self.made(
            align="right", valign="top", bottom=1, bottom_color=HAIR, font_color=SOFT,
            **hatched if reason == "hidden" else {},
        )  # fmt: skip

    def text(self, *, bold: bool = False, quiet: bool = False, right: bool = False) -> Format:
        """Words, which wrap."""
        return self.made(
            text_wrap=True, valign="top", bottom=1, bottom_color=HAIR, bold=bold,
            font_color=SOFT if quiet else "#1D2529",
            **({"align": "right"} if right else INDENTED),
        )  # fmt: skip

    def number(self, decimals: int = 0, *, bold: bool = False) -> Format:
        """A number."""
        return self._number(f"#,##0{_places(decimals)}", bold=bold)

    def share(self, value: float, decimals: int = 0, *, bold: bool = False) -> Format:
        """A share between 0 and 1, which the cell shows as the page says it."""
        hundredths, shown = hundredths_shown(value, decimals)
        if exact_hundredths(value).quantize(hundredths, ROUND_HALF_UP) == hundredths:
            return self._number(f"0{_places(shown)}%", bold=bold)
        # No rounding leads there: all but a few of very many is not all.
        return self._number(f'"{self._say.number(float(hundredths), shown)}"\\%', bold=bold)

    def _number(self, code: str, *, bold: bool) -> Format:
        return self.made(
            num_format=self.digits + code, valign="top", bottom=1, bottom_color=HAIR, bold=bold
        )

    def day(self) -> Format:
        """A day; Thai readers see the Buddhist Era, which LibreOffice shows by this code only."""
        return self._dated("d mmm yyyy")

    def month(self, *, is_short: bool = False) -> Format:
        """A month, by its first day."""
        return self._dated(SHORT_MONTH if is_short else "mmmm yyyy")

    def dated(self, parts: str) -> str:
        """The number format that shows these parts of a date."""
        if not self._thai:
            return parts
        return f"[$-{'D' if self.digits else '1'}07041E]{parts}"

    def _dated(self, parts: str) -> Format:
        code = self.dated(parts)
        return self.made(num_format=code, valign="top", bottom=1, bottom_color=HAIR, **INDENTED)

    def state(self, name: str) -> Format:
        """A step's state, which its words tell, too."""
        ground, ink = STATES[name]
        return self.made(
            bg_color=ground, font_color=ink, align="center", valign="vcenter", text_wrap=True,
            border=1, border_color="#FFFFFF",
        )  # fmt: skip

    def band(self, look: str) -> Format:
        """What a reader has to know of the whole."""
        if look == "sent":
            return self.made(text_wrap=True, bg_color="#E9F3EF", font_color="#0C4A3F")
        return self.made(text_wrap=True, bold=True, bg_color="#FDF0D5", font_color="#6B4200")

    def link(self) -> Format:
        """A way to another sheet."""
        return self.made(font_color="#0B5A7A", underline=1)

    def _made(self, **properties: object) -> Format:
        return self._book.add_format({"font_name": FONT, "font_size": SIZE, **properties})


def _places(decimals: int) -> str:
    return f".{'0' * decimals}" if decimals else ""
