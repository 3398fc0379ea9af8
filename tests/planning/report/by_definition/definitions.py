"""What every indicator is, from facts and definitions alone: plain loops over plain rows.

It calls nothing of the product. `n`, `of` and the parts follow the sentences of the handbook's
indicators and the settled readings; a value is n / of, or n of a count.
"""

import datetime as dt
from collections import Counter
from statistics import median

DAY = dt.timedelta(days=1)
STEPS = range(1, 8)
APPLIED = {"ใช่": "yes", "บางส่วน": "partly", "ไม่": "no"}
RESULTS = {"ผ่าน": "passed", "ไม่ผ่าน": "not_passed", "ไม่ให้คะแนน": "no_mark"}
PLAN = (
    "objectives",
    "member_count",
    "content",
    "techniques",
    "speakers",
    "evaluation_method",
    "follow_up_method",
)


def figure(n, of=None, *, count=False):
    return (n, None, n) if count else (n, of, n / of if of else None)


def number(n):
    return figure(n, count=True)


class Registry:
    """One workbook as one day's close left it, for one span of days."""

    def __init__(self, book, today, first, last):
        self.book, self.today, self.first, self.last = book, today, first, last
        self.staff = {row["staff_id"]: row for row in book.staff}

    def at(self, first, last):
        return Registry(self.book, self.today, first, last)

    # who and what there is

    def happened(self, day):
        """A day on which something is said to have happened: not after today, by the cut-off."""
        return day is not None and day <= self.today and day <= self.last

    def within(self, day):
        return day is not None and self.first <= day <= self.last

    def status(self, community, day=None):
        day = day or self.last
        found = community["status"]
        if found == "เสร็จสิ้น" and community["ends_on"] and community["ends_on"] > day:
            return "ดำเนินการ"
        return found

    def counted(self):
        return [
            one
            for one in self.book.communities
            if one["status"] in {"ดำเนินการ", "เสร็จสิ้น"} and one["starts_on"] <= self.last
        ]

    def active(self):
        return [one for one in self.counted() if self.status(one) == "ดำเนินการ"]

    def rows(self, tab, community):
        mine = [
            row for row in getattr(self.book, tab) if row["community"] == community["community_id"]
        ]
        if tab == "sessions":  # typed twice, it is one session
            return [row for place, row in enumerate(mine) if row not in mine[:place]]
        return mine

    def left(self, row):
        """The day a member left: as typed; the staff list alone counts from the check on."""
        if row.get("left_on"):
            return row["left_on"]
        person = self.staff.get(row["person"])
        return self.today if person and person["status"] == "ลาออก" else None

    def belongs(self, row, day):
        joined, left = row.get("joined_on"), self.left(row)
        if joined and joined <= self.today and joined > day:
            return False
        if joined and joined > self.today:
            joined = None
        return not (left and left <= day) and not row.get("exempt")

    def members(self, community, day=None):
        """Different people who are eligible members on a day, and are on the staff list."""
        day = day or self.last
        return {
            row["person"]
            for row in self.rows("members", community)
            if row["person"] in self.staff and self.belongs(row, day)
        }

    def strangers(self, communities, day=None):
        return sum(
            row["person"] not in self.staff and self.belongs(row, day or self.last)
            for one in communities
            for row in self.rows("members", one)
        )

    def exempt(self, communities):
        found = set()
        for one in communities:
            for row in self.rows("members", one):
                there = self.belongs({**row, "exempt": None}, self.last)
                if row.get("exempt") and there and row["person"] in self.staff:
                    found.add((one["community_id"], row["person"]))
        return len(found)

    # sessions

    def is_cancelled(self, session):
        return session["status"] == "ยกเลิก"

    def held(self, session):
        """When it was held by the cut-off; None where it was not."""
        day = session.get("held_on")
        return day if day and not self.is_cancelled(session) and self.happened(day) else None

    def held_in_span(self):
        return [
            session
            for one in self.counted()
            for session in self.rows("sessions", one)
            if self.within(self.held(session))
        ]

    def to_be_held(self, session):
        if session.get("postponed_to") or session["status"] == "เลื่อน":
            return session.get("postponed_to")
        return session["planned_on"]

    def plan(self, community):
        plans = self.rows("plans", community)
        return plans[0] if plans else None

    def missing_elements(self, plan):
        missing = [one for one in PLAN if not plan[one]]
        if not (plan.get("period_start") and plan.get("period_end")):
            missing.append("period")
        return missing

    # the seven steps

    def due(self, community, step):
        start, plan = community["starts_on"], self.plan(community)
        if step < 5:
            return start + dt.timedelta(days=(0, 14, 14, 30)[step - 1])
        end = plan and plan.get("period_end")
        if step == 5:
            return end
        planned = plan and plan[("evaluation_due", "follow_up_due")[step - 6]]
        if planned:
            return planned
        days = [end] if end else []
        for session in self.rows("sessions", community):
            day = self.held(session) or self.to_be_held(session)
            if day and not self.is_cancelled(session):
                days.append(day)
        wait = dt.timedelta(days=(14, 60)[step - 6])
        return max(days) + wait if days else None

    def is_due(self, community, step):
        day = self.due(community, step)
        return day is not None and day <= self.last

    def attested(self, community):
        return community["attested_by"] and self.happened(community["attested_on"])

    def records(self, tab, column, community):
        return [row for row in self.rows(tab, community) if self.happened(row[column])]

    def evaluated(self, community, step=6):
        tab = ("evaluations", "followups")[step - 6]
        column = ("evaluated_on", "followed_up_on")[step - 6]
        return {row["person"] for row in self.records(tab, column, community)}

    def is_complete(self, community, step):
        rows = self.rows
        if step == 1:
            return all(community[one] for one in ("topic", "areas", "benefit", "policy"))
        if step == 2:
            listed = self.members(community)
            known = all(row["person"] in self.staff for row in rows("members", community))
            return bool(listed and known and self.attested(community))
        if step == 3:
            experts = rows("experts", community)
            known = all(row["person"] in self.staff for row in experts)
            return bool(experts and known and self.attested(community))
        if step == 4:
            plan = self.plan(community)
            return plan is not None and not self.missing_elements(plan)
        if step == 5:
            return self.sessions_complete(community)
        members = self.members(community)
        strangers = self.strangers([community])
        return bool(members) and not strangers and members <= self.evaluated(community, step)

    def sessions_complete(self, community):
        sessions = [one for one in self.rows("sessions", community) if not self.is_cancelled(one)]
        plan = self.plan(community)
        end = plan and plan.get("period_end")
        is_over = (end and end < self.last) or self.status(community) == "เสร็จสิ้น"
        recorded = all(self.held(one) and one.get("results") for one in sessions)
        return bool(sessions and recorded and is_over)

    def on_time(self, community, step):
        """True, False, or None where the day of completion is not known."""
        if not self.is_complete(community, step):
            return False
        due = self.due(community, step)
        if step == 2 and not any(
            row["person"] in self.staff
            and not row.get("exempt")
            and (row.get("joined_on") or due) <= due
            for row in self.rows("members", community)
        ):
            return False
        if step in {2, 3}:
            return community["attested_on"] <= due
        if step < 6:
            return None
        tab = ("evaluations", "followups")[step - 6]
        column = ("evaluated_on", "followed_up_on")[step - 6]
        rows = self.records(tab, column, community)
        there = self.members(community, due) & self.members(community)
        first = [min(row[column] for row in rows if row["person"] == person) for person in there]
        return bool(there) and max(first) <= due

    # the newest records

    def newest(self, tab, column, community, usable=lambda _: True):
        """By eligible member, the newest record by the cut-off; of one day the lowest row."""
        found = {}
        for row in self.records(tab, column, community):
            if row["person"] in self.members(community) and usable(row):
                kept = found.get(row["person"])
                if kept is None or row[column] >= kept[column]:
                    found[row["person"]] = row
        return list(found.values())

    def all_newest(self, tab, column, usable=lambda _: True):
        return [row for one in self.counted() for row in self.newest(tab, column, one, usable)]

    def expected(self, session):
        (community,) = [
            one for one in self.book.communities if one["community_id"] == session["community"]
        ]
        return self.members(community, self.held(session))

    def present(self, session):
        return {
            row["person"]
            for row in self.book.attendance
            if row["session"] == session["session_id"] and row["attended"] == "มา"
        }

    def noted(self, session):
        return any(row["session"] == session["session_id"] for row in self.book.attendance)


