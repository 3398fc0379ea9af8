"""Tokens: by key, by consent, keyless; expired, revoked, too narrow."""

import datetime as dt
import json
import os
import subprocess
import sys
import time

import google.auth
import pytest
import requests
from google.auth import crypt, external_account, identity_pool, impersonated_credentials, jwt
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import AuthorizedSession
from google.oauth2 import credentials, service_account

from tests.google.google import ROBOT, Google
from tests.google.tokens import AMBIENT

SHEETS = ["https://www.googleapis.com/auth/spreadsheets"]


@pytest.fixture
def book(google):
    return google.new_spreadsheet("Data", {"Data": [["a"]]}, writers=[ROBOT, AMBIENT])


@pytest.fixture
def read(google, book):
    """Read A1 with credentials, through google-auth's own session."""

    def call(made):
        with AuthorizedSession(made) as session:
            google.redirect(session)
            found = session.get(
                f"https://sheets.googleapis.com/v4/spreadsheets/{book.id}/values/A1"
            )
            return found.status_code, found.json()

    return call


def from_key(info, scopes=SHEETS):
    return service_account.Credentials.from_service_account_info(info, scopes=scopes)


def test_key_of_a_service_account(google, read):
    made = from_key(google.service_account_info())
    assert read(made)[0] == 200
    assert made.token.startswith("ya29.")
    left = made.expiry - dt.datetime.now(dt.UTC).replace(tzinfo=None)
    assert dt.timedelta(minutes=58) < left <= dt.timedelta(minutes=60)


def test_key_of_somebody_else_is_not_believed(google, read):
    with Google() as other:
        forged = other.service_account_info() | {"token_uri": google.identity.token_uri}
    google.service_account_info()
    with pytest.raises(RefreshError, match="Invalid JWT Signature"):
        read(from_key(forged))


def test_unknown_account_and_deleted_key(google, read):
    info = google.service_account_info()
    with pytest.raises(RefreshError, match="account not found"):
        read(from_key(info | {"client_email": "nobody@loopback.iam.gserviceaccount.com"}))
    google.identity.delete_key(ROBOT, info["private_key_id"])
    with pytest.raises(RefreshError, match="Invalid JWT Signature"):
        read(from_key(info))


def test_a_clock_that_is_wrong_by_an_hour(google, read):
    google.identity.skew = 2 * 3600
    with pytest.raises(RefreshError, match="reasonable timeframe"):
        read(from_key(google.service_account_info()))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"aud": "https://elsewhere.example/token"}, "invalid_grant"),
        ({"scope": ""}, "invalid_scope"),
        ({"exp": time.time() + 9000}, "invalid_grant"),
        ({"iss": "nobody@loopback.iam.gserviceaccount.com"}, "invalid_grant"),
    ],
)
def test_assertions_that_are_not_quite_right(google, change, error):
    info = google.service_account_info()
    now = int(time.time())
    claims = {
        "iss": info["client_email"],
        "aud": info["token_uri"],
        "scope": SHEETS[0],
        "iat": now,
        "exp": now + 3600,
    }
    signer = crypt.RSASigner.from_service_account_info(info)

    def sent(payload):
        form = {
            "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "assertion": jwt.encode(signer, payload).decode(),
        }
        return requests.post(f"{google.url}/token", data=form, timeout=10)

    assert sent(claims).status_code == 200
    refused = sent(claims | change)
    assert (refused.status_code, refused.json()["error"]) == (400, error)


def test_token_endpoint_refuses_what_it_does_not_know(google):
    found = requests.post(f"{google.url}/token", data={"grant_type": "magic"}, timeout=10)
    assert (found.status_code, found.json()["error"]) == (400, "unsupported_grant_type")
    broken = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": "x"}
    found = requests.post(f"{google.url}/token", json=broken, timeout=10)
    assert found.json() == {"error": "invalid_grant", "error_description": "Bad Request"}


def test_tokens_expire_by_the_servers_clock(google, book):
    token = google.identity.issue(ROBOT, SHEETS)
    url = f"{google.url}/v4/spreadsheets/{book.id}/values/A1"
    headers = {"Authorization": f"Bearer {token.text}"}
    assert requests.get(url, headers=headers, timeout=10).status_code == 200
    google.clock.advance(3601)
    refused = requests.get(url, headers=headers, timeout=10)
    assert refused.status_code == 401
    assert refused.json()["error"]["status"] == "UNAUTHENTICATED"


