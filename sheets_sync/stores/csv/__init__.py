"""A file of comma-separated values, read as a workbook of one tab."""
