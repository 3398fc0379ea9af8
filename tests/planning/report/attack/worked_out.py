"""What an attacker works out of sums over people's answers that few people gave."""

from collections import defaultdict

from tests.planning.report.attack.solver import Attacker, Sums
from tests.planning.report.attack.told import USED
from tests.planning.report.attack.years import FULL, REASONS

SMALL = 5
BARRIERS = tuple(f"barrier {reason}" for reason in REASONS)
FAMILIES = {
    "passed": ("passed",),
    "satisfaction": ("satisfaction",),
    "scores": ("gain", "room"),
    "application": ("applied", "yes", "partly", "confirmed", "stories", *BARRIERS),
}
"""What is told, by what hangs together."""
SECRETS = {
    "passed": ("passed",),
    "satisfaction": ("satisfaction",),
    "gain": ("gain", "room", "post"),
    "applied": ("applied", "yes", "partly", "confirmed", *BARRIERS),
    "stories": ("stories", "applied"),
}
"""What must stay open of a small group, by what it was asked."""
FOLLOWS_FROM = {
    "post": ("gain", "room"),
    "room": ("gain",),
    "gain": ("room",),
    **dict.fromkeys(("yes", "partly", "confirmed", "stories", *BARRIERS), ("applied",)),
}
"""What says as much of the first where many answered alike."""
PARTS = {
    "gain": {"post": 1, "pre": -1},
    "room": {"pre": -1},
    "applied": {"yes": 1, "partly": 1},
}
"""What is told in parts: in tenths of a full score, and where everything begins at."""


def worked_out(told, groups):
    """The small groups of which something has one value alone: (what, answers, value)."""
    found = []
    for family, kinds in FAMILIES.items():
        mine = [one for one in told if one.what in kinds]
        found += _of_family(family, mine, groups)
    return found


def _of_family(family, told, groups):
    secrets = [one for one in groups if set(SECRETS.get(one.what, ())) & set(FAMILIES[family])]
    cells = Cells(family, told, secrets)
    attacker = Attacker(cells.sums)
    for what, answers in cells.to_protect(secrets):
        if not (weights := cells.weights(what, answers)):
            continue
        least, most = attacker.range_of(weights)
        if most - least < 1 and not cells.is_many_alike(what, answers, attacker):
            yield what, answers, least


