"""The editions of the checks: which rules hold, with code, severity and provision. The next edition is a new table.

A code keeps its meaning in every edition and is never used again. An edition is named for the law and the month from
which it holds, so that a portal can stay with the one it was checked against.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from privacy_notices.check.rule import Rule, TextRule, texts_like
from privacy_notices.check.rules import (
    contradicting_contacts,
    contradicting_controllers,
    contradicting_dates,
    contradicting_grounds,
    contradicting_handling,
    contradicting_headings,
    contradicting_provision,
    contradicting_recipients,
    contradicting_retention,
    contradicting_rights,
    contradicting_sources,
    contradicting_texts,
    contradicting_transfers,
    law_of_bases,
    law_of_decisions,
    law_of_public_bodies,
    law_of_rights,
    law_of_special_data,
    outdated_facts,
    outdated_habits,
    outdated_times,
    outdated_words,
    plain_language,
    untold_answers,
    untold_changes,
    untold_contacts,
    untold_controllers,
    untold_handling,
    untold_purposes,
    untold_transfers,
)
from privacy_notices.faults.diagnostic import Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

_2026_11: Final[tuple[Rule | TextRule, ...]] = (
    Rule("N101", ERROR, "GDPR Art. 13(1)(a)", untold_contacts.controller_without_contact_details),
    Rule("N102", INFO, "GDPR Art. 13(1)(a)", untold_contacts.controller_without_postal_address),
    Rule("N103", ERROR, "GDPR Art. 13(1)(c)", untold_purposes.purpose_without_legal_basis),
    Rule("N104", ERROR, "GDPR Art. 13(2)(a)", untold_purposes.purpose_without_retention),
    Rule("N105", ERROR, "GDPR Art. 13(2)(e)", untold_purposes.purpose_without_provision),
    Rule("N106", WARNING, "GDPR Art. 13(2)(e)", untold_purposes.consequences_not_told),
    Rule("N107", ERROR, "GDPR Art. 14(1)(d)", untold_purposes.purpose_without_data_categories),
    Rule("N108", INFO, "", untold_purposes.data_categories_not_listed),
    Rule("N109", ERROR, "GDPR Art. 14(2)(f)", untold_answers.sources_not_stated),
    Rule("N110", ERROR, "GDPR Art. 13(1)(e)", untold_answers.recipients_not_stated),
    Rule("N111", ERROR, "GDPR Art. 13(1)(f)", untold_answers.transfers_not_stated),
    Rule("N112", WARNING, "GDPR Art. 13(2)(f)", untold_answers.automated_decisions_not_stated),
    Rule("N113", ERROR, "GDPR Art. 13(1)(b)", untold_contacts.data_protection_officer_not_stated),
    Rule("N114", ERROR, "GDPR Art. 13(1)(a), 27(1)", untold_contacts.representative_missing),
    Rule("N115", WARNING, "GDPR Art. 12(2), 13(2)(b)", untold_contacts.requests_without_contact),
    Rule("N116", WARNING, "GDPR Art. 12(1)", untold_answers.data_subjects_not_stated),
    Rule("N117", WARNING, "GDPR Art. 5(2), 12(1)", untold_answers.publication_date_missing),
    Rule("N118", ERROR, "GDPR Art. 13(1)(f)", untold_answers.transfer_copy_not_offered),
    Rule("N119", WARNING, "GDPR Art. 13(1)(d)", untold_purposes.legitimate_interest_not_named),
    Rule("N120", INFO, "GDPR Art. 7(3), 13(2)(c)", untold_purposes.withdrawal_not_explained),
    Rule("N121", INFO, "", untold_answers.cookies_not_stated),
    Rule("N122", WARNING, "GDPR Art. 13(3)", untold_changes.new_purpose_without_change_entry),
    Rule("N123", WARNING, "GDPR Art. 13(3)", untold_changes.new_purpose_effective_at_once),
    Rule("N124", INFO, "GDPR Art. 28", untold_purposes.notice_of_a_processor),
    Rule("N130", WARNING, "GDPR Art. 26(2)", untold_controllers.joint_recipient_without_arrangement),
    Rule("N131", WARNING, "GDPR Art. 13(1)(a), 27(4)", untold_controllers.representative_without_country),
    Rule("N140", WARNING, "GDPR Art. 13(1)(f), 45(3)", untold_transfers.transfer_perhaps_not_covered),
    Rule("N141", INFO, "GDPR Art. 13(1)(f), 46", untold_transfers.contested_adequacy_without_fallback),
    Rule("N142", INFO, "GDPR Art. 45(3), 45(5)", untold_transfers.adequacy_list_old),
    Rule("N143", WARNING, "GDPR Art. 14(2)(f)", untold_answers.data_without_source),
    Rule("N160", INFO, "GDPR Art. 5(1)(a), 13(1)(e)", untold_handling.disclosure_without_data),
    Rule("N161", INFO, "GDPR Art. 6(3)", untold_handling.public_body_disclosure_without_statute),
    Rule("N162", WARNING, "GDPR Art. 8(1), 12(1)", untold_handling.children_not_spoken_of),
    Rule("N163", INFO, "", untold_handling.secrecy_without_statute),
    Rule("N201", WARNING, "GDPR Art. 13(1)(e)", contradicting_recipients.no_recipients_but_service_named),
    Rule("N202", WARNING, "GDPR Art. 13(1)(e)", contradicting_recipients.service_named_but_no_processor),
    Rule("N203", ERROR, "GDPR Art. 13(1)(f)", contradicting_transfers.recipient_outside_eea_without_transfer),
    Rule("N204", WARNING, "GDPR Art. 44", contradicting_transfers.transfer_inside_eea),
    Rule("N205", WARNING, "GDPR Art. 13(1)(e)", contradicting_transfers.transfer_to_unlisted_recipient),
    Rule("N206", ERROR, "GDPR Art. 13(1)(f), 45(3)", contradicting_transfers.adequacy_without_decision),
    Rule("N207", ERROR, "GDPR Art. 13(1)(f), 45(3)", contradicting_transfers.transfer_to_the_us_without_certification),
    Rule("N208", WARNING, "GDPR Art. 13(1)(f)", contradicting_transfers.no_transfers_with_exceptions),
    Rule("N209", WARNING, "GDPR Art. 13(1)(f)", contradicting_transfers.no_transfers_but_country_named),
    Rule("N210", WARNING, "GDPR Art. 7(3), 13(2)(c)", contradicting_rights.consent_withdrawal_without_consent),
    Rule("N211", WARNING, "GDPR Art. 13(2)(b), 20(1)", contradicting_rights.portability_without_basis),
    Rule("N212", WARNING, "GDPR Art. 13(2)(b), 20(1)", contradicting_rights.portability_denied),
    Rule("N213", WARNING, "GDPR Art. 13(2)(b), 21", contradicting_rights.objection_without_basis),
    Rule("N214", WARNING, "GDPR Art. 21(4)", contradicting_rights.objection_text_of_another_right),
    Rule("N215", WARNING, "GDPR Art. 12(1)", contradicting_texts.repeated_paragraph),
    Rule("N216", WARNING, "GDPR Art. 12(1)", contradicting_texts.placeholder_text),
    Rule("N217", WARNING, "GDPR Art. 12(1)", contradicting_texts.text_says_none),
    Rule("N218", WARNING, "GDPR Art. 12(1)", contradicting_headings.section_repeats_standard_heading),
    Rule("N219", WARNING, "GDPR Art. 14(2)(f)", contradicting_texts.other_sources_in_text),
    Rule("N220", WARNING, "GDPR Art. 13(2)(a)", contradicting_retention.retention_of_unlisted_data),
    Rule("N221", WARNING, "GDPR Art. 13(2)(a)", contradicting_retention.several_retention_times),
    Rule("N222", WARNING, "GDPR Art. 13(2)(a)", contradicting_retention.retention_tied_to_another_basis),
    Rule("N223", WARNING, "GDPR Art. 12(2), 13(1)(a)", contradicting_contacts.contact_of_another_controller),
    Rule("N224", WARNING, "GDPR Art. 27", contradicting_contacts.representative_inside_eea),
    Rule("N225", WARNING, "GDPR Art. 13(1)(a), 13(1)(b)", contradicting_contacts.authority_as_own_contact),
    Rule("N226", WARNING, "GDPR Art. 13(2)(d), 55, 77(1)", contradicting_contacts.authority_of_another_country),
    Rule("N227", WARNING, "GDPR Art. 5(2), 12(1)", contradicting_dates.dates_out_of_order),
    Rule("N230", WARNING, "GDPR Art. 12(1), 26(2)", contradicting_controllers.arrangement_without_joint_controllers),
    Rule("N231", WARNING, "GDPR Art. 13(2)(d), 55, 77(1)", contradicting_contacts.authority_of_another_kind),
    Rule("N232", WARNING, "GDPR Art. 4(7), 13(1)(a)", contradicting_controllers.controller_without_purpose),
    Rule("N233", WARNING, "GDPR Art. 26(1)", contradicting_controllers.joint_controller_without_shared_purpose),
    Rule("N234", WARNING, "GDPR Art. 27(1)", contradicting_controllers.representative_at_home),
    Rule("N241", WARNING, "GDPR Art. 27(3)", contradicting_contacts.representative_outside_eea),
    Rule("N242", WARNING, "GDPR Art. 6(1), 13(2)(e)", contradicting_provision.provision_unlike_basis),
    Rule("N243", WARNING, "GDPR Art. 14(2)(f)", contradicting_sources.source_of_unlisted_data),
    Rule("N250", WARNING, "GDPR Art. 12(1)", contradicting_grounds.purpose_for_other_people),
    Rule("N251", WARNING, "GDPR Art. 12(1), 13(2)(b)", contradicting_grounds.text_on_a_restricted_right),
    Rule("N252", WARNING, "GDPR Art. 6(1), 13(1)(c)", contradicting_grounds.consent_to_participate_as_legal_basis),
    Rule("N253", WARNING, "GDPR Art. 9, 10", contradicting_grounds.statutes_for_data_that_are_not_used),
    Rule("N260", WARNING, "GDPR Art. 13(1)(e)", contradicting_recipients.disclosure_to_unlisted_recipient),
    Rule("N261", WARNING, "GDPR Art. 13(1)(e)", contradicting_recipients.purpose_with_unlisted_recipient),
    Rule("N262", WARNING, "GDPR Art. 5(1)(b), 13(1)(e)", contradicting_recipients.disclosure_of_unlisted_data),
    Rule("N263", WARNING, "GDPR Art. 4(8), 28(3)", contradicting_recipients.disclosure_to_processor),
    Rule("N264", WARNING, "GDPR Art. 4(4), 13(2)(f)", contradicting_handling.no_profiling_but_profiled),
    Rule("N265", WARNING, "GDPR Art. 13(2)(f), 22", contradicting_handling.decision_doubled_by_profiling),
    Rule("N266", WARNING, "GDPR Art. 5(1)(a), 12(1)", contradicting_handling.secret_data_made_public),
    Rule("N267", WARNING, "GDPR Art. 8(1)", contradicting_handling.consent_age_below_law),
    Rule("N268", WARNING, "GDPR Art. 8(1)", contradicting_handling.consent_age_without_consent),
    Rule("N269", WARNING, "GDPR Art. 5(1)(a), 12(1)", contradicting_handling.no_ai_systems_but_named),
    TextRule("N301", WARNING, "GDPR Art. 12(1)", outdated_words.repealed_law, outdated_words.with_kind("repealed-law")),
    TextRule(
        "N302",
        WARNING,
        "GDPR Art. 13(2)(d)",
        outdated_words.outdated_contact_of_the_authority,
        outdated_words.with_kind(*outdated_words.AUTHORITY),
    ),
    TextRule("N303", WARNING, "GDPR Art. 12(1)", outdated_words.abolished_body, outdated_words.with_kind("old-body")),
    TextRule(
        "N304",
        WARNING,
        "GDPR Art. 13(1)(f), 44",
        outdated_words.lapsed_transfer_ground,
        outdated_words.with_kind("lapsed-transfer-ground"),
    ),
    TextRule("N305", WARNING, "GDPR Art. 12(1)", outdated_words.outdated_term, outdated_words.with_kind("old-term")),
    TextRule(
        "N306",
        WARNING,
        "",
        outdated_words.term_of_sweden,
        outdated_words.with_kind("term-of-sweden"),
        outdated_words.right_in("term-of-sweden"),
    ),
    Rule("N307", ERROR, "GDPR Art. 13(1)(f), 45", outdated_facts.adequacy_decision_lapsed),
    Rule("N308", WARNING, "GDPR Art. 5(2), 24(1)", outdated_facts.review_date_passed),
    Rule("N309", WARNING, "GDPR Art. 5(2), 24(1)", outdated_facts.not_reviewed_for_years),
    Rule("N310", WARNING, "GDPR Art. 13(2)(a)", outdated_habits.retention_only_as_long_as_necessary),
    TextRule(
        "N311", WARNING, "GDPR Art. 12(2), 12(6)", outdated_habits.signature_demanded, texts_like("signature-on-paper")
    ),
    TextRule(
        "N312",
        WARNING,
        "GDPR Art. 5(1)(a), 12(1)",
        outdated_habits.reader_told_to_check_this_page,
        texts_like("check-this-page"),
    ),
    Rule("N320", INFO, "GDPR Art. 13(2)(a)", outdated_times.time_that_an_act_counts_otherwise),
    TextRule("N401", INFO, "GDPR Art. 12(1)", plain_language.vague_word, plain_language.with_vague_words),
    TextRule("N402", INFO, "GDPR Art. 12(1)", plain_language.long_sentence),
    Rule("N501", WARNING, "GDPR Art. 6(1)", law_of_public_bodies.public_body_with_legitimate_interests),
    Rule("N502", ERROR, "GDPR Art. 9(1), 9(2), 13(1)(c)", law_of_special_data.special_category_without_condition),
    Rule("N503", INFO, "GDPR Art. 9(2)", law_of_special_data.condition_without_special_category),
    Rule("N504", ERROR, "GDPR Art. 6(3), 13(1)(c)", law_of_bases.legal_obligation_without_statute),
    Rule("N505", WARNING, "GDPR Art. 6(3), 13(1)(c)", law_of_public_bodies.public_task_without_statute),
    Rule(
        "N506", ERROR, "GDPR Art. 13(1)(b), 37(1)(a)", law_of_public_bodies.public_body_without_data_protection_officer
    ),
    Rule("N507", WARNING, "GDPR Art. 6(1)(b), 13(2)(e)", law_of_bases.contract_with_voluntary_data),
    Rule("N508", INFO, "GDPR Art. 6(1)(c), 13(2)(e)", law_of_bases.legal_obligation_with_voluntary_data),
    Rule("N509", WARNING, "GDPR Art. 4(11), 7(4)", law_of_bases.consent_with_compulsory_data),
    Rule("N510", WARNING, "GDPR Art. 10", law_of_special_data.criminal_data_without_statute),
    Rule(
        "N511", INFO, "GDPR Art. 87; Data Protection Act (1050/2018) 29 §", law_of_special_data.personal_identity_code
    ),
    Rule("N512", WARNING, "GDPR Art. 13(2)(f), 22(2)(b)", law_of_decisions.automated_decision_without_statute),
    Rule("N513", ERROR, "GDPR Art. 22(4)", law_of_decisions.automated_decision_on_special_categories),
    Rule("N514", WARNING, "GDPR Art. 6(1), 21(2)", law_of_bases.direct_marketing_with_unfit_basis),
    Rule("N515", WARNING, "GDPR Art. 6(1)(b)", law_of_bases.contract_with_contact_persons),
    Rule("N516", WARNING, "GDPR Art. 9(2)", law_of_special_data.special_condition_without_statute),
    Rule("N530", ERROR, "GDPR Art. 13(2)(b), 23(1)", law_of_rights.right_that_no_act_restricts),
)

EDITIONS: Final[Mapping[str, tuple[Rule | TextRule, ...]]] = {
    "gdpr-2016-679/2026-11": _2026_11,
}
"""By the name that `rules` in portal.yml gives, oldest first."""

NEWEST: Final[str] = list(EDITIONS)[-1]
"""The edition for new portals."""


def edition_of(rules: str) -> tuple[Rule | TextRule, ...]:
    """The rules of the edition that portal.yml names (`rules`); none when it does not exist."""
    return EDITIONS.get(rules, ())
