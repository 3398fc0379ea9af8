"""The config file that a person begins with: where it is, what it says, what to type next."""

from collections.abc import Mapping
from pathlib import Path

from jobs.cli.context import JobContext
from sheets_sync.delivery.write_config import quoted
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.settings import CONFIG


def config_of(context: JobContext) -> Path:
    """The config file to make or keep: `--config`, else the usual one in the folder named."""
    return context.config or Path(context.options.folder) / CONFIG


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
