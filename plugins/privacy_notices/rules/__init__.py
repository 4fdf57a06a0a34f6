"""The law as checks: which faults a notice can have, by edition. Values and functions only; no input or output.

One module a subject: `completeness` (N1), `contradictions` (N2), `stale` (N3), `language` (N4) and `law` (N5).
A rule's docstring is its page in the handbook, the text of `explain` and a test.
"""
