"""Thai digits in what we say ourselves; what people typed keeps the digits they typed."""

from dataclasses import replace

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.document.blocks import (
    Block,
    Document,
    DocumentTable,
    Heading,
    Legend,
    Section,
    Side,
    TableColumn,
    Terms,
)


def in_digits(document: Document, say: Sentences) -> Document:
    """The document with the digits that the agency asked for in headings and definitions."""
    if not say.thai_digits:
        return document
    return replace(
        document,
        sections=tuple(
            Section(one.name, say.digits(one.title), _blocks(one.blocks, say))
            for one in document.sections
        ),
    )


def _blocks(blocks: tuple[Block, ...], say: Sentences) -> tuple[Block, ...]:
    return tuple(_block(block, say) for block in blocks)


def _block(block: Block, say: Sentences) -> Block:
    match block:
        case Heading(text):
            return Heading(say.digits(text))
        case Legend(states, notes):
            return Legend(states, tuple(map(say.digits, notes)))
        case Terms(pairs):
            return Terms(tuple((say.digits(word), say.digits(means)) for word, means in pairs))
        case Side(left, right):
            return Side(_blocks(left, say), _blocks(right, say))
        case DocumentTable():
            columns = tuple(_column(column, say) for column in block.columns)
            return replace(block, caption=say.digits(block.caption), columns=columns)
    return block


def _column(column: TableColumn, say: Sentences) -> TableColumn:
    return replace(column, heading=say.digits(column.heading))
