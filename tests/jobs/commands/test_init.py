"""init from outside: what it makes, what it leaves, and how a workbook of one's own is adopted."""

import json
import tomllib
from pathlib import Path

import openpyxl
import pytest

from jobs.cli.main import main
from sheets_sync.registry.declaration import merge, read_schema
from sheets_sync.registry.snapshot import read_snapshot
from sheets_sync.settings import load
from tests.adoption import workbooks as agencies
from tests.fixtures.terminal import typed_at_terminal
from tests.fixtures.xlsx import read_workbook
from tests.registry.reading import TODAY, declaration

pytestmark = pytest.mark.long

OPTIONAL = ["การเข้าร่วม", "วันหยุด", "ตั้งค่า", "ปัญหาและข้อเสนอแนะ"]


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.delenv("COP_STEWARD_LANG", raising=False)
    monkeypatch.chdir(tmp_path)


def said(capsys, *typed):
    """What a command says, and how it ends."""
    code = main(list(typed))
    return code, capsys.readouterr().out


def found(capsys):
    """The findings of a check that only looks."""
    _, out = said(capsys, "check", "--json", "--today", "2026-11-22")
    return json.loads(out)["findings"]


def headings(sheet):
    return [cell.value for cell in sheet[1]]


def files(folder):
    return sorted(path.name for path in Path(folder).iterdir() if not path.name.startswith("."))


# A folder to begin with


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_new_folder_checks_clean(capsys, language):
    assert main(["init", "--lang", language]) == 0

    assert files(".") == ["cop-steward.toml", "registry.xlsx"]
    assert load().language == language
    titles = [tab[language] for tab in declaration()["tabs"].values()]
    assert openpyxl.load_workbook("registry.xlsx").sheetnames[1:13] == titles
    capsys.readouterr()
    assert found(capsys) == []
    assert main(["check"]) == 0
    capsys.readouterr()
    assert found(capsys) == []


def test_the_config_says_the_same_in_both_languages():
    for language in ("th", "en"):
        main(["init", language, "--lang", language])
    thai, english = (
        tomllib.loads(Path(one, "cop-steward.toml").read_text("utf-8")) for one in ("th", "en")
    )

    assert thai == {**english, "language": "th"}
    assert english == {
        "version": 1,
        "language": "en",
        "agency": {"name": "", "allowed_domains": [], "contact": ""},
        "registry": [{"id": "main", "store": "xlsx", "path": "registry.xlsx"}],
        "mail": {"transport": "outbox", "live": False},
    }


def test_it_says_what_it_made_and_what_is_next(capsys):
    code, out = said(capsys, "init", "hr", "--lang", "en")

    assert code == 0
    assert out == (
        "Made: hr/cop-steward.toml\n"
        "Made: hr/registry.xlsx\n"
        "Next: fill in hr/cop-steward.toml and the workbook, "
        "then run cop-steward check --config hr/cop-steward.toml\n"
    )


def test_rows_typed_into_it_are_checked(capsys):
    main(["init"])
    book = openpyxl.load_workbook("registry.xlsx")
    staff, communities = book["บุคลากร"], book["ทะเบียน CoP"]
    for at, value in enumerate(("60123", "นางสาวสุดา ใจดี", "suda.j@agency.go.th", "", "กองคลัง"), 1):
        staff.cell(2, at, value)
    row = dict(zip(headings(communities), range(1, 20), strict=False))
    communities.cell(2, row["รหัสกลุ่ม"], "C-001")
    communities.cell(2, row["วันที่เริ่ม"], "31/11/2569")
    communities.cell(2, row["ผู้ประสานงาน"], "60123")
    book.save("registry.xlsx")
    capsys.readouterr()

    cells = {(one["rule"], one["cell"]) for one in found(capsys)}
    assert ("date-unreadable", "I2") in cells
    assert ("cell-missing", "B2") in cells
    assert not {rule for rule, _ in cells} & {"tab-missing", "header-missing", "person-unknown"}


