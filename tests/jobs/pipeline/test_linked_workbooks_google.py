"""A registry in two Google spreadsheets: what is shown where, in how many requests."""

import json
from pathlib import Path

import openpyxl
import pytest

from jobs.cli.main import main
from sheets_sync.wiring.google import GOOGLE_ENDPOINT
from tests.google.fixture import google, throw_away_key
from tests.jobs.commands.test_remind import CONFIG, mails, one_object, save
from tests.jobs.pipeline.hr_workbooks import (
    EVALUATED,
    OUR_TABS,
    SCORE,
    UNEVALUATED,
    agency,
    hr_tabs,
    main_tabs,
)
from tests.jobs.pipeline.test_linked_workbooks import bodies, found
from tests.jobs.pipeline.test_send_alerts import at, remind

__all__ = ["google", "throw_away_key"]

pytestmark = pytest.mark.long
SOMCHAI = "somchai@agency.go.th"
TODO, PROGRESS, SUMMARY, OUTBOX, LOG = OUR_TABS


@pytest.fixture
def books(google, tmp_path, monkeypatch):
    """The main spreadsheet and the one of HR, as people made them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(GOOGLE_ENDPOINT, google.url)
    (tmp_path / "key.json").write_text(json.dumps(google.service_account_info()))
    made = []
    for name, tabs in (("registry", main_tabs(agency())), ("hr", hr_tabs(agency()))):
        save(tabs, tmp_path / f"{name}.xlsx")
        book = google.load(tmp_path / f"{name}.xlsx")
        book.model.locale = "th_TH"
        made.append(book)
    config = CONFIG.replace(
        'path = "registry.xlsx"',
        f'store = "google"\nspreadsheet = "{made[0].id}"\ncredentials = "key.json"',
    )
    (tmp_path / "cop-steward.toml").write_text(
        f"""{config}
