"""Which commands there are, and how each option is typed.

A command is a file: `export-person` is `jobs/commands/export_person.py`. That names in `ARGUMENTS`
what it takes besides the common options, in `WITHOUT` which of those it does not take. It has
`LOGGED = True` where a log is kept of what it does, `STAYS = True` where that is what people see of
it, and `TIMED = True` where a timer calls it. Its sentences are in
`templates/commands.toml`, and what stands there first is listed first.
"""

import os
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

_FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "commands")  # noqa: PTH118, PTH120 — a slow import less


class Command(NamedTuple):
    """One command, as its module declares it."""

    name: str
    arguments: tuple[str, ...]
    """What it takes besides the common options."""
    without: tuple[str, ...]
    """The common options that it does not take."""
    logged: bool
    """Whether a log is kept of what it does."""
    stays: bool
    """Whether it goes on for months; then its log is what people see of it."""
    timed: bool
    """Whether a timer calls it: where nobody reads along, the same trouble is told once a day."""

    @property
    def common(self) -> tuple[str, ...]:
        """The options it has in common with others."""
        return tuple(name for name in COMMON if name not in self.without)


@cache
def command_names() -> tuple[str, ...]:
    """All commands, by name; none is imported for it."""
    files = sorted(os.listdir(_FOLDER))  # noqa: PTH208 — a slow import less
    return tuple(
        file.removesuffix(".py").replace("_", "-")
        for file in files
        if file.endswith(".py") and not file.startswith("_")
    )


def command_module(name: str) -> Any:  # noqa: ANN401 — any command's
    """The module whose `run(context)` does it: this imports all that it needs."""
    from importlib import import_module  # slow import

    return import_module(f"jobs.commands.{name.replace('-', '_')}")


def command_named(name: str) -> Command:
    """One command with what it takes."""
    module = command_module(name)
    return Command(
        name,
        getattr(module, "ARGUMENTS", ()),
        without=getattr(module, "WITHOUT", ()),
        logged=getattr(module, "LOGGED", False),
        stays=getattr(module, "STAYS", False),
        timed=getattr(module, "TIMED", False),
    )


COMMON = ("config", "today", "lang", "verbose", "quiet")
"""Options of every command, but for those that do not take one."""

OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "config": {"flags": ("--config",), "metavar": "FILE"},
    "today": {"flags": ("--today",), "kind": "day", "metavar": "YYYY-MM-DD"},
    "lang": {"flags": ("--lang",), "choices": ("th", "en")},
    "verbose": {"flags": ("-v", "--verbose"), "action": "store_true"},
    "quiet": {"flags": ("-q", "--quiet"), "action": "store_true"},
    "dry-run": {"flags": ("--dry-run",), "action": "store_true"},
    "json": {"flags": ("--json",), "action": "store_true"},
    "registry": {"flags": ("--registry",), "metavar": "ID"},
    "fail-on": {"flags": ("--fail-on",), "choices": ("error", "warning")},
    "preview": {"flags": ("--preview",), "action": "store_true"},
    "apply": {"flags": ("--apply",), "action": "store_true"},
    "evidence": {"flags": ("--evidence",), "metavar": "COMMUNITY"},
    "copy": {"flags": ("--copy",), "choices": ("manager", "hr")},
    "month": {"flags": ("--month",), "kind": "month", "metavar": "YYYY-MM"},
    "period": {"flags": ("--period",), "choices": ("3m", "6m", "9m", "12m")},
    "directory": {"flags": (), "nargs": "?", "default": "demo", "metavar": "DIR"},
    "folder": {"flags": (), "nargs": "?", "default": ".", "metavar": "DIR"},
    "google": {"flags": ("--google",), "metavar": "SPREADSHEET"},
    "credentials": {"flags": ("--credentials",), "metavar": "FILE"},
    "adopt": {"flags": ("--adopt",), "metavar": "FILE"},
    "import": {"flags": ("--import",), "dest": "source", "metavar": "FILE"},
    "yes": {"flags": ("--yes",), "action": "store_true"},
    "mail-to": {"flags": ("--mail-to",), "metavar": "ADDRESS"},
    "mend": {"flags": ("--mend",), "action": "store_true"},
    "probe": {"flags": ("--probe",), "metavar": "SPREADSHEET"},
    "item": {"flags": (), "nargs": "?", "metavar": "ITEM"},
    "decision": {
        "flags": (),
        "nargs": "?",
        "metavar": "DECISION",
        "choices": ("sent", "send-again", "drop"),
    },
    "rule": {"flags": (), "nargs": "?", "metavar": "RULE"},
    "person": {"flags": (), "metavar": "PERSON"},
    "key": {"flags": (), "metavar": "KEY"},
    "by": {"flags": ("--by",), "choices": ("unit", "coordinator")},
    "archive": {"flags": ("--archive",), "action": "store_true"},
    "fiscal-year": {"flags": (), "nargs": "?", "kind": "fiscal_year", "metavar": "YEAR"},
    "from": {"flags": ("--from",), "dest": "export", "metavar": "FILE", "required": True},
    "into": {"flags": (), "nargs": "?", "metavar": "DIR"},
    "list": {"flags": ("--list",), "action": "store_true"},
    "backup": {"flags": (), "nargs": "?", "metavar": "BACKUP"},
    "how": {
        "flags": ("--as",),
        "dest": "how",
        "choices": ("service", "timer", "cron"),
        "default": "service",
    },
    "unit": {"flags": ("--name",), "dest": "unit", "default": "cop-steward", "metavar": "UNIT"},
    "shell": {"flags": (), "metavar": "SHELL", "choices": ("bash", "zsh", "fish")},
    "name": {"flags": (), "nargs": "?", "metavar": "NAME"},
    "about": {"flags": (), "nargs": "?", "metavar": "COMMAND"},
    "registries-action": {
        "flags": (),
        "nargs": "?",
        "default": "list",
        "metavar": "ACTION",
        "choices": ("list", "show", "add", "import", "export", "pause", "resume"),
    },
    "registry-or-file": {"flags": (), "nargs": "?", "metavar": "ID|FILE"},
    "workbook": {"flags": ("--workbook",), "metavar": "FILE|SPREADSHEET"},
    "title": {"flags": ("--title",), "metavar": "NAME"},
    "timezone": {"flags": ("--timezone",), "metavar": "ZONE"},
    "contact": {"flags": ("--contact",), "metavar": "ADDRESS"},
    "domains": {"flags": ("--domains",), "metavar": "DOMAINS"},
    "paused": {"flags": ("--paused",), "action": "store_true"},
    "fleet-action": {"flags": (), "metavar": "ACTION", "choices": ("init", "move")},
    "origin": {"flags": (), "nargs": "?", "metavar": "FROM"},
    "target": {"flags": (), "nargs": "?", "metavar": "TO"},
    "fleet": {"flags": ("--fleet",), "action": "store_true"},
    "processes": {"flags": ("--processes",), "kind": "count", "metavar": "NUMBER"},
}
"""How each option is typed: its flags (none: it is typed by place) and what `argparse` needs."""


def untyped(command: str) -> dict[str, Any]:
    """Every option of a command as if it had been typed without any, by name, `_` for `-`."""
    found = {}
    for name in (*COMMON, *command_named(command).arguments):
        option = OPTIONS[name]
        unset = False if option.get("action") == "store_true" else option.get("default")
        found[str(option.get("dest", name)).replace("-", "_")] = unset
    return found
