"""What sums leave open: whole numbers between bounds, of which sums are known.

The true numbers satisfy every sum, so what is looked for are steps away from them. A linear
programme over the steps finds how far a quantity can go; a corner of whole numbers is another
world in which everything told reads the same.
"""

import random
from dataclasses import dataclass, field

import numpy as np

TINY = 1e-7
DIRECTIONS = 12
"""Random directions that are tried before a quantity is looked at by itself."""


@dataclass
class Sums:
    """Unknown whole numbers, each with its bounds and its true value, and what is known of them."""

    least: list = field(default_factory=list)
    most: list = field(default_factory=list)
    truth: list = field(default_factory=list)
    known: list = field(default_factory=list)
    """Weights by number of the unknown: their sum is known."""
    limits: list = field(default_factory=list)
    """Weights, and what their sum never exceeds."""

    def unknown(self, least, most, truth):
        assert least <= truth <= most
        self.least.append(least)
        self.most.append(most)
        self.truth.append(truth)
        return len(self.truth) - 1

    def know(self, weights, value):
        assert abs(self.at(weights, self.truth) - value) < TINY, (weights, value)
        self.known.append(weights)

    def limit(self, weights, most):
        assert self.at(weights, self.truth) <= most
        self.limits.append((weights, most))

    @staticmethod
    def at(weights, point):
        return sum(weight * point[number] for number, weight in weights.items())


class Attacker:
    """Finds the quantities that the sums leave only one value."""

    def __init__(self, sums):
        self.sums = sums
        self.truth = np.array(sums.truth, dtype=float)
        self.steps, self.room, self.way = _dictionary(sums)
        self.worlds = [self.truth]
        dice = random.Random(0)  # noqa: S311 — the same directions every time
        for _ in range(DIRECTIONS if self.steps.shape[1] else 0):
            self._walk(np.array([dice.gauss(0, 1) for _ in self.truth]))

    def range_of(self, weights):
        """The least and the most that a quantity can be, as far as whole numbers were found."""
        found = self._over(weights)
        true = found[0]
        if min(found) == max(found):
            direction = self._dense(weights)
            low, high = (true - self._walk(-direction), true + self._walk(direction))
            found = self._over(weights)
            if min(found) == max(found) and high - low >= 1 - TINY and (
                high >= true + 1 - TINY or low <= true - 1 + TINY
            ):  # fmt: skip
                msg = f"undecided: between {low} and {high}"
                raise AssertionError(msg)
        return min(found), max(found)

    def _dense(self, weights):
        dense = np.zeros(len(self.truth))
        for number, weight in weights.items():
            dense[number] = weight
        return dense

    def _over(self, weights):
        return [round(float(self._dense(weights) @ world), 6) for world in self.worlds]

    def _walk(self, direction):
        """How far one can go that way; a corner of whole numbers is kept as a world."""
        if not self.steps.shape[1]:
            return 0.0
        step = self.way @ _furthest(self.steps, self.room, direction @ self.way)
        world = np.round(self.truth + step)
        if np.abs(world - self.truth - step).max() < TINY and self._holds(world):
            self.worlds.append(world)
        return float(direction @ step)

    def _holds(self, world):
        sums = self.sums
        return (
            all(sums.least <= world)
            and all(world <= sums.most)
            and all(
                abs(sums.at(one, world) - sums.at(one, sums.truth)) < TINY for one in sums.known
            )
            and all(sums.at(one, world) <= most + TINY for one, most in sums.limits)
        )


def _dictionary(sums):
    """Steps that change nothing known, as free steps; how far each row of them may go."""
    size = len(sums.truth)
    rows = np.zeros((len(sums.known), size))
    for place, weights in enumerate(sums.known):
        for number, weight in weights.items():
            rows[place, number] = weight
    pivots, place = [], 0
    for column in range(size):
        if place == len(rows):
            break
        best = place + int(np.argmax(np.abs(rows[place:, column])))
        if abs(rows[best, column]) < TINY:
            continue
        rows[[place, best]] = rows[[best, place]]
        rows[place] /= rows[place, column]
        others = np.arange(len(rows)) != place
        rows[others] -= np.outer(rows[others, column], rows[place])
        pivots.append(column)
        place += 1
    free = [column for column in range(size) if column not in pivots]
    way = np.zeros((size, len(free)))
    way[free, range(len(free))] = 1
    for place, column in enumerate(pivots):
        way[column] = -rows[place, free]
    truth = np.array(sums.truth, dtype=float)
    more = np.zeros((len(sums.limits), size))
    for place, (weights, _) in enumerate(sums.limits):
        for number, weight in weights.items():
            more[place, number] = weight
    room = [most - sums.at(weights, sums.truth) for weights, most in sums.limits]
    steps = np.vstack([way, -way, more @ way])
    return steps, np.concatenate([sums.most - truth, truth - sums.least, room]), way


def _furthest(steps, room, gain):
    """The free steps that gain the most within the room: a simplex that begins at no step."""
    width = steps.shape[1]
    table = np.zeros((len(room) + 1, 2 * width + 1))
    table[:-1, :width], table[:-1, width:-1], table[:-1, -1] = steps, -steps, room
    table[-1, :width], table[-1, width:-1] = gain, -gain
    outside = list(range(2 * width))
    inside = list(range(2 * width, 2 * width + len(room)))
    for turn in range(20_000):
        gains = table[-1, :-1]
        if turn < 60:
            column = int(np.argmax(gains))
        else:  # the first by number never runs in circles
            better = np.flatnonzero(gains > TINY)
            if not len(better):
                break
            column = min(better, key=lambda one: outside[one])
        if gains[column] <= TINY:
            break
        up = table[:-1, column]
        with np.errstate(divide="ignore", invalid="ignore"):
            ratios = np.where(up > TINY, table[:-1, -1] / up, np.inf)
        shortest = ratios.min()
        row = min(np.flatnonzero(ratios <= shortest + 1e-12), key=lambda one: inside[one])
        pivot = table[row, column]
        table[row] /= pivot
        table[row, column] = 1 / pivot
        others = np.arange(len(table)) != row
        factors = table[others, column].copy()
        table[others, column] = 0
        table[others] -= np.outer(factors, table[row])
        inside[row], outside[column] = outside[column], inside[row]
    else:
        msg = "the simplex did not end"
        raise AssertionError(msg)
    found = np.zeros(2 * width)
    for row, number in enumerate(inside):
        if number < 2 * width:
            found[number] = table[row, -1]
    return found[:width] - found[width:]
