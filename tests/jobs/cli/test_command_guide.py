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

from jobs.cli.command_table import COMMON, OPTIONS, command_named, command_names
from jobs.cli.parser import parser
from sheets_sync.i18n.sentences import LANGUAGES, Sentences

pytestmark = pytest.mark.xdist_group("command-guide")
"""One worker makes what these tests share."""

ROOT = Path(__file__).resolve().parents[3]
by_name = pytest.mark.parametrize("command", command_names())


@by_name
def test_every_file_beside_the_commands_is_one(command: str):
    path = f"jobs/commands/{command.replace('-', '_')}.py"
    source = (ROOT / path).read_text(encoding="utf-8")
    names = {
        getattr(node, "name", None)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.alias)
    }

    assert "run" in names, (
        f"{command} does nothing: add `def run(context: JobContext) -> int:` to {path}; what "
        "several commands share stands in jobs/pipeline"
    )


@by_name
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_has_its_words(command: str, language: str):
    path, sentences = "templates/commands.toml", Sentences(language)

    for key in ("help", "about"):
        assert f"command_line.commands.{command}.{key}" in sentences, (
            f'{command} is not explained: add `{key} = "…"` to a table '
            f"[{command}.{language}] in {path}, where help is to list it"
        )
    assert f"command_line.commands.{command}.examples" in sentences, (
        f"{command} has no example: add [{command}.{language}.examples] to {path}"
    )
    for option in (*command_named(command).arguments, *COMMON):
        line = f'`"{option}": {{"flags": (…)}},` to OPTIONS in jobs/cli/command_table.py'
        assert option in OPTIONS, f"an option of {command} is unknown: add {line}"
        assert f"command_line.options.{option}" in sentences, (
            f'an option of {command} is not explained: add `{option} = "…"` to [options] in '
            f"templates/{language}/command_line.toml"
        )


@by_name
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_of_a_command_can_be_typed(command: str, language: str):
    sentences = Sentences(language)

    for example in sentences.table(f"command_line.commands.{command}.examples"):
        typed = shlex.split(example.partition(" > ")[0])
        assert parser(sentences, typed).parse_args(typed).command == command


@pytest.fixture(scope="module")
def tests_of_ours():
    return "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))


@by_name
def test_every_command_is_tested(command: str, tests_of_ours: str):
    typed = rf'(?:main\(\[|\brun\(|\bcop_steward\(|"jobs",) ?"{command}"'
    assert re.search(typed, tests_of_ours), (
        f"no test types {command}: write tests/jobs/commands/test_{command.replace('-', '_')}.py"
    )


@pytest.fixture(scope="module")
def one_sentence_less(tmp_path_factory):
    """The program, as it is while somebody has added a command and not yet its sentences."""
    folder = tmp_path_factory.mktemp("program")
    for name in ("jobs", "sheets_sync", "templates", "config"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copy(folder / "jobs/commands/version.py", folder / "jobs/commands/greet_everybody.py")
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
