"""Secrets of mail accounts: read when needed, renewed in time, told to nobody."""

import datetime as dt
import http.server
import json
import socketserver
import sys
import threading
import urllib.parse

import pytest

from sheets_sync.errors import MailError
from sheets_sync.mailers.tokens import (
    GOOGLE,
    MICROSOFT,
    MICROSOFT_SCOPE,
    PasswordFile,
    PasswordVariable,
    RefreshedToken,
    TokenCommand,
    _provider,
)

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def trouble(action):
    with pytest.raises(MailError) as caught:
        action()
    assert "s3cret" not in repr(caught.value)
    return caught.value.name


@pytest.fixture
def secret_file(tmp_path):
    def write(text, mode=0o400):
        path = tmp_path / "secret"
        path.unlink(missing_ok=True)
        path.write_text(text, "utf-8")
        path.chmod(mode)
        return path

    return write


def test_password_is_read_from_a_private_file(secret_file):
    assert PasswordFile(secret_file("รหัส s3cret\n")).reveal() == "รหัส s3cret"


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o644])
def test_file_that_others_can_read_is_refused(secret_file, mode):
    path = secret_file("s3cret", mode)

    assert trouble(PasswordFile(path).reveal) == "smtp-secret-open-to-others"


def test_missing_secrets_are_named(tmp_path, monkeypatch):
    monkeypatch.delenv("COP_PASSWORD", raising=False)

    assert trouble(PasswordFile(tmp_path / "none").reveal) == "smtp-secret-unreadable"
    assert trouble(PasswordVariable("COP_PASSWORD").reveal) == "smtp-variable-missing"


def test_password_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv("COP_PASSWORD", "s3cret")

    assert PasswordVariable("COP_PASSWORD").reveal() == "s3cret"


def command(tmp_path, prints):
    """A program that counts its calls and prints."""
    program = tmp_path / "token.py"
    program.write_text(
        "import pathlib\n"
        f"calls = pathlib.Path({str(tmp_path / 'calls')!r})\n"
        "calls.write_text(calls.read_text() + 'x' if calls.exists() else 'x')\n"
        f"print({prints!r}.replace('N', str(len(calls.read_text()))))\n"
    )
    return TokenCommand([sys.executable, str(program)])


def test_token_is_kept_until_shortly_before_its_end(tmp_path):
    token = command(tmp_path, json.dumps({"access_token": "tN", "expires_in": 3600}))

    assert token.fresh(NOW) == "t1"
    assert token.fresh(NOW + 54 * MINUTE) == "t1"
    assert token.fresh(NOW + 55 * MINUTE) == "t2"
    token.forget()
    assert token.fresh(NOW + 55 * MINUTE) == "t3"


def test_bare_token_is_renewed_every_half_hour(tmp_path):
    token = command(tmp_path, "tN")

    assert [token.fresh(NOW), token.fresh(NOW + 24 * MINUTE), token.fresh(NOW + 25 * MINUTE)] == [
        "t1",
        "t1",
        "t2",
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ([sys.executable, "-c", "raise SystemExit('s3cret')"], "smtp-token-command"),
        (["no-such-program"], "smtp-token-command"),
        ([sys.executable, "-c", "print()"], "smtp-token-missing"),
        ([sys.executable, "-c", "print('two words')"], "smtp-token-missing"),
        ([sys.executable, "-c", "print('[1]')"], "smtp-token-missing"),
        (
            [sys.executable, "-c", "import sys; sys.stdout.buffer.write(b'\\xff')"],
            "smtp-token-missing",
        ),
        ([sys.executable, "-c", "print()\0"], "smtp-token-command"),
    ],
)
def test_command_that_gives_no_token_is_told_without_its_output(words, name):
    assert trouble(lambda: TokenCommand(words).fresh(NOW)) == name


@pytest.mark.parametrize(
    ("words", "failure"),
    [
        ([sys.executable, "-c", "raise SystemExit(7)"], "exit 7"),
        (["no-such-program"], "No such file or directory"),
    ],
)
def test_command_that_fails_is_told_as_a_terminal_would(words, failure):
    with pytest.raises(MailError) as caught:
        TokenCommand(words).fresh(NOW)

    assert caught.value.facts == {"failure": failure}


class Endpoint(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers["Content-Length"])
        form = dict(urllib.parse.parse_qsl(self.rfile.read(length).decode()))
        self.server.forms.append(form)
        status, reply = self.server.replies.pop(0)
        content = json.dumps(reply).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *words):
        pass


@pytest.fixture
def endpoint():
    with http.server.HTTPServer(("127.0.0.1", 0), Endpoint) as server:
        server.forms, server.replies = [], []
        server.url = f"http://127.0.0.1:{server.server_port}/token"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


