"""A result that rests on cells that have not changed is not computed again, and is never stale."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.google.formulas.calculation import computed
from tests.google.model import Spreadsheet

FORMULAS = (
    "=ARRAYFORMULA(A1:A4*2)",
    "=ARRAYFORMULA(IF(A1:A4=TRUE,B1:B4,D1:D4))",
    '=FILTER(A1:B4,A1:A4<>"")',
    '=ARRAYFORMULA(INDIRECT("A1:A3")&TYPE(B1))',
    "=SORT(Two!A1:A5)",
    '=ARRAYFORMULA(A:A&"|"&Two!$B:$B)',
    '=ARRAYFORMULA(IFERROR(Three!A1:A2,{"no tab";B1}))',
)  # fmt: skip
PLACES = ("D1", "F1", "H1", "K1")
CELLS = st.sampled_from(["", 1, True, "x", 2.5, "1/2/2026", "=1/0", "=B2"])
EDIT = st.tuples(
    st.sampled_from(["Sheet1", "Two"]), st.sampled_from(["A1", "A2", "B1", "B3", "A5"]), CELLS
)
TAB = st.tuples(st.just("tab"), st.just("Three"), st.just(None))
"""It comes, or goes where it is there."""
INSERT = st.tuples(st.just("insert"), st.sampled_from(["Sheet1", "Two"]), st.integers(1, 3))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    formulas=st.lists(st.sampled_from(FORMULAS), min_size=4, max_size=4),
    edits=st.lists(st.one_of(EDIT, INSERT, TAB), max_size=6),
)
def test_edits_give_the_same_as_computing_all_anew(google, formulas, edits):
    book = google.new_spreadsheet("Book", {"Sheet1": [], "Two": [["b"], ["a"]]})
    for place, formula in zip(PLACES, formulas, strict=True):
        book.set(f"Sheet1!{place}", [[formula]])
    for first, second, third in edits:
        if first == "insert":
            book.insert_rows(second, third)
        elif first == "tab":
            (book.delete_tab if second in book.titles else book.add_tab)(second)
        else:
            book.set(f"{first}!{second}", [[third]])
        now = book._now()
        rows = computed(book.model, now).rows

        assert rows == anew(book.model, now)


def anew(model, now):
    fresh: Spreadsheet = model.snapshot()
    return computed(fresh, now).rows


def test_an_unchanged_result_is_used_again(google):
    book = google.new_spreadsheet("Book", {"Sheet1": [[1], [2]]})
    book.set("Sheet1!C1", [["=ARRAYFORMULA(A1:A2*2)"]])
    assert book.values("C1:C2") == [[2], [4]]
    (known,) = book.model.remembered.results.values()

    book.set("Sheet1!E9", [["elsewhere"]])

    assert book.values("C1:C2") == [[2], [4]]
    assert next(iter(book.model.remembered.results.values())).value is known.value


def test_a_result_is_used_again_whatever_tab_is_added_that_it_does_not_name(google):
    book = google.new_spreadsheet("Book", {"Sheet1": [[1], [2]], "Two": [[3], [4]]})
    book.set("Sheet1!C1", [["=ARRAYFORMULA(A1:A2*Two!A1:A2)"]])
    book.values("C1:C2")
    (known,) = book.model.remembered.results.values()

    book.add_tab("Three")

    assert book.values("C1:C2") == [[3], [8]]
    assert next(iter(book.model.remembered.results.values())).value is known.value


def test_what_changes_by_itself_is_always_computed(google):
    book = google.new_spreadsheet("Book", {"Sheet1": []})
    book.set("Sheet1!A1", [["=ARRAYFORMULA(NOW()+{0;1})"]])
    book.values("A1:A2")

    assert book.model.remembered.results == {}
