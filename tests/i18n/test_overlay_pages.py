"""Page templates of the agency's: what is found in them before anybody is sent what they make."""

import pytest

from sheets_sync.i18n.overlay_check import wording_faults
from sheets_sync.i18n.overlay_pages import our_page

DIGEST = our_page("letters/digest.html", "th").read_text(encoding="utf-8")
TOLD = "\n{% for one in sections %}{% endfor %}{% for one in registers %}{% endfor %}{{ kept }}"
"""What a letter has to say."""


@pytest.fixture
def faults(tmp_path):
    """The faults of one page: name, line, and what was found there."""

    def look(text, name="shared/letters/digest.html", domains=("agency.go.th",), told=TOLD):
        path = tmp_path / "words" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + told * name.endswith("digest.html"), encoding="utf-8")
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
        ("<p\nonclick=go()>ก</p>", "onclick="),
        ('<p title="x"onclick=go()>ก</p>', '"onclick='),
        ("<svg/onload=go()>", "<svg/onload="),
        ('<a href="java\tscript:go()">ก</a>', "java\tscript:"),
        ('<a href="&#106;avascript:go()">ก</a>', "javascript:"),
        ('<a href="data:text/html,x">ก</a>', "data:text"),
        ("<scr{# #}ipt>go()</script>", "<script"),
        ('<button formaction="/x">ก</button>', "formaction="),
        ("{% autoescape false %}{{ subject }}{% endautoescape %}", "autoescape"),
    ],
)
def test_what_no_page_may_do_is_found_with_its_line(faults, line, found):
    at = 2 + line.count("\n")

    assert faults(f"<p>\n{line}\n</p>") == [("wording-page-dangerous", at, found)]


@pytest.mark.parametrize(
    ("link", "right"),
    [
        ("https://www.agency.go.th/cop", True),
        ("https://agency.go.th", True),
        ("https://agency.go.th.evil.example/", False),
        ("https://evil.example/agency.go.th", False),
        ("mailto:hr@agency.go.th", True),
        ("mailto:hr@evil.example", False),
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


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("", 3),
        ("<p>{{ greeting }}</p>{% for one in sections %}{% endfor %}", 2),
        (f"{{# {TOLD} #}}", 3),
        (TOLD, 0),
    ],
)
def test_a_letter_that_does_not_say_what_its_reader_needs_is_found(faults, text, lacks):
    assert faults(text, told="") == [("wording-letter-lacks", None, None)] * lacks
