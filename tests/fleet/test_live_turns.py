"""Who is asked whether the workbook changed, how often, and when flags are renewed."""

from sheets_sync.fleet.live_turns import LiveTurns, most_asked


def turns(*names):
    made = LiveTurns(settle=5)
    made.choose(names)
    return made


def test_two_thirds_of_a_tenth_of_the_reads_are_questions():
    assert most_asked(54, 270, 10) == 3
    assert most_asked(5 * 54, 270, 10) == 18
    assert most_asked(10 * 54, 270, 10) == 18
    assert most_asked(54, 270, 0) == 0


def test_each_is_asked_once_a_minute_and_the_first_answer_changes_nothing():
    made = turns("a", "b")
    assert made.due(0) == ["a", "b"]
    assert not made.answered("a", "1", 0)

    assert made.due(30) == ["b"]
    assert made.due(60) == ["b", "a"]
    assert not made.answered("a", "1", 60)


def test_who_types_on_is_left_alone_until_there_is_a_pause():
    made = turns("a")
    made.answered("a", "1", 0)

    assert not made.answered("a", "2", 60)
    assert (made.due(64), made.due(65)) == ([], ["a"])
    assert not made.answered("a", "3", 65)
    assert made.answered("a", "3", 70)
    made.renewed("a", "3")
    assert made.due(129) == []
    assert not made.answered("a", "3", 130)


def test_what_was_not_renewed_is_tried_again():
    made = turns("a")
    made.answered("a", "1", 0)
    made.answered("a", "2", 60)
    assert made.answered("a", "2", 65)
    made.later("a", 65)

    assert made.due(125) == ["a"]
    assert made.answered("a", "2", 125)


def test_who_is_not_chosen_any_more_is_not_asked_and_the_others_keep_what_is_known():
    made = turns("a", "b")
    made.answered("a", "1", 0)
    made.choose(["c", "a"])

    assert made.due(60) == ["c", "a"]
    assert not made.answered("a", "2", 60)
    assert made.answered("a", "2", 66)
