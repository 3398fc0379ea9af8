"""Why a step stands where it stands: one sentence, and what would make the step green."""

from collections.abc import Mapping

from sheets_sync.checking.findings import Named
from sheets_sync.checking.steps import Step
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.lazy_sentence import LazySentence
from sheets_sync.registry.schema import Language, Schema

COUNTED_STEPS = frozenset({6, 7})
"""The steps whose n of N are people, so that the exempt are told beside them."""


def step_sentence(step: Step, schema: Schema, sentences: Sentences) -> str:
    """The sentence of a step in the reader's language, with its due date where it has one."""
    reason = in_words(reason_of(step, schema), schema, sentences.language)
    if step.due is None or step.state in {"complete", "unknown", "closed"}:
        return sentences.show(reason)
    when = "late" if step.state == "overdue" else "ahead"
    return sentences(f"steps.due.{when}", reason=reason, due=step.due)


def reason_of(step: Step, schema: Schema) -> LazySentence:
    """Why a step is not complete, or that it is, as a fact of another sentence."""
    facts = {name: _fact(name, value, schema) for name, value in step.reason.facts.items()}
    facts["exempt"] = exempt_beside(step.exempt)
    if step.number not in COUNTED_STEPS:
        return LazySentence(f"steps.{step.reason.name}", **facts)
    name = "complete_counted" if step.state == "complete" else step.reason.name
    return LazySentence(f"steps.{name}", **{**facts, "counted": _counted(step)})


def _counted(step: Step) -> LazySentence:
    """The n of N people, and the exempt beside it."""
    what = "evaluated" if step.number == min(COUNTED_STEPS) else "followed_up"
    exempt = LazySentence("steps.exempt", count=step.exempt) if step.exempt else ""
    name = what if step.of else "nobody"
    return LazySentence(f"steps.{name}", done=step.done, of=step.of, exempt=exempt)


def in_words(value: object, schema: Schema, language: Language) -> object:
    """A fact with the tabs, columns and choices that it names said by their labels."""
    match value:
        case Named():
            return value.label(schema, language)
        case tuple():
            return tuple(in_words(item, schema, language) for item in value)
        case LazySentence():
            facts = {name: in_words(fact, schema, language) for name, fact in value.facts.items()}
            return LazySentence(value.name, **facts)
    return value


def exempt_beside(count: int) -> LazySentence | str:
    """What is told about exempt people beside a number of people; nothing where there are none."""
    return LazySentence("steps.exempt_alone", count=count) if count else ""


def _fact(name: str, value: object, schema: Schema) -> object:
    match name, value:
        case "columns", tuple():
            return tuple(Named("communities", column) for column in value)
        case "elements", tuple():
            return tuple(_element(element, schema) for element in value)
        case "tab", str():
            return Named(value)
        case "status", str():
            return Named("communities", "status", value)
    return value


def _element(element: str, schema: Schema) -> Named | LazySentence:
    columns: Mapping[str, object] = schema.tabs["plans"].columns
    if element in columns:
        return Named("plans", element)
    return (
        LazySentence(f"steps.{element}") if element == "period" else _first_column(element, schema)
    )


def _first_column(element: str, schema: Schema) -> Named:
    columns = schema.tabs["plans"].columns.items()
    return Named("plans", next(name for name, column in columns if column.element == element))
