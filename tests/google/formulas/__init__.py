"""Formulas: read, compiled to closures, computed in the order their references ask for."""
