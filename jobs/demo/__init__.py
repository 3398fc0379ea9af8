"""The sample agency of `demo`: its people, its workbook, its folder and its page."""