def test_again_it_changes_nothing(capsys):
    main(["init"])
    before = {name: Path(name).read_bytes() for name in files(".")}
    capsys.readouterr()

    code, out = said(capsys, "init", "--lang", "en")

    assert code == 0
    assert {name: Path(name).read_bytes() for name in files(".")} == before
    assert out == (
        "Kept as it was: cop-steward.toml\nKept as it was: registry.xlsx\nNext: cop-steward check\n"
    )


def test_only_to_be_shown_nothing_is_written(capsys):
    code, out = said(capsys, "init", "--dry-run", "--lang", "en")

    assert code == 0
    assert files(".") == []
    assert out == (
        "Would be made: cop-steward.toml\nWould be made: registry.xlsx\nNothing was written.\n"
    )


def test_a_program_gets_one_object(capsys):
    code, out = said(capsys, "init", "--json")

    assert code == 0
    assert json.loads(out) == {
        "made": ["cop-steward.toml", "registry.xlsx"],
        "added": [],
        "left": [],
        "next": "cop-steward check",
    }


def test_the_workbook_that_the_config_names_is_made_in_its_language(capsys):
    Path("cop-steward.toml").write_text(
        'language = "en"\n[[registry]]\nid = "a"\npath = "data/cop.xlsx"\n', "utf-8"
    )

    assert main(["init", "--lang", "th"]) == 0
    assert "Sessions" in openpyxl.load_workbook("data/cop.xlsx").sheetnames
    assert files(".") == ["cop-steward.toml", "data"]


@pytest.mark.parametrize("where", ["file", "file/inside"])
def test_a_folder_that_cannot_be_made_is_said(capsys, where):
    Path("file").write_text("x", "utf-8")

    assert main(["init", where, "--lang", "en"]) == 1
    assert "Writing or reading" in capsys.readouterr().err


# What an existing workbook lacks


def _partly(path="registry.xlsx"):
    """A workbook with two tabs, one without a heading that is needed."""
    staff = ("เลขประจำตัวบุคลากร", "ชื่อ–นามสกุล", "อีเมล")
    rows = {"บุคลากร": [staff, ("60123", "นางสาวสุดา ใจดี", "suda.j@agency.go.th")], "บันทึก": [("ก",)]}
    return agencies.save(rows, Path(path))


def test_missing_tabs_headings_and_columns_are_added(capsys):
    _partly()

    code, out = said(capsys, "init")

    book = openpyxl.load_workbook("registry.xlsx")
    tabs = declaration()["tabs"].values()
    assert code == 0
    assert set(book.sheetnames) > {tab["th"] for tab in tabs} | {"บันทึก", "คู่มือ"}
    assert headings(book["บุคลากร"]) == [
        "เลขประจำตัวบุคลากร",
        "ชื่อ–นามสกุล",
        "อีเมล",
        "หน่วยงาน/สังกัด",
        "ผลการตรวจสอบ",
    ]
    assert [cell.value for cell in book["บุคลากร"][2]][:3] == [
        "60123",
        "นางสาวสุดา ใจดี",
        "suda.j@agency.go.th",
    ]
    hidden = [one.title for one in book if one.sheet_state == "hidden" and one.title in OPTIONAL]
    assert hidden == [title for title in OPTIONAL if title != "ตั้งค่า"]
    assert "เพิ่มในแท็บ “บุคลากร”: หัวคอลัมน์ หน่วยงาน/สังกัด" in out
    assert [one["rule"] for one in found(capsys)] == ["cell-missing"]


def test_a_file_that_is_no_workbook_leaves_nothing_behind():
    Path("registry.xlsx").write_text("hello", encoding="utf-8")

    assert main(["init"]) == 1

    assert files(".") == ["registry.xlsx"]


def test_the_copy_of_the_day_is_what_staff_had(capsys):
    before = _partly().read_bytes()

    said(capsys, "init")

    (copy,) = Path().glob("registry.20??-??-??.xlsx")
    assert copy.read_bytes() == before


def test_what_was_added_is_not_added_again(capsys):
    _partly()
    main(["init"])
    before = Path("registry.xlsx").read_bytes()
    capsys.readouterr()

    _, out = said(capsys, "init", "--lang", "en")

    assert Path("registry.xlsx").read_bytes() == before
    assert "Kept as it was: registry.xlsx" in out


