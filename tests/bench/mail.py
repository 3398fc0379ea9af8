"""Mails a second, beside a bare smtplib loop and Postfix's smtp-source, in one run.

    python -m tests.bench.mail [LETTERS]

Every sender gives the same letters over one connection to one server in a process of its
own. The ratio is to smtplib, which neither remembers nor composes anything; with a ledger the
disk decides: each letter is on it before its dot goes out, and again after the reply.
"""

import argparse
import contextlib
import datetime as dt
import multiprocessing
import os
import shutil
import smtplib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sheets_sync.delivery import Envelope
from sheets_sync.effects.deliver import deliver
from sheets_sync.effects.desk import Desk, Terms
from sheets_sync.ledgers.sql import open_ledger
from sheets_sync.mailers.opening import Server
from sheets_sync.mailers.outbox import OutboxMailer
from sheets_sync.mailers.smtp import SmtpMailer
from sheets_sync.message import DigestKey, Letterhead, Message, Recipient
from sheets_sync.mime import compose

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
HEAD = Letterhead(Recipient("cop@agency.go.th", "ระบบติดตามชุมชนนักปฏิบัติ"), "agency.go.th")
REPEATS = 3


def letters(count: int, name: str) -> list[Message]:
    """Digests of the usual size: ten items, about 12 kB as mail."""
    items = "".join(f"<li>กิจกรรมครั้งที่ {n} ยังไม่ได้บันทึกผล โปรดบันทึกในแถวที่ {n}</li>" for n in range(20))
    return [
        Message(
            key=DigestKey(f"{name}{number}@agency.go.th", NOW.date()),
            to=Recipient(f"{name}{number}@agency.go.th", "นายสมชาย ใจดี"),
            language="th",
            subject="งานค้างของท่าน ๑๐ รายการ: กลุ่มชุมชนนักปฏิบัติ “กฎหมาย” ภายในเดือนนี้",
            plain=f"เรียน คุณสมชาย\n\n{items}\n",
            html=f"<p>เรียน คุณสมชาย</p><ul>{items}</ul>",
        )
        for number in range(count)
    ]


def written(message: Message, number: int) -> Envelope:
    """One letter as bytes."""
    id_ = f"{number:032x}"
    content = compose(message, letterhead=HEAD, message_id=f"<{id_}.letter@a.th>", date=NOW)
    return Envelope(
        HEAD.envelope_sender, message.to.address, f"<{id_}.letter@a.th>", NOW, content, id_
    )


def _serve(ready: multiprocessing.Queue) -> None:  # type: ignore[type-arg]
    from tests.mailers.server import MailServer

    with MailServer(pipelining=True) as server:
        ready.put(server.port)
        time.sleep(3600)


@contextlib.contextmanager
def served() -> Iterator[int]:
    """A server in another process; its port."""
    processes = multiprocessing.get_context("spawn")
    ready = processes.Queue()
    server = processes.Process(target=_serve, args=(ready,), daemon=True)
    server.start()
    try:
        yield ready.get(timeout=60)
    finally:
        server.terminate()
        server.join()


def with_smtplib(port: int, envelopes: list[Envelope]) -> None:
    """The floor: a bare loop."""
    with smtplib.SMTP("127.0.0.1", port) as connection:
        for envelope in envelopes:
            connection.sendmail(envelope.sender, [envelope.recipient], envelope.content)


def with_our_mailer(port: int, envelopes: list[Envelope]) -> None:
    """Our transactions, without a ledger."""
    mailer = SmtpMailer(Server("127.0.0.1", port, "none"), lambda: NOW)
    for envelope in envelopes:
        mailer.send(envelope, lambda: True)
    mailer.close()


def composed_and_sent(port: int, messages: list[Message]) -> None:
    """Written and handed over one after the other, without a ledger."""
    mailer = SmtpMailer(Server("127.0.0.1", port, "none"), lambda: NOW)
    for number, message in enumerate(messages):
        mailer.send(written(message, number), lambda: True)
    mailer.close()


