"""What a form says once for all who answer it is true of each of them."""

from tests.adoption import evaluation_forms as forms
from tests.adoption.test_messy_workbooks import BUYING, MALEE, PAPERS, PORN, imported, rows

ROMPHON = "นายรวมพล คนดี"


def evaluations(taken):
    return rows(
        taken, "evaluations", "community", "person", "evaluated_on", "pre_score", "post_score",
        "full_score",
    )  # fmt: skip


def followed_up(taken):
    return rows(taken, "followups", "community", "person", "followed_up_on")


def test_the_time_stamp_of_a_form_is_the_day_of_the_evaluation_and_of_the_follow_up(tmp_path):
    taken = imported(forms.answers, tmp_path)

    assert evaluations(taken) == [
        (BUYING, MALEE, "9/11/2026 09:20", "4", "8", "10"),
        (BUYING, ROMPHON, "10/11/2026 09:30", "5", "9", "10"),
        (PAPERS, PORN, "11/11/2026 09:40", "3", "10", "10"),
    ]
    assert followed_up(taken) == [
        (BUYING, MALEE, "9/11/2026 09:20"),
        (BUYING, ROMPHON, "10/11/2026 09:30"),
        (PAPERS, PORN, "11/11/2026 09:40"),
    ]


def test_the_day_of_a_follow_up_is_no_day_of_an_evaluation_and_two_full_marks_are_none(tmp_path):
    taken = imported(forms.of_a_day_of_its_own, tmp_path)

    assert evaluations(taken) == [
        (BUYING, MALEE, "", "4", "8", ""),
        (BUYING, ROMPHON, "", "5", "9", ""),
        (PAPERS, PORN, "", "3", "10", ""),
    ]
    assert followed_up(taken) == [
        (BUYING, MALEE, "9/11/2026 09:20"),
        (BUYING, ROMPHON, "10/11/2026 09:30"),
        (PAPERS, PORN, "11/11/2026 09:40"),
    ]


def test_a_full_mark_in_a_column_stands(tmp_path):
    taken = imported(forms.with_the_full_mark_in_a_column, tmp_path)

    assert [full for *_, full in evaluations(taken)] == ["15", "15", "15"]


def test_a_table_of_scores_says_its_full_mark_in_its_headings(tmp_path):
    taken = imported(forms.scores, tmp_path)

    assert evaluations(taken) == [
        (BUYING, MALEE, "9 พ.ย. 69", "8", "16", "20"),
        (BUYING, ROMPHON, "9 พ.ย. 69", "", "", ""),
    ]
