"""Renderings of the monthly report: each makes a text from the one compiled value."""
