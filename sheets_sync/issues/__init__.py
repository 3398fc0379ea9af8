"""What a person has to know of or settle, each with its way out."""
