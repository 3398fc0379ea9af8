"""The folders that the service writes to."""

from dataclasses import replace

from sheets_sync.issues.collect_issues import folders
from sheets_sync.issues.host_folders import LOW_DISK, examine_folders


def states(settings):
    return {seen.facts.get("kind", seen.name): seen.state for seen in examine_folders(settings)}


def test_folders_that_can_be_made_are_good(office):
    made = office.settings

    assert states(replace(made, reports=replace(made.reports, folder=office.folder / "new"))) == {
        "state": "good",
        "reports": "good",
        "outbox": "good",
        "disk-space": "good",
    }
    assert LOW_DISK == 500


def test_folders_that_only_some_agencies_fill_are_looked_at_too(office):
    made = office.settings
    views = replace(made.views, by="unit", folder=office.folder / "views")
    metrics = replace(made.monitoring, metrics_file=office.folder / "metrics" / "cop.prom")
    (office.folder / "metrics").touch()

    seen = states(replace(made, views=views, monitoring=metrics))
    assert (seen["views"], seen["metrics"]) == ("good", "bad")


def test_file_in_the_place_of_a_folder_is_an_issue(office):
    (office.folder / "state").write_text("", encoding="utf-8")
    reports = replace(office.settings.reports, folder=office.folder / "reports")
    settings = replace(office.settings, reports=reports)

    assert states(settings)["state"] == "bad"
    (issue,) = folders(office.query(settings=settings))
    assert (issue.kind, issue.unhealthy, issue.facts) == (
        "folder",
        True,
        {"folder": str(office.folder / "state")},
    )


def test_a_folder_of_the_log_that_cannot_be_written_is_an_issue(office):
    (office.folder / "logs").write_text("", encoding="utf-8")
    log = replace(office.settings.log, file=office.folder / "logs" / "service.log")
    reports = replace(office.settings.reports, folder=office.folder / "reports")
    settings = replace(office.settings, log=log, reports=reports)

    (issue,) = folders(office.query(settings=settings))

    assert (issue.kind, issue.facts) == ("folder", {"folder": str(office.folder / "logs")})
