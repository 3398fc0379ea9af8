"""When a workbook that people edit is looked at again: pauses in the typing, shares of a quota."""
