"""No person in what is kept for engineers: seeded names and addresses, searched for everywhere."""

import json
import random
from itertools import islice

from jobs.cli.bug_report import bug_report
from sheets_sync.i18n.sentences import Sentences
from tests.fixtures.agency_folder import CONFIG, AgencyFolder, community, write_workbook

STAFF = 2_500
LETTERS = "กขคงจชซญดตถทนบปผพมยรลวศสหอ"
LOGGED = f"""{CONFIG}
[log]
file = "logs/service.log"
[monitoring]
metrics_file = "metrics.prom"
[hooks]
url = "http://127.0.0.1:{{port}}/hook"
secret_file = "hook.key"
"""


def canaries(seed):
    """Words of Thai letters that stand nowhere else, each once."""
    draw, known = random.Random(seed), set()  # noqa: S311 — the same words each time
    while True:
        word = "".join(draw.choices(LETTERS, k=9))
        if word not in known:
            known.add(word)
            yield word


def test_of_ten_thousand_seeded_names_and_addresses_none_is_where_engineers_look(
    tmp_path, capsys, chat_server
):
    """Not in a log, a metric, what a webhook is told, or the name of a file."""
    config = LOGGED.format(port=chat_server.server_address[1])
    (tmp_path / "cop-steward.toml").write_text(config, encoding="utf-8")
    (tmp_path / "hook.key").write_text("the key of the tests, not of anybody", encoding="ascii")
    (tmp_path / "hook.key").chmod(0o600)
    words = canaries(20261130)
    staff = [
        {
            "staff_id": str(60001 + number),
            "full_name": f"นาง{next(words)} {next(words)}",
            "email": f"canary-{number:05}@agency.go.th",
            "position": next(words),
            "unit": "กองคลัง",
        }
        for number in range(STAFF)
    ]
    members = [
        {"community": "C-001", "person": person["full_name"], "need": next(words)}
        for person in staff[:600]
    ]
    tabs = {
        "staff": staff,
        "communities": [community("C-001", "1 พ.ย. 2569")],
        "members": members,
    }
    write_workbook(tmp_path / "registry.xlsx", tabs)
    folder = AgencyFolder(tmp_path, capsys)

    commands = ("check", "remind", "report", "status", "run")
    codes = [folder.run(command)[0] for command in commands]
    people = set(islice(canaries(20261130), 3 * STAFF + len(members)))
    people |= {person["email"] for person in staff}
    log = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "logs").iterdir())
    names = " ".join(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*"))
    metrics = (tmp_path / "metrics.prom").read_text(encoding="utf-8")
    told = json.dumps([body for _, body in chat_server.heard], ensure_ascii=False)

    assert len(people) > 10_000
    assert codes[:3] == [0, 0, 0]
    assert log.count("\n") > len(codes)
    assert "check.done" in told
    assert metrics.count("\n") > 10
    seen = f"{log}\n{names}\n{metrics}\n{told}"
    assert [seeded for seeded in people if seeded in seen] == []


def test_a_traceback_names_nobody_whatever_it_was_about(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    words = canaries(20261201)
    for number in range(50):
        name, latin = f"{next(words)} {next(words)}", f"Canary{number} Bird"
        address = f"canary-{number}@agency.go.th"
        error = KeyError(name)
        error.__cause__ = ValueError(f"no row for {name} <{address}> in '{latin}'")
        shown = bug_report(error, ["check"], None, Sentences("en"))
        assert "KeyError" in shown
        assert [part in shown for part in (*name.split(), latin, address)] == [False] * 4
