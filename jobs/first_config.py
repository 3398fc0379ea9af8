"""The config file that a person begins with: where it is, what it says, what to type next."""

from collections.abc import Mapping
from pathlib import Path

from jobs.context import Arguments
from sheets_sync.effects.config_file import quoted
from sheets_sync.settings import CONFIG
from sheets_sync.words.sentences import Sentences


def config_of(arguments: Arguments) -> Path:
    """The config file to make or keep: `--config`, else the usual one in the folder named."""
    return arguments.config or Path(arguments.options.folder) / CONFIG


def first_config(say: Sentences, place: Mapping[str, str], overlay: str = "") -> str:
    """A new config file: what an agency fills in, with comments in its language.

    `place` says where the workbook is, as under `[[registry]]`.
    """
    schema = f"schema = {quoted(overlay)}" if overlay else '# schema = "registry.toml"'
    lines = "\n".join(f"{name} = {quoted(value)}" for name, value in place.items())
    return say("init.config.text", language=say.language, schema=schema, place=lines)


def next_command(config: Path, command: str = "check") -> str:
    """What to type next, from the folder where this was typed."""
    usual = config == Path(CONFIG) or config.absolute() == Path(CONFIG).absolute()
    return f"cop-steward {command}" if usual else f"cop-steward {command} --config {config}"
