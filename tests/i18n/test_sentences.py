"""Sentences: what fills them, whose they are, and that both languages say the same."""

import ast
import datetime as dt
import re
from functools import cache
from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.errors import SetupError
from sheets_sync.i18n import command_words, section_words
from sheets_sync.i18n.overlay_check import wording_faults
from sheets_sync.i18n.rule_words import rule_words
from sheets_sync.i18n.sentences import SentenceError, Sentences, our_sentences
from sheets_sync.i18n.templates import environment, render
from sheets_sync.lazy_sentence import PLACEHOLDER, LazySentence
from sheets_sync.resources import resource

ROOT = Path(__file__).resolve().parents[2]
THAI = re.compile("[\u0e01-\u0e5b]")
QUOTED = re.compile(
    r'"[^"]*"|`[^`]*`|“[^”]*”|\[[^\]]*\]|https?://\S+'
    r"|cop-steward(?: [A-Za-z-]+)*|--?[a-z][a-z-]*"
)
LATIN_SENTENCE = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){3,}")
PERCENT = re.compile(r"%\(\w+\)[rs]|%[rs]")
# Thai in English sentences: words of the sheet that have to be typed as they are.
GLOSSARY = ("งานค้าง", "กล่องอีเมลรอส่ง", "ตั้งค่า", "รหัสยืนยัน", "สรุป", "ความก้าวหน้า", "งานที่ต้องทำ")


def place_of(keys, language):
    """Where a sentence stands, or is to be written."""
    if keys[0] == "findings":
        return f"templates/rules/{keys[1]}.toml"
    path = str(ROOT / f"templates/{language}/{keys[0]}.toml")
    words = {"command_line": command_words, "report": section_words}.get(keys[0])
    return words.place_of(keys[1:], path) if words else path


def leaves(values, above=()):
    """Every sentence with its keys; the items of a list count as one each."""
    for key, value in values.items():
        if isinstance(value, dict):
            yield from leaves(value, (*above, key))
        elif isinstance(value, list):
            for place, item in enumerate(value):
                yield (*above, key, str(place)), str(item)
        else:
            yield (*above, key), str(value)


@cache
def sentences_of(language):
    """By file and name; without the Thai pages of rules, whose English ones are docstrings."""
    return {
        (path.stem, *keys): text
        for path in sorted(resource("templates", language).glob("*.toml"))
        for keys, text in leaves(our_sentences(language, path.stem))
    } | {("findings", *keys): text for keys, text in leaves(rule_words("findings", language))}


def pages_of(language):
    folder = resource("templates", language)
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in {".toml", ".pyc"}
    )


# Both languages


def test_thai_never_touches_a_latin_word_an_address_or_a_number(tmp_path):
    wording = tmp_path / "th" / "report_mail.toml"
    wording.parent.mkdir()
    wording.write_text('without = "ขอจาก{contact}แล้ว “{contact}”"\n', encoding="utf-8")
    say = Sentences("th", tmp_path, registries={"main": "KM Registry"})

    told = [say("report_mail.without", contact=who) for who in ("hrd@a.go.th", 12, "กอง", "(กอง)")]
    assert told == [
        "ขอจาก hrd@a.go.th แล้ว “hrd@a.go.th”",
        "ขอจาก 12 แล้ว “12”",
        "ขอจากกองแล้ว “กอง”",
        "ขอจาก(กอง)แล้ว “(กอง)”",
    ]
    assert say("report_mail.reason", period="", registry="main", day="").count("ของ KM Reg") == 1


def test_both_languages_have_the_same_files():
    files = [
        {path.stem for path in resource("templates", language).glob("*.toml")}
        for language in ("th", "en")
    ]

    assert files[0] == files[1]
    assert pages_of("th") == pages_of("en")


