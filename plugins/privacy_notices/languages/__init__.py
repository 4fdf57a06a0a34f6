"""Words and facts in one language."""
