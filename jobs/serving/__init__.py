"""The scheduler: a light process that ticks, and the children that do the work."""
