"""Whether the answers of the agency's forms arrive where they are read; no link is opened."""

from collections.abc import Iterator

from sheets_sync.diagnostics import Diagnostic, bad, good
from sheets_sync.registry.snapshot import Snapshot
from sheets_sync.settings.model import FormSettings, Language


def examine_forms(
    snapshot: Snapshot, forms: FormSettings, language: Language
) -> Iterator[Diagnostic]:
    """For each form that is set, the tabs its answers are read from and their headings."""
    for name, form in (("evaluations", forms.evaluations), ("followups", forms.followups)):
        if form is None:
            continue
        table = snapshot[name]
        tab = table.tab
        label = tab.words.label(language)
        required = {column: one for column, one in tab.columns.items() if one.required}
        if table.state != "read":
            headings = tuple(one.words.label(language) for one in required.values())
            yield bad("form-answers", setting=f"forms.{name}", tab=label, headings=headings)
            continue
        lacking = False
        for sheet, positions in zip(table.sheets, table.positions, strict=True):
            missing = tuple(
                one.words.label(language) for key, one in required.items() if key not in positions
            )
            if missing:
                lacking = True
                yield bad("form-answers", setting=f"forms.{name}", tab=sheet, headings=missing)
        if not lacking:
            yield good("form-answers", setting=f"forms.{name}", tabs=table.sheets)
