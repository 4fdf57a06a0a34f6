"""The rules. Each module says in its first words which letter group of codes it has: N1 to N5."""
