"""The sentence of a finding: what would be right there, in the reader's language.

A rule gives facts. `templates/rules/<rule>.toml` has, in each language, the sentence
`message`, or the one that the fact `variant` names; `<sentence>_suggested` stands in its place
where a suggestion is known. Every sentence may use `{value}`, `{suggestion}`, `{tab}`, `{sheet}`,
`{column}` and `{example}` (what belongs in that column) and the rule's own facts.
"""

import datetime as dt
import re
from collections.abc import Mapping

import numpy as np

from sheets_sync.checking.findings import Finding, Named
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.lazy_sentence import LazySentence
from sheets_sync.registry.schema import Column, Schema

LONGEST = 80
"""What was typed is quoted up to so many characters."""

_BETWEEN = " · "
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LANGUAGE = re.compile(r"_(th|en)$")


def finding_message(finding: Finding, schema: Schema, sentences: Sentences) -> str:
    """One courteous sentence that says what would be right at the finding's place."""
    facts = _facts(finding, schema, sentences)
    return sentences(sentence_of(finding, sentences), **facts)


def record_name(finding: Finding, sentences: Sentences) -> str | None:
    """The key of a finding's record as people read it: its days in the reader's calendar."""
    if finding.key is None:
        return None
    return _BETWEEN.join(_day_in_words(part, sentences) for part in finding.key.split(_BETWEEN))


def _day_in_words(part: str, sentences: Sentences) -> str:
    if not _DAY.fullmatch(part):
        return part
    try:
        return sentences.date(dt.date.fromisoformat(part), "short")
    except ValueError:
        return part


def sentence_of(finding: Finding, sentences: Sentences) -> str:
    """The name of the sentence that fits a finding."""
    name = f"findings.{finding.rule}.{finding.facts.get('variant', 'message')}"
    suggested = f"{name}_suggested"
    return suggested if finding.suggestion is not None and suggested in sentences else name


def _facts(finding: Finding, schema: Schema, sentences: Sentences) -> dict[str, object]:
    tab = schema.tabs.get(finding.tab)
    column = tab.columns.get(finding.column or "") if tab else None
    language = sentences.language
    place: dict[str, object] = {
        "value": _quoted(finding.value or ""),
        "suggestion": _quoted(finding.suggestion or ""),
        "tab": tab.words.label(language) if tab else finding.sheet,
        "sheet": finding.sheet,
        "column": column.words.label(language) if column else "",
        "example": _example(column),
        "row": finding.row,
        "key": record_name(finding, sentences),
        "community": finding.community,
    }
    return place | _said(finding.facts, schema, sentences)


def _said(facts: Mapping[str, object], schema: Schema, sentences: Sentences) -> dict[str, object]:
    """The rule's facts; of a pair `x_th` and `x_en` the reader's one, as `x`."""
    said: dict[str, object] = {}
    for name, value in facts.items():
        language = _LANGUAGE.search(name)
        if language is None:
            said[name] = _in_words(value, schema, sentences)
        elif language[1] == sentences.language:
            said[name[: language.start()]] = value
    return said


def _in_words(value: object, schema: Schema, sentences: Sentences) -> object:
    match value:
        case Named():
            return value.label(schema, sentences.language)
        case tuple() | list():
            return tuple(_in_words(item, schema, sentences) for item in value)
        case LazySentence():
            facts = value.facts.items()
            return LazySentence(
                value.name, **{k: _in_words(v, schema, sentences) for k, v in facts}
            )
        case np.datetime64():
            return value.astype("datetime64[D]").item()
        case np.generic():
            return value.item()
        case str():
            return _quoted(value)
    return value


def _quoted(text: str) -> str:
    """Text as a sentence can hold it: one line, and not endless."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _example(column: Column | None) -> str:
    return column.example if column else ""
