"""Files that ship with the package: the one place that knows where they lie. It reads them and touches nothing else.

Whoever reads a file of data here finds a fault of ours in it, not of an author: it raises instead of being told.
"""

from __future__ import annotations

from importlib import resources

from privacy_notices.load.places import Value
from privacy_notices.load.yaml_file import load


def data_file(path: str) -> bytes:
    """The bytes of a file, by its path below the package. Errors: FileNotFoundError."""
    return resources.files("privacy_notices").joinpath(path).read_bytes()


def data_files(folder: str, suffix: str) -> tuple[str, ...]:
    """The names of the files of a folder of the package that end so, without that end, in the order of the alphabet."""
    entries = resources.files("privacy_notices").joinpath(folder).iterdir()
    return tuple(sorted(entry.name.removesuffix(suffix) for entry in entries if entry.name.endswith(suffix)))


def data_document(path: str) -> Value:
    """The value of a YAML file. Errors: ValueError where it cannot be read, FileNotFoundError."""
    document = load(data_file(path), path)
    if document.value is None or document.diagnostics:
        raise ValueError(f"{path}: {document.diagnostics}")
    return document.value
