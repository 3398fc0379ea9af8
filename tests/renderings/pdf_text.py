"""What stands in a PDF, as poppler takes it out; the vendored typeface is proven for that."""

import re
import shutil
import subprocess

from tests.fixtures.postgres import not_here


def pdf_text(content, tmp_path, *options):
    """The text without the spaces and line ends that a layout makes."""
    return squeezed(raw_text(content, tmp_path, *options))


def raw_text(content, tmp_path, *options):
    """The text, page by page."""
    if not shutil.which("pdftotext"):
        not_here("poppler-utils is not installed")
    path = tmp_path / "document.pdf"
    path.write_bytes(content)
    command = ["pdftotext", *options, path, "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def squeezed(text):
    """The text without white space."""
    return re.sub(r"\s+", "", text.replace("\u00ad", ""))
