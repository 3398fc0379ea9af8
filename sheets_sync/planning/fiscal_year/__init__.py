"""The first of October: what is to be closed, what goes on, and the rows of the year before."""
