"""What help says of the commands: `templates/commands.toml`, both languages together.

    [check.th]
    help = "…"              # its line in the list of all
    about = "…"             # what stands above its options
    [check.th.examples]
    "check --json" = "…"    # what is typed, and what it does
    [check.en]
    help = "…"

They stand there as help lists them. Whoever asks finds them under
`command_line.commands.<command>.<sentence>`. The agency's own wording of them stands under the
same names in its `command_line.toml`.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sheets_sync.i18n.packaged_toml import packaged_toml
from sheets_sync.resources import resource_name


def place_of(keys: Sequence[str], others: str) -> str:
    """The file in which a sentence of the command line stands or belongs; `others` has the rest."""
    return _place() if keys[0] == "commands" else others


@cache
def with_others(others: str, language: str) -> Mapping[str, Any]:
    """The file `others` of that language, and what is said of commands, as if it were one file."""
    said = packaged_toml(_place())
    commands = {name: one[language] for name, one in said.items() if language in one}
    return {**packaged_toml(others), "commands": commands}


def _place() -> str:
    return resource_name("templates", "commands.toml")
