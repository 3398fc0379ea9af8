"""The ready files: the image's steps run in an empty folder, the guides name what there is."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from jobs.cli.command_table import command_names
from sheets_sync.settings.catalogue import catalogue

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "docs" / "deploy"
pytestmark = [pytest.mark.long, pytest.mark.xdist_group("image")]
"""One worker makes the image that these tests share."""
GUIDES = ("operating.en.md", "operating.th.md", "privacy.en.md", "privacy.th.md")
WHEELS = ROOT / ".venv" / "wheels"


def steps(name):
    """The instructions of a Containerfile, each with its arguments."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    found = re.findall(rf"^{name} (.*)$", text, re.MULTILINE)
    assert found
    return found


def _lines():
    return (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    """The command of the image: what the steps of the Containerfile leave in an empty folder."""
    if not WHEELS.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"{WHEELS} is missing: make test fills it")
        pytest.skip(f"{WHEELS} is missing: make test fills it")
    image = tmp_path_factory.mktemp("image")

    def inside(text):
        return text.replace("/opt/", f"{image}/opt/")

    for copied in steps("COPY"):
        *sources, target = copied.split()
        place = Path(inside(target))
        for source in sources:
            path = ROOT / source
            to = place if path.is_dir() else place / path.name
            to.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["cp", "-r", str(path), str(to)], check=True)
    offline = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PIP_NO_COMPILE": "no",  # pip means: do not compile
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(WHEELS),
        "PIP_NO_BUILD_ISOLATION": "0",
        "PYTHONPATH": "",
    }
    for step in steps("RUN"):
        if step.startswith("useradd"):  # only an image may make accounts
            continue
        command = inside(step)
        if "--no-deps" in command:  # hatchling comes from the tests' own environment
            command = command.replace("--no-deps", "--no-deps --no-build-isolation")
            offline["PYTHONPATH"] = str(next(Path(sys.prefix).glob("lib/*/site-packages")))
        subprocess.run(["/bin/sh", "-ec", command], check=True, env=offline)
    return inside(re.search(r'ENTRYPOINT \["(.*)"\]', "\n".join(_lines())).group(1))


def in_image(*command, folder):
    """A command that knows nothing of this checkout."""
    return subprocess.run(
        command,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_steps_of_the_image_make_a_program_that_runs_the_demo(image, tmp_path):
    done = in_image(image, "demo", folder=tmp_path)

    assert (done.returncode, len(done.stdout.splitlines())) == (0, 5), done.stderr
    assert (tmp_path / "demo/index.html").exists()


def test_the_image_brings_all_that_the_program_asks_for_and_no_tool(image, tmp_path):
    python = str(Path(image).with_name("python"))
    whole = in_image(python, "-m", "pip", "check", folder=tmp_path)
    listed = in_image(python, "-m", "pip", "list", "--format=freeze", folder=tmp_path)
    names = {line.partition("==")[0].lower() for line in listed.stdout.splitlines()}

    assert whole.returncode == 0, whole.stdout
    assert "cop-steward" in names
    assert names & {"pytest", "hypothesis", "ruff", "mypy", "openpyxl"} == set()


def test_the_yaml_files_are_yaml_and_start_what_there_is():
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    schedule = yaml.safe_load((DEPLOY / "ci-schedule.yml").read_text(encoding="utf-8"))

    build = compose["services"]["steward"]["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).resolve() == DEPLOY / "Containerfile"
    assert "cop-steward run" in schedule["jobs"]["run"]["steps"][-1]["run"]


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_names_commands_settings_and_files_that_exist(guide):
    text = (ROOT / "docs" / guide).read_text(encoding="utf-8")
    commands = set(re.findall(r"cop-steward ([a-z][a-z-]+)", text))
    settings = set(re.findall(r"`((?:retention|backup|agency|log)\.[a-z_]+)`", text))
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]

    assert commands - set(command_names()) == set()
    assert settings - set(catalogue()) == set()
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []


@pytest.mark.parametrize("guide", ["operating", "privacy"])
def test_both_languages_say_the_same(guide):
    thai, english = (
        re.sub(
            r"^```.*?^```",
            "",
            (ROOT / "docs" / f"{guide}.{language}.md").read_text(encoding="utf-8"),
            flags=re.MULTILINE | re.DOTALL,
        )
        for language in ("th", "en")
    )
    for pattern in (r"`([^`\n]+)`", r"\]\(([^)]+)\)"):
        found = [
            {re.sub(r"\.(th|en)\.md", ".md", each) for each in re.findall(pattern, text)}
            for text in (thai, english)
        ]
        assert found[0] - found[1] == set()


def test_the_crontab_lines_are_shell():
    for line in (DEPLOY / "crontab").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            command = line.split(maxsplit=5)[5]
            assert shlex.split(command)
            subprocess.run(["/bin/sh", "-n", "-c", command], check=True)
