"""The editions of the checks: which rules hold, with code, severity and provision. The next edition is a new table.

A code keeps its meaning in every edition and is never used again. An edition is named for the law and the month from
which it holds, so that a portal can stay with the one it was checked against.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from privacy_notices.check.rule import Rule, TextRule, texts_like
from privacy_notices.check.rules import completeness as n1
from privacy_notices.check.rules import contradictions as n2
from privacy_notices.check.rules import law as n5
from privacy_notices.check.rules import plain_language as n4
from privacy_notices.check.rules import stale as n3
from privacy_notices.faults.diagnostic import Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

_2026_11: Final[tuple[Rule | TextRule, ...]] = (
    Rule("N101", ERROR, "GDPR Art. 13(1)(a)", n1.controller_without_contact_details),
    Rule("N102", INFO, "GDPR Art. 13(1)(a)", n1.controller_without_postal_address),
    Rule("N103", ERROR, "GDPR Art. 13(1)(c)", n1.purpose_without_legal_basis),
    Rule("N104", ERROR, "GDPR Art. 13(2)(a)", n1.purpose_without_retention),
    Rule("N105", ERROR, "GDPR Art. 13(2)(e)", n1.purpose_without_provision),
    Rule("N106", WARNING, "GDPR Art. 13(2)(e)", n1.consequences_not_told),
    Rule("N107", ERROR, "GDPR Art. 14(1)(d)", n1.purpose_without_data_categories),
    Rule("N108", INFO, "", n1.data_categories_not_listed),
    Rule("N109", ERROR, "GDPR Art. 14(2)(f)", n1.sources_not_stated),
    Rule("N110", ERROR, "GDPR Art. 13(1)(e)", n1.recipients_not_stated),
    Rule("N111", ERROR, "GDPR Art. 13(1)(f)", n1.transfers_not_stated),
    Rule("N112", WARNING, "GDPR Art. 13(2)(f)", n1.automated_decisions_not_stated),
    Rule("N113", ERROR, "GDPR Art. 13(1)(b)", n1.data_protection_officer_not_stated),
    Rule("N114", ERROR, "GDPR Art. 13(1)(a), 27(1)", n1.representative_missing),
    Rule("N115", WARNING, "GDPR Art. 12(2), 13(2)(b)", n1.requests_without_contact),
    Rule("N116", WARNING, "GDPR Art. 12(1)", n1.data_subjects_not_stated),
    Rule("N117", WARNING, "GDPR Art. 5(2), 12(1)", n1.publication_date_missing),
    Rule("N118", ERROR, "GDPR Art. 13(1)(f)", n1.transfer_copy_not_offered),
    Rule("N119", WARNING, "GDPR Art. 13(1)(d)", n1.legitimate_interest_not_named),
    Rule("N120", INFO, "GDPR Art. 7(3), 13(2)(c)", n1.withdrawal_not_explained),
    Rule("N121", INFO, "", n1.cookies_not_stated),
    Rule("N122", WARNING, "GDPR Art. 13(3)", n1.new_purpose_without_change_entry),
    Rule("N123", WARNING, "GDPR Art. 13(3)", n1.new_purpose_effective_at_once),
    Rule("N124", INFO, "GDPR Art. 28", n1.notice_of_a_processor),
    Rule("N201", WARNING, "GDPR Art. 13(1)(e)", n2.no_recipients_but_service_named),
    Rule("N202", WARNING, "GDPR Art. 13(1)(e)", n2.service_named_but_no_processor),
    Rule("N203", ERROR, "GDPR Art. 13(1)(f)", n2.recipient_outside_eea_without_transfer),
    Rule("N204", WARNING, "GDPR Art. 44", n2.transfer_inside_eea),
    Rule("N205", WARNING, "GDPR Art. 13(1)(e)", n2.transfer_to_unlisted_recipient),
    Rule("N206", ERROR, "GDPR Art. 13(1)(f), 45(3)", n2.adequacy_without_decision),
    Rule("N207", ERROR, "GDPR Art. 13(1)(f), 45(3)", n2.transfer_to_the_us_without_certification),
    Rule("N208", WARNING, "GDPR Art. 13(1)(f)", n2.no_transfers_with_exceptions),
    Rule("N209", WARNING, "GDPR Art. 13(1)(f)", n2.no_transfers_but_country_named),
    Rule("N210", WARNING, "GDPR Art. 7(3), 13(2)(c)", n2.consent_withdrawal_without_consent),
    Rule("N211", WARNING, "GDPR Art. 13(2)(b), 20(1)", n2.portability_without_basis),
    Rule("N212", WARNING, "GDPR Art. 13(2)(b), 20(1)", n2.portability_denied),
    Rule("N213", WARNING, "GDPR Art. 13(2)(b), 21", n2.objection_without_basis),
    Rule("N214", WARNING, "GDPR Art. 21(4)", n2.objection_text_of_another_right),
    Rule("N215", WARNING, "GDPR Art. 12(1)", n2.repeated_paragraph),
    Rule("N216", WARNING, "GDPR Art. 12(1)", n2.placeholder_text),
    Rule("N217", WARNING, "GDPR Art. 12(1)", n2.text_says_none),
    Rule("N218", WARNING, "GDPR Art. 12(1)", n2.section_repeats_standard_heading),
    Rule("N219", WARNING, "GDPR Art. 14(2)(f)", n2.other_sources_in_text),
    Rule("N220", WARNING, "GDPR Art. 13(2)(a)", n2.retention_of_unlisted_data),
    Rule("N221", WARNING, "GDPR Art. 13(2)(a)", n2.several_retention_times),
    Rule("N222", WARNING, "GDPR Art. 13(2)(a)", n2.retention_tied_to_another_basis),
    Rule("N223", WARNING, "GDPR Art. 12(2), 13(1)(a)", n2.contact_of_another_controller),
    Rule("N224", WARNING, "GDPR Art. 27", n2.representative_inside_eea),
    Rule("N225", WARNING, "GDPR Art. 13(1)(a), 13(1)(b)", n2.authority_as_own_contact),
    Rule("N226", WARNING, "GDPR Art. 13(2)(d), 55, 77(1)", n2.authority_of_another_country),
    Rule("N227", WARNING, "GDPR Art. 5(2), 12(1)", n2.dates_out_of_order),
    TextRule("N301", WARNING, "GDPR Art. 12(1)", n3.repealed_law, n3.with_kind("repealed-law")),
    TextRule("N302", WARNING, "GDPR Art. 13(2)(d)", n3.outdated_contact_of_the_authority, n3.with_kind(*n3.AUTHORITY)),
    TextRule("N303", WARNING, "GDPR Art. 12(1)", n3.abolished_body, n3.with_kind("old-body")),
    TextRule("N304", WARNING, "GDPR Art. 13(1)(f), 44", n3.lapsed_transfer_ground, n3.with_kind("lapsed-transfer-ground")),
    TextRule("N305", WARNING, "GDPR Art. 12(1)", n3.outdated_term, n3.with_kind("old-term")),
    TextRule("N306", WARNING, "", n3.term_of_sweden, n3.with_kind("term-of-sweden")),
    Rule("N307", ERROR, "GDPR Art. 13(1)(f), 45", n3.adequacy_decision_lapsed),
    Rule("N308", WARNING, "GDPR Art. 5(2), 24(1)", n3.review_date_passed),
    Rule("N309", WARNING, "GDPR Art. 5(2), 24(1)", n3.not_reviewed_for_years),
    Rule("N310", WARNING, "GDPR Art. 13(2)(a)", n3.retention_only_as_long_as_necessary),
    TextRule("N311", WARNING, "GDPR Art. 12(2), 12(6)", n3.signature_demanded, texts_like("signature-on-paper")),
    TextRule("N312", WARNING, "GDPR Art. 5(1)(a), 12(1)", n3.reader_told_to_check_this_page, texts_like("check-this-page")),
    TextRule("N401", INFO, "GDPR Art. 12(1)", n4.vague_word, n4.with_vague_words),
    TextRule("N402", INFO, "GDPR Art. 12(1)", n4.long_sentence),
    Rule("N501", WARNING, "GDPR Art. 6(1)", n5.public_body_with_legitimate_interests),
    Rule("N502", ERROR, "GDPR Art. 9(1), 9(2), 13(1)(c)", n5.special_category_without_condition),
    Rule("N503", INFO, "GDPR Art. 9(2)", n5.condition_without_special_category),
    Rule("N504", ERROR, "GDPR Art. 6(3), 13(1)(c)", n5.legal_obligation_without_statute),
    Rule("N505", WARNING, "GDPR Art. 6(3), 13(1)(c)", n5.public_task_without_statute),
    Rule("N506", ERROR, "GDPR Art. 13(1)(b), 37(1)(a)", n5.public_body_without_data_protection_officer),
    Rule("N507", WARNING, "GDPR Art. 6(1)(b), 13(2)(e)", n5.contract_with_voluntary_data),
    Rule("N508", INFO, "GDPR Art. 6(1)(c), 13(2)(e)", n5.legal_obligation_with_voluntary_data),
    Rule("N509", WARNING, "GDPR Art. 4(11), 7(4)", n5.consent_with_compulsory_data),
    Rule("N510", WARNING, "GDPR Art. 10", n5.criminal_data_without_statute),
    Rule("N511", INFO, "GDPR Art. 87; Data Protection Act (1050/2018) 29 §", n5.personal_identity_code),
    Rule("N512", WARNING, "GDPR Art. 13(2)(f), 22(2)(b)", n5.automated_decision_without_statute),
    Rule("N513", ERROR, "GDPR Art. 22(4)", n5.automated_decision_on_special_categories),
    Rule("N514", WARNING, "GDPR Art. 6(1), 21(2)", n5.direct_marketing_with_unfit_basis),
    Rule("N515", WARNING, "GDPR Art. 6(1)(b)", n5.contract_with_contact_persons),
    Rule("N516", WARNING, "GDPR Art. 9(2)", n5.special_condition_without_statute),
)  # fmt: skip

EDITIONS: Final[Mapping[str, tuple[Rule | TextRule, ...]]] = {
    "gdpr-2016-679/2026-11": _2026_11,
}
"""By the name that `rules` in portal.yml gives, oldest first."""

NEWEST: Final[str] = list(EDITIONS)[-1]
"""The edition for new portals."""
