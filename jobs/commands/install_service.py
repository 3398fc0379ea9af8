"""install-service: has systemd run this folder, as one program or by a timer; or shows a cron line.

The program is `serve`, or `worker` where the config file describes a fleet. Reads the config file.
Writes unit files (root: for the whole machine; others: for themselves) and starts nothing.
`--dry-run` shows them only; a cron line is only ever shown.
"""

import getpass
import os
import pwd
import shlex
from pathlib import Path

from jobs.cli.context import JobContext
from jobs.pipeline.service_units import (
    Unit,
    cron_line,
    database_file,
    secret_files,
    secret_variables,
    secrets_file,
    units,
    written_folders,
)
from sheets_sync.files import write_file
from sheets_sync.settings import CONFIG, Settings

ARGUMENTS = ("dry-run", "how", "unit")

_SYSTEM = Path("/etc/systemd/system")
_OWN = Path("~/.config/systemd/user")


def run(context: JobContext) -> int:
    """Write the unit files, or show what would be written, and say what to type next."""
    settings, console, say = context.settings, context.console, context.sentences
    if context.options.how == "cron":
        console.line(cron_line(settings))
        if variables := secret_variables(settings):
            console.note(say("jobs.install_service.cron_variables", variables=variables))
        return 0
    root = os.geteuid() == 0
    user = _owner(settings) if root else ""
    timer = context.options.how == "timer"
    made = units(settings, context.options.unit, user, say, timer=timer)
    folder = _SYSTEM if root else _OWN.expanduser()
    for unit in made:
        if context.dry_run:
            console.line(f"# {folder / unit.name}")
            console.line(unit.text)
        else:
            write_file(folder / unit.name, unit.text.encode())
            console.line(say("jobs.install_service.written", path=folder / unit.name))
    if not context.dry_run:
        for path in secret_files(settings, context.options.unit, system=root):
            if not path.exists():
                console.line(say("jobs.install_service.secret", path=path))
        for path in written_folders(settings):
            if not path.exists():
                owner = {"folder": shlex.quote(str(path)), "user": user or getpass.getuser()}
                console.line(say("jobs.install_service.folder", **owner))
        variables, secrets = secret_variables(settings), secrets_file(settings)
        if variables and not secrets.exists():
            about = {"path": shlex.quote(str(secrets)), "variables": variables}
            console.line(say("jobs.install_service.variables", **about))
        database = database_file(settings)
        if settings.ledger.url_env is not None and not database.exists():
            place = {"variable": settings.ledger.url_env, "path": database}
            console.line(say("jobs.install_service.database", **place))
        console.line(say("jobs.install_service.next", commands=_next(made, root=root)))
        if user == "root":
            console.line(say("jobs.install_service.root", folder=settings.folder))
    return 0


def _owner(settings: Settings) -> str:
    """Whose the folder is: the service gets no more rights than that."""
    return pwd.getpwuid((settings.source or Path(CONFIG)).stat().st_uid).pw_name


def _next(made: list[Unit], *, root: bool) -> str:
    control = "systemctl" if root else "systemctl --user"
    return f"{control} daemon-reload && {control} enable --now {made[-1].name}"
