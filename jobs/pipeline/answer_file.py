"""The file of answers: how a workbook is read, to be reviewed and changed without a keyboard.

It is written beside the config file when something is in doubt, and read back on the next run;
one that is there is never written again. `?` is undecided, nothing between the quotes is "no"; a
line behind a `#` says nothing, as nobody was asked about it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jobs.terminal.adoption import layout_line, left_reason, unused_line
from sheets_sync.adoption.answers import NONE, Answers, SheetAnswers, names_of_headings
from sheets_sync.adoption.mapping import LISTED, LeftHeading, Proposal, SheetMatch
from sheets_sync.delivery.write_config import quoted
from sheets_sync.errors import SetupError
from sheets_sync.files import write_file
from sheets_sync.i18n.sentences import Language, Sentences
from sheets_sync.registry.nearest_text import nearest
from sheets_sync.registry.schema import Schema, Tab, Words
from sheets_sync.registry.text import clean, fold
from sheets_sync.toml_file import TomlFile, read_toml

ANSWERS = "registry-answers.toml"
UNDECIDED = "?"


def answers_text(
    say: Sentences,
    proposal: Proposal,
    schema: Schema,
    named: str,
    used: Collection[tuple[str, int]] = (),
) -> str:
    """The file for a proposal: what is certain as it is, what is not as a question.

    `used` are sheet and column of headings that something was taken of in another way.
    """
    about = say("init.answers.about", file=named).strip().splitlines()
    lines = [*(f"# {line}".rstrip() for line in about), f"file = {quoted(named)}"]
    for match in proposal.sheets:
        lines += _sheet(say, match, proposal, schema, used)
    tabs = " | ".join(tab.words.label(say.language) for tab in schema.tabs.values())
    unknown = not (proposal.fits or proposal.layouts)
    for one in proposal.unused:
        title = _title(one.sheet)
        tab = schema.tabs[one.tab].words.label(say.language) if one.tab else ""
        lines += ["", f"# {clean(unused_line(say, one, schema))}", title]
        if one.perhaps or (unknown and one.reason not in {"empty", "declined"}):
            lines.append(f"becomes = {quoted(UNDECIDED)}{_remark(tab if one.perhaps else tabs)}")
        else:
            lines.append(f'{"" if one.reason == "declined" else "# "}becomes = ""')
    for layout in proposal.layouts:
        if layout.sheet not in {match.sheet for match in proposal.sheets}:
            lines += ["", f"# {clean(layout_line(say, layout, schema))}", _title(layout.sheet)]
            tab = schema.tabs[next(iter(layout.records))].words.label(say.language)
            lines.append(f"becomes = {quoted(tab)}{_remark(say('init.answers.as_shown'))}")
    return "\n".join(lines) + "\n"


def _sheet(
    say: Sentences,
    match: SheetMatch,
    proposal: Proposal,
    schema: Schema,
    used: Collection[tuple[str, int]],
) -> Iterator[str]:
    tab = schema.tabs[match.tab]
    yield from ("", _title(match.sheet))
    yield f"becomes = {quoted(tab.words.label(say.language))}"
    rows = []
    for one in match.columns:
        if not {reason.name for reason in one.reasons} & {"same", "alias"}:
            label = tab.columns[one.column].words.label(say.language)
            others = tuple(tab.columns[name].words.label(say.language) for name in one.perhaps)
            why = say("init.answers.or_else", columns=others) if others else ""
            rows.append((one.position, _line(one.heading, label, why)))
    for left in match.left:
        taken = (match.sheet, left.position) in used and left.reason not in LISTED
        if not (taken or left.reason in {"repeated", "counting", "name-part"}):
            rows.append((left.position, _left(say, left, match, schema)))
    if rows:
        yield f"{_title(match.sheet)[:-1]}.columns]"
    yield from (line for _, line in sorted(rows))
    words = [one for one in proposal.words if one.tab == match.tab]
    first = next(one.sheet for one in proposal.sheets if one.tab == match.tab)
    if words and first == match.sheet:
        yield f"{_title(match.sheet)[:-1]}.words]"
        for word in words:
            choices = tab.columns[word.column].choices
            value = choices[word.choice].label(say.language) if word.choice else UNDECIDED
            labels = " | ".join(choice.label(say.language) for choice in choices.values())
            if word.perhaps and not word.choice:
                meant = choices[word.perhaps].label(say.language)
                labels = say("init.answers.probably", choice=meant, choices=labels)
            yield f"{quoted(clean(word.word))} = {quoted(value)}{_remark(labels)}"


def _left(say: Sentences, left: LeftHeading, match: SheetMatch, schema: Schema) -> str:
    """What is said of a heading that is no column: a question, an answer, or nothing yet."""
    if left.reason in LISTED:
        return _line(left.heading, schema.tabs[left.reason].words.label(say.language))
    if left.reason == "declined":
        return _line(left.heading, "")
    why = left_reason(say, left, match, schema)
    return _line(left.heading, UNDECIDED, why) if left.columns else f"# {_line(left.heading, '')}"


def _line(heading: str, value: str, why: str = "") -> str:
    return f"{quoted(clean(heading))} = {quoted(value)}{_remark(why)}"


def _title(sheet: str) -> str:
    return f"[sheets.{quoted(sheet)}]"


def _remark(text: str) -> str:
    return f"   # {clean(text)}" if text else ""


def may_write(path: Path) -> bool:
    """Whether there is no such file, or one that only says which tabs the sheets are.

    Those answers stand in the one that takes its place, beside what is asked because of them.
    """
    return not path.exists() or all(one.keys() <= {"becomes"} for one in _said_of_sheets(path))


def _said_of_sheets(path: Path) -> Sequence[Mapping[str, Any]]:
    file = read_toml(path)
    return [said for _, said in _tables(file, file.values.get("sheets", {}), "sheets")]


def nothing_fits(
    say: Sentences, path: Path, proposal: Proposal, schema: Schema, named: str
) -> SetupError:
    """The error for a workbook in which nothing is known; the file asks what its sheets are."""
    if may_write(path):
        write_file(path, answers_text(say, proposal, schema, named).encode())
    tables = [one.sheet for one in proposal.sheets]
    sheets = (*tables, *(one.sheet for one in proposal.unused))
    return SetupError("adopt-nothing-known", path=named, sheets=sheets, answers=path)


def read_answers(
    path: Path, schema: Schema, sheets: Sequence[str], named: str, language: Language
) -> Answers:
    """What a person said of a workbook; nothing where another one's sheets are only asked about.

    Raises:
        SetupError: the file is about another workbook, or says what cannot be used.
    """
    file = read_toml(path)
    if file.values.get("file") != named:
        if all(said in ({}, {"becomes": UNDECIDED}) for said in _said_of_sheets(path)):
            return NONE
        raise SetupError("answers-of-another", path=path, file=named)
    found: dict[str, SheetAnswers] = {}
    titles = {fold(sheet): sheet for sheet in sheets}
    for title, said in _tables(file, file.values.get("sheets", {}), "sheets"):
        if fold(title) not in titles:
            raise _unknown(file, ("sheets", title), title, sheets, nearest(title, tuple(sheets)))
        found[fold(title)] = _said(file, title, said, schema, language)
    return Answers(found)


def _said(
    file: TomlFile, title: str, said: Mapping[str, Any], schema: Schema, language: Language
) -> SheetAnswers:
    place = ("sheets", title)
    becomes = said.get("becomes", UNDECIDED)
    tabs = {name: tab.words for name, tab in schema.tabs.items()}
    name = _named(file, (*place, "becomes"), becomes, tabs, language)
    columns: dict[str, str] = {}
    words: dict[str, str] = {}
    tab = schema.tabs.get(name or "")
    for heading, value in said.get("columns", {}).items():
        of = names_of_headings(tab, schema) if tab else {}
        meant = _named(file, (*place, "columns", heading), value, of, language)
        if meant is not None:
            columns[fold(heading)] = meant
    for word, value in said.get("words", {}).items():
        meant = _named(file, (*place, "words", word), value, _choices(tab), language)
        if meant is not None:
            words[fold(word)] = meant
    return SheetAnswers(name, columns, words)


def _choices(tab: Tab | None) -> dict[str, Words]:
    columns = tab.columns.values() if tab else ()
    return {name: words for column in columns for name, words in column.choices.items()}


def _tables(file: TomlFile, tables: object, place: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if not isinstance(tables, Mapping):
        raise _unknown(file, (place,), str(tables), ())
    for title, said in tables.items():
        if not isinstance(said, Mapping) or not all(
            isinstance(said.get(name, {}), Mapping) for name in ("columns", "words")
        ):
            raise _unknown(file, (place, title), title, ())
        yield title, said


def _named(
    file: TomlFile,
    place: tuple[str, ...],
    value: object,
    known: Mapping[str, Words],
    language: Language,
) -> str | None:
    """What a value names; empty for "none", None where it is undecided."""
    text = clean(str(value)) if isinstance(value, str) else ""
    if not isinstance(value, str) or text == UNDECIDED:
        if isinstance(value, str):
            return None
        raise _unknown(file, place, str(value), ())
    if text in {"", "-"}:
        return ""
    for name, words in known.items():
        if fold(text) in {fold(spelling) for spelling in (name, words.th, words.en)}:
            return name
    either = [label for words in known.values() for label in (words.th, words.en)]
    near = nearest(text, either)
    raise _unknown(file, place, text, [words.label(language) for words in known.values()], near)


def _unknown(
    file: TomlFile,
    place: tuple[str, ...],
    typed: str,
    known: Iterable[str],
    near: str | None = None,
) -> SetupError:
    options = tuple(known)
    where = {"path": file.path, "line": file.line_of(*place), "typed": typed}
    if not options:
        return SetupError("answers-unknown", **where)
    if near is None:
        return SetupError("answers-not-listed", **where, known=options)
    return SetupError("answers-near", **where, nearest=near, known=options)