def test_both_languages_have_the_same_sentences():
    thai, english = set(sentences_of("th")), set(sentences_of("en"))
    lines = [
        f"{place_of(keys, language)} lacks [{language}] {'.'.join(keys[1:])}"
        for language, lacking in (("th", english - thai), ("en", thai - english))
        for keys in sorted(lacking)
    ]

    assert not lines, "\n".join(lines)


def test_both_languages_use_the_same_facts():
    thai, english = sentences_of("th"), sentences_of("en")
    lines = [
        f"{place_of(keys, 'th')} {'.'.join(keys[1:])}: "
        f"th has {sorted(ours)}, en has {sorted(theirs)}"
        for keys in sorted(thai.keys() & english.keys())
        for pattern in (PLACEHOLDER, PERCENT)
        for ours, theirs in [
            (set(pattern.findall(thai[keys])), set(pattern.findall(english[keys])))
        ]
        if ours != theirs
    ]

    assert not lines, "\n" + "\n".join(lines)


# What a Thai sentence counts has a classifier after it.
CLASSIFIED = re.compile(
    r"\{([a-z0-9_]+)\} (?:รายการ|แถว|คน|ฉบับ|กลุ่ม|วัน|นาที|วินาที|ครั้ง|แท็บ|คอลัมน์|ไฟล์"
    r"|เดือน|ข้อ|เรื่อง|ขั้นตอน|ราย|เล่ม|งาน|ชั่วโมง|หน้า|ตัวอักษร|ปี|องค์ประกอบ|ช่อง|ชื่อ|ทะเบียน|แห่ง|ด้าน|ค่า|จุด|สมุดงาน|ชุด|คำ|เหตุการณ์)"
)
PLURAL = re.compile(
    r"\b1 (?:[a-z’-]+ )?(?:[a-z’-]+(?<!s)s|people|children)\b|\b1 [a-z]+ (?:are|were|have)\b"
)
SINGULAR = re.compile(r"\b1 (?:[a-z’-]+ )?(?:is|was|has|does|this|its|as|us|needs|waits|shows)\b")


def test_one_of_something_reads_right_in_english():
    counts = {name for text in sentences_of("th").values() for name in CLASSIFIED.findall(text)}
    counts -= {"day", "month", "path", "registry", "value"}
    say = Sentences("en")
    found = {}
    for keys, text in sentences_of("en").items():
        names = set(PLACEHOLDER.findall(text))
        facts = {name: 1 if name in counts else "X" for name in names}
        if isinstance(text, str) and names & counts and ".".join(keys) in say:
            said = say(".".join(keys), **facts)
            if PLURAL.search(SINGULAR.sub("", said)):
                found[".".join(keys)] = said

    assert found == {}


def test_a_word_follows_the_number_before_it():
    say = Sentences("en")

    assert say("jobs.check.more_communities", count=1) == "… and 1 more community (-v shows all)"
    assert say("jobs.check.more_communities", count=2) == "… and 2 more communities (-v shows all)"
    assert say("jobs.check.more_communities", count="1,001").startswith("… and 1,001 more communi")
    assert say("jobs.status.run_old", job="check", of="", hours=1.0).endswith("the last 1 hour.")


def test_english_sentences_have_no_thai_but_words_of_the_sheet():
    found = {}
    for keys, text in sentences_of("en").items():
        for word in GLOSSARY:
            text = text.replace(word, "")  # noqa: PLW2901 — what is left is looked at
        if THAI.search(QUOTED.sub("", text)):
            found[keys] = text

    assert found == {}


def test_thai_sentences_have_no_english_ones_in_them():
    plain = {
        keys: QUOTED.sub("", PLACEHOLDER.sub("", PERCENT.sub("", text)))
        for keys, text in sentences_of("th").items()
    }

    assert {keys: text for keys, text in plain.items() if LATIN_SENTENCE.search(text)} == {}


