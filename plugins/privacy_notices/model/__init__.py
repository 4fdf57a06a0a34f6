"""The portal and its notices as values, in no language."""
