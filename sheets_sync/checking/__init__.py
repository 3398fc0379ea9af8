"""What is wrong and what is missing: the rounds, the seven steps, and the engine of the rules."""
