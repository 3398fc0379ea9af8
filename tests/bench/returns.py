"""A return mailbox of many mails, read for the first time and again, at a real Dovecot.

    python -m tests.bench.returns [MAILS]

Three of four mails are people's, one is a report about a letter of somebody else. The second look
fetches nothing: it is measured over the first.
"""

import argparse
import imaplib
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from sheets_sync.delivery.bounces import collect_bounces
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mailers.imap import Mailbox
from sheets_sync.mailers.imap_returns import ImapReturns
from tests.bench.measuring import Figure, print_figures
from tests.bench.senders import NOW
from tests.fixtures.dovecot import Dovecot, running
from tests.fixtures.postgres import NotInstalledError
from tests.mailers import returns

LOOKS = 5
OTHER = "From: somchai@agency.go.th\r\nSubject: hello\r\n\r\n" + "x" * 8000


def fill(server: Dovecot, user: str, count: int) -> None:
    """Put so many mails into the account's inbox, as a mail server does: a file each."""
    with imaplib.IMAP4("127.0.0.1", server.port) as connection:
        secret = f"\0{user}\0{server.reveal()}"
        connection.authenticate("PLAIN", lambda _: secret.encode())
        connection.append("INBOX", "", "", OTHER.encode())  # so that the folder is there
    new = server.folder / "home" / user / "Maildir" / "new"
    owner = new.stat()
    for number in range(1, count):
        mail = OTHER if number % 4 else returns.FOREIGN
        path = new / f"{1_700_000_000 + number}.M{number}P1.bench"
        path.write_text(mail.replace("\r\n", "\n"), encoding="utf-8")
        os.chown(path, owner.st_uid, owner.st_gid)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.returns")
    parser.add_argument("mails", nargs="?", type=int, default=10_000)
    count = parser.parse_args().mails
    try:
        with (
            running() as server,
            tempfile.TemporaryDirectory() as name,
            open_ledger("sqlite:///l.db", folder=Path(name)) as ledger,
        ):
            fill(server, "bench", count)
            account = Mailbox(
                "127.0.0.1", server.port, "bench", "none", password=server, folder="INBOX"
            )

            def look() -> float:
                began = time.perf_counter()
                read = ImapReturns(account, lambda: NOW, ledger)
                collect_bounces(read, ledger, clock=lambda: NOW)
                return time.perf_counter() - began

            first, again = look(), statistics.median(look() for _ in range(LOOKS))
    except NotInstalledError:
        print("Dovecot is not installed: left out")
        return 0
    print(f"{count} mails: first look {first:.2f} s, second {again * 1000:.0f} ms")
    print_figures([Figure("second look at a return mailbox, over the first", again / first, 0.02)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
