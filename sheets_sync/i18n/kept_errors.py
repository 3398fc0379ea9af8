"""An error of ours as one line of the ledger, and that line said again in any language."""

import json

from sheets_sync.errors import StewardError
from sheets_sync.i18n.sentences import SentenceError, Sentences
from sheets_sync.lazy_sentence import LazySentence


def kept(error: StewardError) -> str:
    """The error as text: its name and its facts."""
    facts = {name: str(fact) for name, fact in error.facts.items()}
    return json.dumps({"error": error.name, **facts}, ensure_ascii=False)


def said_again(text: str, sentences: Sentences) -> str:
    """What was the problem, in words; any other text as it is."""
    return _part(text, "problem", sentences) or text


def hint_again(text: str, sentences: Sentences) -> str:
    """What to do about it; empty for any other text."""
    return _part(text, "hint", sentences)


def to_be_said(text: str) -> LazySentence | str:
    """What was the problem, as a fact of another sentence; any other text as it is."""
    try:
        facts = json.loads(text)
        return LazySentence(f"errors.{facts.pop('error')}.problem", **facts)
    except (ValueError, AttributeError, KeyError, TypeError):
        return text


def _part(text: str, part: str, sentences: Sentences) -> str:
    try:
        facts = json.loads(text)
        return sentences(f"errors.{facts.pop('error')}.{part}", **facts)
    except (ValueError, AttributeError, KeyError, TypeError, SentenceError):
        return ""
