"""Every way Google, or the line to it, fails, and what comes of it at each operation.

`python -m tests.stores.google.faults` prints the table.
"""

import gzip
import json
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import orjson
from cryptography.hazmat.primitives.asymmetric import rsa

from sheets_sync.errors import StewardError
from sheets_sync.stores.google.transport.connection import Connection
from sheets_sync.stores.google.transport.retry_policy import RetryPolicy
from tests.google.google import Google

ATTEMPTS = 3
GOOD = "good"
"""The operation ends well after all."""
OPERATIONS = ("structure", "values", "version", "once", "again", "token")
"""`once` is a write that must not be carried out twice, `again` one that may."""
PATHS = {
    "structure": "/v4/spreadsheets/[^/:]+$",
    "values": "ByDataFilter$",
    "version": "/drive/v3/files/",
    "once": ":batchUpdate$",
    "again": ":batchUpdate$",
    "token": "/token$",
}
UNREACHABLE, UNCLEAR, ODD, QUOTA = (
    "google-unreachable", "google-write-unclear", "google-odd-reply", "google-quota",
)  # fmt: skip


def spoilt(change):
    """Options of a fault that changes the JSON of a good reply."""

    def spoil(reply):
        found = orjson.loads(reply.body)
        reply.body = orjson.dumps(change(found))

    return {"kind": "spoiled", "spoil": spoil}


