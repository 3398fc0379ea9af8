"""What is shown on a terminal: widths of Thai text, tables, progress."""
