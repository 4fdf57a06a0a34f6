"""A portal held against the law."""
