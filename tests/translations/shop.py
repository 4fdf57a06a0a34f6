"""A small portal on disk: the files in `portal/`, copied to a folder where a test may change it."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from minimal import read_files
from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.languages.shipped_catalogs import shipped_catalogs
from privacy_notices.model.assembling import assemble
from privacy_notices.model.context import Contexts
from privacy_notices.model.notice import Project
from privacy_notices.portal.memory_files import read_memories, record
from privacy_notices.portal.reading import open_project
from privacy_notices.translations.exchange import Memories
from privacy_notices.translations.judgement import judge_bundle, languages_of_authorities
from privacy_notices.translations.memory import State
from privacy_notices.translations.standing import Row, rows_of
from privacy_notices.translations.texts import bundles
from privacy_notices.vocabulary.shipped_vocabulary import shipped

SHOP = Path(__file__).parent / "portal"


def rows(project: Project, memories: Memories) -> tuple[Row, ...]:
    """Every text of the portal in every language but its own, by notice and language."""
    return tuple(row for bundle in bundles(project) for row in rows_of(bundle, memories))


def diagnose(project: Project, memories: Memories, today: datetime.date) -> tuple[Diagnostic, ...]:
    """What is wrong with the translations of the portal."""
    found = [*languages_of_authorities(project)]
    contexts = Contexts(project)
    for bundle in bundles(project):
        context = contexts.whole if bundle.notice is None else contexts.of(bundle.notice)
        found += judge_bundle(context, bundle, memories, today)[1]
    return tuple(sorted(found))


@dataclass(frozen=True)
class Shop:
    root: Path

    @classmethod
    def at(cls, folder: Path) -> Shop:
        shutil.copytree(SHOP, folder / "notices")
        return cls(folder / "notices")

    @property
    def project(self) -> Project:
        project, _ = open_project(self.root)
        assert project is not None
        return project

    def edit(self, name: str, old: str, new: str) -> None:
        """Change one place of a file, as somebody in an editor."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (old, text)
        path.write_text(text.replace(old, new), encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def files(self) -> Mapping[str, bytes]:
        paths = (path for path in self.root.rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in paths}

    def record(self, day: str, *, with_notes: bool = False) -> tuple[str, ...]:
        project = self.project
        memories, _ = read_memories(self.root, bundles(project))
        return record(self.root, project, memories, datetime.date.fromisoformat(day), with_notes=with_notes)

    def rows(self, language: str = "sv", notice: str = "orders") -> Mapping[str, Row]:
        project = self.project
        found = rows(project, read_memories(self.root, bundles(project))[0])
        return {row.key: row for row in found if (row.language, row.notice) == (language, notice)}

    def states(self, language: str = "sv", notice: str = "orders") -> Mapping[str, str]:
        """The state of each text that is not current."""
        found = self.rows(language, notice)
        return {key: row.state.value for key, row in found.items() if row.state is not State.CURRENT}


def shop_with(files: Mapping[str, bytes]) -> Project:
    """The shop with other files in it, without a disk."""
    there, _ = read_files(SHOP)
    project, _ = assemble({**there, **files}, shipped(), shipped_catalogs())
    assert project is not None
    return project
