"""What the pages for developers name is there."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    ROOT / "docs/architecture.md",
    ROOT / "docs/glossary.md",
    *sorted((ROOT / "docs/decisions").glob("*.md")),
]
FILES = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
    cwd=ROOT,
    capture_output=True,
    text=True,
    check=True,
).stdout.splitlines()
NAMED = re.compile(r"`([\w./-]+\.(?:py|toml|html|md|yml|json))`")
OWN = {"cop-steward.toml", "registry.toml", "rules.toml"}
"""What an agency makes itself."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_is_there(page: Path):
    named = {name for name in NAMED.findall(page.read_text(encoding="utf-8")) if name not in OWN}

    gone = {name for name in named if not any(f"/{file}".endswith(f"/{name}") for file in FILES)}
    assert gone == set(), f"{page.name} names files that are not there"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []
