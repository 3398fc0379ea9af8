"""The tables of the README, printed by the code they describe; `make readme` puts them in."""

import tomllib

import cog

from sheets_sync.resources import resource
from sheets_sync.rules import RULES


def commands() -> None:
    words = tomllib.loads(
        resource("templates", "en", "command_line.toml").read_text(encoding="utf-8")
    )
    cog.outl()
    cog.outl("| Command | Does |")
    cog.outl("|---|---|")
    for name, said in words["commands"].items():
        cog.outl(f"| `{name}` | {said['about']} |")
    cog.outl()


def rules() -> None:
    cog.outl()
    cog.outl("| Rule | Severity | Step | Reports |")
    cog.outl("|---|---|---|---|")
    for rule in RULES:
        summary = rule.page.strip().partition("\n")[0]
        cog.outl(f"| `{rule.name}` | {rule.severity} | {rule.step or ''} | {summary} |")
    cog.outl()
