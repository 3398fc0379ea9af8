"""What the managers' copies of a fiscal year tell of people's answers, as sums over them."""

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.compile import compile_month
from sheets_sync.planning.report.memory import ReportMemory
from sheets_sync.planning.report.periods import months_of_year
from sheets_sync.registry.months_and_years import add_months, month_last
from sheets_sync.renderings.as_json import report_values
from tests.planning.report.attack.years import MONTHS
from tests.rules.workbooks import our_schema

USED = {"ใช่", "บางส่วน"}
SENT = dt.timedelta(days=6)
"""So long after its end the copy of a month is sent."""


class Told(NamedTuple):
    """So much of something, of these answers together."""

    what: str
    of: frozenset
    value: float


class Group(NamedTuple):
    """The people of one community who answered, as a copy counts them."""

    what: str
    answers: frozenset


def copies(year, copy="manager", *, remembered=True):
    """Everything sent in nine months: each month, periods, and the month before anew."""
    frozen = {}
    for month in MONTHS:
        today = month_last(month) + SENT
        facts = year.as_typed_by(today).facts(today)
        for first, months in _sent_with(month):
            memory = ReportMemory(frozen=frozen if remembered else {})
            report = compile_month(facts, (), first, "main", copy, memory=memory, months=months)
            name = report.period
            if (name, copy) in frozen:
                name = f"{name}/{today}"
            frozen[name, copy] = report.kept
            yield report_values(report, our_schema(), Sentences("th")), first, months, today


def _sent_with(month):
    yield month, 1
    if (over := months_of_year(month)) in {3, 6, 9}:
        yield month, over
    if month != MONTHS[0]:
        yield add_months(month, -1), 1


def told_in(year, copy, first, months, today):
    """The sums of one copy, and the small groups it must not give away."""
    last, begin = month_last(first), add_months(first, 1 - months)
    if months == 1:
        before, begin_before = first - dt.timedelta(days=1), add_months(first, -1)
    else:
        before, begin_before = month_last(add_months(first, -12)), add_months(begin, -12)
    standing = Standing(year, today)
    now, then = standing.at(begin, last), standing.at(begin_before, before)
    so_far = standing.at(MONTHS[0], last)
    return [*_indicators(copy["indicators"], now, then, so_far), *_lines(copy, now)], now


class Standing:
    """The answers as a copy reads them that is compiled on one day."""

    def __init__(self, year, today):
        self.year, self.today = year, today

    def at(self, begin, last):
        """By what is asked, the answers that count of a span."""
        evaluations, followups = self._newest("evaluations", last), self._newest("followups", last)
        matched = self._newest("evaluations", last, lambda one: one.row["full_score"])
        dated = self._newest("evaluations", last, lambda one: begin <= one.day)
        answered = [one for one in followups if one.row["applied"]]
        return {
            "passed": [one for one in evaluations if one.row["result"] in {"ผ่าน", "ไม่ผ่าน"}],
            "gain": matched,
            "satisfaction": [one for one in dated if one.row["satisfaction"]],
            "applied": answered,
            "due": [one for one in answered if self.year.due[one.community] <= last],
            "stories": self._stories(begin, last),
        }

    def _newest(self, tab, last, counts=lambda one: True):
        newest = {}
        for one in self.year.standing(tab, self.today):
            who = one.community, one.person
            gone = self.year.left.get(who)
            if one.day > last or (gone and gone <= last) or not counts(one):
                continue
            if who not in newest or newest[who].day <= one.day:
                newest[who] = one
        return list(newest.values())

    def _stories(self, begin, last):
        """Of those typed twice the one with an effect."""
        found = {}
        for one in self.year.standing("followups", self.today):
            key = one.community, one.person, one.day
            if begin <= one.day <= last and (key not in found or not found[key].row["effect"]):
                found[key] = one
        return list(found.values())


