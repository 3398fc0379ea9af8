"""What a rule says, and its Thai page: one file a rule, both languages, in `templates/rules/`.

    [th]
    message = "…"       # the usual sentence; `message_suggested` where something can be proposed
    page = '''…'''      # what `explain` shows; the English one is the docstring of the rule
    [en]
    message = "…"

Whoever asks finds them under `findings.<rule>.<sentence>` and `rules.<rule>`. The agency's own
wording of them stands under the same names in its `findings.toml` and `rules.toml`.
"""

import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from sheets_sync.i18n.packaged_toml import packaged_toml
from sheets_sync.resources import resource_name

FILES = ("findings", "rules")
"""As what they are asked for."""


def place_of(rule: str) -> str:
    """The file in which the words of a rule stand."""
    return resource_name("templates", "rules", f"{rule}.toml")


@cache
def rule_words(file: str, language: str) -> Mapping[str, Any]:
    """`findings` or `rules`, as if it were one file of that language."""
    folder = resource_name("templates", "rules")
    names = (name.removesuffix(".toml") for name in os.listdir(folder) if name.endswith(".toml"))  # noqa: PTH208 — a slow import less
    words = {name: packaged_toml(place_of(name)).get(language, {}) for name in sorted(names)}
    if file == "rules":
        return {name: said["page"] for name, said in words.items() if "page" in said}
    return {
        name: {key: sentence for key, sentence in said.items() if key != "page"}
        for name, said in words.items()
    }
