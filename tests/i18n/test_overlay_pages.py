"""Page templates of the agency's: what is found in them before anybody is sent what they make."""

import pytest

from sheets_sync.i18n.overlay_check import wording_faults
from sheets_sync.i18n.overlay_pages import our_page

DIGEST = our_page("letters/digest.html", "th").read_text(encoding="utf-8")


@pytest.fixture
def faults(tmp_path):
    """The faults of one page: name, line, and what was found there."""

    def look(text, name="shared/letters/digest.html", domains=("agency.go.th",)):
        path = tmp_path / "words" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return [
            (one.name, one.facts.get("line"), one.facts.get("found"))
            for one in wording_faults(tmp_path / "words", domains)
        ]

    return look


def test_our_own_pages_have_no_fault(faults):
    assert faults(DIGEST) == []
    blocks = our_page("report/blocks.html", "th").read_text(encoding="utf-8")
    assert faults(blocks, "shared/report/blocks.html") == []
    page = our_page("report/page.html", "th").read_text(encoding="utf-8")
    assert faults(page, "th/report/page.html") == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("<script>alert(1)</script>", "<script"),
        ("<SCRIPT src=x></SCRIPT>", "<SCRIPT"),
        ('<p onclick="go()">ก</p>', "onclick="),
        ('<a href="javascript:go()">ก</a>', "javascript:"),
        ('<img src="https://www.agency.go.th/logo.png">', 'src="https://'),
        ("<img src=//www.agency.go.th/logo.png>", "src=//"),
        ('<td background="http://www.agency.go.th/p.png">', 'background="http://'),
        ('<p style="background:url(https://www.agency.go.th/p.png)">', "url(https://"),
        ("<style>@import 'x.css';</style>", "@import"),
        ('<form action="/x">', "<form"),
        ("<iframe></iframe>", "<iframe"),
        ("{{ subject.__class__ }}", "__class__"),
        ("{{ subject['__class__'] }}", "__class__"),
        ("{{ subject|attr('x') }}", "attr"),
        ("{{ subject|safe }}", "safe"),
    ],
)
def test_what_no_page_may_do_is_found_with_its_line(faults, line, found):
    assert faults(f"<p>\n{line}\n</p>") == [("wording-page-dangerous", 2, found)]


@pytest.mark.parametrize(
    ("link", "right"),
    [
        ("https://www.agency.go.th/cop", True),
        ("https://agency.go.th", True),
        ("https://agency.go.th.evil.example/", False),
        ("https://evil.example/agency.go.th", False),
    ],
)
def test_links_lead_to_the_agency_alone(faults, link, right):
    found = faults(f'<a href="{link}">ก</a>')

    assert found == ([] if right else [("wording-link-outside", 1, None)])


def test_a_link_in_a_sentence_leads_to_the_agency_alone(faults):
    text = '[letter]\nhr = "https://evil.example/hr"\n'

    assert faults(text, "th/letters.toml") == [("wording-link-outside", 2, None)]
    assert faults(text, "th/letters.toml", domains=("evil.example",)) == []


def test_a_name_that_no_page_knows_is_found(faults):
    found = faults("ก\n{{ subjct }}\n{% for item in sections %}{{ item.heding }}{% endfor %}")

    assert found == [("wording-page-unknown", 2, "subjct"), ("wording-page-unknown", 3, "heding")]


def test_what_cannot_be_read_is_found(faults):
    assert faults("ก\n{% if %}") == [("wording-page-broken", 2, None)]
    assert faults("{{ subject|sure }}") == [("wording-page-broken", 1, None)]
    assert faults("ก", "shared/letters/digets.html") == [
        ("wording-page-broken", 1, None),
        ("wording-file-unknown", None, None),
    ]


def test_a_part_that_other_pages_need_is_missed(faults):
    assert ("wording-page-lacks", 1, None) in faults("{# #}", "shared/report/blocks.html")
