"""Every file in which somebody is named belongs to a place of the list."""

from pathlib import Path

import pytest

from jobs.cli.main import main
from sheets_sync.data_protection.mentions import mentions
from sheets_sync.data_protection.places import PLACES, place_of
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.settings import load
from tests.jobs.pipeline.test_forgotten_letters import check, folder
from tests.jobs.pipeline.test_send_alerts import SOMCHAI, at

__all__ = ["folder"]

OURS = {"registry.xlsx", "cop-steward.toml"}
"""The agency's own: the workbook, and the config file."""


def test_whatever_names_somebody_is_on_the_list(folder):
    with at(23, 9):
        for command in ("check", "remind", "report", "backup"):
            assert main([command]) == 0
    check(24)
    settings = load()

    named = {
        path
        for path in folder.rglob("*")
        if path.is_file() and path.name not in OURS and mentions(path, [SOMCHAI])
    }
    assert {place_of(path, settings).name for path in named if place_of(path, settings)} >= {
        "ledger",
        "outbox",
    }
    assert [str(path) for path in named if place_of(path, settings) is None] == []


def test_every_place_has_its_words():
    for language in ("th", "en"):
        say = Sentences(language)
        assert [say(f"jobs.places.{place.name}") for place in PLACES]


def test_a_name_is_found_in_a_packed_workbook_and_in_an_encoded_mail(tmp_path: Path):
    import base64
    import zipfile

    with zipfile.ZipFile(tmp_path / "copy.xlsx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/sharedStrings.xml", "<t>นางสุดา ใจดี</t>" * 50)
    body = base64.encodebytes("เรียน นางสุดา ใจดี".encode()).decode()
    (tmp_path / "letter.eml").write_text(
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + body,
        encoding="utf-8",
    )

    for name in ("copy.xlsx", "letter.eml"):
        assert [mentions(tmp_path / name, [who]) for who in ("นางสุดา ใจดี", "นายมานะ")] == [
            True,
            False,
        ]


@pytest.mark.parametrize("gap", [" ", "\n  ", "&nbsp;"])
def test_a_name_is_found_in_a_page_that_keeps_each_of_its_words_together(gap, tmp_path: Path):
    page = tmp_path / "report-hr.html"
    words = gap.join(f"<span class=name>{word}</span>" for word in ("นางสุดา", "ใจดี"))
    page.write_text(f"<p>ผู้ประสานงาน: {words}</p>", encoding="utf-8")

    found = [mentions(page, [who]) for who in ("นางสุดา ใจดี", "นางสุดา  ใจดี", "นายมานะ")]

    assert found == [True, True, False]


def test_a_name_is_found_where_it_goes_over_two_lines(tmp_path: Path):
    text = tmp_path / "letter.txt"
    text.write_text("ผู้ประสานงานคือ นางสุดา\nใจดี", encoding="utf-8")

    assert [mentions(text, [who]) for who in ("นางสุดา ใจดี", "นายมานะ")] == [True, False]
