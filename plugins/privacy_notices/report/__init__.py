"""Findings in the forms that people and programs read. Renderers add no facts, read no files and print nothing."""
