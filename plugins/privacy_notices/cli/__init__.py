"""The command `privacy-notices`."""
