"""A worker of a fleet: processes that do what is due for any registry, and who looks after them."""
