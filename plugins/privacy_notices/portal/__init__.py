"""The portal read, checked and made ready to be published."""
