"""Short notices to chat services; a notice names nobody, and its failure stops nothing."""
