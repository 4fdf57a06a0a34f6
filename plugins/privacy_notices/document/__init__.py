"""A notice in one language as values: what every reader of it (page, search, PDF, JSON, comparison) reads."""