def _indicators(told, now, then, so_far):
    """18, 16, 19, 21 to 24."""
    for number, what in (("18", "passed"), ("21", "applied")):
        yield from _sums(told[number], what, now[what], then[what], now[what])
    yield from _sums(
        told["16"], "satisfaction", now["satisfaction"], then["satisfaction"],
        so_far["satisfaction"],
    )  # fmt: skip
    yield from _sums(told["19"], "gain", now["gain"], then["gain"], now["gain"])
    normalised = told["19"]["parts"]["normalised_gain"]
    if normalised["of"] is not None:
        yield Told("room", frozenset(now["gain"]), normalised["of"])
    elif told["19"]["n"] is not None and now["gain"]:
        yield Told("room", frozenset(now["gain"]), 0)  # it is not defined: nothing to be gained
    parts = told["21"]["parts"]
    for name in ("yes", "partly"):
        if (part := parts[name])["n"] is not None:
            assert part["of"] == len(now["applied"])
            yield Told(name, frozenset(now["applied"]), part["n"])
    if (part := parts["lowest"])["n"] is not None:
        yield Told("applied", frozenset(now["due"]), part["n"])
    if (part := parts["highest"])["n"] is not None:
        used = part["n"] - part["of"] + len(now["due"])
        yield Told("applied", frozenset(now["due"]), used)
    for figure, answered in ((told["22"], now), (told["22"]["previous"], then)):
        if figure and figure["n"] is not None:
            of = frozenset(answered["applied"])
            yield Told("confirmed", of, figure["n"])
            yield Told("applied", of, figure["of"])
    for figure, answered in (
        (told["23"], now), (told["23"]["previous"], then), (told["23"]["to_date"], so_far),
    ):  # fmt: skip
        if figure and figure["n"] is not None:
            yield Told("stories", frozenset(answered["stories"]), figure["n"])
    for figure, answered in ((told["24"], now), (told["24"]["previous"], then)):
        if figure and figure["n"] is not None:
            of = frozenset(answered["applied"])
            yield Told("applied", of, len(of) - figure["n"])
    for reason, part in told["24"]["parts"].items():
        if reason != "other_reasons" and part["n"] is not None:
            yield Told(f"barrier {reason}", frozenset(now["applied"]), part["n"])


def _sums(told, what, now, then, to_date):
    for figure, answers in ((told, now), (told["previous"], then), (told["to_date"], to_date)):
        if figure is not None and figure["n"] is not None:
            assert figure["of"] == len(answers), (what, figure, len(answers))
            yield Told(what, frozenset(answers), figure["n"])


def _lines(copy, now):
    """The tables by community."""
    by_community = defaultdict(lambda: defaultdict(list))
    for what, answers in now.items():
        for one in answers:
            by_community[one.community][what].append(one)
    for line in copy["learning"]["lines"]:
        mine = by_community[line["community"]]
        if line["passed"] and line["passed"]["of"]:
            assert line["passed"]["of"] == len(mine["passed"])
            yield Told("passed", frozenset(mine["passed"]), line["passed"]["n"])
        if line["gain"]:
            gain, of = line["gain"], frozenset(mine["gain"])
            assert gain["pairs"] == len(of)
            yield Told("gain", of, gain["mean"] * gain["pairs"])
            room = gain["mean"] * gain["pairs"] / gain["normalised"] if gain["normalised"] else None
            if room is not None or gain["normalised"] is None:
                yield Told("room", of, room or 0)
        mean = line["satisfaction"]["mean"]
        if mean is not None:
            of = frozenset(mine["satisfaction"])
            assert line["satisfaction"]["answers"]["n"] == len(of)
            yield Told("satisfaction", of, mean * len(of))
    for line in copy["application"]["lines"]:
        mine = frozenset(by_community[line["community"]]["applied"])
        for told in filter(None, (line["applied"], line["bounds"] and line["bounds"]["lowest"])):
            if mine:
                yield Told("applied", mine, told["n"])


def everything(year, copy="manager", *, remembered=True):
    """What all copies tell, and the groups in them, each once."""
    told, groups = {}, {}
    for values, first, months, today in copies(year, copy, remembered=remembered):
        sums, now = told_in(year, values, first, months, today)
        told |= dict.fromkeys(sums)
        for what, answers in now.items():
            mine = defaultdict(set)
            for one in answers:
                mine[one.community].add(one)
            groups |= dict.fromkeys(Group(what, frozenset(group)) for group in mine.values())
    return list(told), list(groups)