def test_only_to_be_shown_the_workbook_stays(capsys):
    before = _partly().read_bytes()

    _, out = said(capsys, "init", "--dry-run", "--lang", "en")

    assert Path("registry.xlsx").read_bytes() == before
    assert "Would be added to the tab “บุคลากร”: the headings Unit" in out


def test_a_title_or_heading_that_looks_like_it_is_named_and_nothing_added(capsys):
    rows = {
        "บุคลากรร": [("เลขประจำตัวบุคลากร",)],
        "สมาชิก": [("รหัสกลุ่ม", "สมาชิกก")],
        "กิจกรรม": [("ก", "ข")],
        "วิทยากรของเรา": [("รหัสกลุ่ม", "ผู้เชี่ยวชาญ", "ความเชี่ยวชาญ", "วิทยากรหลัก")],
    }
    agencies.save(rows, Path("registry.xlsx"))

    _, out = said(capsys, "init", "--lang", "en")

    book = openpyxl.load_workbook("registry.xlsx")
    assert [title for title in book.sheetnames if title.startswith("บุคลากร")] == ["บุคลากรร"]
    assert headings(book["สมาชิก"])[:2] == ["รหัสกลุ่ม", "สมาชิกก"]
    assert headings(book["กิจกรรม"]) == ["ก", "ข"]
    assert "The tab “Staff” was not added, because “บุคลากรร” looks like it." in out
    assert "The tab “Experts” was not added, because “วิทยากรของเรา” has its headings." in out
    assert "The heading “Person” was not added to the tab “สมาชิก”, because “สมาชิกก”" in out
    assert "In the tab “กิจกรรม” no heading is known" in out


def test_a_workbook_open_elsewhere_is_left_alone(capsys):
    before = _partly().read_bytes()
    Path("~$registry.xlsx").write_bytes(b"\x05Suda ".ljust(165, b"\0"))

    code, out = said(capsys, "init", "--lang", "en")

    assert code == 0
    assert Path("registry.xlsx").read_bytes() == before
    assert "Excel" in out
    assert "Added" not in out
    assert "run cop-steward init again" in out.splitlines()[-1]


def test_a_program_is_told_that_init_is_to_be_run_again(capsys):
    _partly().chmod(0o444)

    _, out = said(capsys, "init", "--json")

    assert json.loads(out)["next"] == "cop-steward init"


# Adopting


def adopted_schema():
    overlay = tomllib.loads(Path("registry.toml").read_text("utf-8"))
    return read_schema(merge(declaration(), overlay), "registry.toml")


def test_a_workbook_is_adopted_without_a_byte_of_it_changed(capsys):
    before = agencies.save(agencies.THAI, Path("agency.xlsx")).read_bytes()

    code, out = said(capsys, "init", "--adopt", "agency.xlsx", "--yes")

    assert code == 0
    assert Path("agency.xlsx").read_bytes() == before
    assert files(".") == ["agency.xlsx", "cop-steward.toml", "registry.toml"]
    settings = load()
    assert settings.schema == Path.cwd() / "registry.toml"
    assert [(one.id, one.path) for one in settings.registries] == [
        ("main", Path.cwd() / "agency.xlsx")
    ]
    assert "สร้างแล้ว: registry.toml" in out


def test_what_was_adopted_is_read_with_the_right_tables(capsys):
    agencies.save(agencies.THAI, Path("agency.xlsx"))
    main(["init", "--adopt", "agency.xlsx", "--yes"])

    book = read_workbook(Path("agency.xlsx"))
    snapshot = read_snapshot(book, adopted_schema(), TODAY, load().rules)

    assert {name: len(table) for name, table in snapshot.tables.items() if len(table)} == {
        "staff": 4,
        "communities": 3,
        "members": 3,
        "sessions": 3,
    }
    assert snapshot["communities"]["status"].per_row().tolist() == ["active", "active", None]
    assert snapshot["members"]["person"].per_row().tolist() == [1, 2, 3]
    assert snapshot["communities"]["coordinator"].per_row().tolist() == [0, 2, 3]
    capsys.readouterr()
    rules = {one["rule"] for one in found(capsys)}
    assert not rules & {"header-missing", "header-duplicate", "person-unknown", "date-unreadable"}


