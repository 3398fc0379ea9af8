"""Number formats of a workbook's cells."""

from sheets_sync.planning.workbook_tabs.tab_model import Shape

PATTERNS: dict[Shape, str] = {
    Shape.COUNT: "#,##0",
    Shape.DECIMAL: "#,##0.0",
    Shape.PERCENT: "0%",
    Shape.PERCENT_TENTHS: "0.0%",
    Shape.DATE: "[$-107041E]d mmm yyyy",
    Shape.MOMENT: "[$-107041E]d mmm yyyy hh:mm",
}
"""Number formats; 107 makes the calendar Buddhist with Western digits, 041E the months Thai."""