def test_thai_sentences_are_typed_without_damage():
    marks = "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{3}"
    damaged = re.compile(f"\u0e4d\u0e32|\u0e40\u0e40|[\u200b-\u200d\ufeff\u00a0]|{marks}")

    assert {k: text for k, text in sentences_of("th").items() if damaged.search(text)} == {}


RAISING = {"SetupError", "StoreError", "MailError", "DroppedError", "_error", "wrong"}


@cache
def raised():
    """Every named error that the code raises: name -> the facts given there, None if unknown."""
    found = {}
    for path in [*ROOT.glob("sheets_sync/**/*.py"), *ROOT.glob("jobs/**/*.py")]:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not call.args:
                continue
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            first = call.args[0]
            if name in RAISING and isinstance(first, ast.Constant):
                keywords = {word.arg for word in call.keywords}
                known = name.endswith("Error") and None not in keywords
                facts = keywords if known else None
                found.setdefault(first.value, []).append((path.relative_to(ROOT), facts))
    return found


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_error_that_is_raised_has_its_sentences(language):
    known = Sentences(language).table("errors")
    lines = [
        f"{places[0][0]} raises {name!r}: add to templates/{language}/errors.toml\n"
        f'    [{name}]\n    problem = "…"\n    hint = "…"'
        for name, places in sorted(raised().items())
        if set(known.get(name, {})) != {"problem", "hint"}
    ]

    assert not lines, "\n" + "\n".join(lines)


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_error_is_raised_with_the_facts_that_its_sentences_need(language):
    known = Sentences(language).table("errors")
    lines = [
        f"{path} raises {name!r} without {sorted(needed - facts)}"
        for name, places in raised().items()
        for path, facts in places
        if facts is not None
        for needed in [set(PLACEHOLDER.findall(" ".join(known.get(name, {}).values())))]
        if not needed <= facts
    ]

    assert lines == []


# Filling


def test_a_sentence_is_filled_with_its_facts():
    expected = "ไม่พบไฟล์ /srv/ทะเบียน.xlsx"

    assert Sentences("th")("errors.file-missing.problem", path=Path("/srv/ทะเบียน.xlsx")) == expected


def test_facts_are_shown_as_people_read_them():
    thai, english = Sentences("th"), Sentences("en")
    digits = Sentences("th", thai_digits=True)
    day = dt.date(2026, 11, 22)

    assert thai.show(day) == "22 พ.ย. 2569"
    assert english.show(day) == "22 Nov 2026"
    assert digits.show(day) == "๒๒ พ.ย. ๒๕๖๙"
    assert digits.show(14) == "๑๔"
    assert digits.show("C-007") == "C-007"
    assert Sentences("en", thai_digits=True).show(14) == "14"
    assert thai.show(dt.datetime(2026, 11, 22, 9, 5, tzinfo=dt.UTC)) == "22 พ.ย. 2569 09:05"
    assert thai.show(dt.time(8, 30)) == "08:30"
    assert thai.show((1, "สอง", 2.5)) == "1, สอง, 2.5"
    assert thai.show(None) == ""
    assert thai.number(1234567.891, 2) == "1,234,567.89"


def test_a_phrase_is_said_in_the_language_of_the_sentence_around_it():
    facts = {"file": "x.toml", "folder": LazySentence("settings.nearest", word="y")}

    assert Sentences("en")("errors.config-missing.problem", **facts) == (
        "There is no config file x.toml in the folder  Did you mean y?."
    )
    assert LazySentence("a", b=1) == LazySentence("a", b=1)
    assert LazySentence("a", b=1) != LazySentence("a", b=2)
    assert len({LazySentence("a", b=1), LazySentence("a", b=1)}) == 1
    assert repr(LazySentence("a", b=1)) == "Phrase('a', **{'b': 1})"


@given(st.text())
def test_nothing_in_a_fact_is_evaluated(text):
    said = Sentences("en")("errors.file-missing.problem", path=text)

    assert said == f"There is no file {text}."


