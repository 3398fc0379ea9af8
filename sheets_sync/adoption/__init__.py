"""Adoption: which of an agency's own tabs and headings are which of ours; nothing is changed."""
