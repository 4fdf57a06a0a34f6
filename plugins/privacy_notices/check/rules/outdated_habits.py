"""N3: what notices used to say and the Regulation does not accept."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.patterns import patterns
from privacy_notices.check.rule import Case, Finding, finding
from privacy_notices.check.wording import affirmed, place_in
from privacy_notices.model.statements import Statement


def retention_only_as_long_as_necessary(case: Case) -> Iterator[Finding]:
    """The only thing said about retention is "as long as necessary".

    That repeats the law (Art. 5(1)(e)) and tells nobody anything. The notice gives a period or the criteria by which
    it is determined (Art. 13(2)(a), 14(2)(a)): what must have happened before the data go.

    Fails:
        notice: {purposes: {orders: {retention: {criterion: described}}}}
        en: {retention_criteria: {orders: We keep the data as long as it is necessary.}}

    Passes:
        notice: {purposes: {orders: {retention: {criterion: described}}}}
        en: {retention_criteria: {orders: We keep the data as long as it is necessary for the guarantee to end.}}
    """
    untold = any(not purpose.retention for _, purpose in case.purposes)
    for text in case.texts_under("retention_criteria", "texts"):
        if text.path[0] == "retention_criteria" or (untold and text.path[1] == "retention"):
            match = patterns().search("as-long-as-necessary", text)
            if match and not patterns().search("concrete-time", text):
                yield finding(place_in(text, match))


def signature_demanded(text: Statement) -> Iterator[Finding]:
    """People must sign on paper, write a letter or come in person to use a right.

    The controller makes it easy to use one's rights (Art. 12(2)) and answers electronic requests electronically (Art.
    12(3)). More information about who asks may be demanded only where there are reasonable doubts (Art. 12(6)).

    Fails:
        en: {texts: {requests: The request must be signed.}}

    Passes:
        en: {texts: {requests: Send us a message or call us.}}
    """
    finder = patterns().get("signature-on-paper", text.language)
    if finder and text.path[0] in ("rights", "texts", "sections") and (match := affirmed(text, finder)):
        yield finding(place_in(text, match))


def reader_told_to_check_this_page(text: Statement) -> Iterator[Finding]:
    """Readers are told to come back and look for changes.

    It is for the controller to tell people of changes that matter to them, not for them to find out (Art. 5(1)(a),
    12(1); WP260, points 29 to 31). The page lists its changes by itself.

    Fails:
        en: {texts: {requests: Please check this page regularly.}}

    Passes:
        en: {texts: {requests: We tell you by email when this notice changes.}}
    """
    finder = patterns().get("check-this-page", text.language)
    if finder and (match := affirmed(text, finder)):
        yield finding(place_in(text, match))
