"""The reference, from the code: every command, setting, rule, tab, message, exit code, event.

Each page is made anew whenever the site is built, so it says what the program does.
"""

import inspect
import json
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import get_args

from jobs.cli.command_table import command_names
from jobs.cli.parser import parser
from jobs.terminal.setting import in_words
from sheets_sync.i18n.sentences import Language, Sentences
from sheets_sync.planning.workbook_tabs.tab_model import TabName
from sheets_sync.registry.schema import Column
from sheets_sync.rules import RULES
from sheets_sync.settings import defaults
from sheets_sync.settings.catalogue import Entry, catalogue
from sheets_sync.settings.kinds import allowed
from sheets_sync.wiring.registry_schema import read_registry_schema

_ROOT = Path(__file__).parents[1]
_WIDTH = "100"

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "th": {
        "commands": "คำสั่ง",
        "settings": "ค่าที่ตั้งได้",
        "rules": "กฎที่ใช้ตรวจ",
        "tabs": "แท็บและคอลัมน์",
        "messages": "ข้อความและแนวทางแก้ไข",
        "json": "ข้อมูลแบบ JSON",
        "log": "เหตุการณ์ในบันทึกการทำงาน",
        "log_lead": (
            "ทุกบรรทัดของบันทึก (`[log] file`) มี `at` `level` `event` `run` และ `command` "
            "โดยไม่มีชื่อหรืออีเมลของผู้ใด"
        ),
        "log_serve": "เหตุการณ์ของ `serve` และ `worker`",
        "event": "เหตุการณ์",
        "reference": "อ้างอิง",
        "general": "ทั่วไป",
        "setting": "ชื่อ",
        "default": "ค่าเริ่มต้น",
        "may_be": "ค่าที่ใช้ได้",
        "sentence": "ความหมาย",
        "severity": "ความสำคัญ",
        "step": "ขั้นตอนที่",
        "column": "หัวคอลัมน์",
        "kind": "ชนิด",
        "choices": "คำที่ใช้ได้",
        "note": "คำแนะนำ",
        "required": "ต้องกรอก",
        "own_tab": "ระบบเขียนแท็บนี้เอง",
        "problem": "ปัญหา",
        "hint": "แนวทางแก้ไข",
        "messages_lead": "ค้นข้อความที่เห็นได้ในหน้านี้ ส่วนใน ‹ › เป็นสิ่งที่ต่างกันไปในแต่ละครั้ง",
        "json_lead": "ผลของคำสั่งที่ใช้กับ `--json` เป็นหนึ่งรายการต่อบรรทัด ตรงตามไฟล์ต่อไปนี้",
    },
    "en": {
        "commands": "Commands",
        "settings": "Settings",
        "rules": "Rules",
        "tabs": "Tabs and columns",
        "messages": "Messages and their way out",
        "json": "JSON",
        "log": "Events of the log",
        "log_lead": (
            "Every line of the log (`[log] file`) has `at`, `level`, `event`, `run` and `command`, "
            "and nobody's name."
        ),
        "log_serve": "Events of `serve` and `worker`",
        "event": "Event",
        "reference": "Reference",
        "general": "General",
        "setting": "Name",
        "default": "Default",
        "may_be": "May be",
        "sentence": "What it does",
        "severity": "Severity",
        "step": "Step",
        "column": "Heading",
        "kind": "Kind",
        "choices": "Words accepted",
        "note": "Note",
        "required": "required",
        "own_tab": "The service writes this tab.",
        "problem": "Problem",
        "hint": "Way out",
        "messages_lead": "Look here for the message you see; what stands in ‹ › differs each time.",
        "json_lead": "What `--json` prints is one object a line, as these schemas say.",
    },
}


def reference(language: Language) -> Mapping[str, str]:
    """Every page of the reference in one language, Markdown by file name."""
    pages = {name: "\n".join(make(language)) + "\n" for name, make in _PAGES.items()}
    words = _WORDS[language]
    listed = "\n".join(f"{name}.{language}" for name in _PAGES)
    index = f"# {words['reference']}\n\n```{{toctree}}\n:maxdepth: 1\n\n{listed}\n```\n"
    return {"index": index, **pages}


def _commands(language: Language) -> Iterator[str]:
    os.environ["COLUMNS"] = _WIDTH  # `argparse` asks how wide its reader's terminal is
    sentences = Sentences(language)
    whole = parser(sentences, command_names())
    yield f"# {_WORDS[language]['commands']}"
    yield from _verbatim(whole.format_help())
    for name in sentences.table("command_line.commands"):
        yield f"\n## {name}"
        yield from _verbatim(_help_of(whole, name))


def _help_of(whole: object, command: str) -> str:
    (commands,) = (one for one in whole._actions if one.dest == "command")  # type: ignore[attr-defined]  # noqa: SLF001 — `argparse` has no other way to them
    return str(commands.choices[command].format_help())


def _settings(language: Language) -> Iterator[str]:
    words, say = _WORDS[language], Sentences(language)
    yield f"# {words['settings']}"
    for table, entries in groupby(catalogue().values(), lambda entry: entry.keys[:-1][:1]):
        yield f"\n## {'.'.join(table) or words['general']}\n"
        yield _row(words["setting"], words["default"], words["may_be"], words["sentence"])
        yield _row("---", "---", "---", "---")
        for entry in entries:
            yield _row(
                f"`{entry.name}`",
                in_words(entry, entry.default, say),
                say.show(allowed(entry)),
                _sentence(entry, say),
            )


