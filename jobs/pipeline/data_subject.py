"""The person whom somebody asks about: found in the registries' staff tabs, or by address."""

from jobs.cli.context import JobContext
from jobs.pipeline.check_registry import check_registry
from jobs.pipeline.per_registry import each_registry
from sheets_sync.data_protection.person import Person, find_person
from sheets_sync.errors import SetupError
from sheets_sync.ports.check_result import CheckResult


def data_subject(context: JobContext) -> Person:
    """Who is meant by what was typed.

    Raises:
        SetupError: nobody, or several people.
    """
    typed = context.options.person
    checked: list[CheckResult] = []
    each_registry(context, lambda registry: checked.append(check_registry(context, registry)))
    person = find_person(typed, checked)
    if person is None:
        raise SetupError("no-such-person", typed=typed)
    return person
