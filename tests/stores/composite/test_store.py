"""Several workbooks as one store: titles, shares, links, versions, and what goes wrong in one."""

from dataclasses import dataclass, field, replace

import pytest

from sheets_sync.errors import StoreError
from sheets_sync.planning.workbook_tabs.tab_model import (
    Link,
    NotWritten,
    Output,
    ServiceTab,
    StatusColumn,
    TabCell,
    TabRow,
    Written,
)
from sheets_sync.registry.workbook import LinkedWorkbook, RawTab, RawWorkbook
from sheets_sync.stores.composite.part import Part, schema_of
from sheets_sync.stores.composite.store import CompositeStore
from tests.registry.reading import our_schema

DOCS = "https://docs.google.com/spreadsheets/d/1x/edit#gid=7"


@dataclass
class Kept:
    """A workbook in memory that takes down what it is told to write."""

    workbook: RawWorkbook
    answer: Written | Exception | None = None
    got: list[Output] = field(default_factory=list)

    def read(self):
        return self.workbook

    def glance(self, titles):
        return replace(
            self.workbook, tabs=tuple(tab for tab in self.workbook.tabs if tab.sheet in titles)
        )

    def write(self, output):
        self.got.append(output)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer or Written(self.workbook.place, f"{self.workbook.version}+")


def tab(title, **more):
    return RawTab(title, (("x",),), **more)


def kept(place, *tabs, **more):
    return Kept(RawWorkbook(place, tabs, version=f"{place}-1", **more))


def part(store, tables=(), tabs=(), titles=None, **more):
    return Part(store, schema_of(our_schema(), tables, titles), tabs=frozenset(tabs), **more)


MAIN = kept("main.xlsx", tab("สมาชิก"), tab("ประเมินผลการเรียนรู้"), locale="th_TH")
HR = kept(
    "hr",
    tab("ประเมินผลการเรียนรู้", url=DOCS),
    tab("สมาชิก"),
    tab("งานที่ต้องทำ"),
    locale="en_US",
)
TITLES = ("สมาชิก", "ประเมินผลการเรียนรู้")
CLASHING = ("ประเมินผลการเรียนรู้ (hr)", "สมาชิก (hr)", "งานที่ต้องทำ")


@pytest.fixture
def both():
    main, hr = replace(MAIN, got=[]), replace(HR, got=[])
    store = CompositeStore((part(main), part(hr, ["evaluations"], ["outbox"], private=True)))
    store.main, store.hr = main, hr
    return store


def test_all_tabs_are_there_under_titles_of_their_own(both):
    read = both.read()

    assert tuple((one.sheet, one.home, one.table) for one in read.tabs) == (
        ("สมาชิก", "", None),
        ("ประเมินผลการเรียนรู้", "", None),
        ("ประเมินผลการเรียนรู้ (hr)", "hr", "evaluations"),
        ("สมาชิก (hr)", "hr", ""),
        ("งานที่ต้องทำ", "hr", ""),
    )
    assert (read.place, read.locale) == ("main.xlsx", "th_TH")
    assert read.elsewhere == (
        LinkedWorkbook(
            "hr", frozenset({"evaluations"}), frozenset({"outbox"}), locale="en_US", private=True
        ),
    )


def test_titles_that_differ_in_case_alone_are_told_apart_too():
    store = CompositeStore(
        (
            part(kept("Book", tab("Staff"), tab("STAFF (b)"))),
            part(kept("b", tab("staff")), ["staff"]),
            part(kept("B", tab("Staff")), []),
        )
    )

    assert [(one.sheet, one.home) for one in store.read().tabs] == [
        ("Staff", ""),
        ("STAFF (b)", ""),
        ("staff (b) (2)", "b"),
        ("Staff (B (2))", "B (2)"),
    ]


def test_the_titles_of_the_config_file_decide_what_feeds_a_table():
    answers = kept("form", tab("คำตอบ 1"), tab("คำตอบ 2"), tab("ประเมินผลการเรียนรู้"))
    titles = {"evaluations": ("คำตอบ 1",), "followups": ("คำตอบ 2",)}
    store = CompositeStore((part(kept("main")), part(answers, titles, titles=titles)))

    assert [one.table for one in store.read().tabs] == ["evaluations", "followups", ""]


def test_the_version_changes_with_that_of_any_workbook(both):
    before = both.read().version
    both.hr.workbook = replace(both.hr.workbook, version="hr-2")

    assert both.read().version != before
    nothing = Kept(RawWorkbook("a", ()))
    assert CompositeStore((part(nothing), part(nothing))).read().version == ""


def test_what_fails_for_one_workbook_fails_for_all(both):
    class Gone(Kept):
        def read(self):
            raise StoreError("workbook-damaged", path="hr")

    store = CompositeStore((part(MAIN), part(Gone(HR.workbook), ["evaluations"])))

    with pytest.raises(StoreError) as caught:
        store.read()
    assert caught.value.name == "workbook-damaged"


