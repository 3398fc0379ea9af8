"""Other workbooks of a registry in the config file: read whole, and every mistake named."""

import typing
from pathlib import Path

import pytest

from sheets_sync.errors import SetupError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.lazy_sentence import LazySentence
from sheets_sync.planning.workbook_tabs.tab_model import TabName
from sheets_sync.settings import RegistrySettings, load
from sheets_sync.settings.linked_workbooks import MOVABLE, TODO
from sheets_sync.settings.model import LinkedWorkbookSettings

MAIN = '[[registry]]\nid = "main"\npath = "registry.xlsx"\n'
OTHER = "[[registry.elsewhere]]\n"
ID = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ"
KNOWN = (
    "staff, communities, members, experts, plans, sessions, attendance, evaluations, followups, "
    "holidays, settings, remarks, todo, progress, summary, outbox, log"
)


@pytest.fixture
def config(tmp_path):
    def write(text):
        path = tmp_path / "cop-steward.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def refused(path):
    """The error of loading, as its name and facts without the path; said in both languages."""
    with pytest.raises(SetupError) as caught:
        load(path)
    for language in ("th", "en"):
        for part in ("problem", "hint"):
            said = Sentences(language)(f"errors.{caught.value.name}.{part}", **caught.value.facts)
            assert "{name}" not in said
    facts = {name: fact for name, fact in caught.value.facts.items() if name != "path"}
    return caught.value.name, facts


def test_other_workbooks_belong_to_the_registry_above_them(config, tmp_path):
    path = config(
        MAIN
        + f"""
        [[registry.elsewhere]]
        spreadsheet = "https://docs.google.com/spreadsheets/d/{ID}/edit#gid=0"
        credentials = "hr-key.json"
        tabs = ["evaluations", "followups", "outbox", "log"]
        titles = {{ evaluations = "การตอบแบบฟอร์ม 1", followups = ["ตอบ 1", "ตอบ 2"] }}
        [[registry.elsewhere]]
        path = "directory.xlsx"
        tabs = ["staff"]
        write = false
        private = false
        [[registry]]
        id = "branch"
        path = "branch.xlsx"
        """
    )

    hr = LinkedWorkbookSettings(
        path=None,
        spreadsheet=ID,
        credentials=tmp_path / "hr-key.json",
        tabs=("evaluations", "followups", "outbox", "log"),
        titles={"evaluations": ("การตอบแบบฟอร์ม 1",), "followups": ("ตอบ 1", "ตอบ 2")},
        write=True,
        private=True,
    )
    directory = LinkedWorkbookSettings(
        tmp_path / "directory.xlsx", None, None, ("staff",), {}, False, False
    )
    assert load(path).registries == (
        RegistrySettings("main", "xlsx", tmp_path / "registry.xlsx", None, None, (hr, directory)),
        RegistrySettings("branch", "xlsx", tmp_path / "branch.xlsx", None, None),
    )


def test_a_table_that_the_agency_added_may_live_elsewhere(config, tmp_path):
    (tmp_path / "registry.toml").write_text("[tabs.rooms]\nth = 'ห้อง'\n", encoding="utf-8")
    path = config(f"schema = 'registry.toml'\n{MAIN}{OTHER}path = 'b.xlsx'\ntabs = ['rooms']\n")

    assert load(path).registries[0].elsewhere[0].tabs == ("rooms",)


def test_what_may_stand_elsewhere_are_tabs_of_the_service():
    assert {TODO, *MOVABLE} < set(typing.get_args(TabName))


def test_the_to_do_tab_stands_in_every_workbook_so_that_it_may_be_named_in_each(config):
    text = f"{OTHER}path = 'b.xlsx'\ntabs = ['evaluations', 'todo']\n"
    text += f"{OTHER}path = 'c.xlsx'\ntabs = ['followups', 'todo']\n"

    assert len(load(config(MAIN + text)).registries[0].elsewhere) == 2


