"""What a letter says about one item: a title, and a few lines below it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from sheets_sync.checking.findings import Finding
from sheets_sync.checking.steps import Step
from sheets_sync.i18n.finding_text import finding_message, record_name, sentence_of
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.i18n.step_text import in_words, reason_of
from sheets_sync.planning.reminders.items import Backlog, Gathering, Item
from sheets_sync.registry.schema import Schema
from sheets_sync.unfit_characters import fit as fit_for_output

_MOST_COMMUNITIES = 20
_OWN = {6: "step.own_evaluation", 7: "step.own_follow_up"}


@dataclass(frozen=True, slots=True)
class ItemText:
    """One item in words."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """What items are put into words with."""

    sentences: Sentences
    schemas: Mapping[str, Schema]
    day: dt.date
    """The day of the letter."""

    def text(self, item: Item) -> ItemText:
        """The item in words."""
        match item.about:
            case Finding() as finding:
                return self._data(item, finding)
            case Step() as step:
                return ItemText(self._step_title(step), tuple(self._step(item, step)))
            case Gathering() as session if item.kind == "session":
                return ItemText(self._session_title(session), tuple(self._session(item, session)))
            case Gathering() as session:
                title = self._say("record.title", session=self._session_title(session))
                return ItemText(title, tuple(self._record(item, session)))
            case Backlog() as backlog:
                return ItemText(self._say("backlog.title"), tuple(self._backlog(backlog)))
            case _:
                assert_never(item.about)

    def long_date(self, day: dt.date) -> str:
        """A day as running text has it."""
        return self.sentences.date(day, "long")

    def _say(self, name: str, /, **facts: object) -> str:
        return self.sentences(f"letters.{name}", **facts)

    def _data(self, item: Item, finding: Finding) -> ItemText:
        schema = self.schemas[item.registry]
        tab = schema.tabs.get(finding.tab)
        column = tab.columns.get(finding.column or "") if tab else None
        language = self.sentences.language
        words = column.words if column else tab.words if tab else None
        what = words.label(language) if words else finding.sheet
        record = record_name(finding, self.sentences)
        title = f"{what} · {record}" if record else what
        lines = [finding_message(finding, schema, self.sentences)]
        if finding.suggestion and not sentence_of(finding, self.sentences).endswith("_suggested"):
            lines.append(self._say("data.suggestion", suggestion=finding.suggestion))
        if item.attempt:
            lines.append(self._say("data.told", attempt=item.attempt, name=item.coordinator or "–"))
        return ItemText(title, tuple(lines))

    def _step_title(self, step: Step) -> str:
        name = self._say(f"names.{step.number}")
        return self._say("step.title", number=step.number, name=name)

    def _step(self, item: Item, step: Step) -> Iterator[str]:
        if item.role == "member" and step.number in _OWN:
            yield self._say(_OWN[step.number])
        else:
            reason = self._reason(step, self.schemas[item.registry])
            yield self._say("step.of_coordinator", reason=reason) if item.copy else reason
        if item.people and item.role != "member":
            yield self._say("step.people", count=len(item.people), names=item.people)
        if item.due is not None:
            yield self._when(item, item.due)
        if item.kind == "escalation" and item.coordinator:
            yield self._say("step.coordinator", name=item.coordinator)

    def _reason(self, step: Step, schema: Schema) -> str:
        reason = in_words(reason_of(step, schema), schema, self.sentences.language)
        return self.sentences.show(reason)

    def _when(self, item: Item, due: dt.date) -> str:
        days = abs((self.day - due).days)
        name: str = "today" if item.stage == "due" and not days else item.stage
        if item.stage == "overdue" and item.copy:
            name = "overdue_copy" if item.attempt else "overdue_untold"
        facts = {"due": self.long_date(due), "days": days, "attempt": item.attempt}
        if item.stage == "escalated":
            return self._say("step.escalated", **facts, told=self._came_through(item))
        return self._say(f"step.{name}", **facts)

    def _came_through(self, item: Item) -> str:
        """How many reminders reached whoever has to act, and whoever had to before."""
        name = "told" if item.attempt else "told_nothing"
        if item.earlier:
            name = "told_earlier"
        return self._say(f"step.{name}", attempt=item.attempt, earlier=item.earlier)

    def _record(self, item: Item, session: Gathering) -> Iterator[str]:
        if session.day is not None:
            yield self._say("record.held", day=self.long_date(session.day))
        if item.kind == "escalation":
            yield self._came_through(item)
        else:
            yield self._say("record.late", attempt=item.attempt)
        if item.kind == "escalation" and item.coordinator:
            yield self._say("step.coordinator", name=item.coordinator)

    def _session_title(self, session: Gathering) -> str:
        if not session.number:
            return session.topic or session.key
        number = self.sentences.digits(session.number)
        return self._say("session.numbered", number=number, topic=session.topic)

    def _session(self, item: Item, session: Gathering) -> Iterator[str]:
        day = session.was or session.day
        was = self._full(day) if day else "–"
        if session.problem:
            yield self._say(f"session.{session.problem}", day=was)
            return
        if item.stage == "released":
            yield self._say("session.released", day=was)
            return
        if session.held_on is not None:
            yield self._say("session.held_before", day=was, held=self._full(session.held_on))
            return
        if session.cancelled:
            yield self._say("session.cancelled", day=was)
            return
        if session.day is None:
            yield self._say("session.no_day")
        else:
            yield self._hours(session, self._full(session.day))
        if session.on_holiday and session.day is not None:
            yield self._say("session.on_holiday")
        if session.was is not None:
            yield self._say("session.was", day=self._full(session.was))
        elif session.was_from is not None:
            yield self._was_hours(session.was_from, session.was_to)
        if session.place and session.day is not None:
            yield self._say("session.place", place=session.place)
        if session.was_place and session.day is not None:
            yield self._say("session.was_place", place=session.was_place)

    def _was_hours(self, began: dt.time, ended: dt.time | None) -> str:
        start = self._clock(began)
        if ended is None:
            return self._say("session.was_from", start=start)
        return self._say("session.was_from_to", start=start, end=self._clock(ended))

    def _hours(self, session: Gathering, day: str) -> str:
        if session.starts_at is None:
            return self._say("session.when", day=day)
        start = self._clock(session.starts_at)
        if session.ends_at is None:
            return self._say("session.when_from", day=day, start=start)
        return self._say(
            "session.when_from_to", day=day, start=start, end=self._clock(session.ends_at)
        )

    def _full(self, day: dt.date) -> str:
        return self.sentences.date(day, "full")

    def _clock(self, time: dt.time) -> str:
        """Thai letters part hours and minutes by a dot."""
        form = "%H.%M" if self.sentences.language == "th" else "%H:%M"
        return self.sentences.digits(time.strftime(form))

    def _backlog(self, backlog: Backlog) -> Iterator[str]:
        communities = len(backlog.steps)
        yield self._say("backlog.counted", count=backlog.count, communities=communities)
        for title, numbers in backlog.steps[:_MOST_COMMUNITIES]:
            yield self._say("backlog.line", title=title, steps=numbers)
        if communities > _MOST_COMMUNITIES:
            yield self._say("backlog.more", count=communities - _MOST_COMMUNITIES)


def is_off(item: Item) -> bool:
    """Whether nobody is expected at a session any more, or its reader is not."""
    session = item.about
    if not isinstance(session, Gathering):
        return False
    return item.stage == "released" or session.cancelled or session.day is None


def shortened(text: str, longest: int) -> str:
    """Text on one line, and not endless."""
    line = one_line(text)
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def one_line(text: str) -> str:
    """Text that any header can hold, too."""
    return " ".join(fit(text).split())


def fit(text: str) -> str:
    """Text without what no mail may hold."""
    if text.isprintable():
        return text
    return fit_for_output(text).replace("\u2028", "").replace("\u2029", "")
