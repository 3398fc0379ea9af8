from jobs.pipeline.declared_rules import declared_rules
from sheets_sync.rules import RULES


def test_what_is_read_of_a_rules_file_is_what_the_rule_is():
    declared = [(one.name, one.severity, one.step, one.page) for one in declared_rules()]

    assert declared == [(one.name, one.severity, one.step, one.page) for one in RULES]
