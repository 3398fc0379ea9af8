"""What an operator reads of errors."""

from jobs.cli.error_screen import error_screen
from sheets_sync.errors import SetupError, StoreError
from sheets_sync.i18n.sentences import Sentences


def test_errors_that_came_together_are_all_on_the_screen():
    error = SetupError("google-not-found", spreadsheet="ก")
    error.__cause__ = StoreError("google-too-large", spreadsheet="ข")
    error.__cause__.__cause__ = ValueError("of no interest")

    text = error_screen(error, Sentences("en"))

    assert [line.partition(":")[0] for line in text.splitlines()] == ["Problem", "Way out"] * 2
    assert "There is no Google spreadsheet ก." in text
    assert "The Google spreadsheet ข holds more than can be read at once." in text
