"""What the sections of a notice say, a module for each family of them. Their order stands in `document.compose`."""
