"""What of the agency's own cannot be used, as `status` tells it."""

import dataclasses

import pytest

from sheets_sync.issues.agency_wording import agency_logo
from tests.fixtures.emblems import png


@pytest.mark.parametrize(("content", "expected"), [(png(), []), (b"<svg/>", ["logo"])])
def test_an_emblem_that_cannot_be_used_is_an_issue(office, tmp_path, content, expected):
    path = tmp_path / "logo.png"
    path.write_bytes(content)
    query = office.query(now=office.now)
    agency = dataclasses.replace(query.settings.agency, logo=path)
    query = dataclasses.replace(query, settings=dataclasses.replace(query.settings, agency=agency))

    found = list(agency_logo(query))

    assert [one.kind for one in found] == expected
    assert all(str(path) in one.what and one.unhealthy for one in found)
