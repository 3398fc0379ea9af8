"""Pages that are made again and again in one process: each in its own language and wording."""

import pytest

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.i18n.templates import environment, render


@pytest.fixture
def wording(tmp_path):
    """The agency's own page, which says a number that is a constant of the page."""
    folder = tmp_path / "wording"
    (folder / "shared").mkdir(parents=True)
    (folder / "shared/page.txt").write_text("{{ 1234|number }} {{ 0.5|percent }}")
    return folder


def test_a_constant_of_a_page_is_said_as_each_reader_reads_it(wording):
    read = [
        render(environment(Sentences(language, wording, thai_digits=thai)), "page.txt", {})
        for language, thai in (("th", False), ("th", True), ("en", False), ("th", False))
    ]

    assert read == ["1,234 50 %", "๑,๒๓๔ ๕๐ %", "1,234 50 %", "1,234 50 %"]


def test_a_page_that_was_changed_is_read_as_it_is_now(wording):
    sentences = Sentences("en", wording)
    before = render(environment(sentences), "page.txt", {})

    (wording / "shared/page.txt").write_text("{{ 7|number }}")

    assert (before, render(environment(sentences), "page.txt", {})) == ("1,234 50 %", "7")
