"""Tells a webhook what waits in the ledger: at least once, in bounded time, tried again later.

A webhook that fails rests: one failure ends this round, so that it costs one time-out at most.
"""

import datetime as dt
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from http.client import HTTPException, HTTPMessage
from typing import IO

from sheets_sync import logs
from sheets_sync.mail.hook_records import HookTry
from sheets_sync.notices.hook_key import hook_key
from sheets_sync.notices.hook_signature import signed_headers
from sheets_sync.out_of_reach import cause_of
from sheets_sync.ports import Ledger
from sheets_sync.settings.model import HookSettings

PAUSES = tuple(
    dt.timedelta(seconds=seconds)
    for seconds in (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
"""How long after each try the next one comes, as Standard Webhooks proposes; then it is given up:
after some three days."""
ROUND = 20
"""So many events are told in one go; the others at the next one."""
_GONE = 410
"""Whoever listens wants no more of this."""


def tell_hook(hooks: HookSettings, ledger: Ledger, clock: Callable[[], dt.datetime]) -> None:
    """Tell what is due; what fails is in the ledger with its reason, and stops nothing.

    Raises:
        SetupError: there is no key to sign with.
    """
    if hooks.url is None:
        return
    due = ledger.hooks.next_due()
    if due is None or due > clock():
        return
    key, lease = hook_key(hooks), dt.timedelta(seconds=2 * hooks.seconds)
    for _ in range(ROUND):
        tried = ledger.hooks.claim(lease=lease, now=clock())
        if tried is None or not _told(tried, hooks, key, ledger, clock):
            return


def _told(
    tried: HookTry,
    hooks: HookSettings,
    key: bytes,
    ledger: Ledger,
    clock: Callable[[], dt.datetime],
) -> bool:
    event = tried.event
    body = event.body.encode()
    headers = signed_headers(key, event.id, body, clock())
    said = _answer(hooks.url or "", body, headers, hooks.seconds)
    if said.startswith("2"):
        ledger.hooks.taken(tried, said=said, now=clock())
        logs.note("hook-told", type=event.type, attempt=tried.attempt)
        return True
    logs.warn("hook-failed", type=event.type, attempt=tried.attempt, said=said)
    if said == str(_GONE) or tried.attempt > len(PAUSES):
        ledger.hooks.give_up(tried, said=said, now=clock())
    else:
        ledger.hooks.defer(tried, said=said, until=clock() + PAUSES[tried.attempt - 1])
    return False


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer like others: what is signed goes where the agency said."""

    def redirect_request(
        self,
        req: urllib.request.Request,  # noqa: ARG002
        fp: IO[bytes],  # noqa: ARG002
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: HTTPMessage,  # noqa: ARG002
        newurl: str,  # noqa: ARG002
    ) -> None:
        return None


def _answer(url: str, body: bytes, headers: Mapping[str, str], seconds: int) -> str:
    """A number of HTTP, or the name of what went wrong; nothing is waited for any longer."""
    said: list[str] = []
    caller = threading.Thread(
        target=lambda: said.append(_post(url, body, headers, seconds)), daemon=True
    )
    caller.start()
    caller.join(seconds)
    return said[0] if said else cause_of(TimeoutError())


def _post(url: str, body: bytes, headers: Mapping[str, str], seconds: int) -> str:
    always = {"content-type": "application/json", "user-agent": "cop-steward"}
    request = urllib.request.Request(url, data=body, headers={**always, **headers}, method="POST")  # noqa: S310  checked when it was read
    opener = urllib.request.build_opener(_NoRedirects)
    try:
        with opener.open(request, timeout=seconds) as answer:
            return str(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return cause_of(error)
    except (OSError, HTTPException, ValueError) as error:
        return cause_of(error)