def began_and_closed(now):
    """By each day's close: who is active that was not the day before, and the other way round."""
    began = closed = 0
    before = now.at(now.first, now.first - DAY).active()
    for day in range((now.last - now.first).days + 1):
        active = now.at(now.first, now.first + day * DAY).active()
        began += sum(one not in before for one in active)
        closed += sum(one not in active for one in before)
        before = active
    return {"new": number(began), "closed": number(closed)}


def stalled(now):
    found = 0
    window = dt.timedelta(days=60)
    for one in now.active():
        if all(now.is_complete(one, step) for step in range(1, 6)):
            continue
        past = [one["starts_on"], one["attested_on"]]
        past += [row.get("joined_on") for row in now.rows("members", one)]
        past += [now.held(row) for row in now.rows("sessions", one)]
        past += [row["evaluated_on"] for row in now.rows("evaluations", one)]
        past += [row["followed_up_on"] for row in now.rows("followups", one)]
        ahead = [row.get("period_start") for row in now.rows("plans", one)]
        for row in now.rows("sessions", one):
            if not now.is_cancelled(row):
                ahead += [row["planned_on"], row.get("postponed_to")]
        alive = any(day and now.last - window <= day <= now.last for day in past)
        alive |= any(day and abs(day - now.last) <= window for day in ahead)
        found += not alive
    return figure(found, len(now.active()))


