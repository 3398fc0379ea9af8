"""A letter on its way: what it says, how it is written as bytes, what becomes of it."""