[[registry.elsewhere]]
spreadsheet = "{made[1].id}"
tabs = ["evaluations", "followups", "outbox", "log"]
""",
        encoding="utf-8",
    )
    return made


def check(day=23, hour=8):
    with at(day, hour):
        return main(["check"])


def cells(book, title):
    return [str(cell) for row in book.values(f"'{title}'") for cell in row if cell != ""]


def everything(book):
    """What stands in every cell of a spreadsheet, the hidden tabs among them."""
    return "\n".join(text for title in book.titles for text in cells(book, title))


def links(google, book, title):
    """Every address that the cells of a tab lead to."""
    fields = "sheets.data.rowData.values.textFormatRuns.format.link.uri"
    asked = (
        google.service()
        .spreadsheets()
        .get(spreadsheetId=book.id, ranges=[f"'{title}'"], fields=fields)
    )
    (sheet,) = asked.execute()["sheets"]
    return [
        run["format"]["link"]["uri"]
        for row in sheet["data"][0]["rowData"]
        for cell in row.get("values", ())
        for run in cell.get("textFormatRuns", ())
        if "link" in run.get("format", {})
    ]


@pytest.fixture
def ready(books):
    """Both spreadsheets completed by `init`, and checked."""
    assert main(["init"]) == 0
    assert check() == 0
    return books


def test_each_spreadsheet_gets_its_own_tabs_and_check_results(ready):
    ours = [[title for title in book.titles if title in OUR_TABS] for book in ready]

    assert ours == [[TODO, PROGRESS, SUMMARY], [TODO, OUTBOX, LOG]]
    beside = [
        cells(book, title)[-1]
        for book, title in zip(ready, ("สมาชิก", "ประเมินผลการเรียนรู้"), strict=True)
    ]
    assert beside[0] == "✓ เรียบร้อย"
    assert str(SCORE) in beside[1]


def test_no_cell_of_the_main_spreadsheet_tells_what_hr_keeps(ready):
    remind(23)
    check(23, 12)
    main_book, hr_book = ready

    assert str(SCORE) not in everything(main_book)
    for title in main_book.titles:
        if title not in {"บุคลากร", "สมาชิก"}:
            named = [
                cell for cell in cells(main_book, title) if EVALUATED in cell or UNEVALUATED in cell
            ]
            assert named == [], title
    assert "ยังไม่ได้รับการประเมิน" not in everything(main_book)
    assert UNEVALUATED in everything(hr_book)


def test_the_way_to_hr_is_an_address_and_the_way_back_too(google, ready):
    main_book, hr_book = ready
    check(23, 9)

    (there,) = links(google, main_book, TODO)
    assert there.startswith(f"https://docs.google.com/spreadsheets/d/{hr_book.id}/edit#gid=")
    own, back = links(google, hr_book, TODO)
    assert own.startswith("#gid=")
    assert own.endswith("&range=F2")
    assert back.startswith(f"https://docs.google.com/spreadsheets/d/{main_book.id}/edit#gid=")
    assert back.endswith("&range=A3")


def test_a_check_reads_each_spreadsheet_once_and_writes_each_once_at_most(google, ready):
    main_book, hr_book = ready

    def spent(hour):
        google.log.clear()
        check(23, hour)
        return google.log.reads, google.log.writes

    assert spent(9) == (2, 0)
    main_book.set("กิจกรรม!Q2", [[""]])
    assert spent(10) == (2, 1)
    hr_book.set("ประเมินผลการเรียนรู้!F2", [[60.5]])
    assert spent(11) == (2, 1)
    hr_book.set("ประเมินผลการเรียนรู้!F2", [[40]])
    assert spent(12) == (2, 2)  # fewer findings: the main to-do tab counts them
    assert spent(13) == (2, 0)


def test_links_in_letters_lead_editors_to_the_very_cell_and_nobody_else(ready):
    main_book, hr_book = ready
    remind(23)
    sent = bodies(Path.cwd())

    docs = "https://docs.google.com/spreadsheets/d"
    assert f"{docs}/{hr_book.id}/edit#gid=" in sent["hrd@agency.go.th"]
    assert "&range=F2" in sent["hrd@agency.go.th"]
    assert f"{docs}/{main_book.id}/edit#gid=" in sent[SOMCHAI]
    assert "&range=A2" in sent[SOMCHAI]
    assert hr_book.id not in sent[SOMCHAI]


@pytest.mark.parametrize(("column", "reason"), [("G", "held"), ("H", "suppressed")])
def test_a_tick_in_the_spreadsheet_of_hr_stops_the_letter(google, ready, capsys, column, reason):
    _, hr_book = ready
    (row,) = [
        at
        for at, name in enumerate(hr_book.values(f"'{OUTBOX}'!C1:C20"), start=1)
        if SOMCHAI in str(name)
    ]
    hr_book.set(f"'{OUTBOX}'!{column}{row}", [["✓"]])
    capsys.readouterr()

    remind(23, "--json")

    assert (SOMCHAI, reason) in {
        (one["to"], one["reason"]) for one in one_object(capsys)["not_sent"]
    }
    assert SOMCHAI not in mails(Path.cwd())


def test_ticks_are_read_again_in_the_one_spreadsheet_that_has_them(google, ready):
    main_book, hr_book = ready
    google.log.clear()
    remind(23)

    read = [entry.path for entry in google.log if entry.quota == "read"]
    assert sum(main_book.id in path for path in read) == 1
    assert sum(hr_book.id in path for path in read) == 2


def test_a_second_spreadsheet_that_cannot_be_read_stops_all_mail(google, ready, capsys):
    _, hr_book = ready
    google.faults.add("status", status=403, path=hr_book.id, times=None)

    assert remind(23) == 1
    assert SOMCHAI not in mails(Path.cwd())
    before = google.log.writes
    assert check(23, 12) == 1
    assert google.log.writes == before


def test_what_could_not_be_written_there_is_written_by_the_next_check(google, ready, capsys):
    main_book, hr_book = ready
    hr_book.set("ประเมินผลการเรียนรู้!F2", [[60.5]])
    main_book.set("กิจกรรม!Q2", [[""]])
    google.faults.add("status", status=403, path=f"{hr_book.id}:batchUpdate", times=None)
    assert check(23, 9) == 1
    assert "กิจกรรม Q2" in cells(main_book, TODO)
    assert "(60.5)" not in everything(hr_book)

    google.faults.clear()
    google.log.clear()
    assert check(23, 10) == 0

    assert "(60.5)" in everything(hr_book)
    assert google.log.writes == 1


def test_a_staff_directory_may_be_a_file_beside_the_spreadsheet(books, tmp_path, capsys):
    main_book, _ = books
    people = main_book.values("บุคลากร")
    directory = openpyxl.Workbook()
    directory.active.title = "Directory 2026"
    for row in people:
        directory.active.append(list(row))
    directory.save(tmp_path / "directory.xlsx")
    main_book.delete_tab("บุคลากร")
    config = tmp_path / "cop-steward.toml"
    more = """
[[registry.elsewhere]]
path = "directory.xlsx"
tabs = ["staff"]
titles = { staff = "Directory 2026" }
write = false
private = false
"""
    config.write_text(config.read_text(encoding="utf-8") + more, encoding="utf-8")

    assert [one["rule"] for one in found(capsys)] == ["evaluation-missing", "number-out-of-range"]
    assert openpyxl.load_workbook(tmp_path / "directory.xlsx").sheetnames == ["Directory 2026"]
