"""Structured privacy notices (GDPR Art. 13 and 14) as a portal in several languages."""

__version__ = "0.1.0"
