"""doctor on a Google spreadsheet, from outside: each thing that can be wrong, with its way out."""

import json
from pathlib import Path

import pytest

from jobs.cli.main import main
from sheets_sync.wiring.google import GOOGLE_ENDPOINT
from tests.fixtures.google_folder import google, google_folder, throw_away_key
from tests.google.fixture import LoopbackGoogle
from tests.google.google import ROBOT
from tests.google.server.workbook import STAFF

__all__ = ["google", "google_folder", "throw_away_key"]

pytestmark = pytest.mark.long
CONFIG = """\
version = 1

[[registry]]
id = "main"
store = "google"
spreadsheet = "{spreadsheet}"
credentials = "key.json"
"""


@pytest.fixture
def book(google):
    return google.new_spreadsheet("ทะเบียน", {"ชีต1": []}, locale="th_TH")


@pytest.fixture(scope="module")
def completed(throw_away_key, tmp_path_factory):
    """A spreadsheet that lacks nothing: completed once, for every test to have a copy of."""
    server = LoopbackGoogle()
    server.use_key(throw_away_key)
    folder = tmp_path_factory.mktemp("completed")
    (folder / "key.json").write_text(json.dumps(server.service_account_info()))
    with server, pytest.MonkeyPatch.context() as patch:
        patch.setenv(GOOGLE_ENDPOINT, server.url)
        patch.chdir(folder)
        book = server.new_spreadsheet("ทะเบียน", {"ชีต1": []}, locale="th_TH")
        assert main(["init", "--google", book.id, "--credentials", "key.json"]) == 0
        book.cell("บุคลากร!H1")
        yield book.model
    server.check()


@pytest.fixture
def provisioned(google_folder, book, completed):
    """The folder, with a spreadsheet that lacks nothing."""
    model = completed.snapshot()
    model.id, model.remembered = book.id, completed.remembered
    book.model.restore(model)
    book.model.remembered = completed.remembered
    text = CONFIG.format(spreadsheet=book.id)
    Path("cop-steward.toml").write_text(text, encoding="utf-8")
    Path("key.json").chmod(0o600)
    return google_folder


def answers(folder, *typed):
    code, out, err = folder.run("doctor", "--json", "--lang", "en", *typed)
    assert err == ""
    return code, [json.loads(line) for line in out.splitlines()]


def states(folder, *typed):
    """By check its state, of those about Google and what is in the spreadsheet."""
    _, found = answers(folder, *typed)
    return {one["check"]: one["state"] for one in found if one["registry"]}


def wrong(folder, *typed):
    """The one thing that is wrong: which check, what it says and the way out."""
    code, found = answers(folder, *typed)
    (bad,) = [one for one in found if one["state"] == "bad"]
    assert code == 1
    return bad["check"], bad["text"], bad["hint"]


def test_a_spreadsheet_in_order_is_said_to_be_well(provisioned, book):
    before = book.model.version

    assert states(provisioned) == {
        "google-key": "good",
        "google-account": "good",
        "google-clock": "good",
        "google-spreadsheet": "good",
        "google-write": "good",
        "google-locale": "good",
        "google-time-zone": "good",
        "tabs": "good",
        "status": "good",
        "google-quota": "good",
    }
    assert (provisioned.google.log.reads, provisioned.google.log.writes) == (2, 1)
    assert book.titles[0] == "คู่มือ"
    assert book.model.version - before <= 1  # the request to write, which changed nothing


@pytest.mark.parametrize(
    ("language", "said", "awaited"),
    [
        ("th", "เรียบร้อย มีเรื่องที่ควรทราบ (•) 6 รายการ", "กำลังตรวจสอบ “main” …\n"),
        ("en", "All is well. To know of (•): 6", "Looking at the workbook main …\n"),
    ],
)
def test_all_lines_are_there_in_both_languages(provisioned, language, said, awaited):
    code, out, err = provisioned.run("doctor", "--lang", language)

    assert (code, err) == (0, awaited)
    assert out.splitlines()[-1] == said
    assert ROBOT in out


# The way there


def test_no_key_where_one_is_named(provisioned):
    Path("key.json").unlink()

    check, text, hint = wrong(provisioned)

    assert check == "google-account"
    assert "key.json" in text
    assert "credentials" in hint


def test_a_key_that_was_deleted(provisioned, google):
    google.identity.revoke(ROBOT)

    check, text, _ = wrong(provisioned)

    assert check == "google-spreadsheet"
    assert ROBOT in text


