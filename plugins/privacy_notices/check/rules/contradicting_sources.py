"""N2: sources that do not agree with the data."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.rule import Case, Finding, finding


def source_of_unlisted_data(case: Case) -> Iterator[Finding]:
    """A source names data that no purpose uses.

    Either the purpose lacks these data (Art. 14(1)(d)), or they are not got from there (Art. 14(2)(f)).

    Fails:
        notice: {sources: [data-subject, {id: trade-register, data: [phone]}]}

    Passes:
        notice: {sources: [data-subject, {id: trade-register, data: [name]}]}
    """
    used = {item for purpose in case.facts.purposes.values() for item in purpose.data}
    for position, source in enumerate(case.facts.sources or ()):
        for number, item in enumerate(source.data):
            if item not in used:
                yield finding(case.at("sources", position, "data", number), source=source.id, data=item)
