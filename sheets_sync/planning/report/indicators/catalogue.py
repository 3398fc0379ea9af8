"""The 27 indicators, in their order. A new one is a file and a line below.

What each counts is defined by the function; its name, unit words, and the sentence by which it is
computed are in `templates/<language>/indicators.toml`; a test names whatever is missing.
"""

from sheets_sync.planning.report.indicators.active_communities import active_communities
from sheets_sync.planning.report.indicators.application import (
    application_rate,
    barriers,
    confirmed_application,
)
from sheets_sync.planning.report.indicators.area_coverage import area_coverage
from sheets_sync.planning.report.indicators.coverage import follow_up_coverage, learning_coverage
from sheets_sync.planning.report.indicators.data_quality import TREND, data_quality
from sheets_sync.planning.report.indicators.definition import Definition
from sheets_sync.planning.report.indicators.expert_coverage import expert_coverage
from sheets_sync.planning.report.indicators.learning_results import learning_gain, pass_rate
from sheets_sync.planning.report.indicators.membership import members, retention
from sheets_sync.planning.report.indicators.on_time import on_time
from sheets_sync.planning.report.indicators.plan_elements import plan_elements
from sheets_sync.planning.report.indicators.reminder_effect import reminder_effect
from sheets_sync.planning.report.indicators.results_stories import results_stories
from sheets_sync.planning.report.indicators.satisfaction import satisfaction
from sheets_sync.planning.report.indicators.session_figures import (
    evidence_links,
    session_records,
    sessions_held,
)
from sheets_sync.planning.report.indicators.stalled_communities import stalled_communities
from sheets_sync.planning.report.indicators.step_completion import (
    procedure_progress,
    step_completion,
)
from sheets_sync.planning.report.indicators.taking_part import active_members, attendance
from sheets_sync.planning.report.indicators.timeliness import timeliness
from sheets_sync.rules.community_stalled import NEEDED_TABS as STALLED_TABS

_COMMUNITIES = ("communities",)
_MEMBERS = ("communities", "members", "staff")
_SESSIONS = ("communities", "sessions")
_ATTENDANCE = (*_MEMBERS, "sessions", "attendance")
_PLANS = ("communities", "plans", "sessions")
_EVALUATIONS = (*_MEMBERS, "evaluations")
_FOLLOW_UPS = (*_MEMBERS, "followups")

INDICATORS = (
    Definition(1, "active", "count", active_communities, _COMMUNITIES, is_state=True),
    Definition(2, "areas", "share", area_coverage, _COMMUNITIES, is_state=True),
    Definition(
        3, "steps", "share", step_completion, _COMMUNITIES, is_state=True, parts=tuple("1234567")
    ),
    Definition(4, "procedure", "share", procedure_progress, _COMMUNITIES, is_state=True),
    Definition(5, "plan_elements", "share", plan_elements, ("communities", "plans"), is_state=True),
    Definition(6, "on_time", "share", on_time, _COMMUNITIES),
    Definition(7, "stalled", "share", stalled_communities, STALLED_TABS, is_state=True),
    Definition(
        8, "members", "count", members, _MEMBERS, is_state=True, parts=("unique", "joined", "left")
    ),
    Definition(9, "retention", "share", retention, _MEMBERS),
    Definition(10, "active_members", "share", active_members, _ATTENDANCE, is_state=True),
    Definition(11, "attendance", "share", attendance, _ATTENDANCE),
    Definition(
        12, "sessions_held", "share", sessions_held, _SESSIONS,
        parts=("unplanned", "cancelled", "postponed"),
    ),
    Definition(13, "session_records", "share", session_records, _SESSIONS),
    Definition(
        14, "experts", "share", expert_coverage, ("communities", "experts", "staff"),
        is_state=True, parts=("members_per_expert",),
    ),
    Definition(15, "evidence_links", "count", evidence_links, _SESSIONS, parts=("per_session",)),
    Definition(
        16, "satisfaction", "mean", satisfaction, _EVALUATIONS, is_score=True, parts=("responses",)
    ),
    Definition(
        17, "learning", "share", learning_coverage, (*_EVALUATIONS, *_PLANS), is_state=True
    ),
    Definition(18, "passed", "share", pass_rate, _EVALUATIONS, is_state=True, is_score=True),
    Definition(
        19, "gain", "mean", learning_gain, _EVALUATIONS, is_state=True, is_score=True,
        parts=("pairs", "raw_gain", "normalised_gain"),
    ),
    Definition(
        20, "follow_up", "share", follow_up_coverage, (*_FOLLOW_UPS, *_PLANS), is_state=True
    ),
    Definition(
        21, "applied", "share", application_rate, (*_FOLLOW_UPS, *_PLANS),
        is_state=True, is_score=True,
        parts=("lowest", "highest", "yes", "partly", "early", "supervisor_rating"),
    ),
    Definition(
        22, "confirmed", "share", confirmed_application, _FOLLOW_UPS, is_state=True, is_score=True
    ),
    Definition(23, "stories", "count", results_stories, _FOLLOW_UPS),
    Definition(24, "barriers", "count", barriers, _FOLLOW_UPS, is_state=True, is_score=True),
    Definition(
        25, "reminders", "share", reminder_effect, parts=("contacts_mean", "contacts_max")
    ),
    Definition(
        26, "data_quality", "share", data_quality, is_state=True,
        parts=TREND,
    ),
    Definition(27, "timeliness", "days", timeliness, parts=("failed_runs",)),
)  # fmt: skip
