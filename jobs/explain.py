"""explain: the catalogue of rules, or the page of one.

Reads nothing but the rules themselves; runs whenever somebody asks.
"""

import inspect

from jobs.context import Arguments
from sheets_sync.errors import SetupError
from sheets_sync.phrases import nearest_of
from sheets_sync.reporting import Rule
from sheets_sync.rules import RULES


def run(arguments: Arguments) -> int:
    """List all rules, or print the page of the one named."""
    if arguments.options.rule is None:
        _list(arguments)
        return 0
    rules = {rule.name: rule for rule in RULES}
    name = arguments.options.rule
    if name not in rules:
        raise SetupError("rule-unknown", name=name, nearest=nearest_of(name, rules))
    _explain(arguments, rules[name])
    return 0


def _list(arguments: Arguments) -> None:
    sentences = arguments.sentences
    if arguments.json:
        for rule in RULES:
            arguments.console.json(_as_json(arguments, rule))
        return
    arguments.console.table(
        sentences("jobs.explain.columns").split("|"),
        [
            (rule.name, _severity(arguments, rule), rule.step or "", page(rule, arguments)[0])
            for rule in RULES
        ],
    )


def _explain(arguments: Arguments, rule: Rule) -> None:
    if arguments.json:
        arguments.console.json(_as_json(arguments, rule))
        return
    summary, body = page(rule, arguments)
    console = arguments.console
    console.line(f"{rule.name} · {_severity(arguments, rule)}")
    console.line()
    console.line(summary)
    console.line()
    console.line(body)


def page(rule: Rule, arguments: Arguments) -> tuple[str, str]:
    """A rule's page in the chosen language: its first line, and the rest."""
    text = (
        inspect.cleandoc(rule.page)
        if arguments.language == "en"
        else arguments.sentences(f"rules.{rule.name}")
    )
    summary, _, body = text.strip().partition("\n")
    return summary, body.strip()


def _severity(arguments: Arguments, rule: Rule) -> str:
    return arguments.sentences(f"jobs.severity.{rule.severity}")


def _as_json(arguments: Arguments, rule: Rule) -> dict[str, object]:
    summary, body = page(rule, arguments)
    return {
        "rule": rule.name,
        "severity": rule.severity,
        "step": rule.step,
        "summary": summary,
        "page": body,
    }
