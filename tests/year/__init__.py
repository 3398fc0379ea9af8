"""A simulated year of a busy agency: who is mailed how often, and whether the promises hold."""
