"""Folders that a cloud program keeps the same on several machines, known by their names or marks.

Whoever has the workbook open there may sit at another machine: no lock file tells of it, and what
is written meanwhile becomes a second, conflicting copy.
"""

import re
from pathlib import Path

_NAMES = (
    ("OneDrive", re.compile(r"onedrive( - .+)?", re.IGNORECASE)),
    ("SharePoint", re.compile(r"sharepoint( - .+)?", re.IGNORECASE)),
    ("Google Drive", re.compile(r"google ?drive|my drive|googledrive-.+", re.IGNORECASE)),
    ("Dropbox", re.compile(r"dropbox( \(.+\))?", re.IGNORECASE)),
    ("iCloud", re.compile(r"icloud ?drive|com~apple~clouddocs", re.IGNORECASE)),
    ("Box", re.compile(r"box( sync)?", re.IGNORECASE)),
    ("Nextcloud", re.compile(r"nextcloud|owncloud", re.IGNORECASE)),
    ("pCloud", re.compile(r"pcloud ?drive", re.IGNORECASE)),
    ("MEGA", re.compile(r"mega(sync)?", re.IGNORECASE)),
    ("Seafile", re.compile(r"seafile|seadrive", re.IGNORECASE)),
)
_MARKS = (
    ("Dropbox", (".dropbox", ".dropbox.cache")),
    ("Google Drive", (".tmp.drivedownload", ".tmp.driveupload")),
    ("OneDrive", (".849C9593-D756-4E56-8D6E-42412F2A707B",)),
    ("Nextcloud", (".nextcloudsync.log", ".owncloudsync.log", ".sync-exclude.lst")),
    ("Syncthing", (".stfolder",)),
    ("Resilio Sync", (".sync",)),
    ("Seafile", (".seafile-data",)),
)
"""Files and folders that these programs leave in the folder they watch over."""


def syncing_program(path: Path) -> str | None:
    """The program that synchronises the folder of a file, if one can be seen."""
    folders = path.resolve().parents
    for folder in folders:
        for program, name in _NAMES:
            if name.fullmatch(folder.name):
                return program
        for program, marks in _MARKS:
            if any((folder / mark).exists() for mark in marks):
                return program
    return None
