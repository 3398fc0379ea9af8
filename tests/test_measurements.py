"""The page of measured figures: one section a run, written anew by the next."""

import re
import sys

from tests.measurements import HEAD, main


def run(page, name, code, *options):
    return main([name, *options, "--", sys.executable, "-c", code], page)


def test_what_a_run_ended_with_stands_in_its_section_of_the_page(tmp_path, capsys):
    page = tmp_path / "measurements.md"

    assert run(page, "second", "print('0 of 9 wrong')") == 0
    assert (
        run(page, "first", "[print(n) for n in range(9)]; raise SystemExit(3)", "--last", "2") == 3
    )
    assert run(page, "second", "print('0 of 10 wrong')") == 0

    text = page.read_text(encoding="utf-8")
    assert text.startswith(HEAD)
    sections = re.split(r"^## ", text.removeprefix(HEAD).strip(), flags=re.MULTILINE)[1:]
    first, second = sections
    assert first.startswith("first\n")
    assert "It ended with 3." in first
    assert first.rstrip().endswith("```text\n7\n8\n```")
    assert second.rstrip().endswith("```text\n0 of 10 wrong\n```")
    assert "0 of 10 wrong" in capsys.readouterr().out


def test_the_page_names_the_command_without_the_place_of_the_checkout(tmp_path):
    page = tmp_path / "measurements.md"

    run(page, "any", "print()")

    assert str(tmp_path.parents[2]) not in page.read_text(encoding="utf-8")
    assert re.search(r"`python[\d.]* -c print\(\)`, \d{4}-\d\d-\d\d at ", page.read_text("utf-8"))
