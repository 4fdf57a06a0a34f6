"""N2: sections whose heading the page has anyway."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from privacy_notices.check.patterns import patterns
from privacy_notices.check.rule import Case, Finding, finding
from privacy_notices.check.wording import bare_heading
from privacy_notices.schema.words_forms import SECTIONS

_ELSEWHERE: Final = ("purposes", "rights", "object", "controller", "dpo", "changes")
"""Standard sections whose text does not stand under `texts`; the hint for each says where it belongs."""


def section_repeats_standard_heading(case: Case) -> Iterator[Finding]:
    """A section of its own has a heading that the page has anyway.

    The page then has the heading twice, and readers who jump to one miss the other (Art. 12(1)). A text for a
    standard heading belongs under `texts`.

    Fails:
        en: {sections: {more: {title: How we protect the data, text: Our rooms are locked.}}}

    Passes:
        en: {texts: {security: Our rooms are locked.}}
    """
    for text in case.texts_under("sections"):
        if text.path[-1] != "title":
            continue
        title = bare_heading(text.text)
        for key in (*SECTIONS, *_ELSEWHERE):
            catalog = case.project.catalogs.get(text.language)
            standard = catalog.get(f"section.{key.replace('_', '-')}") if catalog else None
            pattern = patterns().get(f"heading-{key.replace('_', '-')}", text.language)
            if (standard and title == bare_heading(standard)) or (pattern and pattern.fullmatch(title)):
                yield finding(text.mark, "text" if key in SECTIONS else key, section=key)
                break
