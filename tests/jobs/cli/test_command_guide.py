"""What a new command needs, said to whoever adds one: where the line or file is missing."""

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from jobs.cli.command_table import COMMANDS, COMMON, OPTIONS, Command
from jobs.cli.parser import parser
from sheets_sync.i18n.sentences import LANGUAGES, Sentences

pytestmark = pytest.mark.xdist_group("command-guide")
"""One worker makes what these tests share."""

ROOT = Path(__file__).resolve().parents[3]
TABLE = "COMMANDS in jobs/cli/command_table.py"
FILES = sorted(path for path in (ROOT / "jobs/commands").glob("*.py") if path.stem != "__init__")

by_name = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_of_a_command_is_in_the_table(path: Path):
    name = path.stem.replace("_", "-")

    assert name in {command.name for command in COMMANDS}, (
        f'jobs/commands/{path.name} can never be typed: add `Command("{name}", (…)),` to {TABLE}; '
        "what several commands share stands in jobs/pipeline"
    )


@by_name
def test_every_command_has_its_file(command: Command):
    path = f"{command.module.replace('.', '/')}.py"

    assert (ROOT / path).is_file(), f"{command.name} does nothing: write {path}"
    source = (ROOT / path).read_text(encoding="utf-8")
    names = {
        getattr(node, "name", None)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.alias)
    }
    assert "run" in names, f"add `def run(context: JobContext) -> int:` to {path}"


@by_name
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_has_its_words(command: Command, language: str):
    path, sentences = f"templates/{language}/command_line.toml", Sentences(language)

    for key in ("help", "about"):
        assert f"command_line.commands.{command.name}.{key}" in sentences, (
            f'{command.name} is not explained: add `{key} = "…"` to a table '
            f"[commands.{command.name}] in {path}"
        )
    examples = sentences.table(f"command_line.commands.{command.name}.examples")
    assert examples, (
        f"{command.name} has no example: add [commands.{command.name}.examples] to {path}"
    )
    for option in (*command.options, *COMMON):
        line = f'`"{option}": {{"flags": (…)}},` to OPTIONS in jobs/cli/command_table.py'
        assert option in OPTIONS, f"an option of {command.name} is unknown: add {line}"
        assert f"command_line.options.{option}" in sentences, (
            f"an option of {command.name} is not explained: "
            f'add `{option} = "…"` to [options] in {path}'
        )


@by_name
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_of_a_command_can_be_typed(command: Command, language: str):
    sentences = Sentences(language)

    for example in sentences.table(f"command_line.commands.{command.name}.examples"):
        typed = shlex.split(example.partition(" > ")[0])
        assert parser(sentences, typed).parse_args(typed).command == command.name


@by_name
def test_every_command_is_tested(command: Command):
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")
    )

    assert re.search(rf'[(\[\s,]"{command.name}"[,)\]]', sources), (
        f"no test types {command.name}: "
        f"write tests/jobs/commands/test_{command.name.replace('-', '_')}.py"
    )


@pytest.fixture(scope="module")
def one_sentence_less(tmp_path_factory):
    """The program, as it is while somebody has added a command and not yet its sentences."""
    folder = tmp_path_factory.mktemp("program")
    for name in ("jobs", "sheets_sync", "templates", "config"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    table = folder / "jobs/cli/command_table.py"
    line = 'COMMANDS = (\n    Command("greet-everybody"),\n'
    table.write_text(table.read_text(encoding="utf-8").replace("COMMANDS = (\n", line), "utf-8")
    return folder


def _typed(folder, *words):
    return subprocess.run(
        [sys.executable, "-m", "jobs", *words, "--lang", "en"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_command_without_sentences_breaks_no_other(one_sentence_less):
    explained = _typed(one_sentence_less, "explain", "--json", "date-unreadable")
    helped = _typed(one_sentence_less, "--help")

    assert (explained.returncode, json.loads(explained.stdout)["rule"]) == (0, "date-unreadable")
    assert helped.returncode == 0
    assert "greet-everybody\n" in helped.stdout
    assert Sentences("en")("command_line.commands.check.help") in " ".join(helped.stdout.split())


def test_a_command_without_sentences_names_the_one_that_is_missing(one_sentence_less):
    own = _typed(one_sentence_less, "greet-everybody", "--help")

    assert own.returncode == 3
    assert "command_line.commands.greet-everybody.about is missing: add it to " in own.stderr
