"""The agency's own wording, from outside: used where it is right, ours where it is not."""

import pytest

from jobs.cli.main import main
from sheets_sync.resources import resource
from tests.jobs.commands.test_remind import CONFIG, NO_PLAN, mails, save
from tests.jobs.pipeline.test_send_alerts import at, remind, status

DAY = 24
OURS = resource("templates", "shared", "letters", "digest.html").read_text(encoding="utf-8")
BROKEN = f"<p>{{{{ subject }}}}</p>\n<script>alert(1)</script>\n{OURS}"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    config = CONFIG.replace('language = "th"\n', 'language = "th"\ntemplates = "words"\n')
    (tmp_path / "cop-steward.toml").write_text(config, encoding="utf-8")
    (tmp_path / "words" / "shared" / "letters").mkdir(parents=True)
    (tmp_path / "words" / "th").mkdir()
    save(NO_PLAN, tmp_path / "registry.xlsx")
    return tmp_path


def test_a_page_that_cannot_be_used_is_named_with_its_line_and_no_reader_waits(folder, capsys):
    page = folder / "words" / "shared" / "letters" / "digest.html"
    page.write_text(BROKEN, encoding="utf-8")

    assert remind(DAY) == 0

    assert set(mails(folder)) == {
        "hrd@agency.go.th",
        "somchai@agency.go.th",
        "wichai@agency.go.th",
    }
    assert "<script" not in "".join(p.read_text("utf-8") for p in (folder / "outbox").iterdir())
    assert "ถ้อยคำของหน่วยงานบางส่วนใช้ไม่ได้" in mails(folder)["hrd@agency.go.th"]
    code, shown = status(capsys, DAY)
    matters = [one for one in shown["matters"] if one["kind"] == "wording-broken"]
    assert (code, [(one["path"], one["line"]) for one in matters]) == (1, [(str(page), "2")])


def test_doctor_names_every_place(folder, capsys):
    (folder / "words" / "th" / "letters.toml").write_text("[letter]\nhrr = 'x'\n", encoding="utf-8")
    (folder / "words" / "shared" / "letters" / "digest.html").write_text(BROKEN, encoding="utf-8")

    with at(DAY):
        assert main(["doctor"]) == 1

    said = " ".join(capsys.readouterr().out.split())
    assert "letters.toml บรรทัด 2" in said
    assert "digest.html บรรทัด 2: ใช้ <script ไม่ได้" in said


def test_all_is_well_again_once_the_file_is_mended(folder, capsys):
    page = folder / "words" / "shared" / "letters" / "digest.html"
    page.write_text(BROKEN, encoding="utf-8")
    remind(DAY)
    page.write_text(f"<p>ถ้อยคำของเรา: {{{{ subject }}}}</p>\n{OURS}", encoding="utf-8")

    remind(DAY + 7)

    assert [
        one for one in status(capsys, DAY + 7)[1]["matters"] if one["kind"].startswith("wor")
    ] == []
