"""Workbooks as no one should keep them, and what must hold for them all the same."""
