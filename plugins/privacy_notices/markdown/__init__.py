"""The Markdown that people may write in a notice: a small dialect, read into values and shown as safe HTML."""