def test_no_token_at_all(google, book):
    url = f"{google.url}/v4/spreadsheets/{book.id}/values/A1"
    assert requests.get(url, timeout=10).json()["error"]["status"] == "PERMISSION_DENIED"
    google.identity.anonymous = ROBOT
    assert requests.get(url, timeout=10).json()["values"] == [["a"]]


def test_scopes_that_do_not_reach(google, book, read):
    info = google.service_account_info()
    readonly = ["https://www.googleapis.com/auth/spreadsheets.readonly"]
    assert read(from_key(info, readonly))[0] == 200
    with AuthorizedSession(from_key(info, readonly)) as session:
        google.redirect(session)
        base = f"https://sheets.googleapis.com/v4/spreadsheets/{book.id}"
        refused = session.post(f"{base}/values:batchGetByDataFilter", json={})
        assert refused.json()["error"] == {
            "code": 403,
            "message": "Request had insufficient authentication scopes.",
            "status": "PERMISSION_DENIED",
            "details": [
                {
                    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                    "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
                    "domain": "googleapis.com",
                    "metadata": {
                        "service": "sheets.googleapis.com",
                        "method": "sheets.spreadsheets.values.batchGetByDataFilter",
                    },
                }
            ],
        }
        drive = session.get(f"https://www.googleapis.com/drive/v3/files/{book.id}")
        assert drive.json()["error"]["errors"][0]["reason"] == "insufficientPermissions"


def test_revoked_accounts_get_nothing_more(google, read):
    made = from_key(google.service_account_info())
    assert read(made)[0] == 200
    google.identity.revoke(ROBOT)
    with pytest.raises(RefreshError):
        read(made)


def test_consent_of_a_person(google, book, read):
    info = google.identity.authorized_user_info("staff@agency.example")
    made = credentials.Credentials.from_authorized_user_info(info, SHEETS)
    assert read(made)[0] == 200
    google.identity.revoke("staff@agency.example")
    made.token = None
    with pytest.raises(RefreshError, match="expired or revoked"):
        read(made)


AMBIENT_PROGRAM = """
import google.auth
from google.auth.transport.requests import Request

credentials, project = google.auth.default(scopes=["https://www.googleapis.com/auth/spreadsheets"])
credentials.refresh(Request())
print(project, credentials.service_account_email, credentials.token)
"""


def test_ambient_credentials_of_a_machine(google, book, tmp_path):
    host = google.url.removeprefix("http://")
    known = {"GCE_METADATA_HOST": host, "GCE_METADATA_IP": host, "HOME": str(tmp_path)}
    env = {k: v for k, v in os.environ.items() if not k.startswith("GOOGLE_")} | known
    found = subprocess.run(
        [sys.executable, "-c", AMBIENT_PROGRAM], env=env, capture_output=True, text=True, check=True
    )
    project, email, token = found.stdout.split()
    assert (project, email) == ("loopback", AMBIENT)
    url = f"{google.url}/v4/spreadsheets/{book.id}/values/A1"
    assert requests.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=10).ok


def test_federated_identity_without_a_key(google, read, tmp_path):
    google.identity.account(ROBOT)
    subject = tmp_path / "token"
    subject.write_text(ROBOT)
    account = f"projects/-/serviceAccounts/{ROBOT}:generateAccessToken"
    made = identity_pool.Credentials(
        audience="//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x",
        subject_token_type="urn:ietf:params:oauth:token-type:jwt",  # noqa: S106
        token_url=f"{google.url}/v1/token",
        service_account_impersonation_url=f"{google.url}/v1/{account}",
        credential_source={"file": str(subject)},
        scopes=SHEETS,
    )
    assert isinstance(made, external_account.Credentials)
    assert read(made)[0] == 200


def test_acting_as_a_service_account(google, read):
    source = from_key(google.service_account_info("human@loopback.iam.gserviceaccount.com"))
    made = impersonated_credentials.Credentials(
        source,
        ROBOT,
        SHEETS,
        iam_endpoint_override=(
            f"{google.url}/v1/projects/-/serviceAccounts/{ROBOT}:generateAccessToken"
        ),
    )
    assert read(made)[0] == 200


def test_self_signed_tokens(google, read):
    made = from_key(google.service_account_info()).with_always_use_jwt_access(True)
    assert read(made)[0] == 200
    assert made.token.count(".") == 2
    assert "/token" not in {entry.path for entry in google.log}


def test_application_default_credentials_from_a_file(google, read, tmp_path, monkeypatch):
    path = tmp_path / "key.json"
    path.write_text(json.dumps(google.service_account_info()))
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(path))
    made, project = google_auth_default()
    assert project == "loopback"
    assert read(made)[0] == 200


def google_auth_default():
    return google.auth.default(scopes=SHEETS)