def movements(now, column):
    found = set()
    for one in now.counted():
        for row in now.rows("members", one):
            day = now.left(row) if column == "left" else row.get("joined_on")
            known = day is not None and (column == "left" or day <= now.today)
            if row["person"] in now.staff and not row.get("exempt") and known and now.within(day):
                found.add((one["community_id"], row["person"]))
    return number(len(found))


def retention(now):
    before = now.at(now.first, now.first - DAY)
    still_active = [one for one in before.active() if one in now.active()]
    closed = [one for one in before.active() if one not in now.active()]
    there = [(one["community_id"], who) for one in still_active for who in before.members(one)]
    stay = {(one["community_id"], who) for one in now.active() for who in now.members(one)}
    left_out = sum(len(before.members(one)) for one in closed)
    return (
        figure(sum(one in stay for one in there), len(there)),
        left_out + before.strangers(before.active()),
    )


def taking_part(now):
    recent = now.at(now.last - dt.timedelta(days=90), now.last)
    came = {
        (session["community"], person)
        for session in recent.held_in_span()
        for person in now.present(session) & now.expected(session)
    }
    mine = [(one["community_id"], who) for one in now.active() for who in now.members(one)]
    return figure(sum(one in came for one in mine), len(mine))


def attendance(now):
    noted = [one for one in now.held_in_span() if now.noted(one)]
    if now.held_in_span() and not now.book.attendance:
        return None
    came = sum(len(now.present(one) & now.expected(one)) for one in noted)
    return figure(came, sum(len(now.expected(one)) for one in noted))


