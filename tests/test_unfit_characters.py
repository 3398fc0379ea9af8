"""One table for every output: mail, page, calendar, terminal, JSON."""

import io
import json

import pytest

from jobs.cli.console import Console
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.i18n.templates import environment
from sheets_sync.letters.wording import fit as fit_for_mail
from sheets_sync.renderings.document.shown import fit as fit_for_page
from sheets_sync.unfit_characters import UNFIT, UNFIT_IN_A_LINE, unfit_in

CONTROLS = [chr(code) for code in (*range(32), *range(0x7F, 0xA0))]
NEVER = [each for each in CONTROLS if each not in "\t\n\r"] + ["\ud800", "\ufffe", "\udfff"]
TEXT = "กลุ่ม" + "".join(NEVER) + "งาน"


def test_the_table_has_every_control_and_nothing_that_people_type():
    assert [each for each in NEVER if not UNFIT.fullmatch(each)] == []
    assert [each for each in CONTROLS if not UNFIT_IN_A_LINE.fullmatch(each)] == []
    assert UNFIT.sub("", "ก่า ๙\tA\nß\u00a0\u200b🎉") == "ก่า ๙\tA\nß\u00a0\u200b🎉"


def test_every_character_is_found_or_passed_in_the_middle_of_text():
    text = {chr(code): f"ก\n{chr(code)}ข" for code in (*range(0x10000), 0x10000, 0x10FFFF)}

    found = [each for each, around in text.items() if unfit_in(around) == each]

    assert found == [each for each in text if UNFIT.fullmatch(each)]
    assert unfit_in("ก\nข") == ""


@pytest.mark.parametrize("fit", [fit_for_mail, fit_for_page])
def test_mail_and_page_hold_none(fit):
    assert fit(TEXT) == "กลุ่มงาน"


def test_a_template_holds_none_whatever_it_is_given():
    page = environment(Sentences("en")).from_string("<b>{{ text }}</b>")
    assert page.render(text=TEXT) == "<b>กลุ่มงาน</b>"


def test_a_terminal_is_told_nothing_by_a_cell():
    out, err = io.StringIO(), io.StringIO()
    console = Console(out, err, Sentences("en"))
    console.line(TEXT)
    console.note(TEXT)
    assert (out.getvalue(), err.getvalue()) == ("กลุ่มงาน\n", "กลุ่มงาน\n")


def test_json_keeps_everything_and_writes_nothing_raw():
    out = io.StringIO()
    Console(out, io.StringIO(), Sentences("en"), json=True).json({"value": TEXT})

    assert UNFIT.search(out.getvalue()) is None
    assert json.loads(out.getvalue()) == {"value": TEXT}
