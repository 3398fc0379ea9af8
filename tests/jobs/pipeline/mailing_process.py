"""`remind --apply` in a process of its own, for tests that kill it."""

import multiprocessing
import os
from multiprocessing.process import BaseProcess
from pathlib import Path

# The forks of this module need not import again what the command imports when it runs.
import holidays  # noqa: F401
import pandas as pd  # noqa: F401
import psycopg  # noqa: F401
import rich.table  # noqa: F401
import time_machine

import jobs.commands.remind  # noqa: F401
import sheets_sync.ledgers.sql_ledger
import sheets_sync.mailers.smtp
import sheets_sync.stores.xlsx.store  # noqa: F401
from jobs.cli.main import main


def started(folder: Path, moment: str) -> BaseProcess:
    """The process at work in a folder, with a clock that stands at that moment."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload([__name__])
    process = processes.Process(target=_mail_out, args=(folder, moment))
    process.start()
    return process


def _mail_out(folder: Path, moment: str) -> None:
    os.chdir(folder)
    with time_machine.travel(moment, tick=False):
        main(["remind", "--apply"])
