"""The communities that are in no figure, since nobody can say whether they are active."""

from sheets_sync.planning.report.month import Month


def not_counted(month: Month) -> tuple[str, ...]:
    """What they are called, in the order of the workbook."""
    return tuple(month.called(row) for row in map(int, month.now.rounds.status_unknown))