KEPT = {"client_id": "app", "client_secret": "s3cret", "refresh_token": "r1"}


PUBLIC = {"client_id": "app", "refresh_token": "s3cret"}
"""An app without a secret of its own."""


def kept_at(secret_file, endpoint, kept=KEPT):
    return secret_file(json.dumps(kept | {"token_uri": endpoint}))


@pytest.mark.parametrize(
    ("more", "endpoint", "scope"),
    [
        ({}, GOOGLE, ""),
        (
            {"tenant": "agency.go.th"},
            "https://login.microsoftonline.com/agency.go.th/oauth2/v2.0/token",
            MICROSOFT_SCOPE,
        ),
        ({"tenant": "x", "scope": "s"}, MICROSOFT.format(tenant="x"), "s"),
    ],
)
def test_file_tells_who_gives_the_token(more, endpoint, scope):
    assert _provider(KEPT | more) == (endpoint, scope)


def test_refresh_token_wins_an_access_token_and_a_newer_one_is_kept(endpoint, secret_file):
    kept = KEPT | {"token_uri": endpoint.url, "scope": "SMTP.Send"}
    path = secret_file(json.dumps(kept), 0o600)
    endpoint.replies += [
        (200, {"access_token": "a1", "expires_in": 3599, "refresh_token": "r2"}),
        (200, {"access_token": "a2", "expires_in": 3599}),
    ]
    token = RefreshedToken(path)

    assert [token.fresh(NOW), token.fresh(NOW), token.fresh(NOW + 60 * MINUTE)] == [
        "a1",
        "a1",
        "a2",
    ]
    assert [form["refresh_token"] for form in endpoint.forms] == ["r1", "r2"]
    assert endpoint.forms[0] == KEPT | {"grant_type": "refresh_token", "scope": "SMTP.Send"}
    assert json.loads(path.read_text()) == kept | {"refresh_token": "r2"}
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("kept", [KEPT, PUBLIC], ids=["google", "public"])
def test_refused_refresh_tells_the_reason_and_no_secret(endpoint, secret_file, kept):
    endpoint.replies.append((400, {"error": "invalid_grant", "secret": "s3cret"}))
    token = RefreshedToken(kept_at(secret_file, endpoint.url, kept))

    with pytest.raises(MailError) as caught:
        token.fresh(NOW)

    assert (caught.value.name, caught.value.facts) == (
        "smtp-token-refused",
        {"status": 400, "error": "invalid_grant"},
    )


def test_app_without_a_secret_sends_none(endpoint, secret_file):
    endpoint.replies.append((200, {"access_token": "a1"}))

    assert RefreshedToken(kept_at(secret_file, endpoint.url, PUBLIC)).fresh(NOW) == "a1"
    assert endpoint.forms == [PUBLIC | {"grant_type": "refresh_token"}]


def test_answer_without_a_token_is_told_as_such(endpoint, secret_file):
    endpoint.replies.append((200, {"expires_in": 3599}))

    assert trouble(lambda: RefreshedToken(kept_at(secret_file, endpoint.url)).fresh(NOW)) == (
        "smtp-token-missing"
    )


def test_endpoint_without_tls_is_not_told_any_secret(secret_file):
    token = RefreshedToken(kept_at(secret_file, "http://token.example/"))

    assert trouble(lambda: token.fresh(NOW)) == "smtp-token-endpoint-insecure"


@pytest.mark.parametrize("kept", [KEPT, PUBLIC], ids=["google", "public"])
def test_unreachable_endpoint_is_named(secret_file, kept):
    token = RefreshedToken(kept_at(secret_file, "http://127.0.0.1:1/", kept))

    assert trouble(lambda: token.fresh(NOW)) == "smtp-token-unreachable"


@pytest.mark.parametrize(
    "answer",
    [b"SSH-2.0-x\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"],
)
def test_endpoint_that_is_none_is_named(secret_file, answer):
    class Stranger(socketserver.BaseRequestHandler):
        def handle(self):
            self.request.recv(65536)
            self.request.sendall(answer)

    with socketserver.TCPServer(("127.0.0.1", 0), Stranger) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        url = f"http://127.0.0.1:{server.server_address[1]}/"
        token = RefreshedToken(kept_at(secret_file, url))
        assert trouble(lambda: token.fresh(NOW)) == "smtp-token-unreachable"
        thread.join()


def test_tokens_are_not_in_what_a_log_would_show(tmp_path):
    token = command(tmp_path, "s3cretN")
    token.fresh(NOW)

    assert "s3cret" not in repr(token)
