"""An attacker who has every managers' copy of a year, and what they try to work out of them."""
