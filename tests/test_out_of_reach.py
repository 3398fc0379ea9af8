import socket

import pytest

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.out_of_reach import cause_of, why_kept


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("503", "it answered with status 503"),
        (cause_of(ConnectionRefusedError(111, "")), "nothing answers there"),
        (cause_of(TimeoutError()), "no answer came in time"),
        (cause_of(socket.gaierror()), "its name is not known"),
        ("RemoteDisconnected", "the line to it failed"),
    ],
)
def test_what_was_kept_of_a_failed_call_is_told_in_words(kept, said):
    assert Sentences("en").show(why_kept(kept)) == said