@pytest.mark.parametrize("text", ["{path}", "{0.__class__}", "{{ 7 * 7 }}", "%s", "{line}"])
def test_a_fact_that_looks_like_a_placeholder_is_only_text(text):
    assert Sentences("en")("errors.file-missing.problem", path=text).endswith(f"{text}.")


@pytest.mark.parametrize(
    "name", ["errors.file-missing.problem", "errors.no-such", "errors", "no-such-file.x"]
)
def test_a_missing_fact_or_sentence_is_our_bug(name):
    with pytest.raises(SentenceError):
        Sentences("th")(name)


def test_a_sentence_is_no_table_and_no_language_is_invented():
    with pytest.raises(SentenceError):
        Sentences("th").table("errors.file-missing.problem")
    with pytest.raises(SentenceError):
        Sentences("fr")


def test_it_can_be_asked_whether_a_sentence_is_there():
    assert "errors.file-missing" in Sentences("th")
    assert "errors.no-such" not in Sentences("th")


# The agency's own wording


def did_you_mean(word):
    return LazySentence("settings.nearest", word=word)


@pytest.fixture
def overlay(tmp_path):
    def write(name, text):
        path = tmp_path / "words" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return tmp_path / "words"

    return write


def test_the_agencys_sentence_stands_for_ours_and_ours_for_the_rest(overlay):
    folder = overlay("th/errors.toml", '[file-missing]\nproblem = "ขออภัย หา {path} ไม่พบ"\n')
    sentences = Sentences("th", folder)

    assert sentences("errors.file-missing.problem", path="x") == "ขออภัย หา x ไม่พบ"
    assert sentences("errors.file-missing.hint") == Sentences("th")("errors.file-missing.hint")
    assert Sentences("en", folder)("errors.file-missing.problem", path="x") == (
        "There is no file x."
    )


@pytest.mark.parametrize(
    ("text", "name", "facts"),
    [
        (
            '[file-mising]\nproblem = "x"\n',
            "wording-unknown",
            {"line": 1, "key": "file-mising", "nearest": did_you_mean("file-missing")},
        ),
        (
            '[file-missing]\nproblem = "x"\nhnit = "y"\n',
            "wording-unknown",
            {"line": 3, "key": "file-missing.hnit", "nearest": did_you_mean("hint")},
        ),
        (
            '[file-missing]\nproblem = "{paht}"\n',
            "wording-placeholder-unknown",
            {
                "line": 2,
                "key": "file-missing.problem",
                "placeholder": "{paht}",
                "allowed": ["{path}"],
                "nearest": did_you_mean("{path}"),
            },
        ),
        (
            '[file-missing]\nproblem = "{path"\n',
            "wording-placeholder-unknown",
            {
                "line": 2,
                "key": "file-missing.problem",
                "placeholder": "{path",
                "allowed": ["{path}"],
                "nearest": did_you_mean("{path}"),
            },
        ),
        (
            '[file-missing]\nproblem = "{path.__class__} {path}"\n',
            "wording-placeholder-unknown",
            {
                "line": 2,
                "key": "file-missing.problem",
                "placeholder": "{path.__class__}",
                "allowed": ["{path}"],
                "nearest": "",
            },
        ),
        (
            "[file-missing]\nproblem = 3\n",
            "wording-shape",
            {"line": 2, "key": "file-missing.problem"},
        ),
        ('file-missing = "x"\n', "wording-shape", {"line": 1, "key": "file-missing"}),
    ],
)
def test_wording_that_cannot_be_used_is_refused_with_its_line(overlay, text, name, facts):
    folder = overlay("th/errors.toml", text)

    (fault,) = wording_faults(folder, ())

    assert fault.name == name
    assert fault.facts == {"path": folder / "th" / "errors.toml", **facts}


