"""Formulas: what they come to, and in which order."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.google.cells import Formula
from tests.google.formulas.calculation import computed
from tests.google.model import new_spreadsheet
from tests.google.structure import insert

NOW = dt.datetime(2026, 11, 22, 10, 0)


def sheet_of(rows, *, others=None, size=(20, 8)):
    """A spreadsheet whose first tab holds these rows; texts with `=` are formulas."""
    book = new_spreadsheet("id", "Book", "Data")
    book.sheets[0].grid.resize(*size)
    put(book.sheets[0], rows)
    for title, cells in (others or {}).items():
        put(book.add_sheet(title), cells)
    return book


def put(sheet, rows):
    sheet.grid.write(
        0, 0, [[Formula(v) if str(v).startswith("=") else v for v in row] for row in rows]
    )


def results(book):
    return [list(row) for row in computed(book, NOW).rows[0]]


def result(formula, *rows):
    """What a formula in A1 comes to beside the rows from A2 on."""
    return results(sheet_of([[formula], *rows]))[0][0]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=1+2*3", 7),
        ("=(1+2)*3", 9),
        ("=-2^2", 4),
        ("=7/2", 3.5),
        ("=2^0.5*2^0.5", 2.0000000000000004),
        ("=50%", 0.5),
        ("=2^100", 2.0**100),
        ("=10^400", "#NUM!"),
        ("=1E308*10", "#NUM!"),
        ("=9999999999*9999999999", 9999999999.0**2),
        ('="a"&1&TRUE', "a1TRUE"),
        ('="5"+1', 6),
        ('="Tea"="tea"', True),
        ("=1<>2", True),
        ('="b">"a"', True),
        ("=1/0", "#DIV/0!"),
        ('="x"+1', "#VALUE!"),
        ("=NOPE(1)", "#NAME?"),
        ("=nope", "#NAME?"),
        ("=(1", "#ERROR!"),
        ("=Gone!A1", "#REF!"),
        ("=#REF!+1", "#REF!"),
        ("=Z99", "#REF!"),
        ("=IF(1>2,1/0,5)", 5),
        ("=IF(FALSE,1)", False),
        ('=IFERROR(1/0,"e")', "e"),
        ("=IFERROR(1/0)", ""),
        ("=IFNA(1/0,1)", "#DIV/0!"),
        ("=IFS(FALSE,1,TRUE,2)", 2),
        ("=AND(TRUE,1,NOT(FALSE))", True),
        ("=OR(FALSE,0)", False),
        ('=SWITCH("b","a",1,"b",2,9)', 2),
        ('=CHOOSE(2,"a","b")', "b"),
        ('=TEXT(46348,"d/m/yyyy")', "22/11/2026"),
        ('=TEXT(1234.5,"#,##0.00")', "1,234.50"),
        ('=TEXT("abc","0")', "abc"),
        ('=SUBSTITUTE("a-b-c","-","+",2)', "a-b+c"),
        ('=SUBSTITUTE("a-b-c","-","")', "abc"),
        ('=TRIM("  a   b ")', "a b"),
        ('=LOWER("ABC")&UPPER("def")', "abcDEF"),
        ('=LEFT("abc",2)&RIGHT("abc")&MID("abcd",2,2)', "abcbc"),
        ('=LEN("ก้า")', 3),
        ('=FIND("b","abc")', 2),
        ('=JOIN(",",{1,2,3})', "1,2,3"),
        ('=TEXTJOIN(", ",TRUE,{"a","","b"})', "a, b"),
        ('=REGEXMATCH("C-007","^C-\\d+$")', True),
        ('=REGEXREPLACE("a1b22","[0-9]+","#")', "a#b#"),
        ("=ISNUMBER(5)", True),
        ('=ISNUMBER("5")', False),
        ("=ISERROR(1/0)", True),
        ("=ISNA(NA())", True),
        ("=YEAR(46348)*10000+MONTH(46348)*100+DAY(46348)", 20261122),
        ("=WEEKDAY(46348)", 1),
        ("=WEEKDAY(46348,2)", 7),
        ("=TODAY()-DATE(2026,11,20)", 2),
        ("=DATE(2026,14,1)", 46_419),
        ("=EOMONTH(46348,0)", 46_356),
        ("=NETWORKDAYS(46348,46352)", 4),
        ("=ROUND(2.5)", 3),
        ("=ROUND(-2.5)", -3),
        ("=MOD(-1,3)", 2),
        ("=MIN(3,1,2)+MAX(3,1,2)", 4),
        ('=HYPERLINK("https://example.org","here")', "here"),
        ("=LAMBDA(x,y,x*y)(6,7)", 42),
        ("=LET(a,2,b,a*3,a+b)", 8),
        ("=SUM(SEQUENCE(4))", 10),
        ("=REDUCE(0,SEQUENCE(4),LAMBDA(a,b,a+b))", 10),
        ('=VALUE("1,234")', 1234),
        ('=EXACT("a","A")', False),
        ("=ROWS(A2:B5)*COLUMNS(A2:C5)", 12),
        ("=ROW()+COLUMN()", 2),
    ],
)
def test_formula_alone(formula, value):
    found = result(formula)
    assert (found, type(found) is bool) == (value, type(value) is bool)


DATA = [["C-1", 5, "x"], ["C-2", 7, ""], ["c-1", 9, "y"], ["D*", 11, ""]]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(B2:B)", 32),
        ("=AVERAGE(B2:B5)", 8),
        ("=COUNT(A2:C5)", 4),
        ("=COUNTA(A2:C5)", 10),
        ("=COUNTBLANK(C2:C5)", 2),
        ('=COUNTIF(A2:A5,"C-1")', 2),
        ('=COUNTIF(A2:A5,"C*")', 3),
        ('=COUNTIF(A2:A5,"D~*")', 1),
        ('=COUNTIF(B2:B5,">=7")', 3),
        ('=COUNTIF(C2:C5,"")', 2),
        ('=COUNTIFS(A2:A5,"C*",B2:B5,"<9")', 2),
        ('=SUMIF(A2:A5,"C-1",B2:B5)', 14),
        ('=SUMIFS(B2:B5,A2:A5,"C*",C2:C5,"<>")', 14),
        ('=MAXIFS({1,5,9},{"a","a","b"},"a")', 5),
        ('=MINIFS({1,5,9},{"a","a","b"},"c")', 0),
        ("=ROUND(PI(),2)", 3.14),
        ('=VLOOKUP("C-2",A2:C5,2,FALSE)', 7),
        ('=VLOOKUP("E",A2:C5,2,FALSE)', "#N/A"),
        ("=VLOOKUP(8,{5,1;7,2;9,3},2)", 2),
        ('=INDEX(B2:B5,MATCH("D~*",A2:A5,0))', 11),
        ("=MATCH(8,B2:B5)", 2),
        ('=XLOOKUP("C-2",A2:A,B2:B)', 7),
        ('=XLOOKUP("C-2",A:A,B:B)', "#REF!"),
        ('=XLOOKUP("E",A2:A5,B2:B5,"none")', "none"),
        ('=XLOOKUP("E",A2:A5,B2:B5)', "#N/A"),
        ("=INDEX(A2:C5,2,1)", "C-2"),
        ('=INDIRECT("B"&3)', 7),
        ("=SUM(OFFSET(B1,1,0,2))", 12),
        ("=OFFSET(B1,-1,0)", "#REF!"),
        ("=COUNTA(FILTER(A2:A,ROW(A2:A)>ROW()+2))", 2),
        ("=SUMPRODUCT(B2:B3,B2:B3)", 74),
        ('=JOIN("",FILTER(A2:A5,B2:B5>6))', "C-2c-1D*"),
        ('=JOIN("",SORT(A2:A5,1,FALSE))', "D*C-2C-1c-1"),
        ('=JOIN(",",UNIQUE(A2:A5))', "C-1,C-2,D*"),
        ("=COUNTUNIQUE(A2:A5)", 3),
        ("=MAX(ARRAYFORMULA(B2:B5*2))", 22),
        ("=A2", "C-1"),
        ("=C3", ""),
        ("=C3=0", True),
        ("=ISBLANK(C3)", True),
    ],
)
def test_formula_over_cells(formula, value):
    assert result(formula, *DATA) == value


STATUS = '={"Status";MAP(A2:A,LAMBDA(k,IF(k="","",IFERROR(XLOOKUP(k,_svc!A:A,_svc!C:C),""))))}'
SERVICE = {"_svc": [["key", "", "status"], ["C-1", "", "ok"], ["C-2", "", "late"]]}


def test_one_header_cell_fills_its_column_by_key():
    rows = [["id", "n", STATUS], ["C-2", 1], ["C-9", 2], ["C-1", 3]]
    book = sheet_of(rows, others=SERVICE, size=(6, 3))
    assert results(book) == [
        ["id", "n", "Status"],
        ["C-2", 1, "late"],
        ["C-9", 2, ""],
        ["C-1", 3, "ok"],
        ["", "", ""],
        ["", "", ""],
    ]


def test_a_cell_in_the_way_breaks_the_whole_column():
    rows = [["id", "n", STATUS], ["C-2", 1], ["C-1", 3, "mine"]]
    book = sheet_of(rows, others=SERVICE, size=(6, 3))
    found = results(book)
    assert found == [["id", "n", "#REF!"], ["C-2", 1], ["C-1", 3, "mine"]]
    assert found[0][2].message == (
        "Array result was not expanded because it would overwrite data in C3."
    )


@pytest.mark.parametrize("keys", ["OFFSET(A1,1,0,ROWS(A:A)-1)", "FILTER(A:A,ROW(A:A)>ROW())"])
def test_a_row_put_in_below_the_header_shifts_plain_ranges_only(keys):
    found = {}
    for name, wanted in (("plain", "A2:A"), ("steady", keys)):
        formula = STATUS.replace("A2:A", wanted)
        book = sheet_of([["id", "n", formula], ["C-2"], ["C-1"]], others=SERVICE, size=(4, 3))
        insert(book, book.sheets[0], "ROWS", 1, 1)
        book.changed()
        found[name] = [row[2] for row in results(book)]
    assert found == {
        "plain": ["Status", "late", "ok", ""],
        "steady": ["Status", "", "late", "ok", ""],
    }


def test_an_array_larger_than_the_grid_is_not_expanded():
    book = sheet_of([["=SEQUENCE(30)"]])
    assert results(book) == [["#REF!"]]
    assert results(book)[0][0].message == (
        "Result was not automatically expanded, please insert more rows (10)."
    )


def test_two_arrays_do_not_share_cells():
    book = sheet_of([["", "=SEQUENCE(3)"], ["=SEQUENCE(1,3)"]])
    found = results(book)
    assert (found[0][1], found[1][0]) == (1, "#REF!")


def test_arrays_side_by_side_and_one_below_another():
    assert results(sheet_of([["={1,2;3,4}"]])) == [[1, 2], [3, 4]]
    assert results(sheet_of([['={{1;2},{"a";"b"}}']])) == [[1, "a"], [2, "b"]]
    assert results(sheet_of([["={1,2;3}"]]))[0][0] == "#REF!"


def test_array_formula_goes_through_cells():
    rows = [['=ARRAYFORMULA(IF(B1:B3="","-",UPPER(B1:B3)&LEN(B1:B3)))', "a"], ["", ""], ["", "bc"]]
    assert [row[0] for row in results(sheet_of(rows))] == ["A1", "-", "BC2"]


def test_references_across_quoted_tabs():
    book = sheet_of(
        [["='งาน ที่ต้องทำ'!A1", "='it''s'!A1"]], others={"งาน ที่ต้องทำ": [[5]], "it's": [[6]]}
    )
    assert results(book) == [[5, 6]]


def test_order_of_formulas_does_not_matter():
    rows = [["=A2+1", "=SUM(A1:A3)"], ["=A3*2"], ["=COUNT(C1:C5)"], ["", "", 1]]
    assert results(sheet_of(rows))[:3] == [[3, 6], [2], [1]]


def test_formulas_read_what_others_spill():
    rows = [["=SUM(B1:B5)", "=SEQUENCE(5)"]]
    assert results(sheet_of(rows))[0] == [15, 1]


def test_circles_are_errors_not_hangs():
    found = results(sheet_of([["=B1", "=A1", "=C1", "=SUM(D1:D3)"]]))
    assert found == [["#REF!", "#REF!", "#REF!", "#REF!"]]
    assert found[0][2].message.startswith("Circular dependency detected.")


def test_long_chains_upwards_are_computed():
    rows = [[f"=A{n + 2}+1"] for n in range(2000)] + [[0]]
    assert results(sheet_of(rows, size=(2001, 1)))[0] == [2000]


def test_dates_stay_dates_when_referred_to():
    from tests.google.cells import Extra

    book = sheet_of([[46_348, "=A1", '="on "&A1', "=A1+1"]])
    shape = {"numberFormat": {"type": "DATE", "pattern": "d/m/yyyy"}}
    book.sheets[0].grid.set_extra(0, 0, Extra(shape))
    assert results(book) == [[46_348, 46_348, "on 22/11/2026", 46_349]]
    assert computed(book, NOW).formats == {
        (0, 0, 1): shape["numberFormat"],
        (0, 0, 3): shape["numberFormat"],
    }


@pytest.mark.parametrize(
    ("locale", "date", "moment"),
    [("en_US", "m/d/yyyy", "11/22/2026"), ("th_TH", "d/m/yyyy", "22/11/2026")],
)
def test_computed_dates_are_shown_as_the_locale_writes_them(locale, date, moment):
    book = sheet_of([["=DATE(2026,11,22)", '=TODAY()&""', "=EDATE(A1,1)+1"]])
    book.locale = locale
    assert results(book)[0][1] == moment
    assert computed(book, NOW).formats == {
        (0, 0, 0): {"type": "DATE", "pattern": date},
        (0, 0, 2): {"type": "DATE", "pattern": date},
    }


def test_results_are_kept_until_something_changes():
    book = sheet_of([["=B1", 1]])
    first = computed(book, NOW)
    assert computed(book, NOW) is first
    book.sheets[0].grid.set_value(0, 1, 2)
    book.changed()
    assert results(book) == [[2, 2]]


def test_today_goes_by_the_time_zone_of_the_spreadsheet():
    evening = dt.datetime(2026, 11, 22, 18, 0, tzinfo=dt.UTC)
    book = sheet_of([["=TODAY()"]])
    found = []
    for zone in ("Etc/GMT", "Asia/Bangkok", "GMT+07:00"):
        book.time_zone = zone
        book.changed()
        found.append(computed(book, evening).rows[0][0][0])
    assert found == [46_348, 46_349, 46_349]


def test_today_is_another_day_tomorrow():
    book = sheet_of([["=TODAY()"]])
    assert results(book) == [[46_348]]
    assert computed(book, NOW + dt.timedelta(days=1)).rows[0] == [(46_349,)]


@given(st.text(max_size=25))
def test_no_formula_text_breaks_the_computation(text):
    assert isinstance(result("=" + text, *DATA), str | int | float)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=12),
    st.dictionaries(st.sampled_from("abc"), st.integers(1, 9)),
)
def test_looked_up_column_is_what_a_dictionary_says(keys, known):
    rows = [["id", '={"v";MAP(A2:A,LAMBDA(k,IF(k="","",IFERROR(XLOOKUP(k,_s!A:A,_s!B:B),"?"))))}']]
    rows += [[key] for key in keys]
    book = sheet_of(
        rows, others={"_s": [[k, v] for k, v in known.items()] or [["-"]]}, size=(15, 2)
    )
    found = [row[1] if len(row) > 1 else "" for row in results(book)][1 : len(keys) + 1]
    assert found == [known.get(key, "?") if key else "" for key in keys]
