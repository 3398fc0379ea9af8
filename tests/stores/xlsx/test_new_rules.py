"""Notes and drop-downs of new headings, put where the file format wants them."""

import pytest

from sheets_sync.stores.xlsx.new_rules import with_rules

RULE = b'<dataValidation sqref="Q1"/>'
NEW = b'<dataValidations count="1">' + RULE + b"</dataValidations>"
HEAD = b"<worksheet><sheetData><row/></sheetData>"


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        (b"", b"</worksheet>"),
        (b'<autoFilter ref="A1:B1"/>', b"<pageMargins/></worksheet>"),
        (
            b"<conditionalFormatting><cfRule><extLst/></cfRule></conditionalFormatting>",
            b"<hyperlinks/><extLst/></worksheet>",
        ),
        (
            b"<customSheetViews><pageMargins/></customSheetViews><mergeCells></mergeCells>",
            b'<legacyDrawing r:id="1"/></worksheet>',
        ),
    ],
    ids=["bare", "filtered", "colours-with-an-extension", "views-with-margins"],
)
def test_they_stand_behind_what_goes_before_and_before_what_follows(before, behind):
    assert with_rules(HEAD + before + behind, b"", [RULE]) == HEAD + before + NEW + behind


def test_they_join_those_that_are_there_which_are_counted_anew():
    there = b'<dataValidations count="7" xWindow="1"><dataValidation sqref="A1"/>'
    end = b"</dataValidations><pageMargins/></worksheet>"

    assert with_rules(HEAD + there + end, b"", [RULE]) == (
        HEAD + there.replace(b"7", b"2") + RULE + end
    )


@pytest.mark.parametrize("block", [b"<row/><row/>", HEAD[:-1]])
def test_a_block_that_does_not_end_the_rows_stays_as_it_is(block):
    assert with_rules(block, b"", [RULE]) == block


def test_the_prefix_of_the_file_is_kept():
    block = b"<x:worksheet><x:sheetData></x:sheetData><x:pageSetup/></x:worksheet>"

    assert with_rules(block, b"x:", [b"<x:dataValidation/>"]) == block.replace(
        b"<x:pageSetup/>",
        b'<x:dataValidations count="1"><x:dataValidation/></x:dataValidations><x:pageSetup/>',
    )
