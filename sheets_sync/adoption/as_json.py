"""A proposal as plain values, for a program to read."""

from sheets_sync.adoption.answers import questions
from sheets_sync.adoption.mapping import Proposal, SheetMatch
from sheets_sync.registry.a1 import address


def proposal_as_json(proposal: Proposal, file: str) -> dict[str, object]:
    """The object that `init --adopt --json` prints, without what was written."""
    return {
        "file": file,
        "sheets": [_sheet(match) for match in proposal.sheets],
        "unused": [
            {"sheet": one.sheet, "reason": one.reason, "tab": one.tab, "other": one.other}
            for one in proposal.unused
        ],
        "layouts": [
            {
                "sheet": one.sheet,
                "layout": one.kind,
                "tabs": {name: len(rows) for name, rows in one.records.items()},
            }
            for one in proposal.layouts
        ],
        "questions": [
            {
                "sheet": one.sheet,
                "tab": one.tab,
                "heading": one.left.heading if one.left else None,
                "columns": list(one.left.columns) if one.left else [],
                "word": one.word or None,
            }
            for one in questions(proposal)
        ],
        "missing": [
            {"tab": one.tab, "sheet": one.sheet or None, "column": one.column or None}
            for one in proposal.missing
        ],
        "problems": [
            {
                "problem": one.kind,
                "tab": one.tab,
                "sheet": one.sheet,
                "row": one.row,
                "column": one.column or None,
                "headings": list(one.headings),
            }
            for one in proposal.problems
        ],
        "words": [
            {
                "tab": one.tab,
                "column": one.column,
                "word": one.word,
                "cells": one.cells,
                "choice": one.choice or None,
            }
            for one in proposal.words
        ],
        "overlay": proposal.overlay,
    }


def _sheet(match: SheetMatch) -> dict[str, object]:
    return {
        "sheet": match.sheet,
        "tab": match.tab,
        "header_row": match.row,
        "rows": match.records,
        "confidence": match.confidence,
        "columns": [
            {
                "column": one.column,
                "heading": one.heading,
                "cell": address(match.row, one.position),
                "confidence": one.confidence,
                "reasons": [{"reason": why.name, **why.facts} for why in one.reasons],
            }
            for one in match.columns
        ],
        "left": [
            {
                "heading": one.heading,
                "cell": address(match.row, one.position),
                "reason": one.reason,
                "columns": list(one.columns),
            }
            for one in match.left
        ],
    }
