"""A news article in, a structured brief out."""
