"""Mails a second, beside a bare smtplib loop and Postfix's smtp-source, in one run.

    python -m tests.bench.mail [LETTERS]

Every sender gives letters of the same size over one connection to one server, Postfix's
smtp-sink where it is there. The floor is a loop over smtplib with ready bytes, which neither
composes nor remembers anything; the floor of whoever remembers keeps one line a letter on the
disk besides. With a ledger the disk decides: each letter is on it before its dot goes out. Letters
share that step only where they are in hand together, on connections of their own.
"""

import argparse
import contextlib
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import postfix, senders
from tests.bench.measuring import Figure, print_figures, print_table

ROUNDS = 9
SHARE = 5
"""Whoever waits for the disk at each letter gets a fifth of them."""
MEMORY = Path("/dev/shm")  # noqa: S108  (a file system in memory, not a place to hide)
SOURCE = "Postfix smtp-source"
FLOOR = "smtplib, bare loop"
OURS = "our mailer, ready bytes"
COMPOSED = "composed and sent"
LISTED = "smtplib, one synced line a letter"
SYNCED = "whole delivery, SQLite"
CONNECTIONS = 20
"""So many letters a crash may leave in doubt."""
PARALLEL = {
    name: f"whole delivery, {name}, {CONNECTIONS} connections" for name in ("SQLite", "PostgreSQL")
}


def _serve(ready: multiprocessing.Queue) -> None:  # type: ignore[type-arg]
    from tests.mailers.server import MailServer

    with MailServer(pipelining=True) as server:
        ready.put(server.port)
        time.sleep(3600)


@contextlib.contextmanager
def served() -> Iterator[int]:
    """A server in another process; its port."""
    with postfix.sink() as port:
        if port is not None:
            yield port
            return
        print("smtp-sink is not there (.ci/bench-parts): a slower server of our own receives")
        processes = multiprocessing.get_context("spawn")
        ready = processes.Queue()
        server = processes.Process(target=_serve, args=(ready,), daemon=True)
        server.start()
        try:
            yield ready.get(timeout=60)
        finally:
            server.terminate()
            server.join()


@contextlib.contextmanager
def _postgresql() -> Iterator[str | None]:
    """A server that syncs, as a real one does."""
    import psycopg

    from tests.fixtures.postgres import NotInstalledError, running

    try:
        with running() as cluster:
            url = cluster.new_database()
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("ALTER SYSTEM SET fsync = on")
                connection.execute("SELECT pg_reload_conf()")
            yield url
    except NotInstalledError:
        print("PostgreSQL is not installed: left out")
        yield None


def contestants(
    port: int, count: int, folder: Path, postgresql: str | None
) -> Iterator[tuple[str, int, Callable[[int], object]]]:
    """By name, how many letters each sends, and how; the number of the round makes them new."""
    few = max(count // SHARE, 1)
    some = [senders.written(message, n) for n, message in enumerate(senders.letters(count, "p"))]
    if postfix.program("smtp-source"):
        size = len(some[0].content)
        yield SOURCE, count, lambda _: postfix.source(port, count, size)
    else:
        print("Postfix's smtp-source is not there (.ci/bench-parts): left out")
    yield FLOOR, count, lambda _: senders.with_smtplib(port, some)
    yield LISTED, few, lambda _: senders.with_smtplib_and_a_list(port, some[:few], folder)
    yield OURS, count, lambda _: senders.with_our_mailer(port, some)
    letters = senders.letters(count, "s")
    yield COMPOSED, count, lambda _: senders.composed_and_sent(port, letters)
    digests = senders.digests(few)
    yield "worded, composed and sent", few, lambda _: senders.worded_and_sent(port, digests)
    yield "EmailMessage and smtplib", few, lambda _: senders.with_email_message(port, letters[:few])

    def whole(url: str, place: Path, connections: int = 1) -> Callable[[int], object]:
        some = few if connections == 1 else count
        return lambda turn: senders.delivered(
            url, place, port, some, f"{url[:3]}{turn}-{connections}-", connections
        )

    yield SYNCED, few, whole("sqlite:///ledger.db", folder)
    if postgresql:
        yield "whole delivery, PostgreSQL", few, whole(postgresql, folder)
        yield PARALLEL["PostgreSQL"], count, whole(postgresql, folder, CONNECTIONS)
    yield PARALLEL["SQLite"], count, whole("sqlite:///ledger.db", folder, CONNECTIONS)
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK):
        place = Path(tempfile.mkdtemp(dir=MEMORY))
        yield "whole delivery, SQLite in memory", few, whole("sqlite:///ledger.db", place)
    outbox = lambda turn: senders.put_into_outbox(folder, few, f"o{turn}-")  # noqa: E731
    yield "whole delivery, outbox folder", few, outbox


def rates(ways: list[tuple[str, int, Callable[[int], object]]]) -> dict[str, list[float]]:
    """By name, the letters a second of every round; the ways take turns."""
    found: dict[str, list[float]] = {name: [] for name, _, _ in ways}
    for turn in range(ROUNDS):
        for name, count, send in ways:
            began = time.perf_counter()
            send(turn)
            found[name].append(count / (time.perf_counter() - began))
    return found


def ratio(some: list[float], others: list[float]) -> float:
    """The median of the rounds' own ratios: what else the machine does hits both sides of one."""
    return statistics.median(one / other for one, other in zip(some, others, strict=True))


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


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.mail")
    parser.add_argument("letters", nargs="?", type=int, default=1000, help="of each round")
    count = parser.parse_args().letters
    with tempfile.TemporaryDirectory() as name, served() as port, _postgresql() as postgresql:
        folder = Path(name)
        ways = [*contestants(port, count, folder, postgresql)]
        speeds = rates(ways)
        sync = fsync_ms(folder)
    floor, source = speeds[FLOOR], speeds.get(SOURCE)
    print_table(
        ("sender", "/s", "× smtplib", "× smtp-source"),
        [
            (
                name,
                f"{statistics.median(speed):.0f}",
                f"{ratio(speed, floor):.2f}",
                f"{ratio(speed, source):.2f}" if source else "–",
            )
            for name, speed in speeds.items()
        ],
    )
    print(f"one sync takes {sync:.1f} ms")
    remembered = [
        Figure(
            f"{name}, over smtplib and a synced line",
            ratio(speeds[name], speeds[LISTED]),
            0.6,
            True,
        )
        for name in PARALLEL.values()
        if name in speeds
    ]
    print_figures(
        [
            Figure(
                "our mailer, ready bytes, over smtplib",
                ratio(speeds[OURS], floor),
                1,
                at_least=True,
            ),
            Figure("composed and sent, over smtplib", ratio(speeds[COMPOSED], floor), 0.6, True),
            *remembered,
        ]
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