@pytest.mark.parametrize("name", ["ENGLISH", "FORM", "TWO_TABS"])
def test_every_mapped_column_is_there_after_adopting(capsys, name):
    agencies.save(getattr(agencies, name), Path("agency.xlsx"))

    code, out = said(capsys, "init", "--adopt", "agency.xlsx", "--yes", "--json")

    schema = adopted_schema()
    shown = json.loads(out)
    assert code == 0
    assert shown["written"] == ["registry.toml", "cop-steward.toml"]
    for sheet in shown["sheets"]:
        assert schema.tab_named(sheet["sheet"]).name == sheet["tab"]
    assert main(["check", "--dry-run"]) == 0


def test_our_own_workbook_needs_only_a_config(capsys):
    main(["init", "made"])
    capsys.readouterr()

    code, out = said(capsys, "init", "--adopt", "made/registry.xlsx", "--yes", "--lang", "en")

    assert code == 0
    assert files(".") == ["cop-steward.toml", "made"]
    assert load().schema is None
    assert "Nothing" not in out


def test_without_a_yes_nothing_is_adopted(capsys):
    agencies.save(agencies.ENGLISH, Path("agency.xlsx"))

    code, out = said(capsys, "init", "--adopt", "agency.xlsx", "--lang", "en")

    assert code == 0
    assert files(".") == ["agency.xlsx"]
    assert out.endswith(
        "The workbook is not the registry yet. "
        'If this is right: cop-steward init --adopt "agency.xlsx" --yes\n'
    )


def test_only_to_be_shown_even_a_yes_writes_nothing(capsys):
    agencies.save(agencies.THAI, Path("agency.xlsx"))

    assert main(["init", "--adopt", "agency.xlsx", "--yes", "--dry-run"]) == 0
    assert files(".") == ["agency.xlsx"]


@pytest.mark.parametrize(
    ("typed", "made"),
    [("y", ["agency.xlsx", "cop-steward.toml", "registry.toml"]), ("n", ["agency.xlsx"]),
     ("", ["agency.xlsx"])],
)  # fmt: skip
def test_a_person_at_a_terminal_is_asked(typed, made):
    agencies.save(agencies.THAI, Path("agency.xlsx"))
    answers = f"\n{typed}\n"  # the one word in doubt stays undecided
    adopt = ("init", "--adopt", "agency.xlsx", "--lang", "en")

    code, shown = typed_at_terminal(answers, *adopt, columns=120)

    assert code == 0
    assert "Use this mapping and write the config file?" in shown
    assert files(".") == made


def test_the_table_says_which_heading_is_which_column_and_why(capsys):
    agencies.save(agencies.ENGLISH, Path("agency.xlsx"))

    _, out = said(capsys, "init", "--adopt", "agency.xlsx", "--lang", "en")

    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in out.splitlines()]
    assert ["C1", "Mail", "E-mail", "93 %", "holds “email”; 3 of 3 cells fit"] in rows
    assert "Members ← “Participants” (headings in row 1, 3 rows, 74 % certain)" in out
    assert "  No tab for Experts: step 3 cannot be judged." in out
    assert "  Communities, Status: “Active now” (1×) is read as “Active”" in out


def test_what_is_left_out_stands_in_the_overlay_as_a_comment():
    agencies.save(agencies.THAI, Path("agency.xlsx"))
    main(["init", "--adopt", "agency.xlsx", "--yes", "--lang", "en"])

    comments = [
        line for line in Path("registry.toml").read_text("utf-8").splitlines() if line[:1] == "#"
    ]
    assert comments[0] == (
        "# How the headings of agency.xlsx are read. Made by cop-steward init --adopt."
    )
    assert comments[-1].endswith("“รอพิจารณา” (1×) is none of the choices; it will be reported")


