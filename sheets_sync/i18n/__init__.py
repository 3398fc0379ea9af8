"""What people read: sentences in their language, from `templates/`, with facts filled in."""
