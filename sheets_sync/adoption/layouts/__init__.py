"""Layouts: sheets that are no tables of records, and the records that people read in them."""