def sessions(now):
    everything = [row for one in now.counted() for row in now.rows("sessions", one)]
    planned = [
        row for row in everything if now.within(row["planned_on"] or row.get("postponed_to"))
    ]
    held = [row for row in planned if now.held(row)]
    cancelled = [row for row in planned if now.is_cancelled(row)]
    put_off = [
        row
        for row in planned
        if not now.held(row)
        and not now.is_cancelled(row)
        and (row["status"] == "เลื่อน" or row.get("postponed_to"))
    ]
    unplanned = [
        row for row in now.held_in_span() if not row["planned_on"] and not row.get("postponed_to")
    ]
    of = len(planned)
    return figure(len(held), of), {
        "unplanned": number(len(unplanned)),
        "cancelled": figure(len(cancelled), of),
        "postponed": figure(len(put_off), of),
    }


def gains(now):
    def matched(row):
        scores = row.get("pre_score"), row.get("post_score"), row.get("full_score")
        return None not in scores

    rows = now.all_newest("evaluations", "evaluated_on", matched)
    before = [row["pre_score"] / row["full_score"] for row in rows]
    after = [row["post_score"] / row["full_score"] for row in rows]
    gain, room = sum(after) - sum(before), len(rows) - sum(before)
    evaluated = len(now.all_newest("evaluations", "evaluated_on"))
    normalised = figure(gain, room) if room else (None, None, None)
    return figure(gain, len(rows)), {
        "pairs": figure(len(rows), evaluated),
        "raw_gain": figure(gain, len(rows)),
        "normalised_gain": normalised,
    }


def satisfaction(now):
    scores, responses, came = [], 0, set()
    noted = set()
    for session in now.held_in_span():
        there = now.present(session) & now.expected(session)
        came |= {(session["community"], person) for person in there}
        noted |= {session["community"]} if there else set()
    for one in now.counted():
        rows = now.newest(
            "evaluations", "evaluated_on", one, lambda row: now.within(row["evaluated_on"])
        )
        mine = [row["satisfaction"] for row in rows if row["satisfaction"]]
        scores += mine
        responses += len(mine) if one["community_id"] in noted else 0
    return figure(sum(scores), len(scores)), {"responses": figure(responses, len(came))}


def application(now):
    due = [one for one in now.counted() if now.is_due(one, 7)]
    everybody = sum(len(now.members(one)) for one in due)
    rows = now.all_newest("followups", "followed_up_on")
    said = Counter(APPLIED.get(row["applied"]) for row in rows)
    ids = {one["community_id"] for one in due}
    said_due = Counter(APPLIED.get(row["applied"]) for row in rows if row["community"] in ids)
    used, followed = said["yes"] + said["partly"], said["yes"] + said["partly"] + said["no"]
    used_due = said_due["yes"] + said_due["partly"]
    answered = used_due + said_due["no"]
    return figure(used, followed), {
        "lowest": figure(used_due, everybody),
        "highest": figure(used_due + everybody - answered, everybody),
        "yes": figure(said["yes"], followed),
        "partly": figure(said["partly"], followed),
        "early": number(followed - answered),
    }


def confirmed(now):
    claims = [
        row
        for row in now.all_newest("followups", "followed_up_on")
        if row["applied"] in {"ใช่", "บางส่วน"}
    ]
    sure = [
        row
        for row in claims
        if row["how_applied"]
        or (row["assessor"] and row["assessor"] == now.staff[row["person"]]["supervisor"])
    ]
    return figure(len(sure), len(claims))


def stories(now):
    found = {
        (row["community"], row["person"], row["followed_up_on"])
        for one in now.counted()
        for row in now.rows("followups", one)
        if row["effect"]
        and row["followed_up_on"] <= now.today
        and now.within(row["followed_up_on"])
        and any(
            member["person"] == row["person"] and not member.get("exempt")
            for member in now.rows("members", one)
        )
        and row["person"] in now.staff
    }
    return number(len(found))


def barriers(now):
    said = Counter(
        row["barrier"] or ""
        for row in now.all_newest("followups", "followed_up_on")
        if row["applied"] == "ไม่"
    )
    of = sum(said.values())
    return number(of), {reason: figure(n, of) for reason, n in said.items()}


