"""What is found in one notice: by the law and in its translations, as a value and as JSON. No input or output."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from privacy_notices.check.checks import Silenced, check_notice
from privacy_notices.faults.diagnostic import Diagnostic, in_reading_order
from privacy_notices.faults.json import from_json, to_json
from privacy_notices.incremental.memo import Json, JsonForm
from privacy_notices.model.context import Contexts, NoticeContext
from privacy_notices.model.notice import Notice
from privacy_notices.translations.judgement import judge_bundle
from privacy_notices.translations.memory_format import memories_of
from privacy_notices.translations.mistakes import for_translators
from privacy_notices.translations.standing import outdated_texts
from privacy_notices.translations.texts import notice_bundle


@dataclass(frozen=True, slots=True)
class NoticeFindings:
    """What is found in one notice. Places in portal.yml are those of its context (`Contexts.movable`)."""

    diagnostics: tuple[Diagnostic, ...]
    silenced: tuple[Silenced, ...]
    """What the author answers for."""
    outdated: Mapping[str, Mapping[str, datetime.date | None]]
    """By language: texts whose source has changed since they were translated, each with the day since when."""

    def placed(self, contexts: Contexts, notice: Notice) -> NoticeFindings:
        """The same with places in portal.yml as it is."""
        return NoticeFindings(
            tuple(contexts.placed(notice, item) for item in self.diagnostics),
            tuple(replace(item, diagnostic=contexts.placed(notice, item.diagnostic)) for item in self.silenced),
            self.outdated,
        )


def findings_of(
    notice: Notice, context: NoticeContext, memories: Mapping[str, bytes], day: datetime.date
) -> NoticeFindings:
    """Everything that is found in one notice, as of `day`. `memories`: the files that remember its translations."""
    checked = check_notice(context, notice, day)
    bundle = notice_bundle(notice, context.languages, context.folder)
    remembered, damage = memories_of(bundle, memories)
    standing, judged = judge_bundle(context, bundle, remembered, day)
    diagnostics, silenced = {*checked.diagnostics, *damage}, [*checked.silenced]
    own = {document.file for document in notice.documents.values()}
    for diagnostic in judged:
        reason = notice.facts.ignore.get(diagnostic.code)
        if reason is None or diagnostic.mark.file not in own:
            diagnostics.add(diagnostic)
        else:
            silenced.append(Silenced(diagnostic, reason, notice.id))
    outdated = {language: texts for (_, language), texts in outdated_texts(standing).items()}
    return NoticeFindings(for_translators(in_reading_order(diagnostics)), tuple(silenced), outdated)


def _findings_to_json(findings: NoticeFindings) -> Json:
    return {
        "diagnostics": [to_json(item) for item in findings.diagnostics],
        "silenced": [[to_json(item.diagnostic), item.reason, item.notice] for item in findings.silenced],
        "outdated": {
            language: {key: None if since is None else since.isoformat() for key, since in texts.items()}
            for language, texts in findings.outdated.items()
        },
    }


def _findings_from_json(stored: Json) -> NoticeFindings:
    match stored:
        case {"diagnostics": [*diagnostics], "silenced": [*silenced], "outdated": dict() as outdated}:
            return NoticeFindings(
                tuple(map(from_json, diagnostics)),
                tuple(map(_silenced, silenced)),
                {language: _days(texts) for language, texts in outdated.items()},
            )
    raise TypeError(f"no findings: {stored!r}")


def _silenced(stored: Json) -> Silenced:
    match stored:
        case [diagnostic, str(reason), str(notice)]:
            return Silenced(from_json(diagnostic), reason, notice)
    raise TypeError(f"no silenced finding: {stored!r}")


def _days(stored: Json) -> Mapping[str, datetime.date | None]:
    if not isinstance(stored, dict):
        raise TypeError(f"no days by text: {stored!r}")
    return {key: None if day is None else datetime.date.fromisoformat(_text(day)) for key, day in stored.items()}


def _text(stored: Json) -> str:
    if not isinstance(stored, str):
        raise TypeError(f"no text: {stored!r}")
    return stored


FINDINGS: Final = JsonForm(_findings_to_json, _findings_from_json)
"""How findings are stored."""