def test_a_workbook_that_has_nothing_to_do_with_it_is_politely_refused(capsys):
    agencies.save(agencies.UNRELATED, Path("assets.xlsx"))

    assert main(["init", "--adopt", "assets.xlsx", "--yes", "--lang", "en"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "looks like the registry of a community of practice" in said.err
    assert files(".") == ["assets.xlsx", "registry-answers.toml"]


def test_a_config_of_another_workbook_is_not_touched(capsys):
    main(["init"])
    before = Path("cop-steward.toml").read_bytes()
    agencies.save(agencies.THAI, Path("agency.xlsx"))
    capsys.readouterr()

    assert main(["init", "--adopt", "agency.xlsx", "--yes", "--lang", "en"]) == 1
    assert "names another workbook" in capsys.readouterr().err
    assert Path("cop-steward.toml").read_bytes() == before


def test_adopting_twice_writes_once(capsys):
    agencies.save(agencies.THAI, Path("agency.xlsx"))
    main(["init", "--adopt", "agency.xlsx", "--yes"])
    before = {name: Path(name).read_bytes() for name in files(".")}
    capsys.readouterr()

    code, out = said(capsys, "init", "--adopt", "agency.xlsx", "--yes", "--lang", "en")

    assert code == 0
    assert "reads this workbook already" in out
    assert {name: Path(name).read_bytes() for name in files(".")} == before


def test_an_overlay_of_somebodys_is_shown_the_new_lines_and_kept(capsys):
    agencies.save(agencies.TWO_TABS, Path("agency.xlsx"))
    main(["init", "--adopt", "agency.xlsx", "--yes"])
    before = Path("registry.toml").read_bytes()
    agencies.save({**agencies.TWO_TABS, **agencies.FORM}, Path("agency.xlsx"))
    capsys.readouterr()

    code, out = said(capsys, "init", "--adopt", "agency.xlsx", "--yes", "--lang", "en")

    assert code == 0
    assert Path("registry.toml").read_bytes() == before
    lines = tomllib.loads(out[out.index("[tabs.followups]") :])
    assert lines["tabs"]["followups"]["also"] == ["การตอบแบบฟอร์ม 1"]


def test_an_overlay_without_a_config_is_never_overwritten(capsys):
    agencies.save(agencies.THAI, Path("agency.xlsx"))
    Path("registry.toml").write_text("# mine\n", "utf-8")

    assert main(["init", "--adopt", "agency.xlsx", "--yes"]) == 1
    assert Path("registry.toml").read_text("utf-8") == "# mine\n"
    assert files(".") == ["agency.xlsx", "registry.toml"]


def test_a_config_without_an_overlay_is_told_the_line_to_add(capsys):
    agencies.save(agencies.THAI, Path("agency.xlsx"))
    config = '[[registry]]\nid = "a"\npath = "agency.xlsx"\n'
    Path("cop-steward.toml").write_text(config, "utf-8")

    _, out = said(capsys, "init", "--adopt", "agency.xlsx", "--yes", "--lang", "en")

    assert Path("cop-steward.toml").read_text("utf-8") == config
    assert 'Add this line to the top of cop-steward.toml: schema = "registry.toml"' in out
    Path("cop-steward.toml").write_text(f'schema = "registry.toml"\n{config}', "utf-8")
    assert main(["check", "--dry-run"]) == 0


def test_a_workbook_elsewhere_is_named_by_its_whole_path(tmp_path):
    (tmp_path / "files").mkdir()
    agencies.save(agencies.THAI, Path("files/agency.xlsx"))

    main(["init", "steward", "--adopt", "files/agency.xlsx", "--yes"])

    (registry,) = load(Path("steward/cop-steward.toml")).registries
    assert registry.path == tmp_path / "files" / "agency.xlsx"
    assert files("steward") == ["cop-steward.toml", "registry.toml"]


def test_a_file_that_is_not_there_is_said(capsys):
    assert main(["init", "--adopt", "none.xlsx", "--lang", "en"]) == 1
    assert "There is no file" in capsys.readouterr().err
