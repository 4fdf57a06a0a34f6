"""Small portals for tests: what a case says, laid over the minimal complete notice in `minimal/`.

Laying over is JSON Merge Patch (RFC 7396): maps are merged, `null` removes a key, anything else replaces. The keys of
a case are the names of files without their ending; `version` is the notice as it was published before, `older` as it
was before that, both with the words of today; `today` is the day of the check. A comment `# expect: N103` in a case
file stays on the line of its key in the merged file.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from privacy_notices.check.checks import Checked, check_notice, check_portal
from privacy_notices.check.explain import example
from privacy_notices.check.rule import Rule, TextRule
from privacy_notices.faults.diagnostic import Severity
from privacy_notices.languages.shipped_catalogs import shipped_catalogs
from privacy_notices.load.yaml_file import load
from privacy_notices.model.assembling import assemble
from privacy_notices.model.context import Contexts
from privacy_notices.model.notice import Project
from privacy_notices.vocabulary.shipped_vocabulary import shipped

MINIMAL = Path(__file__).parent / "minimal"
TODAY = datetime.date(2026, 11, 21)
PLACES = {
    "portal": "portal.yml",
    "portal.en": "portal.en.yml",
    "portal.fi": "portal.fi.yml",
    "portal.sv": "portal.sv.yml",
    "notice": "shop/notice.yml",
    "en": "shop/en.yml",
    "fi": "shop/fi.yml",
    "sv": "shop/sv.yml",
    "se": "shop/se.yml",
}
"""`se` is a language that the rules know no words of; the minimal notice is not in it."""
VERSIONS = {"version": "shop/versions/2025-03-01/", "older": "shop/versions/2024-03-01/"}
Comments = Mapping[tuple[str | int, ...], str]


def check(project: Project, today: datetime.date) -> Checked:
    """Everything that the rules find, in all notices and in the texts that they share."""
    contexts = Contexts(project)
    parts = [check_notice(contexts.of(notice), notice, today) for notice in project.notices]
    found = {*check_portal(project)}.union(*(part.diagnostics for part in parts))
    return Checked(tuple(sorted(found)), tuple(silenced for part in parts for silenced in part.silenced))


def merge(base: Any, patch: Any) -> Any:
    """RFC 7396."""
    if not isinstance(patch, Mapping):
        return patch
    merged = dict(base) if isinstance(base, Mapping) else {}
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = merge(merged.get(key), value)
    return merged


def plain(text: str) -> Any:
    """The value of a YAML text, read as the program reads it: dates and `NO` are texts."""
    document = load(text.encode(), "case")
    assert document.value is not None, document.diagnostics
    return document.value


def block(value: Any, comments: Comments, path: tuple[str | int, ...] = (), indent: int = 0) -> list[str]:
    """A value as YAML in block style, one key a line, with the comments of its paths."""
    lines: list[str] = []
    items = value.items() if isinstance(value, Mapping) else enumerate(value)
    for key, item in items:
        at = (*path, key)
        head = " " * indent + (f"{json.dumps(key)}:" if isinstance(value, Mapping) else "-")
        note = f"  # expect: {comments[at]}" if at in comments else ""
        if isinstance(item, str) and "\n" in item.strip():
            lines += [
                f"{head} |{note}",
                *(f"{' ' * (indent + 2)}{line}" if line else "" for line in item.strip().split("\n")),
            ]
        elif isinstance(item, Mapping) and item and isinstance(value, list):
            first, *rest = block(item, comments, at, indent + 2)
            lines += [f"{head} {first.strip()}{note}", *rest]
        elif isinstance(item, Mapping | list) and item:
            lines += [f"{head}{note}", *block(item, comments, at, indent + 2)]
        else:
            lines.append(f"{head} {json.dumps(item, ensure_ascii=False)}{note}")
    return lines


def comments_of(text: str, value: yaml.Node) -> Comments:
    """The `# expect:` comments of a case file by the path of the first key on their line.

    In a text of several lines they are words of the text, and stay where they are by themselves.
    """
    expected = {
        number: match[1]
        for number, line in enumerate(text.split("\n"))
        if (match := re.search(r"# expect: (.+)", line))
    }
    found: dict[tuple[str | int, ...], str] = {}

    def walk(node: yaml.Node, path: tuple[str | int, ...]) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, item in node.value:
                note = expected.pop(key.start_mark.line, None)
                if note:
                    found[(*path, key.value)] = note
                walk(item, (*path, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for position, item in enumerate(node.value):
                # The mapping of an item begins on the item's line; its first key is the item.
                note = expected.pop(item.start_mark.line, None) if len(path) > 2 else None
                if note:
                    found[(*path, position)] = note
                walk(item, (*path, position))
        elif isinstance(node, yaml.ScalarNode) and node.style == "|":
            for number in range(node.start_mark.line + 1, node.end_mark.line):
                expected.pop(number, None)

    walk(value, ())
    assert not expected, f"comments on lines without a key: {expected}"
    return found


@dataclass(frozen=True)
class Drawing:
    """One case: what is laid over the minimal notice."""

    patch: Mapping[str, Any]
    comments: Comments = field(default_factory=dict)
    """By path in the case: `("notice", "sources")`."""

    @cached_property
    def files(self) -> dict[str, str]:
        files: dict[str, str] = {}
        for name, place in PLACES.items():
            minimal = MINIMAL / place
            if (name in self.patch and self.patch[name] is None) or not (name in self.patch or minimal.exists()):
                continue
            base = plain(minimal.read_text(encoding="utf-8")) if minimal.exists() else {}
            merged = merge(base, self.patch.get(name, {}))
            own = {path[1:]: note for path, note in self.comments.items() if path[0] == name}
            lines = block(merged, own)
            if () in own:
                lines[0] += f"  # expect: {own[()]}"
            files[place] = "\n".join(lines) + "\n"
        for version in VERSIONS.keys() & self.patch.keys():
            for name in ("notice", "en", "fi", "sv"):
                base = plain((MINIMAL / PLACES[name]).read_text(encoding="utf-8"))
                patch = self.patch[version] if name == "notice" else self.patch.get(name) or {}
                files[f"{VERSIONS[version]}{name}.yml"] = "\n".join(block(merge(base, patch), {})) + "\n"
        return files

    @property
    def today(self) -> datetime.date:
        return datetime.date.fromisoformat(str(self.patch.get("today", TODAY)))

    def project(self) -> Project:
        """The portal; a case must have no fault of form."""
        return self._project

    @cached_property
    def _project(self) -> Project:
        files = {path: text.encode() for path, text in self.files.items()}
        project, faults = assemble(files, shipped(), shipped_catalogs(), "notices")
        graver = [fault for fault in faults if fault.severity is Severity.ERROR or fault.code[0] != "S"]
        assert project is not None and not graver, graver
        return project

    def check(self) -> Checked:
        """What is found. A case is built and judged once, however many tests ask."""
        return self._checked

    @cached_property
    def _checked(self) -> Checked:
        return check(self.project(), self.today)

    def found(self) -> list[tuple[str, int, str]]:
        """File, line and code of every finding."""
        return sorted(
            (item.mark.file.removeprefix("notices/"), item.mark.line, item.code) for item in self.check().diagnostics
        )

    def expected(self) -> list[tuple[str, int, str]]:
        """What the comments say must be found."""
        return sorted(
            (path, number, code)
            for path, text in self.files.items()
            for number, line in enumerate(text.split("\n"), 1)
            if (match := re.search(r"# expect: (.+)", line))
            for code in match[1].split()
        )


@cache
def examples_of(rule: Rule | TextRule) -> tuple[Drawing, Drawing]:
    """What a rule's docstring has under `Fails` and under `Passes`."""
    return Drawing(plain(example(rule, "Fails"))), Drawing(plain(example(rule, "Passes")))


@cache
def read_cases(path: Path) -> dict[str, list[Drawing]]:
    """The cases of a file under `fails` and `passes`, the same ones to everybody who asks."""
    text = path.read_text(encoding="utf-8")
    comments = comments_of(text, yaml.compose(text, Loader=yaml.SafeLoader))
    cases = plain(text)
    return {
        kind: [
            Drawing(patch, {at[2:]: note for at, note in comments.items() if at[:2] == (kind, number)})
            for number, patch in enumerate(cases[kind])
        ]
        for kind in ("fails", "passes")
    }
