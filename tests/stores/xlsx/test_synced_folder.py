"""Folders of cloud programs, told by their names or by what the programs leave there."""

import pytest

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.stores.xlsx.create import create_workbook
from sheets_sync.stores.xlsx.store import XlsxStore
from sheets_sync.stores.xlsx.synced_folder import syncing_program
from tests.rules.workbooks import our_schema


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("OneDrive - กรมตัวอย่าง/ทะเบียน", "OneDrive"),
        ("OneDrive", "OneDrive"),
        ("Google Drive/CoP", "Google Drive"),
        ("My Drive", "Google Drive"),
        ("Dropbox (กรม)/a/b", "Dropbox"),
        ("Nextcloud", "Nextcloud"),
        ("iCloudDrive", "iCloud"),
        ("ทะเบียน/box of papers", None),
        ("งาน/my onedrive notes", None),
    ],
)
def test_a_folder_is_known_by_its_name(tmp_path, folder, program):
    place = tmp_path / folder
    place.mkdir(parents=True)

    assert syncing_program(place / "registry.xlsx") == program


@pytest.mark.parametrize(
    ("mark", "program"),
    [
        (".dropbox.cache", "Dropbox"),
        (".stfolder", "Syncthing"),
        (".nextcloudsync.log", "Nextcloud"),
    ],
)
def test_a_folder_is_known_by_what_the_program_leaves_there(tmp_path, mark, program):
    (tmp_path / mark).mkdir()
    below = tmp_path / "กลุ่มงาน"
    below.mkdir()

    assert syncing_program(below / "registry.xlsx") == program


def test_doctor_names_it(tmp_path):
    folder = tmp_path / "OneDrive"
    folder.mkdir()
    path, say = folder / "registry.xlsx", Sentences("th")
    create_workbook(path, our_schema(), language="th", say=say)

    seen = XlsxStore(path).examine(our_schema(), say, time_zone="Asia/Bangkok")

    assert [(one.state, one.facts["program"]) for one in seen if one.name == "workbook-synced"] == [
        ("note", "OneDrive")
    ]
