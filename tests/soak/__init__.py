"""Thirty days of the real `serve` on a clock that is put on hour by hour, with edits in each."""
