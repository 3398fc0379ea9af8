"""SIGTERM at random moments: whatever `serve` has in hand is finished, and nothing is left open."""
