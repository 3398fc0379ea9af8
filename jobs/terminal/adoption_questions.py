"""Asks a person at the terminal what a sheet, a heading or a word means, one by one."""

import sys
from collections.abc import Mapping, Sequence

from jobs.cli.console import Console
from sheets_sync.adoption.answers import Answers, Question, names_of_headings
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.registry.schema import Schema, Words
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import clean, fold
from sheets_sync.registry.workbook import RawWorkbook

_EXAMPLES = 2
_LONGEST_EXAMPLE = 30


def can_ask(console: Console) -> bool:
    """Whether a person is there to answer."""
    return not console.json_only and sys.stdin.isatty() and console.is_terminal


def ask_all(
    console: Console,
    say: Sentences,
    asked: Sequence[Question],
    answers: Answers,
    schema: Schema,
    workbook: RawWorkbook,
) -> Answers:
    """The answers with those that a person gives now; an empty line leaves one undecided."""
    for number, question in enumerate(asked, 1):
        console.line()
        count = say("init.ask.count", number=number, of=len(asked))
        console.line(f"{count} {_sentence(say, question, schema, workbook)}")
        options = _options(question, schema)
        first = _first(question, options)
        for at, name in enumerate(first, 1):
            console.line(f"  {at}  {options[name].label(say.language)}")
        if len(first) < len(options):
            console.line(f"     {say('init.ask.or_name')}")
        console.line(f"  0  {say('init.ask.none')}")
        answer = _answer(say, first, options)
        if answer is not None:
            answers = _with(answers, question, answer)
    return answers


def _sentence(say: Sentences, question: Question, schema: Schema, workbook: RawWorkbook) -> str:
    tab = schema.tabs[question.tab]
    label = tab.words.label(say.language)
    if question.word:
        column = tab.columns[question.column].words.label(say.language)
        return say("init.ask.word", tab=label, column=column, word=question.word)
    if question.left is None:
        return say("init.ask.sheet", sheet=question.sheet, tab=label)
    sheet = next(one for one in workbook.tabs if one.sheet == question.sheet)
    cells = [shown(cell) for cell in sheet.columns[question.left.position - 1]]
    after = [clean(text) for text in cells if clean(text)]
    heading = clean(question.left.heading)
    below = after[after.index(heading) + 1 :] if heading in after else after
    examples = tuple(f"“{text[:_LONGEST_EXAMPLE]}”" for text in below[:_EXAMPLES])
    return say(
        "init.ask.column", sheet=question.sheet, heading=heading, examples=examples, tab=label
    )


def _options(question: Question, schema: Schema) -> Mapping[str, Words]:
    tab = schema.tabs[question.tab]
    if question.word:
        return tab.columns[question.column].choices
    if question.left is None:
        return {name: one.words for name, one in schema.tabs.items()}
    return names_of_headings(tab, schema)


def _first(question: Question, options: Mapping[str, Words]) -> Sequence[str]:
    """The likely ones, which have numbers."""
    if question.word:
        return tuple(sorted(options, key=lambda name: name != question.perhaps))
    return question.left.columns if question.left is not None else (question.tab,)


def _answer(say: Sentences, first: Sequence[str], options: Mapping[str, Words]) -> str | None:
    """A name, nothing for "none of them", None for an empty line or no more input."""
    while True:
        sys.stdout.write(say("init.ask.prompt"))
        sys.stdout.flush()
        line = sys.stdin.readline()
        typed = clean(line)
        if not typed:
            return None
        if typed == "0":
            return ""
        if typed.isdecimal() and int(typed) <= len(first):
            return first[int(typed) - 1]
        for name, words in options.items():
            if fold(typed) in {fold(spelling) for spelling in (name, words.th, words.en)}:
                return name


def _with(answers: Answers, question: Question, answer: str) -> Answers:
    if question.word:
        return answers.with_word(question.sheet, question.word, answer)
    if question.left is None:
        return answers.with_tab(question.sheet, answer)
    return answers.with_column(question.sheet, question.left.heading, answer)
