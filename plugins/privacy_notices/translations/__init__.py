"""What is translated, what is not, and what has become old: states, checks, and the bridges to translators' tools.

Everything here is functions from values to values but `store`, which reads and writes files, and `commands`, which is
the command line. Nothing imports MkDocs.
"""
