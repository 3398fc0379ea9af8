"""A clean registry in the clothes of real spreadsheets: the same records, drawn otherwise."""