def delivered(url: str, folder: Path, mailer: object, messages: list[Message]) -> None:
    """The whole way: planned, claimed, composed, handed over, accepted."""
    with open_ledger(url, folder=folder) as ledger:
        desk = Desk(ledger, mailer, Terms(HEAD), lambda: NOW, "bench", "w")  # type: ignore[arg-type]
        receipt = deliver(messages, desk)
    assert len(receipt.sent) == len(messages)


def with_smtp_source(port: int, count: int, size: int) -> None:
    """Postfix's load generator, one session."""
    command = ["smtp-source", "-c", "-s", "1", "-d", "-m", str(count), "-l", str(size)]
    command += ["-f", "cop@agency.go.th", "-t", "b@agency.go.th", f"127.0.0.1:{port}"]
    subprocess.run(command, check=True, capture_output=True)


def rate(send: Callable[[int], None], count: int) -> float:
    """The median number of letters a second."""
    rates = []
    for repeat in range(REPEATS):
        began = time.perf_counter()
        send(repeat)
        rates.append(count / (time.perf_counter() - began))
    return statistics.median(rates)


@contextlib.contextmanager
def _postgresql() -> Iterator[str | None]:
    from tests.fixtures.postgres import NotInstalledError, running

    try:
        with running() as cluster:
            yield cluster.new_database()
    except NotInstalledError:
        yield None


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.mail")
    parser.add_argument("letters", nargs="?", type=int, default=500)
    count = parser.parse_args().letters
    some = [written(message, n) for n, message in enumerate(letters(count, "p"))]
    size = len(some[0].content)
    with tempfile.TemporaryDirectory() as name, served() as port, _postgresql() as postgresql:
        folder = Path(name)

        def whole(url: str, kind: str) -> Callable[[int], None]:
            def send(repeat: int) -> None:
                if kind == "outbox":
                    mailer: object = OutboxMailer(folder / "outbox")
                else:
                    mailer = SmtpMailer(Server("127.0.0.1", port, "none"), lambda: NOW)
                delivered(url, folder, mailer, letters(count, f"{kind}{repeat}-"))

            return send

        rows = {"smtplib, bare loop": lambda _: with_smtplib(port, some)}
        rows["our mailer, no ledger"] = lambda _: with_our_mailer(port, some)
        some_letters = letters(count, "s")
        rows["composed and sent, no ledger"] = lambda _: composed_and_sent(port, some_letters)
        rows["whole delivery, SQLite"] = whole("sqlite:///ledger.db", "smtp")
        if postgresql:
            rows["whole delivery, PostgreSQL"] = whole(postgresql, "smtp")
        rows["whole delivery, outbox folder"] = whole("sqlite:///outbox.db", "outbox")
        rows["composing alone"] = lambda _: [
            written(message, n) for n, message in enumerate(letters(count, "c"))
        ]
        if shutil.which("smtp-source"):
            rows["Postfix smtp-source"] = lambda _: with_smtp_source(port, count, size)
        report(rows, count, size)
        print(f"one fsync takes {fsync_ms(folder):.1f} ms; a letter in the ledger needs two")
    return 0


def fsync_ms(folder: Path) -> float:
    """How long the disk takes to keep a page: the floor of every durable letter."""
    times = []
    with (folder / "page").open("wb", buffering=0) as file:
        for _ in range(50):
            file.write(b"x" * 4096)
            began = time.perf_counter()
            os.fsync(file.fileno())
            times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


def report(rows: dict[str, Callable[[int], object]], count: int, size: int) -> None:
    """Print each rate and its ratio to the floor."""
    print(f"{count} letters of {size / 1000:.1f} kB over one connection")
    floor = 0.0
    for name, send in rows.items():
        speed = rate(send, count)  # type: ignore[arg-type]
        floor = floor or speed
        print(f"  {name:<32}{speed:>8.0f} /s   {speed / floor:5.2f} × smtplib", flush=True)


if __name__ == "__main__":
    sys.exit(main())
