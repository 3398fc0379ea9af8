"""What of a page's style depends on its words: margins on paper, headings on a telephone."""

from collections.abc import Iterator

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.document.blocks import Document, DocumentTable, tables

ALONE = 2
"""So many columns are what a row is about and one value, which needs no heading beside it."""


def own_style(document: Document, say: Sentences) -> str:
    """Style that belongs to this document alone, every word of it quoted as CSS does."""
    sideways = css_text(say("report.page.sideways"))
    narrow = "".join(
        line
        for section in document.sections
        for table in tables(section.blocks)
        for line in _narrow(table)
    )
    return (
        f".is-wide::before{{content:{sideways}}}\n"
        f"@media screen and (max-width:640px){{{narrow}}}\n{_paper(document, say)}"
    )


def _narrow(table: DocumentTable) -> Iterator[str]:
    """On a telephone each cell stands below its heading, for the row has no room beside it."""
    if table.look == "heat" or len(table.columns) == ALONE:
        return
    place = 0
    for at, column in enumerate(table.columns):
        place += 1 + column.has_bar
        if at != table.head:
            content = css_text(column.heading)  # what stands under it is told once, at the head
            yield f"#t-{table.name} td:nth-child({place})::before{{content:{content}}}"


def _paper(document: Document, say: Sentences) -> str:
    """What stands in the margins of a printed page, so that the browser's own lines do not."""
    digits = ", thai" if say.thai_digits else ""
    page = say("report.page.page_of", page="\x00", pages="\x01")
    counters = (
        css_text(page)
        .replace("\\0 ", f'" counter(page{digits}) "')
        .replace("\\1 ", f'" counter(pages{digits}) "')
    )
    return (
        "@page{size:A4;margin:16mm 12mm 15mm;font-size:8.5pt;color:#4a565d;"
        f"@top-left{{content:{css_text(document.running_head)};white-space:nowrap}}"
        '@top-center{content:""}@top-right{content:""}@bottom-left{content:""}'
        f'@bottom-center{{content:{counters}}}@bottom-right{{content:""}}}}'
    )


def css_text(text: str) -> str:
    """A text as CSS quotes it, whatever is in it."""
    return '"' + "".join(
        one if one.isalnum() or one == " " or ord(one) > 127 else f"\\{ord(one):x} " for one in text  # noqa: PLR2004
    ) + '"'  # fmt: skip
