"""Looks for bytes that `load` cannot bear: `python tests/fuzz_load.py -max_total_time=60 [folder of inputs]`.

Needs atheris, which the test suite does not; what it finds becomes a case in `test_load.py`.
"""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext

coverage: AbstractContextManager[object] = nullcontext()
if __name__ == "__main__":
    import atheris

    coverage = atheris.instrument_imports(include=["privacy_notices"])

with coverage:
    from privacy_notices.faults.diagnostic import Severity
    from privacy_notices.load.places import Path, Value
    from privacy_notices.load.yaml_file import SourceFile, load
    from telling import hint, message


def assert_sound(document: SourceFile) -> None:
    """Raise AssertionError unless the document keeps the promises of `load`."""
    lines = document.lines
    for diagnostic in document.diagnostics:
        mark = diagnostic.mark
        assert 1 <= mark.line <= len(lines), diagnostic
        assert 1 <= mark.column <= len(lines[mark.line - 1]) + 1, diagnostic
        said, what_to_do = message(diagnostic), hint(diagnostic)
        assert said != diagnostic.fault, diagnostic
        assert all(character.isprintable() for character in said + what_to_do), diagnostic
    is_refused = any(diagnostic.severity is Severity.ERROR for diagnostic in document.diagnostics)
    assert (document.value is None) == is_refused
    if not is_refused:
        assert type(document.value) is dict
        _assert_plain(document, document.value, ())


def _assert_plain(document: SourceFile, value: Value, path: Path) -> None:
    assert type(value) in (type(None), bool, int, str, list, dict), (path, value)
    for key in (False, True):
        mark = document.at(path, key=key)
        assert 1 <= mark.line <= len(document.lines), path
        assert 1 <= mark.column <= len(document.lines[mark.line - 1]) + 1, path
    if isinstance(value, dict):
        for name, child in value.items():
            assert type(name) is str, path
            assert name, path
            _assert_plain(document, child, (*path, name))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            _assert_plain(document, child, (*path, index))


def _try(data: bytes) -> None:
    assert_sound(load(data, "fuzz.yml"))
    if len(data) % 8 == 0:  # the slow parser gets a share of the time only
        assert_sound(load(data, "fuzz.yml", pure=True))


if __name__ == "__main__":
    atheris.Setup(sys.argv, _try)
    atheris.Fuzz()