def test_a_wording_file_that_we_do_not_know_is_refused(overlay):
    folder = overlay("th/error.toml", "")

    (fault,) = wording_faults(folder, ())

    assert fault.name == "wording-file-unknown"
    assert fault.facts == {
        "path": folder / "th" / "error.toml",
        "nearest": did_you_mean("errors.toml"),
    }


# Pages


def test_a_page_shows_dates_numbers_and_sentences_in_its_language(overlay):
    source = (
        "{{ day|date('full') }} · {{ day|month('long') }} · {{ 1234.5|number(1) }} · "
        "{{ 0.25|percent }} · {{ 7|digits }} · {{ day|show }} · "
        "{{ say('errors.file-missing.problem', path='<x>') }}"
    )
    folder = overlay("th/page.html", source)
    pages = environment(Sentences("th", folder, thai_digits=True))

    assert render(pages, "page.html", {"day": dt.date(2026, 11, 22)}) == (
        "วันอาทิตย์ที่ ๒๒ พฤศจิกายน พ.ศ. ๒๕๖๙ · พฤศจิกายน ๒๕๖๙ · ๑,๒๓๔.๕ · ๒๕ % · ๗ · "
        "๒๒ พ.ย. ๒๕๖๙ · ไม่พบไฟล์ &lt;x&gt;"
    )


def test_html_is_escaped_and_text_is_not(overlay):
    overlay("th/letter.html.j2", "{{ name }}")
    pages = environment(Sentences("th", overlay("th/letter.txt.j2", "{{ name }}")))
    facts = {"name": "<b>สมชาย</b> & คณะ"}

    assert render(pages, "letter.html.j2", facts) == "&lt;b&gt;สมชาย&lt;/b&gt; &amp; คณะ"
    assert render(pages, "letter.txt.j2", facts) == "<b>สมชาย</b> & คณะ"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("{{ nme }}", 1),
        ("ก\n{% if %}", 2),
        ("{{ ''.__class__.__mro__ }}", 1),
        ("{{ ('x' * 1000000000)|length }}", 1),
        ("{{ '%1000000000d' % 1 }}", 1),
        ("{{ 9 ** 999999999 }}", 1),
        ("{{ 'x'.ljust(1000000000) }}", 1),
        ("{{ '%1000000000d'|format(1) }}", 1),
    ],
)
def test_for_an_agencys_template_that_cannot_be_used_ours_is_taken(overlay, source, line):
    folder = overlay("shared/letters/alarm.txt", source)
    sentences = Sentences("th", folder)
    facts = {
        "greeting": "เรียน",
        "reason": "ด้วย",
        "events": [],
        "wrong": "โปรดดู",
        "signature": "ระบบ",
        "group": "",
        "automatic": "อัตโนมัติ",
        "registers": (),
        "kept": "ข้อมูล",
        "agency": "",
    }

    page = render(environment(sentences), "letters/alarm.txt", facts)

    assert page == render(environment(Sentences("th")), "letters/alarm.txt", facts)
    (fault,) = sentences.given_up
    assert fault.name == "wording-page-broken"
    assert (fault.facts["path"], fault.facts["line"]) == (
        str(folder / "shared" / "letters" / "alarm.txt"),
        line,
    )


def test_an_agencys_template_that_we_have_none_for_is_refused(overlay):
    pages = environment(Sentences("th", overlay("th/page.html", "{{ nme }}")))
    with pytest.raises(SetupError) as caught:
        render(pages, "page.html", {})

    assert caught.value.name == "wording-page-broken"


def test_a_template_of_ours_that_is_not_there_is_our_bug():
    with pytest.raises(jinja2.TemplateNotFound):
        render(environment(Sentences("th")), "no-such-page.html", {})


@pytest.mark.parametrize(
    ("language", "said"), [("th", "มีสมาชิกเข้าใหม่ 2,170 ราย"), ("en", "2,170 members joined.")]
)
def test_how_many_there_are_is_told_with_thousands_apart(language, said):
    assert Sentences(language)("report.changes.joined", count=2170) == said
