"""Where the pages go: MkDocs, a folder, a preview."""
