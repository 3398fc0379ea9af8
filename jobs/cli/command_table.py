"""The table of commands. A new one is a line here, `jobs/commands/<name>.py`, and its sentences.

A command named `export-person` is `jobs/commands/export_person.py`. The sentences are in
`templates/<language>/command_line.toml`, under `commands` and `options`.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Command(NamedTuple):
    """One command and the options it takes besides the common ones."""

    name: str
    options: tuple[str, ...] = ()
    logged: bool = False
    """Whether a log is kept of what it does."""

    @property
    def module(self) -> str:
        """The module whose `run(arguments)` does it."""
        return f"jobs.commands.{self.name.replace('-', '_')}"


COMMANDS = (
    Command("demo", ("directory",)),
    Command(
        "init", ("dry-run", "json", "folder", "google", "credentials", "adopt", "import", "yes")
    ),
    Command("doctor", ("json", "registry", "mend", "probe", "credentials", "mail-to")),
    Command("check", ("dry-run", "json", "registry", "fail-on"), logged=True),
    Command("remind", ("dry-run", "json", "registry", "preview", "apply"), logged=True),
    Command(
        "report",
        ("dry-run", "json", "registry", "month", "period", "evidence", "apply"),
        logged=True,
    ),
    Command("run", ("dry-run", "json", "registry", "apply"), logged=True),
    Command("serve"),
    Command("resolve", ("dry-run", "json", "registry", "item", "decision"), logged=True),
    Command("status", ("json", "registry")),
    Command("explain", ("json", "rule")),
    Command("settings", ("json", "name")),
    Command("backup", ("json", "list", "into"), logged=True),
    Command("restore", ("dry-run", "yes", "backup"), logged=True),
    Command("purge", ("json",), logged=True),
    Command("export-person", ("json", "registry", "person")),
    Command("erase-person", ("dry-run", "registry", "yes", "person"), logged=True),
    Command("install-service", ("dry-run", "how", "unit")),
    Command("completion", ("shell",)),
    Command("help", ("about",)),
    Command("version", ()),
)

COMMON = ("config", "today", "lang", "verbose")
"""Options of every command."""

OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "config": {"flags": ("--config",), "metavar": "FILE"},
    "today": {"flags": ("--today",), "kind": "day", "metavar": "YYYY-MM-DD"},
    "lang": {"flags": ("--lang",), "choices": ("th", "en")},
    "verbose": {"flags": ("-v", "--verbose"), "action": "store_true"},
    "dry-run": {"flags": ("--dry-run",), "action": "store_true"},
    "json": {"flags": ("--json",), "action": "store_true"},
    "registry": {"flags": ("--registry",), "metavar": "ID"},
    "fail-on": {"flags": ("--fail-on",), "choices": ("error", "warning")},
    "preview": {"flags": ("--preview",), "action": "store_true"},
    "apply": {"flags": ("--apply",), "action": "store_true"},
    "evidence": {"flags": ("--evidence",), "metavar": "COMMUNITY"},
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
}
"""How each option is typed: its flags (none: it is typed by place) and what `argparse` needs."""


def untyped(command: str) -> dict[str, Any]:
    """Every option of a command as if it had been typed without any, by name, `_` for `-`."""
    names = next(one.options for one in COMMANDS if one.name == command)
    found = {}
    for name in (*COMMON, *names):
        option = OPTIONS[name]
        unset = False if option.get("action") == "store_true" else option.get("default")
        found[str(option.get("dest", name)).replace("-", "_")] = unset
    return found
