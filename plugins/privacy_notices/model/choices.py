"""The ids that can stand in the files of a portal, with their labels: what an editor offers. No input or output."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, get_args

from privacy_notices.languages.catalog import Catalog
from privacy_notices.languages.shipped_catalogs import shipped_catalogs
from privacy_notices.model.notice import Project
from privacy_notices.schema.json_schema import Choices, Offered
from privacy_notices.schema.notice_form import Provision
from privacy_notices.schema.portal_form import Portal
from privacy_notices.vocabulary.shipped_vocabulary import WORD_KINDS, Vocabulary, shipped


def choices_of(project: Project | None, editions: Iterable[str]) -> Offered:
    """What ships, with the own words, contacts and recipients of `project` where there is one.

    `editions`: those of the checks that `rules` in portal.yml may name.
    """
    known = _Known(
        project.vocabulary if project else shipped(),
        project.catalogs if project else shipped_catalogs(),
        project.portal if project else None,
    )
    values = {place: found(known) for place, found in _PLACES.items()}
    return Offered(
        {**values, ("Portal", "rules"): dict.fromkeys(editions, "")},
        {place: found(known) for place, found in _KEYS.items()},
    )


class _Known:
    """The ids that can stand in a file, with their labels."""

    def __init__(self, vocabulary: Vocabulary, catalogs: Mapping[str, Catalog], portal: Portal | None) -> None:
        self.vocabulary = vocabulary
        self._catalogs = catalogs
        self._portal = portal

    def labels(self, prefix: str, ids: Iterable[str], suffix: str = "") -> Choices:
        """Each id with its label in every language."""
        return {key: self._label(f"{prefix}.{key}{suffix}") for key in ids}

    def _label(self, key: str) -> str:
        order = sorted(self._catalogs, key=lambda language: (language != "en", language))
        found = (self._catalogs[language].get(key) for language in order)
        return " · ".join(dict.fromkeys(text for text in found if text))

    def words(self, kind: str) -> Choices:
        """Words of a kind of the vocabulary."""
        return self.labels(kind, self.vocabulary.words[kind])

    def events(self, use: str) -> Choices:
        """Events that retention can run from (`after`) or to (`until`); own ones serve both."""
        shipped_ones = getattr(self.vocabulary.events, use)
        other = getattr(self.vocabulary.events, "until" if use == "after" else "after")
        own = [key for key in self.vocabulary.words["retention_events"] if key not in other]
        return self.labels(f"retention.{use}", dict.fromkeys((*shipped_ones, *own)))

    def of_portal(self, field: str) -> Choices:
        """Controllers, contacts or recipients of the portal, with their names."""
        found: Mapping[str, Any] = getattr(self._portal, field, {}) if self._portal else {}
        return {key: " · ".join(dict.fromkeys((item.name or {}).values())) for key, item in found.items()}

    def recipients(self) -> Choices:
        """Named recipients and categories."""
        return {**self.of_portal("recipients"), **self.words("recipients")}

    def authorities(self) -> Choices:
        """Supervisory authorities."""
        return {key: " · ".join(dict.fromkeys(item.name.values())) for key, item in self.vocabulary.authorities.items()}

    def mechanisms(self) -> Choices:
        """What a transfer can rest on."""
        return self.labels("transfer_mechanism", self.vocabulary.transfer_mechanisms)

    def rights(self) -> Choices:
        """Rights that a notice may say more about."""
        return self.labels("right", self.vocabulary.rights, ".name")


def _words(kind: str) -> Callable[[_Known], Choices]:
    return lambda known: known.words(kind)


_ACTS: Final = (
    ("StatuteRef", "id"),
    ("AutomatedDecision", "statutes"),
    ("Purpose", "statutes"),
    ("Purpose", "special_category_statutes"),
    ("Purpose", "criminal_data_statutes"),
    ("Disclosure", "statutes"),
    ("Profiling", "statutes"),
    ("RestrictedRight", "statutes"),
    ("Secrecy", "statutes"),
)
"""Where acts are named, alone or with their sections."""

_PLACES: Final[Mapping[tuple[str, str], Callable[[_Known], Choices]]] = {
    ("NoticeFacts", "controllers"): lambda known: known.of_portal("controllers"),
    ("NoticeFacts", "contacts"): lambda known: known.of_portal("contacts"),
    ("NoticeFacts", "joint_controllers"): lambda known: known.of_portal("controllers"),
    ("NoticeFacts", "in_charge"): lambda known: known.of_portal("contacts"),
    ("NoticeFacts", "authority"): lambda known: known.authorities(),
    ("NoticeFacts", "group"): lambda known: known.labels("group", _groups(known)),
    ("NoticeFacts", "data_subjects"): lambda known: known.words("data_subjects"),
    ("NoticeFacts", "sources"): lambda known: known.words("sources"),
    ("NoticeFacts", "recipients"): lambda known: known.recipients(),
    ("NoticeFacts", "security"): lambda known: known.words("security"),
    ("Source", "id"): lambda known: known.words("sources"),
    ("Source", "data"): lambda known: known.words("data"),
    ("Requests", "contacts"): lambda known: known.of_portal("contacts"),
    ("Transfer", "recipient"): lambda known: known.recipients(),
    ("Transfer", "copy_from"): lambda known: known.of_portal("contacts"),
    ("Transfer", "organisations"): lambda known: known.words("international_organisations"),
    ("Transfer", "mechanism"): lambda known: known.mechanisms(),
    ("Transfer", "fallback"): lambda known: known.mechanisms(),
    ("Purpose", "legal_basis"): lambda known: known.labels("legal_basis", known.vocabulary.legal_bases),
    ("Purpose", "controllers"): lambda known: known.of_portal("controllers"),
    ("Purpose", "recipients"): lambda known: known.recipients(),
    ("Disclosure", "recipient"): lambda known: known.recipients(),
    ("Disclosure", "data"): lambda known: known.words("data"),
    ("Purpose", "data_subjects"): lambda known: known.words("data_subjects"),
    ("Purpose", "data"): lambda known: known.words("data"),
    ("Purpose", "provision"): lambda known: known.labels("provision", get_args(Provision)),
    ("Purpose", "special_category_condition"): lambda known: known.labels(
        "special_condition", known.vocabulary.special_conditions
    ),
    ("Retention", "data"): lambda known: known.words("data"),
    ("Retention", "after"): lambda known: known.events("after"),
    ("Retention", "until"): lambda known: known.events("until"),
    ("Portal", "authority"): lambda known: known.authorities(),
    ("Portal", "groups"): lambda known: known.labels("group", _groups(known)),
    ("Controller", "authority"): lambda known: known.authorities(),
    ("Controller", "dpo"): lambda known: known.of_portal("contacts"),
    ("Controller", "representative"): lambda known: known.of_portal("contacts"),
    ("Representative", "id"): lambda known: known.of_portal("contacts"),
    ("Contact", "controller"): lambda known: known.of_portal("controllers"),
    ("Recipient", "category"): lambda known: known.words("recipients"),
    **dict.fromkeys(_ACTS, _words("statutes")),
    ("OwnWord", "special"): lambda known: known.labels("special_category", _special_categories(known)),
    ("OwnWord", "group"): lambda known: {
        **known.labels("data-group", _groups_of(known, "data")),
        **known.labels("group", _groups(known)),
    },
}
"""By form and field: the ids that can stand there."""


_KEYS: Final[Mapping[tuple[str, str], Callable[[_Known], Choices]]] = {
    ("NoticeFacts", "restricted_rights"): lambda known: known.rights(),
    ("Words", "rights"): lambda known: known.rights(),
    ("Words", "restricted_rights"): lambda known: known.rights(),
    ("PortalWords", "contacts"): lambda known: known.of_portal("contacts"),
    ("PortalWords", "recipients"): lambda known: known.of_portal("recipients"),
    **{("VocabularyWords", kind): _words(kind) for kind in WORD_KINDS if kind != "retention_events"},
    ("VocabularyWords", "recipient_kinds"): lambda known: known.words("recipients"),
    ("VocabularyWords", "retention_after"): lambda known: known.events("after"),
    ("VocabularyWords", "retention_until"): lambda known: known.events("until"),
}
"""By form and field: the ids that can be keys there."""


def _groups_of(known: _Known, kind: str) -> Iterator[str]:
    return iter(dict.fromkeys(word.group for word in known.vocabulary.words[kind].values() if word.group))


def _groups(known: _Known) -> Iterator[str]:
    return _groups_of(known, "data_subjects")


def _special_categories(known: _Known) -> Iterator[str]:
    return iter(known.vocabulary.special_categories)
