import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("readme", ["README.md", "README.th.md"])
def test_the_readmes_tables_are_what_the_code_says(readme):
    check = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", readme],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert check.returncode == 0, f"{check.stdout}\nRun: make readme"


def test_every_make_target_that_is_named_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = re.findall(r"(?:`|^)make ([a-z -]+?)(?:`|  | [A-Z]|$)", README, re.MULTILINE)
    targets = {word for words in named for word in words.split()}
    known = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))

    assert {"demo", "test"} <= targets
    assert targets - known == set()


def test_every_file_that_is_linked_is_there():
    links = re.findall(r"\]\(([^)#]+)\)", README)

    assert [link for link in links if not (ROOT / link).exists()] == []
