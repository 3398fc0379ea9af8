"""completion: what completes commands, options and names at the Tab key of a shell.

Reads nothing but the command line itself; runs whenever somebody asks.
"""

import argparse
from collections.abc import Iterable, Iterator

import shtab

from jobs.cli.command_table import command_names
from jobs.cli.context import JobContext
from jobs.cli.parser import parser
from jobs.pipeline.declared_rules import declared_rules
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.settings.catalogue import catalogue

ARGUMENTS = ("shell",)

_PATHS = {"FILE": shtab.FILE, "DIR": shtab.DIRECTORY}
"""What completes an argument, by what its help calls it."""


def run(context: JobContext) -> int:
    """Print the completion script of the shell that was named."""
    names = command_names()
    whole = parser(Sentences(context.language), names)
    for action in _actions(whole):
        _complete(action)
    context.console.line(shtab.complete(whole, shell=context.options.shell).rstrip("\n"))
    return 0


def _actions(whole: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Every option and argument of every command; `argparse` has no public way to them."""
    for action in whole._actions:  # noqa: SLF001
        yield action
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for command in action.choices.values():
                yield from _actions(command)


def _complete(action: argparse.Action) -> None:
    known = _known(action.dest)
    if known and action.choices is None:
        action.choices = list(known)
    elif action.metavar in _PATHS:
        action.complete = _PATHS[str(action.metavar)]  # type: ignore[attr-defined]


def _known(dest: str) -> Iterable[str]:
    """The names that an argument may be."""
    match dest:
        case "rule":
            return [rule.name for rule in declared_rules()]
        case "name":
            return catalogue()
        case "about":
            return command_names()
    return ()
