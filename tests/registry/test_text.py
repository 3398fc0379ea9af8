import re
import unicodedata
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.registry.nearest_text import nearest, nearest_code
from sheets_sync.registry.text import (
    arabic_digits,
    clean,
    collation_key,
    fold,
    repaired,
    thai_digits,
)
from sheets_sync.registry.text_columns import (
    FEW,
    clean_all,
    fold_all,
    needs_cleaning,
    numbered_folds,
)
from sheets_sync.registry.thai_marks import from_old_fonts, mend

DATA = Path(__file__).parent / "data"


def lines_of(name):
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


RIGHT_THAI = lines_of("thai_words.txt")
WORDS = [word for line in RIGHT_THAI for word in line.split(" ")]
REPAIRS = [
    re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), line).split(" => ")
    for line in lines_of("thai_repairs.txt")
]

thai = st.text(st.sampled_from([chr(code) for code in range(0x0E01, 0x0E5C)] + [" "]), max_size=20)
anything = st.one_of(
    thai,
    st.text(max_size=20),
    st.lists(st.sampled_from([*WORDS[:60], " ", "\n", "\u200b", "ํ", "้", "า", "เ"])).map("".join),
)


@pytest.mark.parametrize(("damaged", "mended"), REPAIRS)
def test_a_break_is_mended(damaged, mended):
    assert clean(damaged) == mended
    assert repaired(damaged) == (None if damaged == mended else mended)


@pytest.mark.parametrize("line", RIGHT_THAI)
def test_right_thai_is_never_touched(line):
    assert clean(line) == line
    assert repaired(line) is None
    assert not needs_cleaning(pa.array(line.split(" "))).any()


@given(st.lists(st.sampled_from(WORDS), min_size=1))
def test_right_words_stay_right_in_any_order(words):
    said = " ".join(words)
    assert (clean(said), repaired(said)) == (said, None)
    assert clean("".join(words)) == "".join(words)


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  กลุ่ม   พัสดุ\t", "กลุ่ม พัสดุ"),
        ("กลุ่ม\u00a0พัสดุ", "กลุ่ม พัสดุ"),
        ("กลุ่ม\r\nพัสดุ\n", "กลุ่ม พัสดุ"),
        ("กลุ่ม\u2028พัสดุ", "กลุ่ม พัสดุ"),
        ("\ufeffกลุ่ม\u200b", "กลุ่ม"),
        ("\u202bกลุ่ม\u202c", "กลุ่ม"),
        ("\uff23\uff4f\uff30\u3000\uff11\uff12", "CoP 12"),
        ("\uff08เช้า\uff09", "(เช้า)"),
        ("\u2714\ufe0f มา", "\u2714 มา"),
        ("e\u0301", "é"),
        ("a\x00b", "ab"),
        ("ก\ud800ข", "ก\ufffdข"),
        ("\u200b \u00a0", ""),
        ("๒๕๖๙", "๒๕๖๙"),
        ("ﬁ ² ½ ㎏", "ﬁ ² ½ ㎏"),
    ],
)
def test_what_nobody_can_see_is_tidied(typed, cleaned):
    assert clean(typed) == cleaned


@pytest.mark.parametrize(
    "typed",
    ["กลุ่ม  พัสดุ ", "กลุ่ม\u00a0พัสดุ", "ข้อ 1\nข้อ 2", "\ufeffกลุ่ม", "กลุ่ม\u200b", "กลุ่ม \u200b พัสดุ",
     "ＣｏＰ กลุ่ม", "\u2714\ufe0f มา", "a\u200bb", "", "CoP", "e\u0301 ก"],
)  # fmt: skip
def test_habits_are_no_damage(typed):
    assert repaired(typed) is None


def test_a_repair_keeps_the_lines():
    assert repaired("ก าหนด  1\nเเผน 2\n") == "กำหนด  1\nแผน 2"


