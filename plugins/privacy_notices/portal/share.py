"""A share of a portal's pages, for one machine of several. No input or output."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from privacy_notices.model.notice import Project
from privacy_notices.pages.plan import Page, Plan, groups_of
from privacy_notices.schema.portal_form import Portal


class Planned(Protocol):
    """A portal whose pages are known."""

    @property
    def project(self) -> Project:
        """The portal."""

    @property
    def plan(self) -> Plan:
        """Its pages."""


@dataclass(frozen=True, slots=True)
class Share:
    """Which pages one machine makes. Every page of it is as it is in the whole."""

    languages: tuple[str, ...] = ()
    """Of all languages when empty."""
    groups: tuple[str, ...] = ()
    """Only the notices that concern these groups of people (`groups_of`); when empty, every page of the languages."""

    def select(self, project: Project) -> frozenset[str]:
        """The notices of the share, by id."""
        groups = groups_of(project, project.notices)
        chosen = self.groups or tuple(groups)
        return frozenset(notice.id for group in chosen for notice in groups.get(group, ()))

    def whole_languages(self, portal: Portal) -> tuple[str, ...]:
        """The languages of which every page is in the share."""
        return () if self.groups else self.languages or portal.languages

    def pages(self, portal: Planned) -> Iterator[Page]:
        """The pages of the share."""
        selected = self.select(portal.project)
        for page in portal.plan.pages:
            is_of_language = page.path == page.language or page.path.startswith(f"{page.language}/")
            is_of_group = not self.groups or (page.notice is not None and page.notice.id in selected)
            if is_of_language and is_of_group and (not self.languages or page.language in self.languages):
                yield page
