"""The rules, in the order of the catalogue. A new rule is one file here and one line below."""

from sheets_sync.facts import Rule
from sheets_sync.rules import (
    cell_formula_error,
    cell_missing,
    cell_too_long,
    choice_unknown,
    date_ambiguous,
    date_era_slip,
    date_implausible,
    date_in_future,
    date_unreadable,
    dates_reversed,
    email_malformed,
    email_outside_domain,
    header_duplicate,
    header_missing,
    header_unknown,
    key_duplicate,
    key_missing,
    link_malformed,
    locale_month_first,
    not_a_member,
    number_out_of_range,
    number_unreadable,
    person_ambiguous,
    person_left,
    person_unknown,
    reference_unknown,
    row_duplicate,
    session_outside_period,
    setting_unknown,
    speaker_outside,
    steps_out_of_order,
    supervisor_loop,
    tab_missing,
    tab_shrunk,
    text_garbled,
    weekday_mismatch,
)

RULES: tuple[Rule, ...] = tuple(
    module.check
    for module in (
        # The structure of the workbook.
        tab_missing,
        header_missing,
        header_duplicate,
        header_unknown,
        tab_shrunk,
        locale_month_first,
        setting_unknown,
        # Any cell.
        cell_missing,
        cell_formula_error,
        cell_too_long,
        text_garbled,
        date_unreadable,
        date_ambiguous,
        date_era_slip,
        date_implausible,
        weekday_mismatch,
        number_unreadable,
        number_out_of_range,
        choice_unknown,
        email_malformed,
        email_outside_domain,
        link_malformed,
        # Keys and references.
        key_missing,
        key_duplicate,
        reference_unknown,
        person_unknown,
        speaker_outside,
        person_ambiguous,
        person_left,
        row_duplicate,
        not_a_member,
        supervisor_loop,
        # Dates between each other.
        dates_reversed,
        date_in_future,
        session_outside_period,
        steps_out_of_order,
        # Steps 1 to 7.
        # The principle: in-house, two-way, informal, short.
    )
)
