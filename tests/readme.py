"""The tables of the README, printed by the code they describe; `make readme` puts them in."""

import cog

from sheets_sync.i18n.sentences import Sentences


def commands() -> None:
    words = Sentences("en").table("command_line.commands")
    cog.outl()
    cog.outl("| Command | Does |")
    cog.outl("|---|---|")
    for name, said in words.items():
        cog.outl(f"| `{name}` | {said['about']} |")
    cog.outl()
