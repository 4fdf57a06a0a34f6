"""The rules, one module for each letter group of codes."""
