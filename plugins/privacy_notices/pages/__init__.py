"""The portal's pages: which there are, where they are, what stands on them."""
