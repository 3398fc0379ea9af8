"""explain: the catalogue of rules, or the page of one.

Reads nothing but the rules themselves; runs whenever somebody asks.
"""

import inspect
from collections.abc import Iterable

from jobs.cli.context import JobContext
from jobs.pipeline.declared_rules import DeclaredRule, declared_rules
from sheets_sync.errors import SetupError
from sheets_sync.lazy_sentence import LazySentence
from sheets_sync.nearest_word import nearest_of
from sheets_sync.settings.catalogue import catalogue

ARGUMENTS = ("json", "rule")


def run(context: JobContext) -> int:
    """List all rules, or print the page of the one named."""
    if context.options.rule is None:
        _list(context)
        return 0
    rules = {rule.name: rule for rule in declared_rules()}
    name = context.options.rule
    if name not in rules:
        if name in catalogue():
            raise SetupError("rule-is-setting", name=name)
        raise SetupError("rule-unknown", name=name, nearest=_meant(name, rules))
    _explain(context, rules[name])
    return 0


def _meant(name: str, rules: Iterable[str]) -> LazySentence | str:
    """The rule that is spelled alike, else the first that has these words in its name."""
    known = sorted(rules)
    having = (rule for rule in known if f"-{name}-" in f"-{rule}-")
    return nearest_of(name, known) or nearest_of(next(having, ""), known)


def _list(context: JobContext) -> None:
    sentences = context.sentences
    if context.json:
        for rule in declared_rules():
            context.console.json(_as_json(context, rule))
        return
    context.console.table(
        sentences("jobs.explain.columns").split("|"),
        [
            (rule.name, _severity(context, rule), rule.step or "", page(rule, context)[0])
            for rule in declared_rules()
        ],
    )


def _explain(context: JobContext, rule: DeclaredRule) -> None:
    if context.json:
        context.console.json(_as_json(context, rule))
        return
    summary, body = page(rule, context)
    console = context.console
    console.line(f"{rule.name} · {_severity(context, rule)}")
    console.line()
    console.line(summary)
    console.line()
    console.line(body)


def page(rule: DeclaredRule, context: JobContext) -> tuple[str, str]:
    """A rule's page in the chosen language: its first line, and the rest."""
    text = (
        inspect.cleandoc(rule.page)
        if context.language == "en"
        else context.sentences(f"rules.{rule.name}")
    )
    summary, _, body = text.strip().partition("\n")
    return summary, body.strip()


def _severity(context: JobContext, rule: DeclaredRule) -> str:
    return context.sentences(f"jobs.severity.{rule.severity}")


def _as_json(context: JobContext, rule: DeclaredRule) -> dict[str, object]:
    summary, body = page(rule, context)
    return {
        "rule": rule.name,
        "severity": rule.severity,
        "step": rule.step,
        "summary": summary,
        "page": body,
    }
