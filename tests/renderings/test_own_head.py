"""The agency's emblem and letterhead: what can be used, and where it stands."""

import base64
import dataclasses
import shutil
import subprocess

import lxml.html
import pytest

from sheets_sync.errors import SetupError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.document.own_head import Emblem, OwnHead, read_emblem
from sheets_sync.renderings.report_files import report_files
from tests.fixtures.emblems import JPEG, png
from tests.fixtures.postgres import not_here
from tests.renderings.pdf_text import pdf_text
from tests.renderings.reports import OCTOBER, TODAY
from tests.renderings.test_page import register
from tests.rules.workbooks import our_schema, settings_of

EVIL = '99 ถนน <script>alert(1)</script>"'
PRESS = JPEG.replace(b"\x00\x10\x00\x10\x03", b"\x00\x10\x00\x10\x04")


def files(head, *, memo=False):
    report = register().report(OCTOBER, "manager", TODAY, checked=True)
    settings = dataclasses.replace(settings_of(None).reports, memo=memo)
    return report_files(report, our_schema(), Sentences("th"), settings, head)


def pictures(content, tmp_path):
    """By page, how large the pictures on it are, in pixels."""
    if not shutil.which("pdfimages"):
        not_here("poppler-utils is not installed")
    path = tmp_path / "pictures.pdf"
    path.write_bytes(content)
    told = subprocess.run(
        ["pdfimages", "-list", path], check=True, capture_output=True, text=True
    ).stdout
    rows = [line.split() for line in told.splitlines()[2:]]
    return [(int(row[0]), int(row[3]), int(row[4])) for row in rows if row[2] == "image"]


@pytest.mark.parametrize(("content", "kind"), [(png(), "png"), (JPEG, "jpg")], ids=["png", "jpeg"])
def test_a_picture_in_either_form_is_taken_as_it_is(content, kind, tmp_path):
    path = tmp_path / "logo"
    path.write_bytes(content)

    assert read_emblem(path) == Emblem(content, kind)


@pytest.mark.parametrize(
    ("content", "name", "facts"),
    [
        (b"", "logo-no-picture", {}),
        (b"<svg><script>alert(1)</script></svg>", "logo-no-picture", {}),
        (b"%PDF-1.7", "logo-no-picture", {}),
        (png()[:20], "logo-broken", {}),
        (png()[:-30], "logo-broken", {}),
        (png(claimed=25), "logo-broken", {}),
        (JPEG[:30], "logo-broken", {}),
        (JPEG[:3] * 90, "logo-broken", {}),
        (JPEG[:-200], "logo-broken", {}),
        (png(2001, 1), "logo-too-wide", {"width": 2001, "height": 1, "most": 2000}),
        (png(claimed=2**31 - 1), "logo-too-wide", {"width": 2**31 - 1, "height": 24, "most": 2000}),
        (PRESS, "logo-colours", {}),
        (png() + bytes(300 * 1024), "logo-too-large", {"size": 301, "most": 256}),
    ],
    ids=[
        "empty", "drawing", "pdf", "png-cut-in-its-head", "png-cut", "png-of-another-width",
        "jpeg-cut-in-its-head", "jpeg-without-parts", "jpeg-cut", "wide", "bomb", "cmyk", "large",
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_named_with_its_file(content, name, facts, tmp_path):
    path = tmp_path / "logo.png"
    path.write_bytes(content)

    with pytest.raises(SetupError) as caught:
        read_emblem(path)

    assert (caught.value.name, caught.value.facts) == (name, {"path": path, **facts})
    for language in ("th", "en"):
        say = Sentences(language)
        for part in ("problem", "hint"):
            assert say(f"errors.{name}.{part}", **caught.value.facts)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(SetupError, match="file-missing"):
        read_emblem(tmp_path / "logo.png")


def test_page_memo_and_first_page_of_the_report_carry_it(tmp_path):
    head = OwnHead(Emblem(png(), "png"), (EVIL,))
    made = files(head, memo=True)

    page = lxml.html.fromstring(made["report.html"].decode())
    (picture,) = page.xpath("//header//img")
    address = f"data:image/png;base64,{base64.b64encode(png()).decode()}"
    assert dict(picture.attrib) == {
        "class": "emblem",
        "src": address,
        "alt": "ตราสัญลักษณ์ของหน่วยงาน",
    }
    assert [line.text for line in page.xpath("//header//p[@class='agency']")] == ["กรมตัวอย่าง", EVIL]
    assert pictures(made["report.pdf"], tmp_path) == [(1, 24, 24), (2, 24, 24)]
    assert "99ถนน<script>" in pdf_text(made["report.pdf"], tmp_path, "-f", "2", "-l", "2")


def test_without_any_nothing_stands_there(tmp_path):
    made = files(OwnHead(), memo=True)

    page = lxml.html.fromstring(made["report.html"].decode())
    assert page.xpath("//header//img") == []
    assert [line.text for line in page.xpath("//header//p[@class='agency']")] == ["กรมตัวอย่าง"]
    assert pictures(made["report.pdf"], tmp_path) == []
