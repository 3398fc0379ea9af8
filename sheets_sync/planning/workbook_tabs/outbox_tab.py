"""The outbox tab: what will be mailed to whom and why, and where staff hold or stop a letter."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.i18n.skip_text import reason_in_words
from sheets_sync.mail.delivery import OPEN, LetterState
from sheets_sync.mail.ledger_records import Hold
from sheets_sync.planning.workbook_tabs.every_title import titles_of
from sheets_sync.planning.workbook_tabs.read_outbox_tab import (
    HOLD,
    KEY,
    SHOWN,
    STOP,
    Tick,
    letters_shown,
    ticks_in,
)
from sheets_sync.planning.workbook_tabs.tab_input import Checkup, Outgoing, UnsentLine
from sheets_sync.planning.workbook_tabs.tab_model import (
    BLANK,
    Look,
    PrintSetup,
    ServiceTab,
    TabCell,
    TabRow,
    Ticks,
)
from sheets_sync.registry.schema import Schema

MARK = "✓"
FILE_WORD = "written"
"""The name of the word for letters that were made as files."""
_CONFIRM = {
    "tab-shrunk": "confirm",
    # Whoever changed an address must not read the code: it goes to the HR group by mail only.
    "address-changed": "confirm_person",
    "addresses-replaced": "confirm_people",
}
_WIDTHS = (16, 13, 32, 62, 9, 18, 11, 11)
_LOOKS = {
    LetterState.PLANNED: Look.GOING,
    LetterState.DEFERRED: Look.GOING,
    LetterState.ACCEPTED: Look.GOOD,
    LetterState.FLAGGED: Look.GOOD,
    LetterState.REFUSED: Look.ERROR,
    LetterState.BOUNCED: Look.ERROR,
    LetterState.HANDING: Look.WARNING,
    LetterState.UNCERTAIN: Look.WARNING,
}
_ITEMS = 8
"""So many things of one letter are named; of the others only how many there are."""


def outbox_tab(checkup: Checkup, sentences: Sentences) -> ServiceTab:
    """The tab; what staff tick in it is kept by the letter's id."""
    top = _top(checkup, sentences)
    planned = {letter.id[:SHOWN] for letter in checkup.outgoing}
    ticks = ticks_in(checkup.workbook, titles_of("outbox", [sentences]))
    gone = (letter for letter in _gone(checkup, sentences) if letter.id not in planned)
    letters = sorted(
        (*checkup.outgoing, *gone), key=lambda one: (one.day, one.name, one.address, one.id)
    )
    return ServiceTab(
        name="outbox",
        title=sentences("flags.outbox.tab"),
        widths=_WIDTHS,
        rows=(
            *top,
            *(_letter(letter, ticks.get(letter.id[:SHOWN]), sentences) for letter in letters),
            *_unsent(checkup.unsent, sentences),
        ),
        frozen_rows=len(top),
        ticks=Ticks(key_column=KEY, columns=(HOLD, STOP), words=(MARK,), header_row=len(top)),
        print_setup=PrintSetup(repeat_rows=len(top)),
    )


def _gone(checkup: Checkup, sentences: Sentences) -> Iterator[Outgoing]:
    """What the tab shows already keeps its row, and so its ticks, until its day is over."""
    why = (sentences("flags.outbox.gone"),)
    held = {one.address for one in checkup.unsent if one.reason == "held"}
    waits = (sentences("flags.outbox.not_yet", reason=sentences("letters.reasons.held")),)
    home = checkup.visibility.of_tab("outbox")
    titles = titles_of("outbox", [sentences])
    for shown in letters_shown(checkup.workbook, titles, home):
        if shown.day is not None and shown.day >= checkup.today:
            name, _, address = shown.to.rpartition("\n")
            if address in held:
                yield Outgoing(shown.id, shown.day, name, address, waits)
            else:
                yield Outgoing(shown.id, shown.day, name, address, why, state=None)


