"""Writes docs/licences.md, the licences of what an installation brings: `python docs/licences.py`.

Read from the metadata of the installed packages that `.ci/runtime.lock` names.
"""

import importlib.metadata
import re
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"
ONLY_AS_A_TEXT = {"imapclient": "BSD-3-Clause"}
"""What the licence file of a package says whose metadata does not."""
HEAD = """# Licences of what an installation brings

CoP Steward is under the [MIT licence](../LICENSE). It installs these packages, all free to use and
to pass on. `make sbom` writes the same as a CycloneDX bill of materials, for tools that look up
known weaknesses. This page is made by `make licences`.

| Package | Licence |
|---|---|
"""


def page() -> str:
    """The whole page."""
    rows = [f"| {name} | {licence} |" for name, licence in licences().items()]
    return HEAD + "\n".join(rows) + "\n"


def licences() -> dict[str, str]:
    """The licence of each package of the lock that is installed on this system."""
    lock = (ROOT / ".ci/runtime.lock").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for name in re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE):
        # Some are only for other systems or other versions of Python.
        with suppress(importlib.metadata.PackageNotFoundError):
            found[name] = _licence(name)
    return found


def _licence(name: str) -> str:
    """As the package names it: an SPDX expression, its classifiers, or a short text."""
    about = importlib.metadata.metadata(name)
    classified = [
        one.rpartition(" :: ")[2]
        for one in about.get_all("Classifier") or ()
        if one.startswith("License :: ") and not one.endswith("OSI Approved")
    ]
    said = about.get_all("License-Expression") or classified or about.get_all("License")
    return ", ".join(said or [ONLY_AS_A_TEXT[name]])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
