"""`spreadsheets.batchUpdate`: one file for each group of request kinds."""
