"""A probe sees what Google does, tells where that is not what we assume, and leaves nothing."""

import datetime as dt
from contextlib import closing

import pytest

from sheets_sync.errors import StoreError
from sheets_sync.stores.google import probing
from sheets_sync.stores.google.probing.scratch import TITLE
from sheets_sync.stores.google.transport.retry_policy import RetryPolicy

TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def book(google):
    return google.new_spreadsheet("ทดลอง", {"ชีต1": [["ก", "=A1"]]}, locale="th_TH")


@pytest.fixture
def probe(google, key, book):
    """A probe of the book."""

    def make(**options):
        return probing.probe(book.id, key, TODAY, endpoint=google.url, **options)

    return make


def states(seen):
    return {one.name.removeprefix("probe."): one.state for one in seen}


def stopped(probe, after, first=lambda: None):
    """Somebody presses Ctrl-C when so many lines have been said."""
    with closing(probe) as seen:
        for number, _ in enumerate(seen, start=1):
            if number == after:
                first()
                raise KeyboardInterrupt


def differing(seen):
    return [one.name.removeprefix("probe.") for one in seen if one.state == "bad"]


def test_here_google_does_all_that_we_assume(google, probe):
    found = list(probe())

    assert differing(found) == []
    assert {one.name for one in found if one.state == "note"} == {
        "probe.table-inside",
        "probe.buddhist-pattern",
        "probe.marked-rows",
    }
    assert len(found) > 25


def test_several_probes_fit_into_the_requests_of_one_minute(google, probe):
    list(probe())

    assert (google.log.reads, google.log.writes) == (16, 12)

    list(probe())

    assert {entry.status for entry in google.log} == {200, 400}  # one is to be refused


def test_a_wait_for_more_requests_is_told_with_how_long_it_is(google, probe):
    in_words = []
    google.quota.per_user = 12
    retry_policy = RetryPolicy(sleep=google.clock.advance, tell=in_words.append)

    assert differing(probe(retry_policy=retry_policy)) == []
    assert {(one.name, one.state) for one in in_words} == {("google-waits-quota", "note")}
    assert all(one.facts["seconds"] >= 1 for one in in_words)


def test_nothing_of_it_stays(book, probe):
    before = book.values("ชีต1", "FORMULA")

    list(probe())

    assert book.titles == ["ชีต1"]
    assert book.values("ชีต1", "FORMULA") == before
    assert book.model.developer_metadata == []


def test_a_locale_that_puts_the_month_first_is_seen(book, probe):
    book.model.locale = "en_US"

    found = list(probe())

    assert differing(found) == ["typed-dates"]
    (seen,) = [one for one in found if one.name == "probe.typed-dates"]
    assert "5/6/2569: 2026-05-06" not in seen.facts["wanted"]
    assert "5/6/2569" in seen.facts["saw"]


def test_a_row_that_loses_its_text_in_a_sort_is_seen(google, probe):
    def spoil(book):
        tab = f"{TITLE} rows-that-move"
        if tab in book.titles and book.cell(f"'{tab}'!A2") == "K4":
            book.set(f"'{tab}'!C1", [["result"], ["one"], ["one"]])

    google.edits.after(spoil, path=":batchUpdate", times=None)

    found = differing(probe())

    assert "sort" in found
    assert "spill" not in found


def test_what_google_refuses_is_told_and_the_rest_goes_on(google, probe):
    google.faults.add("status", status=400, path=":getByDataFilter", times=None)

    found = states(probe())

    assert (found["links"], found["moved-row"]) == ("bad", "bad")
    assert (found["spill"], found["probe-cleaned"]) == ("good", "good")


def test_one_trial_that_google_refuses_does_not_stop_the_others(google, probe):
    google.faults.add("status", status=400, matches=lambda one: b"addTable" in one.body, times=None)

    assert set(differing(probe())) == {"table-beside", "table-inside"}


def test_drive_that_may_not_be_asked_is_no_fault(google, probe):
    google.faults.add("api-off", path="/drive/", times=None)

    found = states(probe())

    assert found["version-untold"] == "note"
    assert "version" not in found


@pytest.mark.parametrize("after", [1, 9, 20])
def test_an_interrupted_probe_cleans_up(book, probe, after):
    with pytest.raises(KeyboardInterrupt):
        stopped(probe(), after)

    assert book.titles == ["ชีต1"]


def test_an_interruption_within_a_request_cleans_up(google, book, probe):
    class StopError(BaseException):
        pass

    seen = probe()
    for _ in range(8):
        next(seen)
    with pytest.raises(StopError):
        seen.throw(StopError())

    assert book.titles == ["ชีต1"]


def test_tabs_that_cannot_be_taken_away_are_named(google, book, probe):
    with pytest.raises(StoreError) as caught:
        stopped(probe(), 5, lambda: google.faults.add("permission-lost", path="spreadsheets"))

    assert caught.value.name == "google-probe-left"
    assert caught.value.facts["names"] == (f"{TITLE}…",)
    assert f"{TITLE} by-id" in book.titles


def test_what_an_earlier_probe_left_is_taken_away(google, book, probe):
    book.add_tab(TITLE)
    sheet = book.sheet(TITLE)
    book.requests(
        {
            "createDeveloperMetadata": {
                "developerMetadata": {
                    "metadataKey": "cop-steward",
                    "metadataValue": "probe",
                    "location": {"sheetId": sheet.id},
                    "visibility": "DOCUMENT",
                }
            }
        }
    )

    assert differing(probe()) == []
    assert book.titles == ["ชีต1"]


def test_a_spreadsheet_that_may_not_be_changed_is_one_line(google, key):
    robot = google.service_account_info()["client_email"]
    book = google.new_spreadsheet("ทดลอง", writers=(), readers=(robot,))

    found = list(probing.probe(book.id, key, TODAY, endpoint=google.url))

    assert {one.error for one in found if one.state == "bad"} == {"google-no-write-right"}
    assert book.titles == ["Sheet1"]


def test_a_key_that_is_none_is_one_line(google, tmp_path):
    found = list(probing.probe("x" * 30, tmp_path / "none", TODAY, endpoint=google.url))

    assert [(one.name, one.error) for one in found] == [("google-account", "google-key-missing")]
