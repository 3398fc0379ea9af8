"""Reading a spreadsheet: its values in one request, and what is remembered of them."""
