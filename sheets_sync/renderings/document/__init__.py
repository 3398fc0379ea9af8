"""A document before it is a page, a PDF or a workbook: its words are said, its numbers typed."""
