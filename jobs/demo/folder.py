"""The demo's folder: a config file and a workbook, made anew each time."""

import datetime as dt
import re
import shutil
from pathlib import Path

from jobs.demo.agency import DOMAIN, sample_agency
from jobs.demo.planted_errors import slip
from sheets_sync.errors import SetupError
from sheets_sync.files import write_file
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.registry.declaration import read_schema
from sheets_sync.resources import resource
from sheets_sync.stores.xlsx.create import create_workbook
from sheets_sync.toml_file import read_toml

OURS = frozenset(
    {
        "archive",
        "cop-steward.toml",
        "registry.xlsx",
        "index.html",
        "outbox",
        "reports",
        "state",
        "views",
    }
)
"""What a demo writes; nothing else may be in the folder, so that nobody's work is lost."""
_COPY = re.compile(r"registry\.[0-9]{4}-[0-9]{2}-[0-9]{2}\.xlsx")
"""The workbook as it was before the first check of a day."""

CONFIG = """\
# {remark}
version = 1
language = "{language}"

[agency]
name = "{agency}"
allowed_domains = ["{domain}"]
contact = "hrd@{domain}"

[[registry]]
id = "main"
store = "xlsx"
path = "registry.xlsx"
name = "{registry}"
address = "{address}"

[reminders]
quiet_days = 0
effective_from = {since}
"""
REMARK = {
    "th": "การตั้งค่าของหน่วยงานตัวอย่าง ทุกค่ามีค่าเริ่มต้น ไฟล์นี้แสดงเฉพาะค่าที่หน่วยงานต้องกรอก",
    "en": "The sample's settings. Every setting has a default; these are what an agency fills in.",
}
AGENCY = {"th": "กรมตัวอย่าง", "en": "Department of Examples"}
REGISTRY = {"th": "ทะเบียน CoP กรมตัวอย่าง", "en": "CoP registry of the Department of Examples"}
ADDRESS = {
    "th": "ไดรฟ์กลางของกลุ่มพัฒนาบุคลากร โฟลเดอร์ CoP ไฟล์ registry.xlsx",
    "en": "the HR group's shared drive, folder CoP, file registry.xlsx",
}
"""Where people of the sample open the workbook, as its letters say it."""


def make_folder(folder: Path, today: dt.date, sentences: Sentences) -> None:
    """Write the config file and the workbook.

    Raises:
        SetupError: the folder holds something that is not a demo's, or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        strangers = sorted(
            path.name
            for path in folder.iterdir()
            if path.name.lstrip(".~") not in OURS
            and not _COPY.fullmatch(path.name)
            and not path.name.startswith(".")
        )
        if strangers:
            raise SetupError("demo-folder-taken", folder=folder, found=tuple(strangers[:3]))
        for path in list(folder.iterdir()):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    except (PermissionError, FileExistsError, NotADirectoryError) as error:
        raise SetupError("demo-folder-unwritable", folder=folder) from error
    agency = sample_agency(today)
    slip(agency)
    ours = read_toml(resource("config", "registry.toml"))
    schema = read_schema(ours.values, str(ours.path))
    language = sentences.language
    create_workbook(
        folder / "registry.xlsx", schema, language=language, say=sentences, records=agency.tabs
    )
    text = CONFIG.format(
        language=language,
        remark=REMARK[language],
        agency=AGENCY[language],
        registry=REGISTRY[language],
        address=ADDRESS[language],
        domain=DOMAIN,
        since=(today - dt.timedelta(days=365)).isoformat(),
    )
    write_file(folder / "cop-steward.toml", text.encode())