def test_a_glance_looks_into_every_workbook_anew(both):
    both.read()
    both.hr.workbook = replace(both.hr.workbook, tabs=(tab("กล่องอีเมลรอส่ง"), tab("อื่น")))

    assert [one.sheet for one in both.glance(["กล่องอีเมลรอส่ง"]).tabs] == ["กล่องอีเมลรอส่ง"]


def service(name, home, *cells):
    return ServiceTab(name, name, (10,), (TabRow(tuple(cells)),), home=home)


def column(sheet, home):
    return StatusColumn(sheet, "ผล", 1, ((1,),), {2: "x"}, "ok", "-", "?", home=home)


def test_each_workbook_gets_its_share_under_its_own_titles(both):
    version = both.read().version
    todo, theirs = service("todo", "", TabCell("a")), service("outbox", "hr", TabCell("b"))
    written = both.write(
        Output(
            (todo, theirs),
            (column("สมาชิก", ""), column("ประเมินผลการเรียนรู้ (hr)", "hr")),
            version,
        )
    )

    assert both.main.got == [Output((todo,), (column("สมาชิก", ""),), "main.xlsx-1")]
    assert both.hr.got == [
        Output((replace(theirs, home=""),), (column("ประเมินผลการเรียนรู้", ""),), "hr-1")
    ]
    assert written == Written("main.xlsx, hr", '["main.xlsx-1+", "hr-1+"]')
    assert written.reached("")
    assert written.reached("hr")


def test_links_work_in_the_workbook_they_stand_in(both):
    both.read()
    far = Link("a", "ประเมินผลการเรียนรู้ (hr)", 14, 3)
    file = Link("b", "สมาชิก", 2, 1)
    unknown = Link("c", "ไม่มีแท็บนี้", 1, 1)
    cells = tuple(TabCell(link) for link in (far, file, unknown))
    both.write(Output((service("todo", "", *cells), service("todo", "hr", *cells))))

    here, there = (
        [cell.value for cell in store.got[0].tabs[0].rows[0].cells]
        for store in (both.main, both.hr)
    )
    assert here == [replace(far, url=f"{DOCS}&range=C14"), file, unknown]
    assert there == [replace(far, sheet="ประเมินผลการเรียนรู้"), "b", unknown]


def test_a_workbook_without_a_share_is_not_written(both):
    both.read()
    written = both.write(Output((service("outbox", "hr"),)))

    assert both.main.got == []
    assert (written.place, written.waiting) == ("hr", frozenset())


def test_what_was_left_alone_is_named_as_it_is_known_among_all_of_them(both):
    both.hr.answer = Written(
        "hr", "hr-2", (NotWritten("สมาชิก", "column-absent"), NotWritten("อื่น", "tab-absent"))
    )
    both.read()

    assert both.write(Output((service("outbox", "hr"),))).left == (
        NotWritten("สมาชิก (hr)", "column-absent"),
        NotWritten("อื่น", "tab-absent"),
    )


def test_a_workbook_in_which_nothing_was_written_is_named_and_waits():
    hr, other = kept("book", tab("a")), kept("book", tab("b"))
    other.answer = Written("", "", (NotWritten("book", "busy"),))
    store = CompositeStore((part(hr), part(other)))
    store.read()
    output = Output((service("todo", ""), service("todo", "book (2)")))

    written = store.write(output)

    assert written == Written(
        "book",
        '["book-1+", "book-1"]',
        (NotWritten("book (2)", "busy"),),
        waiting=frozenset({"book (2)"}),
    )
    assert (written.deferred, written.reached(""), written.reached("book (2)")) == (
        False,
        True,
        False,
    )


def test_an_error_in_one_workbook_is_raised_after_the_others_were_written(both):
    both.main.answer = StoreError("disk-failed", place="main", reason="")
    both.read()

    with pytest.raises(StoreError) as caught:
        both.write(Output((service("todo", ""), service("outbox", "hr"))))

    assert caught.value.name == "disk-failed"
    assert len(both.hr.got) == 1


def test_a_workbook_that_is_only_read_is_never_written():
    directory = kept("directory", tab("บุคลากร"))
    store = CompositeStore((part(kept("main")), part(directory, ["staff"], written=False)))
    store.read()

    written = store.write(Output((service("todo", "directory"),)))

    assert directory.got == []
    assert written.left == (NotWritten("directory", "not-writable"),)
    assert written.deferred


def test_errors_in_several_workbooks_come_together(both):
    both.main.answer = StoreError("disk-failed", place="main", reason="")
    both.hr.answer = StoreError("disk-failed", place="hr", reason="")
    both.read()

    with pytest.raises(StoreError) as caught:
        both.write(Output((service("todo", ""), service("outbox", "hr"))))

    assert caught.value is both.main.answer
    assert caught.value.__cause__ is both.hr.answer


def test_writing_without_having_read_reads_first(both):
    both.write(Output((service("outbox", "hr"),)))

    assert len(both.hr.got) == 1


def test_a_tab_that_is_gone_by_now_is_left_to_its_workbook_to_tell(both):
    both.write(Output((), (column("หายไปแล้ว", "hr"),)))

    assert both.hr.got == [Output((), (column("หายไปแล้ว", ""),))]