def pack_half(reply):
    packed = gzip.compress(reply.body, mtime=0)
    reply.body = packed[: len(packed) // 2]
    reply.headers["Content-Encoding"] = "gzip"


def pack_badly(reply):
    reply.headers["Content-Encoding"] = "gzip"


def leave_one_out(reply):
    reply["valueRanges"].pop()
    return reply


@dataclass(frozen=True)
class Fault:
    """One fault, and how each operation ends that meets it every time.

    `ends` holds for every operation that is not in `but`; an operation that is in neither cannot
    meet it.
    """

    name: str
    options: dict
    ends: str = ""
    attempts: int = ATTEMPTS
    but: dict[str, tuple[str, int]] = field(default_factory=dict)
    only: tuple[str, ...] = OPERATIONS
    applied: int = 0
    """How often a write that must not be carried out twice was."""
    seconds: float = 20

    def wanted(self, operation):
        """How it ends, and after how many requests."""
        return self.but.get(operation, (self.ends, self.attempts))


WRITES = {"once": (UNCLEAR, 1), "again": (UNCLEAR, ATTEMPTS)}
TOKEN_ONCE = ("structure", "values", "version", "once", "again")
STATUS = {status: {"kind": "status", "status": status} for status in range(400, 600)}

TABLE = (
    # what passes, if it passed in time
    Fault("503 once", STATUS[503] | {"times": 1}, GOOD, 2, {"once": (UNCLEAR, 1)}),
    Fault("502 once, a page", STATUS[502] | {"times": 1, "html": True}, GOOD, 2,
          {"once": (UNCLEAR, 1)}),
    Fault("429 once", STATUS[429] | {"times": 1}, GOOD, 2, applied=1),
    Fault("reset once", {"kind": "reset", "times": 1}, GOOD, 2, {"once": (UNCLEAR, 1)}),
    Fault("truncated once", {"kind": "truncated", "times": 1}, GOOD, 2, {"once": (UNCLEAR, 1)},
          applied=1),
    Fault("sign-in page once", {"kind": "sign-in", "times": 1}, GOOD, 2, {"once": (UNCLEAR, 1)}),
    Fault("carried out, then 503 once", STATUS[503] | {"times": 1, "applied": True}, GOOD, 2,
          {"once": (UNCLEAR, 1)}, applied=1),
    Fault("token expired", {"kind": "token-expired", "times": 1}, GOOD, 2, only=TOKEN_ONCE,
          applied=1),
    # what should pass, and does not
    *(
        Fault(f"{status}", STATUS[status], UNREACHABLE, but=WRITES)
        for status in (408, 500, 502, 503, 504)
    ),
    Fault("503, a page", STATUS[503] | {"html": True}, UNREACHABLE, but=WRITES),
    Fault("503, come back in 0 s", STATUS[503] | {"retry_after": 0}, UNREACHABLE, but=WRITES),
    Fault("503, come back tomorrow", STATUS[503] | {"retry_after": 86400}, UNREACHABLE, 1,
          {"once": (UNCLEAR, 1), "again": (UNCLEAR, 1)}),
    Fault("429", STATUS[429], QUOTA, but={"token": (UNREACHABLE, ATTEMPTS)}),
    Fault("429, a page", STATUS[429] | {"html": True}, QUOTA,
          but={"token": (UNREACHABLE, ATTEMPTS)}),
    Fault("reset", {"kind": "reset"}, UNREACHABLE, but=WRITES),
    Fault("reset, carried out", {"kind": "reset", "applied": True}, UNREACHABLE, but=WRITES,
          applied=1),
    Fault("no answer", {"kind": "slow", "seconds": 30}, UNREACHABLE, 1, WRITES | {
          "again": (UNCLEAR, 1)}, seconds=0.3, applied=1),
    Fault("carried out, then 503", STATUS[503] | {"applied": True}, UNREACHABLE, but=WRITES,
          applied=1),
    # what is no answer of Google
    Fault("truncated", {"kind": "truncated"}, UNREACHABLE, but=WRITES, applied=1),
    Fault("packed, cut short", {"kind": "spoiled", "spoil": pack_half}, ODD,
          but=WRITES | {"token": (UNREACHABLE, ATTEMPTS)}, applied=1),
    Fault("said to be packed, and is not", {"kind": "spoiled", "spoil": pack_badly}, UNREACHABLE,
          but=WRITES, applied=1),
    Fault("sign-in page", {"kind": "sign-in"}, ODD,
          but=WRITES | {"token": (UNREACHABLE, ATTEMPTS)}),
    Fault("sign-in elsewhere", {"kind": "redirect"}, ODD, but=WRITES,
          only=TOKEN_ONCE),
    Fault("{}", {"kind": "empty-object"}, ODD, but=WRITES | {"token": (UNREACHABLE, ATTEMPTS)}),
    Fault("[]", spoilt(lambda _: []), ODD, but=WRITES | {"token": (UNREACHABLE, ATTEMPTS)},
          applied=1),
    Fault("null", spoilt(lambda _: None), ODD, but=WRITES | {"token": (UNREACHABLE, ATTEMPTS)},
          applied=1),
    Fault("of another spreadsheet", spoilt(lambda one: one | {"spreadsheetId": "other"}), ODD,
          but=WRITES, only=("structure", "values", "once", "again"), applied=1),
    Fault("a sheet left out", spoilt(leave_one_out), ODD, only=("values",)),
    Fault("no sheets", spoilt(lambda one: one | {"sheets": []}), ODD, only=("structure",)),
    Fault("half an object", spoilt(lambda one: {"spreadsheetId": one["spreadsheetId"]}), ODD,
          but=WRITES, only=("structure", "values", "once", "again"), applied=1),
    Fault("no version", spoilt(lambda _: {"trashed": False}), ODD, only=("version",)),
    # what stays so until somebody mends it
    Fault("400", STATUS[400], "google-refused", 1,
          {"token": ("google-token-refused", 1)}),
    Fault("401", STATUS[401], "google-not-signed-in", 2, {"token": ("google-token-refused", 1)}),
    Fault("403", STATUS[403], "google-not-shared", 1,
          {"once": ("google-no-write-right", 1), "again": ("google-no-write-right", 1),
           "token": ("google-token-refused", 1)}),
    Fault("403, a page", STATUS[403] | {"html": True}, "google-not-shared", 1,
          {"once": ("google-no-write-right", 1), "again": ("google-no-write-right", 1),
           "token": ("google-token-refused", 1)}),
    Fault("404", STATUS[404], "google-not-found", 1, {"token": ("google-token-refused", 1)}),
    Fault("413", STATUS[413], "google-refused", 1, {"token": ("google-token-refused", 1)}),
    Fault("501", STATUS[501], "google-refused", 1, {"token": ("google-token-refused", 1)}),
    Fault("API off", {"kind": "api-off"}, "google-api-off", 1,
          {"token": ("google-token-refused", 1)}),
    Fault("permission lost", {"kind": "permission-lost"}, "google-not-shared", 1,
          {"once": ("google-no-write-right", 1), "again": ("google-no-write-right", 1),
           "version": ("google-not-found", 1)}, only=TOKEN_ONCE),
    Fault("token revoked", {"kind": "token-revoked", "times": 1}, "google-key-revoked", 1,
          only=TOKEN_ONCE),
)  # fmt: skip


@dataclass(frozen=True)
class Met:
    """How an operation ended, after how many requests, and how often it was carried out."""

    end: str
    attempts: int
    applied: int


@dataclass
class Place:
    """A server with a spreadsheet, and a key that opens it."""

    google: Google
    folder: Path

    def meet(self, fault: Fault, operation: str) -> Met:
        """Let one operation meet the fault, every time unless it says how often."""
        google = self.google
        book = google.new_spreadsheet("Register", {"Data": [["id"]], "More": [["x"]]})
        key = self.folder / "key.json"
        key.write_text(json.dumps(google.service_account_info()))
        retry_policy = RetryPolicy(attempts=ATTEMPTS, seconds=fault.seconds, first_wait=0.001)
        google.identity.expire_tokens()
        line = Connection(
            book.id,
            key,
            endpoint=google.url,
            drive=operation == "version",
            retry_policy=retry_policy,
        )
        options = {"times": None, "path": PATHS[operation]} | fault.options
        google.faults.add(options.pop("kind"), **options)
        google.log.clear()
        try:
            end = _carried_out(line, operation, [sheet.id for sheet in book.model.sheets])
        except StewardError as error:
            end = error.name
        finally:
            line.close()
            google.faults.clear()
            google.world.conformance.take()
        attempts = sum(
            entry.api_method is not None if operation != "token" else entry.path == "/token"
            for entry in google.log
        )
        return Met(end, attempts, len(book.values("Data")) - 1)


def _carried_out(line: Connection, operation: str, sheets: list[int]) -> str:
    row = {"values": [{"userEnteredValue": {"stringValue": "x"}}]}
    append = {"appendCells": {"sheetId": sheets[0], "rows": [row], "fields": "userEnteredValue"}}
    cell = {
        "updateCells": {
            "range": {"sheetId": sheets[0], "startRowIndex": 1, "endRowIndex": 2,
                      "startColumnIndex": 0, "endColumnIndex": 1},
            "rows": [row],
            "fields": "userEnteredValue",
        }
    }  # fmt: skip
    act: dict[str, Callable[[], object]] = {
        "structure": line.structure,
        "token": line.structure,
        "values": lambda: line.values([{"gridRange": {"sheetId": one}} for one in sheets]),
        "version": line.version,
        "once": lambda: line.update([append], repeatable=False),
        "again": lambda: line.update([cell], repeatable=True),
    }
    act[operation]()
    return GOOD


def main() -> int:
    """Print what came of every fault at every operation; 1 if anything is not as it must be."""
    wrong = 0
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    print(f"{'fault':<32}{'at':<11}{'ends':<24}{'requests':<10}carried out")
    for fault in TABLE:
        for operation in fault.only:
            server = Google()
            server.use_key(key)
            with server, tempfile.TemporaryDirectory() as folder:
                met = Place(server, Path(folder)).meet(fault, operation)
            right = (met.end, met.attempts) == fault.wanted(operation)
            right = right and (operation != "once" or met.applied == fault.applied)
            wrong += not right
            print(
                f"{fault.name:<32}{operation:<11}{met.end:<24}{met.attempts:<10}"
                f"{met.applied if operation in ('once', 'again') else '':<3}"
                f"{'' if right else f'WRONG: {fault.wanted(operation)}'}"
            )
    print(f"{sum(len(fault.only) for fault in TABLE)} cases, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
