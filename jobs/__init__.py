"""The jobs: each reads, checks, plans and applies; one module is one command."""
