"""Notices to chat services, each tried against a server on loopback."""

import json
from pathlib import Path

import pytest
from apprise.plugins.google_chat import NotifyGoogleChat
from apprise.plugins.line import NotifyLine

from sheets_sync.errors import SetupError
from sheets_sync.notices.chat_services import Address, Notice, read_addresses, send_notice
from tests.fixtures.chat_server import Listener
from tests.mailers.certificates import Authority

NOTICE = Notice("รายงาน CoP เดือนตุลาคม 2569 ส่งแล้ว", "ส่งทางอีเมลถึงผู้รับตามรายชื่อแล้ว")
KEY = "a" * 8 + "-" + "b" * 30


@pytest.fixture
def server(chat_server):
    return chat_server


def port(server):
    return server.server_address[1]


def test_a_json_service_is_told_title_and_text(server):
    assert send_notice([(1, f"json://127.0.0.1:{port(server)}/hook")], NOTICE) == ()

    [(path, said)] = server.heard
    assert (path, said["title"], said["message"]) == ("/hook", NOTICE.title, NOTICE.body)


@pytest.mark.parametrize(
    ("service", "place", "address"),
    [
        (NotifyGoogleChat, "/v1/spaces/{workspace}/messages", f"gchat://space/{KEY}/{KEY}"),
        (NotifyLine, "/v2/bot/message/push", f"line://{KEY}=/@group"),
    ],
    ids=["gchat", "line"],
)
def test_chat_services_get_what_they_understand(server, monkeypatch, service, place, address):
    monkeypatch.setattr(service, "notify_url", f"http://127.0.0.1:{port(server)}{place}")

    assert send_notice([(1, address)], NOTICE) == ()

    [(path, said)] = server.heard
    assert path.startswith(place.format(workspace="space"))
    assert NOTICE.title in json.dumps(said, ensure_ascii=False)
    assert NOTICE.body in json.dumps(said, ensure_ascii=False)


@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
def test_teams_gets_a_card_over_tls(server, tmp_path):
    context = Authority(tmp_path).server()
    server.socket = context.wrap_socket(server.socket, server_side=True)
    address = f"workflows://127.0.0.1:{port(server)}/{KEY}/{KEY}?verify=no"

    assert send_notice([(1, address)], NOTICE) == ()

    [(_, said)] = server.heard
    assert said["attachments"][0]["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert NOTICE.body in json.dumps(said, ensure_ascii=False)


def test_one_service_that_fails_stops_no_other(server):
    port_of_nobody = 9
    failures = send_notice(
        [
            (1, f"json://127.0.0.1:{port_of_nobody}/?cto=0.5"),
            (3, "nosuch://somewhere"),
            (4, f"json://127.0.0.1:{port(server)}/"),
        ],
        NOTICE,
    )

    assert failures == (Address(1, "json", True), Address(3, "nosuch", False))
    assert len(server.heard) == 1


def test_a_service_that_refuses_is_a_failure(server, monkeypatch):
    monkeypatch.setattr(Listener, "status", 403)

    found = send_notice([(2, f"json://127.0.0.1:{port(server)}/secret-key")], NOTICE)

    assert found == (Address(2, "json", True),)
    assert "secret-key" not in repr(found)


def test_addresses_are_a_line_each(tmp_path):
    path = tmp_path / "chats.txt"
    path.write_text(
        "\ufeff# ห้องของกลุ่มพัฒนาบุคลากร\n\n json://a \n#json://b\njson://c\n", encoding="utf-8"
    )

    assert read_addresses(path) == ((3, "json://a"), (5, "json://c"))


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_the_operators_to_mend(tmp_path, content):
    path = Path(tmp_path) / "chats.txt"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(SetupError) as caught:
        read_addresses(path)

    assert caught.value.name == "notices-unreadable"
