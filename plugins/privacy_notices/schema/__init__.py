"""The form of every file that people write."""