def _top(checkup: Checkup, sentences: Sentences) -> tuple[TabRow, ...]:
    wide = len(_WIDTHS)
    headings = sentences("flags.outbox.columns").split("|")
    rows = [
        TabRow((TabCell(sentences("flags.outbox.title"), Look.TITLE),)),
        TabRow((TabCell(sentences("flags.outbox.note"), Look.NOTE, span=wide),)),
    ]
    rows += (
        TabRow((TabCell(_held(hold, checkup.schema, sentences), Look.ERROR, span=wide),))
        for hold in checkup.holds
    )
    if not checkup.outgoing:
        rows.append(TabRow((TabCell(sentences("flags.outbox.nothing"), Look.NOTE, span=wide),)))
    return (*rows, TabRow(tuple(TabCell(heading, Look.HEADING) for heading in headings)))


def _held(hold: Hold, schema: Schema, sentences: Sentences) -> str:
    """What happened, and how a person confirms that very event."""
    tab = schema.tabs.get(hold.subject)
    label = tab.words.label(sentences.language) if tab else hold.subject
    name = f"flags.outbox.held.{hold.kind}"
    known = name if name in sentences else "flags.outbox.held.other"
    facts = {"before": "–", "after": "–", **json.loads(hold.facts or "{}")}
    what = sentences(known, tab=label, kind=hold.kind, **facts)
    settings = schema.tabs["settings"].words.label(sentences.language)
    confirm = _CONFIRM.get(hold.kind, "confirm_plain")
    return sentences(f"flags.outbox.{confirm}", what=what, code=hold.code, settings=settings)


def _letter(letter: Outgoing, tick: Tick | None, sentences: Sentences) -> TabRow:
    who = "\n".join(filter(None, (letter.name, letter.address)))
    why = list(letter.why[:_ITEMS])
    if len(letter.why) > _ITEMS:
        why.append(sentences("flags.outbox.more", count=len(letter.why) - _ITEMS))
    return TabRow(
        (
            TabCell(letter.id[:SHOWN], Look.QUIET),
            TabCell(letter.day),
            TabCell(who),
            TabCell("\n".join(why)),
            TabCell(letter.attempt) if letter.attempt else BLANK,
            _state(letter, tick, sentences),
        )
    )


def _state(letter: Outgoing, tick: Tick | None, sentences: Sentences) -> TabCell:
    """Where it stands, and what will become of it: what is ticked does not wait to be sent."""
    if letter.state is None:
        return TabCell(sentences("flags.outbox.not_needed"), Look.QUIET)
    if letter.state in OPEN:
        if tick is not None:
            return TabCell(sentences(f"flags.outbox.ticked.{tick}"), Look.WARNING)
        if letter.is_outside:
            return TabCell(sentences("flags.outbox.outside"), Look.WARNING)
    word = state_word(letter.state, sentences, is_file=letter.is_file)
    return TabCell(word, Look.QUIET if letter.is_file else _LOOKS.get(letter.state, Look.QUIET))


def state_word(state: LetterState, sentences: Sentences, *, is_file: bool) -> str:
    """Where a letter stands, in words; one that was made as a file reached nobody."""
    return sentences(f"flags.state.{FILE_WORD if is_file else state}")


def _unsent(unsent: Sequence[UnsentLine], sentences: Sentences) -> Iterator[TabRow]:
    """What is not mailed today and why, each once; the first column stays free of keys."""
    if not unsent:
        return
    wide = len(_WIDTHS)
    counts = Counter(one.reason for one in unsent)
    yield TabRow()
    yield TabRow((BLANK, TabCell(sentences("flags.outbox.unsent"), Look.GROUP, span=wide - 1)))
    for reason in sorted(counts):
        detail = next(one.detail for one in unsent if one.reason == reason)
        words = reason_in_words(reason, detail, sentences)
        yield TabRow((BLANK, BLANK, TabCell(words), TabCell(_examples(unsent, reason, sentences))))


def _examples(unsent: Sequence[UnsentLine], reason: str, sentences: Sentences) -> str:
    lines = sorted(
        {" · ".join(filter(None, (one.address, one.why))) for one in unsent if one.reason == reason}
    )
    shown = lines[:_ITEMS]
    if len(lines) > _ITEMS:
        shown.append(sentences("flags.outbox.more", count=len(lines) - _ITEMS))
    return "\n".join(shown)
