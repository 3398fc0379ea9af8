"""What the agency must hand up about one community, brought together from its rows."""
