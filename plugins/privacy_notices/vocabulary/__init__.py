"""What ships with the package: words, authorities, legal bases, rights."""