def test_a_key_that_is_old_is_worth_knowing(provisioned, google):
    google.clock.advance(-200 * 86_400)
    Path("key.json").write_text(json.dumps(new_key(google)))
    google.clock.run()

    found = states(provisioned)

    assert found["google-key"] == "note"
    assert found["google-spreadsheet"] == "good"


def new_key(google):
    return google.identity.service_account_info(ROBOT, google._key)


def test_where_google_does_not_say_how_old_a_key_is(provisioned, google):
    google.faults.add("status", status=503, path="x509", times=None)

    assert states(provisioned)["google-key-age"] == "note"


def test_an_account_of_the_machine_needs_no_key(provisioned, monkeypatch):
    config = Path("cop-steward.toml")
    text = config.read_text("utf-8").replace('credentials = "key.json"\n', "")
    config.write_text(text, "utf-8")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(Path("key.json").absolute()))

    found = states(provisioned)

    assert found["google-keyless"] == "note"
    assert found["google-write"] == "good"


@pytest.mark.parametrize(("skew", "check"), [(120, "behind"), (-120, "ahead")])
def test_a_clock_that_is_off_is_named_with_how_far(provisioned, google, skew, check):
    google.identity.skew = skew

    name, text, hint = wrong(provisioned)

    assert name == f"google-clock-{check}"
    assert any(f"{seconds} seconds" in text for seconds in (119, 120, 121))
    assert "time server" in hint


def test_a_clock_that_is_far_off_lets_nobody_in(provisioned, google):
    google.identity.skew = 3 * 3600
    google.identity.expire_tokens()

    _, found = answers(provisioned)

    bad = {one["check"]: one["text"] for one in found if one["state"] == "bad"}
    assert "clock" in bad["google-spreadsheet"]
    assert "seconds behind Google's" in bad["google-clock-behind"]


def test_an_api_that_is_off_leads_to_its_switch(provisioned, google):
    google.faults.add("api-off", path="/v4/", times=None)

    check, _, hint = wrong(provisioned)

    assert check == "google-spreadsheet"
    assert "https://console." in hint


def test_a_spreadsheet_that_is_not_shared_any_more(provisioned, google):
    google.faults.add("permission-lost", path="/v4/")

    _, text, hint = wrong(provisioned)

    assert "is not shared with" in text
    assert ROBOT in hint


def test_an_id_that_leads_nowhere(provisioned, book):
    config = Path("cop-steward.toml")
    text = config.read_text("utf-8").replace(book.id, "1" * 44)
    config.write_text(text, "utf-8")

    check, text, _ = wrong(provisioned)

    assert check == "google-spreadsheet"
    assert "1" * 44 in text


def test_the_right_to_read_alone(provisioned, book, google):
    for one in google.files.by_id[book.id].permissions:
        if one.get("emailAddress") == ROBOT:
            one["role"] = "reader"

    check, text, hint = wrong(provisioned)

    assert check == "google-write"
    assert ROBOT in text
    assert "Editor" in hint


def test_drive_is_asked_only_where_it_is_used(provisioned, google):
    config = Path("cop-steward.toml")
    text = config.read_text("utf-8").replace(
        'credentials = "key.json"\n', 'credentials = "key.json"\nskip_unchanged = true\n'
    )
    config.write_text(text, "utf-8")

    assert states(provisioned)["google-drive"] == "good"
    google.faults.add("api-off", path="/drive/", times=None)
    assert wrong(provisioned)[0] == "google-drive"


# What is in it


def test_tabs_of_ours_that_somebody_else_guards(provisioned, book):
    book.requests(
        {
            "addProtectedRange": {
                "protectedRange": {
                    "range": {"sheetId": book.sheet("คู่มือ").id},
                    "editors": {"users": [STAFF]},
                }
            }
        }
    )

    check, text, _ = wrong(provisioned)

    assert check == "google-protected"
    assert "คู่มือ" in text


def test_a_locale_that_puts_the_month_first(provisioned, book):
    book.model.locale = "en_US"

    check, text, hint = wrong(provisioned)

    assert check == "google-locale"
    assert "en_US" in text
    assert "Thailand" in hint


def test_another_time_zone(provisioned, book):
    book.model.time_zone = "Europe/Berlin"

    assert wrong(provisioned)[0] == "google-time-zone"


