"""When the jobs run by themselves: what is due, who leads, what was noticed meanwhile."""
