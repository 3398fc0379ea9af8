"""The tables of the README, printed by the code they describe; `make readme` puts them in."""

import tomllib

import cog

from sheets_sync.resources import resource


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