class Cells:
    """The answers by cell: of one community, and in the same sums and groups."""

    def __init__(self, family, told, groups):
        self.family, self.told = family, told
        sets = [*(one.of for one in told), *(one.answers for one in groups)]
        signs = defaultdict(list)
        for place, answers in enumerate(sets):
            for one in answers:
                signs[one].append(place)
        self.cells = defaultdict(list)
        for one, places in signs.items():
            answered = one.row.get("applied") is not None
            self.cells[one.community, answered, tuple(places)].append(one)
        self.cell_of = {one: key for key, answers in self.cells.items() for one in answers}
        self.sums, self.unknowns = Sums(), {}
        for key, answers in self.cells.items():
            self._unknowns_of(key, answers)
        for one in told:
            value = self.weights(one.what, one.of)
            if value:
                self.sums.know(value, self._plain(one))

    def _plain(self, told):
        """In the numbers that are looked for."""
        if told.what == "gain":
            return told.value * FULL
        if told.what == "room":
            return (told.value - len(told.of)) * FULL
        return told.value

    def _unknowns_of(self, key, answers):
        size, rows = len(answers), [one.row for one in answers]

        def add(name, least, most, truth):
            self.unknowns[key, name] = self.sums.unknown(least, most, truth)
            return self.unknowns[key, name]

        if self.family == "passed":
            add("passed", 0, size, sum(row["result"] == "ผ่าน" for row in rows))
        elif self.family == "satisfaction":
            add("satisfaction", size, 5 * size, sum(row["satisfaction"] for row in rows))
        elif self.family == "scores":
            add("pre", 0, FULL * size, sum(row["pre_score"] for row in rows))
            add("post", 0, FULL * size, sum(row["post_score"] for row in rows))
        else:
            stories = add("stories", 0, size, sum(row["effect"] is not None for row in rows))
            if not key[1]:
                return
            yes = add("yes", 0, size, sum(row["applied"] == "ใช่" for row in rows))
            partly = add("partly", 0, size, sum(row["applied"] == "บางส่วน" for row in rows))
            self.sums.limit({yes: 1, partly: 1}, size)
            self.sums.limit({stories: 1, yes: -1, partly: -1}, 0)
            told = {one.what for one in self.told}
            if "confirmed" in told:
                sure = sum(
                    row["how_applied"] is not None and row["applied"] in USED for row in rows
                )
                self.sums.limit({add("confirmed", 0, size, sure): 1, yes: -1, partly: -1}, 0)
            named = {}
            for what, reason in zip(BARRIERS, REASONS, strict=True):
                if what in told:
                    truth = sum(row["barrier"] == reason for row in rows)
                    named[add(what, 0, size, truth)] = 1
            if named:
                self.sums.limit({**named, yes: 1, partly: 1}, size)

    def weights(self, what, answers):
        """Of whole cells, by number of the unknown."""
        found = defaultdict(int)
        for key in {self.cell_of[one] for one in answers if one in self.cell_of}:
            for name, weight in PARTS.get(what, {what: 1}).items():
                if (key, name) in self.unknowns:
                    found[self.unknowns[key, name]] += weight
        return dict(found)

    def to_protect(self, groups):
        """Small groups, small cells, and everybody told together who is of few."""
        chosen = {}
        for group in groups:
            if _people(group.answers) < SMALL:
                for what in SECRETS[group.what]:
                    chosen[what, group.answers] = True
        kinds = {what for one in groups for what in SECRETS[one.what]}
        of_kind = {what: set() for what in kinds}
        for group in groups:
            for what in SECRETS[group.what]:
                of_kind[what] |= group.answers
        for answers in self.cells.values():
            if _people(answers) < SMALL:
                for what in kinds:
                    if of_kind[what].issuperset(answers):
                        chosen[what, frozenset(answers)] = True
        for what in kinds:
            for answers in self._together(what):
                if _people(answers) < SMALL:
                    chosen[what, answers] = True
        return {(what, self._said(what, answers)): True for what, answers in chosen}

    def _said(self, what, answers):
        """Those who answered that; whoever tells an effect has not always said who used it."""
        names = PARTS.get(what, {what: 1})
        return frozenset(
            one
            for one in answers
            if any((self.cell_of[one], name) in self.unknowns for name in names)
        )

    def _together(self, what):
        """Those who are in the same sums of a kind."""
        mine = [one.of for one in self.told if one.what == what]
        signs = defaultdict(list)
        for place, answers in enumerate(mine):
            for one in answers:
                signs[one].append(place)
        together = defaultdict(set)
        for one, places in signs.items():
            together[tuple(places)].add(one)
        return [frozenset(answers) for answers in together.values()]

    def is_many_alike(self, what, answers, attacker):
        """Whether all are among many of one community who, it may be told, answered alike."""
        communities = {one.community for one in answers}
        if len(communities) > 1:
            return False
        kinds = (what, *FOLLOWS_FROM.get(what, ()))
        whole = [one.of for one in self.told if one.what in kinds]
        whole += [together for kind in kinds for together in self._together(kind)]
        for larger in whole:
            mine = frozenset(one for one in larger if one.community in communities)
            if answers <= mine and _people(mine) >= SMALL:
                weights = self.weights(what, mine)
                least, most = attacker.range_of(weights)
                if least == most and least in self._ends(weights, len(mine)):
                    return True
        return False

    def _ends(self, weights, size):
        """What nobody and what everybody makes; nobody is asked for two of the answers."""
        least = sum(
            weight * (self.sums.least if weight > 0 else self.sums.most)[number]
            for number, weight in weights.items()
        )
        most = sum(
            weight * (self.sums.most if weight > 0 else self.sums.least)[number]
            for number, weight in weights.items()
        )
        return least, size if self.family == "application" else most


def _people(answers):
    return len({one.person for one in answers})
