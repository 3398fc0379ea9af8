"""The ledger: what was sent, what ran, what was seen before."""
