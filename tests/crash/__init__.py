"""Processes that die or freeze at every named moment of one mail, counted at the server."""
