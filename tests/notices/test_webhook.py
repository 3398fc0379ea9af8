"""The webhook against a real server: signed, at least once, bounded, and no job's burden."""

import base64
import datetime as dt
import http.server
import json
import re
import socket
import threading
from pathlib import Path

import pytest
import time_machine

from sheets_sync.errors import SetupError
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mail.hook_records import HookEvent
from sheets_sync.notices.hook_key import hook_key
from sheets_sync.notices.hook_signature import key_of
from sheets_sync.notices.webhook import PAUSES, tell_hook
from sheets_sync.settings.model import HookSettings

SECRET = "whsec_" + base64.b64encode(b"only the tests sign with this").decode()
NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
EVENT = HookEvent("msg_1", "check.done", '{"type":"check.done"}', NOW)
GUIDES = [
    Path(__file__).parents[2] / "docs" / f"webhook.{language}.md" for language in ("en", "th")
]


class Listener(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.heard.append((headers, body))
        status = self.server.answers.pop(0) if self.server.answers else 204
        self.send_response(status)
        if status == 302:
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/other")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    made = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    made.heard, made.answers = [], []
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.fixture
def ledger(tmp_path):
    with open_ledger("sqlite:///ledger.db", folder=tmp_path) as opened:
        opened.hooks.add(EVENT)
        yield opened


@pytest.fixture
def hooks(server, tmp_path):
    path = tmp_path / "hook.key"
    path.write_text(f"{SECRET}\n", encoding="ascii")
    path.chmod(0o600)
    return HookSettings(f"http://127.0.0.1:{server.server_port}/hook?key=s", path, None, 5)


def tell(hooks, ledger, after=dt.timedelta(0)):
    tell_hook(hooks, ledger, lambda: NOW + after)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_what_is_posted_is_genuine_by_the_example_of_the_guide(guide, server, ledger, hooks):
    (example,) = re.findall(r"```python\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL)
    there = {}
    exec(example, there)  # noqa: S102 the guide's own code

    tell(hooks, ledger)

    [(headers, body)] = server.heard
    assert (headers["webhook-id"], body) == ("msg_1", EVENT.body.encode())
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    with time_machine.travel(NOW, tick=False):
        assert there["is_genuine"](SECRET, headers, body)
        assert not there["is_genuine"](SECRET, headers, body + b" ")
        assert not there["is_genuine"](SECRET, {**headers, "webhook-timestamp": "1"}, body)


def test_what_was_taken_is_not_told_again(server, ledger, hooks):
    tell(hooks, ledger)
    tell(hooks, ledger, dt.timedelta(days=9))

    assert not ledger.hooks.add(EVENT)
    assert len(server.heard) == 1
    assert ledger.hooks.state().waiting == 0


def test_what_fails_is_told_again_later_with_the_same_id_and_body(server, ledger, hooks):
    server.answers += [503, 500]

    tell(hooks, ledger)
    tell(hooks, ledger, PAUSES[0] - dt.timedelta(seconds=1))
    assert len(server.heard) == 1
    state = ledger.hooks.state()
    assert (state.waiting, state.said, state.next_at) == (1, "503", NOW + PAUSES[0])

    tell(hooks, ledger, PAUSES[0])
    tell(hooks, ledger, PAUSES[0] + PAUSES[1])

    assert [(headers["webhook-id"], body) for headers, body in server.heard] == [
        ("msg_1", EVENT.body.encode())
    ] * 3
    assert len({headers["webhook-timestamp"] for headers, _ in server.heard}) == 3
    assert ledger.hooks.state().waiting == 0


def test_after_three_days_it_is_given_up_until_another_one_is_taken(server, ledger, hooks):
    server.answers += [500] * (len(PAUSES) + 1)
    after = dt.timedelta(0)
    for pause in (*PAUSES, dt.timedelta(0)):
        tell(hooks, ledger, after)
        after += pause
    assert dt.timedelta(days=3) < after < dt.timedelta(days=4)
    assert ledger.hooks.next_due() is None
    assert (ledger.hooks.state().given_up, ledger.hooks.state().waiting) == (1, 0)

    ledger.hooks.add(HookEvent("msg_2", "check.done", "{}", NOW))
    tell(hooks, ledger, after + dt.timedelta(seconds=1))

    assert ledger.hooks.state().given_up == 0


def test_who_is_gone_is_not_asked_again(server, ledger, hooks):
    server.answers.append(410)

    tell(hooks, ledger)

    assert (ledger.hooks.next_due(), ledger.hooks.state().said) == (None, "410")


def test_a_redirect_is_not_followed(server, ledger, hooks):
    server.answers.append(302)

    tell(hooks, ledger)

    assert len(server.heard) == 1
    assert ledger.hooks.state().said == "302"


def test_one_failure_ends_the_round(server, ledger, hooks):
    server.answers.append(500)
    ledger.hooks.add(HookEvent("msg_2", "check.done", "{}", NOW))

    tell(hooks, ledger)

    assert [headers["webhook-id"] for headers, _ in server.heard] == ["msg_1"]


def test_who_never_answers_is_waited_for_no_longer_than_is_set(ledger, hooks):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}/"
        tell(HookSettings(url, hooks.secret_file, None, 1), ledger)

    assert ledger.hooks.state().said == "time"


def test_who_cannot_be_reached_is_named_by_the_fault(ledger, hooks):
    tell(HookSettings("http://127.0.0.1:9/", hooks.secret_file, None, 5), ledger)

    assert ledger.hooks.state().said == "refused"


def test_what_another_process_has_in_hand_is_not_told_twice(server, ledger, hooks):
    assert ledger.hooks.claim(lease=dt.timedelta(minutes=1), now=NOW).attempt == 1

    tell(hooks, ledger, dt.timedelta(seconds=59))
    assert server.heard == []

    tell(hooks, ledger, dt.timedelta(seconds=60))  # it was killed in between
    assert [headers["webhook-id"] for headers, _ in server.heard] == ["msg_1"]


def test_a_key_that_others_can_read_signs_nothing(server, ledger, hooks):
    hooks.secret_file.chmod(0o644)

    with pytest.raises(SetupError, match="hook-secret-open-to-others"):
        tell(hooks, ledger)

    assert server.heard == []
    assert ledger.hooks.next_due() == NOW


def test_the_key_may_be_in_the_environment():
    hooks = HookSettings(None, None, "COP_HOOK", 5)

    assert hook_key(hooks, {"COP_HOOK": SECRET}) == key_of(SECRET)
    with pytest.raises(SetupError, match="variable-missing"):
        hook_key(hooks, {})


@pytest.mark.parametrize("secret", ["whsec_AAAA", "whsec_no base64, but long enough", "short"])
def test_a_key_that_could_be_guessed_is_refused(secret):
    with pytest.raises(SetupError, match="hook-secret-short"):
        hook_key(HookSettings(None, None, "COP_HOOK", 5), {"COP_HOOK": secret})


def test_old_events_are_forgotten_once_they_are_settled(server, ledger, hooks):
    tell(hooks, ledger)
    ledger.hooks.add(HookEvent("msg_2", "check.done", "{}", NOW))

    assert ledger.hooks.forget(before=NOW) == 0
    assert ledger.hooks.forget(before=NOW + dt.timedelta(seconds=1)) == 1
    assert ledger.hooks.next_due() == NOW


def test_the_body_is_json_without_anything_but_ascii(ledger):
    tried = ledger.hooks.claim(lease=dt.timedelta(minutes=1), now=NOW)

    assert json.loads(tried.event.body) == {"type": "check.done"}
    assert tried.event.body.isascii()