def test_a_tab_that_is_gone(provisioned, book):
    book.delete_tab("แผนปฏิบัติการ")
    book.delete_tab("วันหยุด")

    check, text, hint = wrong(provisioned)

    assert (check, text) == ("tabs-missing", "Tabs are missing: แผนปฏิบัติการ")
    assert "cop-steward init" in hint


def test_a_tab_with_another_title_is_told_by_its_headings(provisioned, book):
    book.rename("สมาชิก", "คนในกลุ่ม")

    check, text, hint = wrong(provisioned)

    assert check == "headings-alike"
    assert text == "There is no tab “สมาชิก”, but “คนในกลุ่ม” has its headings"
    assert "Rename that tab to “สมาชิก”" in hint


def test_a_heading_that_is_gone(provisioned, book):
    book.set("สมาชิก!B1", [["อื่น"]])

    assert wrong(provisioned)[0] == "headings-missing"


def test_a_status_column_that_is_gone_is_worth_knowing(provisioned, book):
    book.delete_columns("สมาชิก", 8)

    assert states(provisioned)["status-absent"] == "note"


def test_formulas_that_are_lost_are_put_back_when_asked(provisioned, book):
    book.set("สมาชิก!H1", [["ผลการตรวจสอบ"]])
    before = book.model.version

    assert wrong(provisioned)[0] == "status-lost"
    assert book.formula("สมาชิก!H1") is None
    code, found = answers(provisioned, "--mend")

    assert code == 0
    assert {one["check"]: one["text"] for one in found}["status-mended"] == (
        "The formula of the check's result was put back in สมาชิก"
    )
    assert book.formula("สมาชิก!H1") is not None
    assert book.model.version > before


def test_what_is_in_the_way_is_named_by_its_cell(provisioned, book):
    book.set("สมาชิก!H12", [["โทรแล้ว"]])

    check, text, _ = wrong(provisioned)

    assert check == "status-blocked"
    assert "สมาชิก H12" in text


# The probe


@pytest.mark.parametrize(
    ("language", "awaited"),
    [("th", "กำลังทดลองกับ Google …\n"), ("en", "Trying it out at Google …\n")],
)
def test_a_probe_needs_no_config(google_folder, book, language, awaited):
    code, out, err = google_folder.run(
        "doctor", "--probe", book.id, "--credentials", "key.json", "--lang", language
    )

    lines = out.splitlines()
    assert (code, err) == (0, awaited)
    assert {line[0] for line in lines[:-1]} == {"✓", "•"}
    assert book.titles == ["ชีต1"]
    assert not Path("state").exists()


def test_a_probe_takes_the_key_of_the_config(provisioned, google):
    scratch = google.new_spreadsheet("ทดลอง", locale="th_TH")

    code, found = answers(
        provisioned, "--probe", f"https://docs.google.com/spreadsheets/d/{scratch.id}/edit"
    )

    assert code == 0
    assert found[0]["check"] == "probe-begins"
    assert found[-1]["check"] == "probe-cleaned"


def test_a_probe_that_sees_something_else_says_so(google_folder, book):
    book.model.locale = "en_US"

    code, out, _ = google_folder.run(
        "doctor", "--probe", book.id, "--credentials", "key.json", "--lang", "en"
    )

    assert code == 1
    assert "✗ In other cells, what becomes of a typed day still reads as that day · seen: " in out
    assert out.splitlines()[-1].startswith("1 point is not as the service takes it to be.")


def test_a_probe_that_gets_nowhere_finds_no_fault_with_google(google_folder, book):
    code, out, _ = google_folder.run(
        "doctor", "--probe", f"{book.id[:-2]}xy", "--credentials", "key.json", "--lang", "en"
    )

    assert code == 1
    assert out.splitlines()[-1] == (
        "It could not be tried out to the end; mend what is said above, then call it again."
    )


def test_a_key_that_others_can_read_is_told_of(provisioned):
    _, closed = answers(provisioned)
    Path("key.json").chmod(0o644)
    _, found = answers(provisioned)

    told = (
        "Others on this machine can read the key key.json, and with it write in every spreadsheet "
        "that is shared with its account; let only the service read it: `chmod 600 key.json`"
    )
    assert [one["text"] for one in found if one["check"] == "google-key-open"] == [told]
    assert [one for one in closed if one["check"] == "google-key-open"] == []


def test_a_probe_of_nothing_is_refused(google_folder):
    code, _, err = google_folder.run("doctor", "--probe", "ทะเบียน", "--lang", "en")

    assert code == 1
    assert "neither the address nor the id" in err
