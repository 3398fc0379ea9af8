"""explain: the catalogue of rules, or the page of one, named or described in words of its sentence.

Reads the rules themselves, and how much each matters from the config file where there is one; runs
whenever somebody asks.
"""

import inspect
from collections.abc import Iterable, Mapping
from pathlib import Path

from jobs.cli.context import JobContext
from jobs.pipeline.declared_rules import DeclaredRule, declared_rules
from sheets_sync.errors import SetupError
from sheets_sync.lazy_sentence import LazySentence
from sheets_sync.nearest_word import nearest_of
from sheets_sync.registry.text import fold
from sheets_sync.settings import CONFIG
from sheets_sync.settings.catalogue import catalogue
from sheets_sync.settings.model import Level

ARGUMENTS = ("json", "rule")


def run(context: JobContext) -> int:
    """List all rules, or print the page of the one named."""
    if context.options.rule is None:
        _show(context, declared_rules())
        return 0
    rules = {rule.name: rule for rule in declared_rules()}
    name = context.options.rule
    if name in rules:
        _explain(context, rules[name])
        return 0
    if name in catalogue():
        raise SetupError("rule-is-setting", name=name)
    said = [one for one in rules.values() if fold(name) in fold(page(one, context)[0])]
    if not said:
        raise SetupError("rule-unknown", name=name, nearest=_meant(name, rules))
    if len(said) == 1:
        _explain(context, said[0])
    else:
        _show(context, said)
    return 0


def _meant(name: str, rules: Iterable[str]) -> LazySentence | str:
    """The rule that is spelled alike, else the first that has these words in its name."""
    known = sorted(rules)
    having = (rule for rule in known if f"-{name}-" in f"-{rule}-")
    return nearest_of(name, known) or nearest_of(next(having, ""), known)


def _show(context: JobContext, rules: Iterable[DeclaredRule]) -> None:
    sentences, own = context.sentences, _own_levels(context)
    if context.json:
        for rule in rules:
            context.console.json(_as_json(context, rule, own))
        return
    context.console.table(
        sentences("jobs.explain.columns").split("|"),
        [
            (rule.name, _severity(context, rule, own), rule.step or "", page(rule, context)[0])
            for rule in rules
        ],
    )


def _explain(context: JobContext, rule: DeclaredRule) -> None:
    own = _own_levels(context)
    if context.json:
        context.console.json(_as_json(context, rule, own))
        return
    summary, body = page(rule, context)
    console = context.console
    console.line(f"{rule.name} · {_severity(context, rule, own)}")
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


def _own_levels(context: JobContext) -> Mapping[str, Level]:
    """By rule, how much it matters in this agency; nothing where there is no config file."""
    if not (context.config or Path(CONFIG)).exists():
        return {}
    return context.settings.rules.severity


def _severity(context: JobContext, rule: DeclaredRule, own: Mapping[str, Level]) -> str:
    """How much it matters here, and beside it what we ship where that differs."""
    say, ours = context.sentences, context.sentences(f"jobs.severity.{rule.severity}")
    level = own.get(rule.name, rule.severity)
    if level == rule.severity:
        return ours
    return say("jobs.explain.changed", now=say(f"jobs.severity.{level}"), default=ours)


def _as_json(
    context: JobContext, rule: DeclaredRule, own: Mapping[str, Level]
) -> dict[str, object]:
    summary, body = page(rule, context)
    return {
        "rule": rule.name,
        "severity": own.get(rule.name, rule.severity),
        "default_severity": rule.severity,
        "step": rule.step,
        "summary": summary,
        "page": body,
    }