def middle(now, active):
    shares = []
    for one in active:
        due = [step for step in STEPS if now.is_due(one, step)]
        if due:
            shares.append(sum(now.is_complete(one, step) for step in due) / len(due))
    return number(median(shares)) if shares else (None, None, None)


def elements(now, active):
    plans = [(now.plan(one), now.is_due(one, 4)) for one in active]
    looked = [plan for plan, is_due in plans if plan or is_due]
    missing = sum(len(now.missing_elements(plan)) if plan else 8 for plan in looked)
    return figure(8 * len(looked) - missing, 8 * len(looked))


def measured(book, today, first, last):
    """By number: the figure, the parts the issue lists, and the rows left out where settled."""
    now = Registry(book, today, first, last)
    active, counted = now.active(), now.counted()
    found, parts, excluded = {}, {}, {}
    found[1] = number(len(active))
    parts[1] = began_and_closed(now)
    areas = {int(one) for row in active for one in (row["areas"] or "").split(", ") if one}
    found[2] = figure(len(areas), 10)
    steps = {step: [one for one in counted if now.is_due(one, step)] for step in STEPS}
    done = {step: [one for one in due if now.is_complete(one, step)] for step, due in steps.items()}
    parts[3] = {str(step): figure(len(done[step]), len(steps[step])) for step in STEPS}
    found[3] = figure(sum(map(len, done.values())), sum(map(len, steps.values())))
    due = [(one, step) for one in active for step in STEPS if now.is_due(one, step)]
    found[4] = figure(sum(now.is_complete(*one) for one in due), len(due))
    found[5] = elements(now, active)
    in_span = [(one, step) for one in counted for step in STEPS]
    in_span = [(one, step) for one, step in in_span if now.within(now.due(one, step))]
    fell_due = [now.on_time(*one) for one in in_span]
    known = [one for one in fell_due if one is not None]
    found[6] = figure(sum(known), len(known))
    excluded[6] = len(fell_due) - len(known)
    found[7] = stalled(now)
    members = [(one["community_id"], who) for one in active for who in now.members(one)]
    found[8] = number(len(members))
    parts[8] = {
        "unique": number(len({who for _, who in members})),
        "joined": movements(now, "joined"),
        "left": movements(now, "left"),
    }
    excluded[8] = now.strangers(active)
    found[9], excluded[9] = retention(now)
    found[10] = taking_part(now) if book.attendance else None
    found[11] = attendance(now)
    found[12], parts[12] = sessions(now)
    held = now.held_in_span()
    found[13] = figure(sum(bool(one.get("results")) for one in held), len(held))
    experts = {
        (one["community_id"], row["person"])
        for one in active
        for row in now.rows("experts", one)
        if row["person"] in now.staff
    }
    found[14] = figure(len({one for one, _ in experts}), len(active))
    parts[14] = {"members_per_expert": figure(len(members), len(experts))}
    links = sum(str(one.get("evidence") or "").startswith("http") for one in held)
    found[15], parts[15] = number(links), {"per_session": figure(links, len(held))}
    found[16], parts[16] = satisfaction(now)
    for indicator, step in ((17, 6), (20, 7)):
        there = [(one, now.members(one)) for one in steps[step]]
        recorded = sum(len(who & now.evaluated(one, step)) for one, who in there)
        found[indicator] = figure(recorded, sum(len(who) for _, who in there))
        excluded[indicator] = now.strangers(steps[step])
    results = Counter(
        RESULTS.get(row["result"]) for row in now.all_newest("evaluations", "evaluated_on")
    )
    found[18] = figure(results["passed"], results["passed"] + results["not_passed"])
    found[19], parts[19] = gains(now)
    found[21], parts[21] = application(now)
    found[22] = confirmed(now)
    found[23] = stories(now)
    found[24], parts[24] = barriers(now)
    parts[4] = {"median": middle(now, active)}
    return found, parts, excluded