@pytest.mark.parametrize(
    ("text", "name", "facts"),
    [
        (
            "[registry.elsewhere]\npath = 'b.xlsx'\n",
            "inner-table-not-repeated",
            {"line": 4, "name": "elsewhere"},
        ),
        (
            f"{OTHER}tabs = ['staff']\n",
            "elsewhere-place-missing",
            {"line": 4, "id": "main"},
        ),
        (
            f"{OTHER}path = 'b.xlsx'\nspreadsheet = '{ID}'\ntabs = ['staff']\n",
            "elsewhere-place-twice",
            {"line": 5, "id": "main"},
        ),
        (
            f"{OTHER}path = './registry.xlsx'\ntabs = ['staff']\n",
            "elsewhere-same",
            {"line": 5, "id": "main", "first": 1},
        ),
        (
            (
                f"{OTHER}spreadsheet = '{ID}'\ntabs = ['staff']\n"
                f"{OTHER}spreadsheet = '{ID}'\ntabs = ['followups']\n"
            ),
            "elsewhere-same",
            {"line": 8, "id": "main", "first": 5},
        ),
        (f"{OTHER}path = 'b.xlsx'\n", "elsewhere-tabs-missing", {"line": 4, "id": "main"}),
        (
            f"{OTHER}path = 'b.xlsx'\ntabs = ['staff', 'evaluation']\n",
            "elsewhere-tab-unknown",
            {
                "line": 6,
                "name": "evaluation",
                "nearest": LazySentence("settings.nearest", word="evaluations"),
                "known": KNOWN,
            },
        ),
        (
            f"{OTHER}path = 'b.xlsx'\ntabs = ['guide']\n",
            "elsewhere-tab-unknown",
            {"line": 6, "name": "guide", "nearest": "", "known": KNOWN},
        ),
        (
            (
                f"{OTHER}path = 'b.xlsx'\ntabs = ['staff', 'log']\n"
                f"{OTHER}path = 'c.xlsx'\ntabs = ['log']\n"
            ),
            "elsewhere-tab-twice",
            {"line": 9, "name": "log", "first": 6},
        ),
        (
            f"{OTHER}path = 'b.xlsx'\ntabs = ['staff']\n{OTHER}path = 'c.xlsx'\ntabs = ['staff']\n",
            "elsewhere-tab-twice",
            {"line": 9, "name": "staff", "first": 6},
        ),
        (
            f"{OTHER}path = 'b.xlsx'\ntabs = ['staff', 'outbox']\nwrite = false\n",
            "elsewhere-tab-unwritten",
            {"line": 6, "name": "outbox"},
        ),
        (
            f"{OTHER}path = 'b.xlsx'\ntabs = ['staff']\ntitles = {{ staf = 'Directory' }}\n",
            "elsewhere-title-odd",
            {"line": 7, "name": "staf", "nearest": LazySentence("settings.nearest", word="staff")},
        ),
        (
            f"{OTHER}path = 'b.xlsx'\ntabs = ['outbox']\ntitles = {{ outbox = 'Mail' }}\n",
            "elsewhere-title-odd",
            {"line": 7, "name": "outbox", "nearest": ""},
        ),
        (
            (
                f"{OTHER}path = 'b.xlsx'\ntabs = ['log']\n"
                "[[registry]]\nid = 'branch'\npath = 'b.xlsx'\n"
            ),
            "elsewhere-shared",
            {"line": 9, "id": "branch", "other": "main"},
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_line(config, text, name, facts):
    assert refused(config(MAIN + text)) == (name, facts)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("tabs = 'staff'", "registry.elsewhere.tabs"),
        ("tabs = ['staff', 'staff']", "registry.elsewhere.tabs"),
        ("titles = ['x']", "registry.elsewhere.titles"),
        ("titles = { staff = '' }", "registry.elsewhere.titles"),
        ("titles = { staff = [] }", "registry.elsewhere.titles"),
        ("titles = { staff = 'A', followups = 'A' }", "registry.elsewhere.titles"),
        ("titles = { staff = 3 }", "registry.elsewhere.titles"),
        ("spreadsheet = 'x'", "registry.elsewhere.spreadsheet"),
        ("write = 'no'", "registry.elsewhere.write"),
    ],
)
def test_an_impossible_value_is_named_with_its_line(config, line, name):
    found, facts = refused(config(f"{MAIN}{OTHER}{line}\n"))

    assert (found, facts["name"], facts["line"]) == ("setting-impossible", name, 5)


def test_an_unknown_setting_has_its_nearest_name(config):
    assert refused(config(f"{MAIN}{OTHER}tab = ['staff']\n")) == (
        "setting-unknown",
        {
            "line": 5,
            "name": "registry.elsewhere.tab",
            "nearest": LazySentence("settings.nearest", word="registry.elsewhere.tabs"),
        },
    )


def test_one_directory_may_be_read_by_several_registries(config):
    directory = f"{OTHER}path = 'directory.xlsx'\ntabs = ['staff']\nwrite = false\n"
    branch = "[[registry]]\nid = 'branch'\npath = 'branch.xlsx'\n"

    registries = load(config(MAIN + directory + branch + directory)).registries

    assert [registry.elsewhere[0].path.name for registry in registries] == ["directory.xlsx"] * 2


def test_a_workbook_that_another_registry_writes_may_still_be_read(config):
    text = f"{OTHER}path = 'branch.xlsx'\ntabs = ['staff']\nwrite = false\n"
    text += "[[registry]]\nid = 'branch'\npath = 'branch.xlsx'\n"

    assert load(config(MAIN + text)).registries[0].elsewhere[0].path.name == "branch.xlsx"


def test_an_account_of_its_own_may_be_named_for_each_spreadsheet(config, tmp_path):
    text = f"{OTHER}spreadsheet = '{ID}'\ntabs = ['staff']\n"

    def credentials(more=""):
        return load(config(MAIN + text + more)).registries[0].elsewhere[0].credentials

    assert credentials() is None
    assert credentials("credentials = 'k.json'\n") == tmp_path / "k.json"


def test_the_guides_example_is_read_as_it_says(config, tmp_path):
    guide = (Path(__file__).parents[2] / "docs/elsewhere.en.md").read_text(encoding="utf-8")
    (text,) = [
        block.partition("```")[0]
        for block in guide.split("```toml\n")[1:]
        if "registry.elsewhere" in block
    ]

    (registry,) = load(config(text)).registries

    assert [one.tabs for one in registry.elsewhere] == [
        ("evaluations", "followups", "outbox", "log"),
        ("staff",),
    ]
    assert [(one.write, one.private) for one in registry.elsewhere] == [
        (True, True),
        (False, False),
    ]
    assert registry.elsewhere[1].titles == {"staff": ("Directory 2026",)}
