"""The tables of both READMEs, printed by the code they describe; `make readme` puts them in."""

import cog

from sheets_sync.i18n.sentences import Language, Sentences

_HEADS = {"en": "| Command | Does |", "th": "| คำสั่ง | ทำอะไร |"}


def commands(language: Language) -> None:
    words = Sentences(language).table("command_line.commands")
    cog.outl()
    cog.outl(_HEADS[language])
    cog.outl("|---|---|")
    for name, said in words.items():
        cog.outl(f"| `{name}` | {said['about']} |")
    cog.outl()
