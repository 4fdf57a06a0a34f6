"""What was worked out before, and work on many things at once."""
