"""What the templates of lists of notices see, and of the preview's status. No input or output."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup, escape

from privacy_notices.model.notice import Notice
from privacy_notices.pages.plan import MAX_IN_LIST, MAX_STATUS, STATUS, ListPart, Page
from privacy_notices.pages.status import NoticeStatus, Status
from privacy_notices.pages.view import Surroundings, View

NEAR: Final = 20
"""Parts before and after the shown one that its page leads to, beside the first and the last."""


class ListView(View):
    """What the template of a list, or of a page with lists, sees."""

    def lists(self) -> list[tuple[ListPart, Page]]:
        """The lists that the front page leads to, each by its first part; none where it has all notices itself."""
        by_key = self.around.plan.by_key
        pages = (by_key[key][self.page.language] for key in by_key if key[0] == "list" and not key[2])
        return [(page.part, page) for page in pages if page.part]

    @property
    def part(self) -> ListPart:
        """The part that is shown."""
        assert self.page.part is not None, "a list has parts"
        return self.page.part

    def entries(self) -> list[Page]:
        """The notices of a list."""
        return [self._current(key) for key in self.part.notices]

    def _current(self, key: str) -> Page:
        return self.around.plan.by_key["notice", key, ""][self.page.language]

    def in_list(self, notice: Notice) -> Markup:
        """The summary of a notice, as a list of its own has it."""
        return self.short_summary(notice, MAX_IN_LIST)

    def parts(self) -> list[tuple[Page, list[Markup]]]:
        """The parts around the shown one and the outermost, each with the first and the last that it lists."""
        here = self.part.number
        return [
            (page, self._ends(page.part))
            for page in self.around.plan.parts(self.page)
            if page.part and (page.part.number in (1, page.part.count) or abs(page.part.number - here) <= NEAR)
        ]

    def _ends(self, part: ListPart) -> list[Markup]:
        ends = dict.fromkeys((*part.notices[:1], *part.notices[-1:]))
        if not part.group:
            return [escape(key) for key in ends]
        notices = (self._current(key).notice for key in ends)
        return [self.short_title(notice) for notice in notices if notice is not None]

    def beside(self) -> tuple[Page | None, Page | None]:
        """The parts before and after the shown one."""
        parts = self.around.plan.parts(self.page)
        at = self.part.number - 1
        return parts[at - 1] if at else None, parts[at + 1] if at + 1 < len(parts) else None


class StatusView(ListView):
    """What the templates of a preview see."""

    def __init__(self, around: Surroundings, page: Page, status: Status | None) -> None:
        super().__init__(around, page)
        self._status = status

    @property
    def status(self) -> Status:
        """The state of the portal."""
        assert self._status is not None, "only a preview has status pages"
        return self._status

    def status_notices(self) -> tuple[NoticeStatus, ...]:
        """The notices of this part of the status."""
        first = (self.part.number - 1) * MAX_STATUS
        return self.status.notices[first : first + MAX_STATUS]

    @property
    def status_notice(self) -> str:
        """Id of the notice whose translation is shown."""
        return self.page.broken.partition("/")[0]

    @property
    def status_language(self) -> str:
        """The language of the translation that is shown."""
        return self.page.broken.partition("/")[2]

    @property
    def status_source(self) -> str:
        """The language that the texts of this page are translated from."""
        notice = next((notice for notice in self.project.notices if notice.id == self.status_notice), None)
        return notice.source_language if notice else self.project.source_language

    def status_link(self, notice: str = "", language: str = "") -> str:
        """Link to the status of the portal, or of one translation."""
        path = f"{STATUS}/{notice}/{language}" if notice else STATUS
        return self.around.site.link(self.page.path, path)

    def preview_link(self, notice: Notice) -> str:
        """Link to a notice in its source language."""
        return self.link_to(self.around.plan.by_key["notice", notice.id, ""][notice.source_language])
