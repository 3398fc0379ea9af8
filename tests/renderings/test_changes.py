import pytest

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.sections.changes import Change
from sheets_sync.renderings.document.phrases import Phrases
from tests.rules.workbooks import our_schema


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("th", "มีขั้นตอนที่เกินกำหนดเพิ่มขึ้น 5 รายการ ใน 4 กลุ่ม ได้แก่ “งบประมาณ” “พัสดุ” และอีก 2 กลุ่ม"),
        ("en", "5 steps are newly overdue in 4 communities: “งบประมาณ”, “พัสดุ” and 2 more."),
    ],
)
def test_names_of_communities_end_with_how_many_more_there_are(language, said):
    facts = {"count": 5, "communities": 4, "names": ("งบประมาณ", "พัสดุ"), "more": 2}
    phrases = Phrases(our_schema(), Sentences(language))
    assert phrases.change(Change("late", facts)) == said


@pytest.mark.parametrize(
    ("language", "things", "said"),
    [
        ("th", ("เดือนนี้", "สะสมปีงบประมาณ"), "เดือนนี้และสะสมปีงบประมาณ"),
        ("th", ("เดือนนี้", "เดือนก่อน", "สะสม"), "เดือนนี้ เดือนก่อน และสะสม"),
        ("th", ("“งบประมาณ”", "“พัสดุ”"), "“งบประมาณ” และ “พัสดุ”"),
        ("th", ("1–4", "6"), "1–4 และ 6"),
        ("th", ("ผ่าน", "CoP"), "ผ่านและ CoP"),
        ("en", ("this month", "to date"), "this month and to date"),
        ("en", ("พัสดุ", "งบประมาณ"), "พัสดุ and งบประมาณ"),
    ],
)
def test_a_list_is_spaced_as_its_language_is_written(language, things, said):
    assert Phrases(our_schema(), Sentences(language)).listed(things) == said
