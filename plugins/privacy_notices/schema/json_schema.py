"""JSON Schemas (2020-12) of the files that people write, for editors. No input or output.

They come from the same classes that read the files. Where an id stands, the ids that ship and those of the portal are
offered with their labels; any other id is allowed by its form, because a schema on disk grows old.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from privacy_notices.check.editions import EDITIONS
from privacy_notices.faults.diagnostic import HANDBOOK
from privacy_notices.languages.catalog import Catalog
from privacy_notices.languages.shipped import shipped_catalogs
from privacy_notices.model.notice import Project
from privacy_notices.schema.forms import ID_PATTERN, Form, NoticeFacts, Portal, PortalWords, Words
from privacy_notices.vocabulary.shipped import WORD_KINDS, Vocabulary, shipped

Schema: TypeAlias = dict[str, Any]

BASE: Final = f"{HANDBOOK.removesuffix('handbook/rules/')}schemas/"
"""Where the schemas have their names; the kind is appended."""

FORMS: Final[Mapping[str, type[Form]]] = {
    "notice": NoticeFacts,
    "words": Words,
    "portal": Portal,
    "portal-words": PortalWords,
}

_SNIPPETS: Final[Mapping[str, list[Schema]]] = {
    "Purpose": [
        {
            "label": "purpose",
            "description": "A purpose with everything that Art. 13 asks for",
            "body": {
                "legal_basis": "${1:contract}",
                "data": ["${2:name}"],
                "provision": "${3:contractual}",
                "retention": {"period": "${4:P2Y}", "after": "${5:end-of-contract}"},
            },
        }
    ],
    "Transfer": [
        {
            "label": "transfer",
            "description": "A transfer with its ground and where to get a copy",
            "body": {"recipient": "$1", "countries": ["${2:US}"], "mechanism": "${3:scc}", "copy_from": "$4"},
        }
    ],
}
"""What an editor can fill in at once, by form. `${1:...}` are places to type in (TextMate)."""

_EXAMPLES: Final[Mapping[tuple[str, str], list[object]]] = {
    ("Controller", "business_id"): ["1234567-1"],
    ("Controller", "email"): ["tietosuoja@company.example"],
    ("Contact", "email"): ["tietosuoja@company.example"],
    ("Contact", "phone"): ["+358 9 123 4567"],
    ("Address", "po_box"): ["PL 25"],
    ("Address", "postal_code"): ["00100"],
    ("OwnWord", "number"): ["1336/1997"],
    ("Retention", "until"): ["objection"],
    ("Portal", "languages"): [["fi", "sv", "en"]],
    ("NoticeFacts", "aliases"): [["tietosuoja/seloste.html"]],
    ("NoticeFacts", "ignore"): [{"N511": "the Act on ... requires the code"}],
    ("Words", "slug"): ["asiakasrekisteri"],
    ("Words", "changes"): [{"2026-02-01": "We now send a newsletter."}],
}  # fmt: skip


def schemas(project: Project | None) -> Mapping[str, Schema]:
    """A schema for each kind of file; with the own words, contacts and recipients of `project` where there is one."""
    known = _Known(
        project.vocabulary if project else shipped(),
        project.catalogs if project else shipped_catalogs(),
        project.portal if project else None,
    )
    return {kind: _schema(kind, form, known) for kind, form in FORMS.items()}


def to_text(schema: object) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _schema(kind: str, form: type[Form], known: _Known) -> Schema:
    made = form.model_json_schema()
    forms: dict[str, Schema] = {form.__name__: made, **made.get("$defs", {})}
    for name, schema in forms.items():
        for key, value in schema.get("properties", {}).items():
            schema["properties"][key] = _with_ids(_tidy(value), name, key, known)
            if (name, key) in _EXAMPLES:
                schema["properties"][key].setdefault("examples", _EXAMPLES[name, key])
        schema.pop("title", None)
        _describe(schema)
        if name in _SNIPPETS:
            schema["defaultSnippets"] = _SNIPPETS[name]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{BASE}{kind}.schema.json",
        **made,
    }


def _tidy(schema: Schema) -> Schema:
    """Without the titles that pydantic makes and the nulls that nobody should write; closed where keys have a form."""
    schema = dict(schema)
    schema.pop("title", None)
    if schema.get("default", ...) in (None, [], {}):
        schema.pop("default", None)
    if isinstance(schema.get("default"), dict):
        schema.pop("default")
    if "anyOf" in schema:
        members = [_tidy(member) for member in schema.pop("anyOf") if member.get("type") != "null"]
        schema = {**members[0], **schema} if len(members) == 1 else {**schema, "anyOf": members}
    if isinstance(schema.get("items"), dict):
        schema["items"] = _tidy(schema["items"])
    for key in ("patternProperties", "properties"):
        if key in schema:
            schema[key] = {name: _tidy(value) for name, value in schema[key].items()}
    if isinstance(schema.get("additionalProperties"), dict):
        schema["additionalProperties"] = _tidy(schema["additionalProperties"])
    if "patternProperties" in schema:
        schema.setdefault("additionalProperties", False)
    _describe(schema)
    return schema


def _describe(schema: Schema) -> None:
    """Editors show `markdownDescription` on hover where they know it."""
    if "description" in schema:
        schema["markdownDescription"] = schema["description"]


# --- ids ---------------------------------------------------------------------------------------------------------------

Choices: TypeAlias = Mapping[str, str]
"""Ids with what an editor says of each; the text may be empty."""


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

    def rights(self) -> Choices:
        """Rights that a notice may say more about."""
        return self.labels("right", self.vocabulary.rights, ".name")


_PLACES: Final[Mapping[tuple[str, str], Callable[[_Known], Choices]]] = {
    ("NoticeFacts", "controllers"): lambda known: known.of_portal("controllers"),
    ("NoticeFacts", "contacts"): lambda known: known.of_portal("contacts"),
    ("NoticeFacts", "authority"): lambda known: known.authorities(),
    ("NoticeFacts", "group"): lambda known: known.labels("group", _groups(known)),
    ("NoticeFacts", "data_subjects"): lambda known: known.words("data_subjects"),
    ("NoticeFacts", "sources"): lambda known: known.words("sources"),
    ("NoticeFacts", "recipients"): lambda known: known.recipients(),
    ("NoticeFacts", "security"): lambda known: known.words("security"),
    ("Source", "id"): lambda known: known.words("sources"),
    ("Requests", "contacts"): lambda known: known.of_portal("contacts"),
    ("Transfer", "recipient"): lambda known: known.recipients(),
    ("Transfer", "copy_from"): lambda known: known.of_portal("contacts"),
    ("Transfer", "mechanism"): lambda known: known.labels("transfer_mechanism", known.vocabulary.transfer_mechanisms),
    ("AutomatedDecision", "statutes"): lambda known: known.words("statutes"),
    ("Purpose", "legal_basis"): lambda known: known.labels("legal_basis", known.vocabulary.legal_bases),
    ("Purpose", "statutes"): lambda known: known.words("statutes"),
    ("Purpose", "data"): lambda known: known.words("data"),
    ("Purpose", "provision"): lambda known: known.labels("provision", ("statutory", "contractual", "necessary", "voluntary")),
    ("Purpose", "special_category_condition"): lambda known: known.labels("special_condition", known.vocabulary.special_conditions),
    ("Retention", "data"): lambda known: known.words("data"),
    ("Retention", "after"): lambda known: known.events("after"),
    ("Retention", "until"): lambda known: known.events("until"),
    ("Portal", "rules"): lambda known: dict.fromkeys(EDITIONS, ""),
    ("Portal", "authority"): lambda known: known.authorities(),
    ("Portal", "groups"): lambda known: known.labels("group", _groups(known)),
    ("Controller", "dpo"): lambda known: {"none": "Stated: none has been designated.", **known.of_portal("contacts")},
    ("Controller", "representative"): lambda known: known.of_portal("contacts"),
    ("Contact", "controller"): lambda known: known.of_portal("controllers"),
    ("Recipient", "category"): lambda known: known.words("recipients"),
    ("OwnWord", "special"): lambda known: known.labels("special_category", _special_categories(known)),
    ("OwnWord", "group"): lambda known: {
        **known.labels("data-group", _groups_of(known, "data")), **known.labels("group", _groups(known))
    },
}  # fmt: skip
"""By form and field: the ids that can stand there."""


def _words(kind: str) -> Callable[[_Known], Choices]:
    return lambda known: known.words(kind)


_KEYS: Final[Mapping[tuple[str, str], Callable[[_Known], Choices]]] = {
    ("Words", "rights"): lambda known: known.rights(),
    ("PortalWords", "contacts"): lambda known: known.of_portal("contacts"),
    ("PortalWords", "recipients"): lambda known: known.of_portal("recipients"),
    **{("VocabularyWords", kind): _words(kind) for kind in WORD_KINDS if kind != "retention_events"},
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


def _with_ids(schema: Schema, form: str, field: str, known: _Known) -> Schema:
    if (form, field) in _PLACES:
        return _choose(schema, _PLACES[form, field](known))
    if (form, field) in _KEYS and "patternProperties" in schema:
        value = next(iter(schema["patternProperties"].values()))
        keys = _KEYS[form, field](known)
        properties = {
            key: {**value, "description": text, "markdownDescription": text} if text else value
            for key, text in keys.items()
        }
        return {**schema, "properties": properties} if properties else schema
    return schema


def _choose(schema: Schema, choices: Choices) -> Schema:
    """`schema` with the choices wherever an id, or one of a list of words, stands in it."""
    if not choices:
        return schema
    if "enum" in schema:
        return {**schema, **_described({key: choices.get(key, "") for key in schema["enum"]})}
    if "items" in schema:
        return {**schema, "items": _choose(schema["items"], choices)}
    if "anyOf" in schema:
        chosen = [_choose(member, choices) for member in schema["anyOf"]]
        return {
            **schema,
            "anyOf": [
                part for member in chosen for part in (member["anyOf"] if set(member) == {"anyOf"} else [member])
            ],
        }
    if schema.get("type") == "string":
        kept = {key: value for key, value in schema.items() if key not in ("type", "pattern", "maxLength")}
        own = {"type": "string", "pattern": schema["pattern"]} if schema.get("pattern") == ID_PATTERN else None
        offered = {"enum": list(choices), **_described(choices)}
        return {**kept, "anyOf": [offered, own]} if own else {**kept, **offered}
    return schema


def _described(choices: Choices) -> Schema:
    if not any(choices.values()):
        return {}
    texts = list(choices.values())
    return {"enumDescriptions": texts, "markdownEnumDescriptions": texts}