def _sentence(entry: Entry, say: Sentences) -> str:
    ours = f" {say('settings.ours')}" if entry.ours else ""
    return f"{entry.sentence(say.language)}{ours}"


def _rules(language: Language) -> Iterator[str]:
    words, say = _WORDS[language], Sentences(language)
    yield f"# {words['rules']}"
    for rule in RULES:
        page = inspect.cleandoc(rule.page) if language == "en" else say(f"rules.{rule.name}")
        severity = say(f"jobs.severity.{rule.severity}")
        step = f" · {words['step']} {rule.step}" if rule.step else ""
        yield f"\n## {rule.name}\n\n{words['severity']}: {severity}{step}"
        yield from _verbatim(page)


def _tabs(language: Language) -> Iterator[str]:
    words, schema = _WORDS[language], read_registry_schema(defaults(_ROOT))
    yield f"# {words['tabs']}"
    for tab in schema.tabs.values():
        yield f"\n## {tab.words.label(language)} (`{tab.name}`)\n"
        yield _row(
            words["column"], words["setting"], words["kind"], words["choices"], words["note"]
        )
        yield _row("---", "---", "---", "---", "---")
        for column in tab.columns.values():
            required = f" ({words['required']})" if column.required else ""
            yield _row(
                f"{column.words.label(language)}{required}",
                f"`{column.name}`",
                column.kind,
                _choices(column),
                column.note.label(language),
            )

    yield from _own_tabs(language)


def _own_tabs(language: Language) -> Iterator[str]:
    """The tabs that the service writes; each is one table, but for the summary."""
    words, say = _WORDS[language], Sentences(language)
    for name in get_args(TabName):
        place = "workbook.guide" if name == "guide" else f"flags.{name}"
        yield f"\n## {say(f'{place}.tab')} (`{name}`)\n\n{words['own_tab']}"
        if f"{place}.note" in say:
            yield f"\n{_without_facts(say.table(place)['note'])}"
        parts = [place, *(f"{place}.{part}" for part in _PARTS_OF_SUMMARY if name == "summary")]
        for part in parts:
            if f"{part}.columns" in say:
                headings = filter(None, say.table(part)["columns"].split("|"))
                yield f"\n{words['column']}: {' · '.join(map(_without_facts, headings))}"


_PARTS_OF_SUMMARY = ("heartbeat", "found", "indicators", "steps")


def _choices(column: Column) -> str:
    return "; ".join(
        f"{name}: {', '.join(dict.fromkeys(words.spellings(name)[1:]))}"
        for name, words in column.choices.items()
    )


def _messages(language: Language) -> Iterator[str]:
    words = _WORDS[language]
    yield f"# {words['messages']}\n\n{words['messages_lead']}"
    for name, sentences in sorted(Sentences(language).table("errors").items()):
        problem, hint = (_without_facts(sentences[part]) for part in ("problem", "hint"))
        yield f"\n## {name}\n\n{words['problem']}: {problem}\n\n{words['hint']}: {hint}"


def _json(language: Language) -> Iterator[str]:
    words = _WORDS[language]
    yield f"# {words['json']}\n\n{words['json_lead']}"
    for path in sorted((_ROOT / "jobs").rglob("*.schema.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        yield f"\n## {path.name}\n\n{schema.get('description', schema.get('title', ''))}"
        yield f"\n```json\n{json.dumps(schema, ensure_ascii=False, indent=2)}\n```"


def _log(language: Language) -> Iterator[str]:
    words = _WORDS[language]
    head = f"{_row(words['event'], words['sentence'])}\n|---|---|"
    yield f"# {words['log']}\n\n{words['log_lead']}\n\n{head}"
    events = tomllib.loads((_ROOT / "docs" / "log_events.toml").read_text(encoding="utf-8"))
    for event, said in events.items():
        yield _row(f"`{event}`", said[language])
    yield f"\n## {words['log_serve']}\n\n{head}"
    for name, sentence in Sentences(language).table("jobs.serve").items():
        if name in _ENDINGS:
            continue
        yield _row(f"`{name.replace('_', '-')}`", _without_facts(sentence))


def _without_facts(sentence: str) -> str:
    worded = re.sub(r"\{\w+\|[^{}|]*\|([^{}|]*)\}", r"\1", sentence)
    return _escaped(re.sub(r"\{(\w+)\}", r"‹\1›", worded).strip())


def _verbatim(text: str) -> Iterator[str]:
    yield f"\n```text\n{text.strip()}\n```"


def _row(*cells: str) -> str:
    return "| " + " | ".join(_escaped(cell).replace("|", "\\|") for cell in cells) + " |"


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is; what stands between backticks is shown as code."""
    plain = re.sub(r"([*_<>\[\]])", r"\\\1", text) if "`" not in text else text
    return plain.replace("\n", " ")


_ENDINGS = frozenset({"again", "config_kept", "flags_failed"})
"""What is said behind a failure; no events of their own."""
_PAGES: Mapping[str, Callable[[Language], Iterator[str]]] = {
    "commands": _commands,
    "settings": _settings,
    "rules": _rules,
    "tabs": _tabs,
    "messages": _messages,
    "json": _json,
    "log": _log,
}
