"""N5: which rights another act can take away or change."""

from __future__ import annotations

from collections.abc import Iterator

from privacy_notices.check.rule import Case, Finding, finding


def right_that_no_act_restricts(case: Case) -> Iterator[Finding]:
    """A right is said to be taken away or changed by an act, and no act can do that.

    Union and national law may restrict the rights of Art. 12 to 22 (Art. 23(1), 85, 89). The right to withdraw consent
    (Art. 7(3)) and the right to complain to the supervisory authority (Art. 77) are not among them.

    Fails:
        notice: {restricted_rights: {complaint: {statutes: [data-protection-act], effect: removed}}}
        en: {restricted_rights: {complaint: Ask us.}}

    Passes:
        notice: {restricted_rights: {access: {statutes: [data-protection-act], effect: removed}}}
        en: {restricted_rights: {access: Ask the ombudsman to look at the data.}}
    """
    for key in case.facts.restricted_rights:
        if not case.vocabulary.rights[key].can_be_restricted:
            yield finding(case.at("restricted_rights", key), right=key)