@given(anything)
def test_clean_is_idempotent_and_nfc(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == " ".join(cleaned.split())


@given(anything)
def test_a_repair_means_what_the_cleaned_text_means(text):
    mended = repaired(text)
    if mended is not None:
        assert (clean(mended), repaired(mended)) == (clean(text), None)


@pytest.mark.parametrize("times", [1, FEW + 1])
@given(texts=st.lists(st.one_of(anything, st.none()), max_size=20))
def test_cleaning_together_is_cleaning_each(times, texts):
    texts = texts * times  # few are gone through in Python, many in Arrow
    each = [None if text is None else clean(text) for text in texts]
    column = np.array([*texts, None], dtype=object)[:-1]
    needy = needs_cleaning(column)
    assert clean_all(column).tolist() == each
    assert needy.dtype == np.bool_
    assert [text for text, need in zip(texts, needy, strict=True) if not need] == [
        text for text, need in zip(each, needy, strict=True) if not need
    ]


@given(anything)
def test_text_that_needs_no_cleaning_holds_nothing_to_clean(text):
    many = np.array([text] * (FEW + 1), dtype=object)
    if not (needs_cleaning(many[:1])[0] and needs_cleaning(many)[0]):
        assert mend(from_old_fonts(unicodedata.normalize("NFC", text))) == text
        assert " ".join(text.split()) == text
        assert not [char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co")]


def test_every_kind_of_text_array_is_taken():
    texts, cleaned = ["ก าหนด", None, "แผน"], ["กำหนด", None, "แผน"]
    columns = [
        np.array(texts, dtype=object),
        pa.array(texts),
        pa.array(texts, pa.large_string()),
        pa.chunked_array([texts[:1], texts[1:]]),
    ]
    assert [clean_all(column).tolist() for column in columns] == [cleaned] * 4
    assert [needs_cleaning(column).tolist() for column in columns] == [[True, False, False]] * 4


@pytest.mark.parametrize("others", [[], ["A-1"], ["a-1"], ["A-1", "ก"], ["A-1 "], ["", "-A", "A"]])
@pytest.mark.parametrize("more", [0, FEW])
def test_texts_that_fold_alike_get_the_same_number(others, more):
    texts = [None, "A-1", *others, None, *(f"M-{number}" for number in range(more))]

    distinct = len({*others, "A-1"}) == len(others) + 1
    numbers = numbered_folds(np.array(texts, dtype=object), distinct=distinct).tolist()

    folded = [None if text is None else fold(text) for text in texts]
    firsts = {None: -1}
    for text, number in zip(folded, numbers, strict=True):
        assert firsts.setdefault(text, number) == number
    assert len({*firsts.values()}) == len(firsts)


@pytest.mark.parametrize("times", [1, FEW])
def test_half_a_surrogate_pair_stops_nobody(times):
    column = np.array(["\ud800", "แผน", None] * times, dtype=object)
    assert needs_cleaning(column).tolist() == [True, False, False] * times
    assert clean_all(column).tolist() == ["\ufffd", "แผน", None] * times


def test_an_empty_column_is_clean():
    assert needs_cleaning(np.array([], dtype=object)).tolist() == []
    assert clean_all(np.array([None], dtype=object)).tolist() == [None]


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ชื่อ - สกุล *", "ชื่อ-สกุล"),
        ("ชื่อ–สกุล:", "ชื่อ-สกุล"),
        ("* ชื่อ — สกุล", "ชื่อ-สกุล"),
        ("Community ID", "community id"),
        ("community_id", "community id"),
        ("ＣＯＭＭＵＮＩＴＹ　ＩＤ", "community id"),
        ("วันที่ (จัดจริง)", "วันที่(จัดจริง)"),
        ("วันที่(จัดจริง)", "วันที่(จัดจริง)"),
        ("อื่น ๆ", "อื่นๆ"),
        ("อื่นๆ", "อื่นๆ"),
        ("ขั้นตอนที่ ๗", "ขั้นตอนที่ 7"),
        ("“ก” / ‘ข’", "\"ก\"/'ข'"),
        ("…", "..."),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("*", ""),
    ],
)
def test_habits_make_no_difference_to_a_key(typed, folded):
    assert fold(typed) == folded


@given(anything)
def test_fold_is_idempotent_and_blind_to_habits(text):
    key = fold(text)
    assert fold(key) == key
    assert fold(f" {text}\u00a0") == key
    assert fold(clean(text)) == key


@given(st.text())
def test_digits_go_there_and_back(text):
    assert arabic_digits(thai_digits(text)) == arabic_digits(text)


def test_thai_and_arabic_digits():
    assert (arabic_digits("๐๑๒๓๔๕๖๗๘๙ ก1"), thai_digits("0123456789 ก๑")) == (
        "0123456789 ก1",
        "๐๑๒๓๔๕๖๗๘๙ ก๑",
    )


def test_names_sort_as_in_a_thai_dictionary():
    ordered = ["กา", "ก้าน", "เก่า", "แก้ว", "ขาว", "ใจ", "ไชย", "ปา", "ป่า", "ป้า", "ปาก", "เอก"]
    assert sorted(set(ordered), key=collation_key) == ordered


STATUSES = (
    "ดำเนินการ",
    "กำลังดำเนินการ",
    "เสร็จสิ้น",
    "แล้วเสร็จ",
    "ยกเลิก",
    "ร่าง",
    "ผ่าน",
    "ไม่ผ่าน",
    "เข้าร่วม",
)


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("เสร็จสิน", "เสร็จสิ้น"),
        ("เสรจสิ้น", "เสร็จสิ้น"),
        ("ยกเลก", "ยกเลิก"),
        ("ด าเนินการ", "ดำเนินการ"),
        ("ดำเนนการ", "ดำเนินการ"),
        ("กำลังดำเนินงาน", "กำลังดำเนินการ"),
        ("ไม่ผาน", "ไม่ผ่าน"),
        ("ไม่เข้าร่วม", None),
        ("ยังไม่แล้วเสร็จ", None),
        ("ร", None),
        ("ผน", None),
        ("สมชาย ใจดี", None),
        ("", None),
    ],
)
def test_only_a_near_word_is_suggested(typed, suggestion):
    assert nearest(typed, STATUSES) == suggestion


def test_of_equally_near_words_the_first_in_the_dictionary():
    people = {"สมชาย ใจดี", "สมชัย ใจดี"}
    assert nearest("สมช ย ใจดี", people) == nearest("สมช ย ใจดี", sorted(people)) == "สมชัย ใจดี"


CODES = ("C-001", "C-002", "C-010", "C-011", "C-012", "60008", "60018", "60040", "60047", "70123")


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("C-0O2", "C-002"),
        ("C-01", "C-001"),
        ("c 1", "C-001"),
        ("C-O1l", "C-011"),
        ("C-014", None),
        ("60048", None),
        ("060047", "60047"),
        ("70132", "70123"),
        ("D-999", None),
    ],
)
def test_a_code_is_suggested_only_where_no_other_is_as_near(typed, suggestion):
    assert nearest_code(typed, CODES) == suggestion


def test_a_stricter_cutoff_suggests_less():
    assert nearest("ยกเลก", STATUSES, cutoff=0.95) is None


@given(st.lists(st.one_of(st.none(), st.text(), st.from_regex(r"[A-Za-z0-9.@ -]{1,8}"))))
def test_folding_many_texts_is_folding_each(texts):
    each = [None if text is None else fold(text) for text in texts]
    assert fold_all(np.array([*texts, None], dtype=object)).tolist() == [*each, None]
