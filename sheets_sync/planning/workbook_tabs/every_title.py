"""What the service's own tabs are called, and were called by earlier releases.

A tab that is there keeps its title, so every title it may have counts wherever one is looked for.
"""

from collections.abc import Iterable

from sheets_sync.i18n.sentences import LANGUAGES, Sentences


def titles_of(name: str, spoken: Iterable[Sentences] = ()) -> tuple[str, ...]:
    """Every title of a tab: in the given wordings first, then in ours of every language."""
    found: dict[str, None] = {}
    for say in (*spoken, *(Sentences(language) for language in LANGUAGES)):
        place = "workbook.guide" if name == "guide" else f"flags.{name}"
        found[say(f"{place}.tab")] = None
        if f"{place}.former_tabs" in say:
            found |= dict.fromkeys(say(f"{place}.former_tabs").split("|"))
    return tuple(found)
