"""Wins an access token from Google's kind of refresh token, by Google's own library."""

import datetime as dt
from collections.abc import Mapping

from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from google.auth.transport import Request, Response
from google.auth.transport.requests import Request as HttpRequest
from google.oauth2.credentials import Credentials

from sheets_sync.errors import MailError


class _Asking(Request):
    """Asks with a time limit, and remembers how it was answered."""

    def __init__(self, seconds: float) -> None:
        self.status = 0
        self._seconds = seconds
        self._ask = HttpRequest()

    def __call__(
        self,
        url: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
        **more: object,
    ) -> Response:
        answer: Response = self._ask(
            url, method, body, headers, timeout=timeout or self._seconds, **more
        )
        self.status = answer.status
        return answer


def refreshed(
    kept: Mapping[str, str], endpoint: str, scope: str, *, seconds: float
) -> dict[str, str]:
    """What the endpoint grants: `access_token`, `expires_in`, a newer `refresh_token`.

    Raises:
        MailError: it cannot be reached, or refuses.
    """
    asking = _Asking(seconds)
    credentials = Credentials(  # type: ignore[no-untyped-call]
        None,
        refresh_token=kept.get("refresh_token"),
        token_uri=endpoint,
        client_id=kept.get("client_id"),
        client_secret=kept.get("client_secret"),
        scopes=scope.split() or None,
    )
    try:
        credentials.refresh(asking)  # type: ignore[no-untyped-call]
    except TransportError as error:
        raise MailError("smtp-token-unreachable", endpoint=endpoint) from error
    except (RefreshError, GoogleAuthError) as error:
        raise _refused(error, asking.status) from None
    found = {
        "access_token": credentials.token or "",
        "refresh_token": credentials.refresh_token or "",
    }
    if credentials.expiry is not None:
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        found["expires_in"] = str(round((credentials.expiry - now).total_seconds()))
    return found


def _refused(error: GoogleAuthError, status: int) -> MailError:
    """Told by its name alone: what else is in the answer may be a secret."""
    if status == 200:  # noqa: PLR2004
        return MailError("smtp-token-missing")
    details = next((one for one in error.args if isinstance(one, dict)), {})
    return MailError("smtp-token-refused", status=status, error=str(details.get("error", "")))
