"""Lines of the letters in the agency's own words, and letters in the reader's language."""

import datetime as dt
from dataclasses import replace

from sheets_sync.delivery.write_mails import write_mails
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.letters.letter_context import LetterContext
from sheets_sync.settings.model import LetterTexts
from tests.letters.test_digest import HEAD
from tests.planning.reminders.reminder_registry import SCHEMA, SETTINGS, reminded, rows, staff

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.timezone(dt.timedelta(hours=7)))
OWN = LetterTexts("ถึง {name} ที่เคารพ", "งานพัฒนาบุคคล โทร. 1234", "สอบถาม {contact} เท่านั้น")


def plain(texts=OWN, plans=(), **person):
    """The coordinator's letter as plain text."""
    found = reminded({**rows(plans=plans), "staff": staff(somchai=person)})
    both = {language: Sentences(language) for language in ("th", "en")}
    context = LetterContext(
        both["th"],
        SETTINGS.agency,
        HEAD,
        {"main": SCHEMA},
        texts={"main": texts},
        others=both,
    )
    mails = write_mails(found, context, now=NOW)
    return next(one for one in mails if one.to.address == "somchai@agency.go.th")


def test_own_greeting_signature_and_contact_stand_in_place_of_ours():
    letter = plain().plain

    assert "ถึง นายสมชาย ใจดี ที่เคารพ" in letter
    assert "งานพัฒนาบุคคล โทร. 1234" in letter
    assert "สอบถาม hrd@agency.go.th เท่านั้น" in letter
    assert "เรียน  นายสมชาย" not in letter
    assert "กลุ่มพัฒนาบุคลากร กรมตัวอย่าง" not in letter
    assert "กลุ่มพัฒนาบุคลากร กรมตัวอย่าง" in plain(LetterTexts()).plain


def test_a_line_that_is_not_set_is_ours():
    letter = plain(replace(OWN, greeting=None)).plain

    assert "เรียน  นายสมชาย ใจดี" in letter
    assert "งานพัฒนาบุคคล โทร. 1234" in letter


def test_a_reader_of_another_language_gets_a_letter_in_it_without_our_thai_lines():
    letter = plain(mail_language="อังกฤษ")

    assert letter.language == "en"
    assert "Dear" in letter.plain
    assert "ที่เคารพ" not in letter.plain
    assert "งานพัฒนาบุคคล" not in letter.plain


def test_what_is_to_be_filled_in_is_named_as_it_stands_in_the_registry_too():
    plan = {"community": "C-001", "objectives": "งานถูกต้อง"}

    letter = plain(plans=[plan], mail_language="English").plain

    assert "Content (ประเด็นเนื้อหา), Period, Techniques (เทคนิควิธีการที่ใช้)" in letter
