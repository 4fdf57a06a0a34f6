"""Portals in which somebody has written an attack wherever something can be written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import jinja2

import privacy_notices
from attacks import ATTACKS
from privacy_notices.portal.publication import Publication
from privacy_notices.schema.words_forms import SECTIONS
from privacy_notices.vocabulary.shipped_vocabulary import shipped

HARMLESS = ("Vaaraton",) * len(ATTACKS)
"""In place of the attacks: what a page is like that nobody has attacked."""

WANTED = "hakusana"
"""A word that every notice has, to be searched for."""

Yaml = Mapping[str, object] | Sequence[object] | str | int | bool


def line(text: str) -> str:
    """A text as it can stand where only one line may."""
    return " ".join(text.split())


def write(root: Path, files: Mapping[str, Yaml]) -> Path:
    """Write values as YAML. (JSON is YAML, and escapes what would end a text.)"""
    for name, value in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
    return root


def notices(texts: Sequence[str]) -> dict[str, Yaml]:
    """A portal with a notice for each text; the text stands in every field of the notice, and in every name it uses."""
    numbers = range(len(texts))
    own = {
        "data": "d",
        "data_subjects": "s",
        "sources": "o",
        "recipients": "r",
        "security": "m",
        "retention_events": "e",
    }
    labels = {
        kind: {f"{letter}{n}": line(texts[n]) for n in numbers}
        for kind, letter in own.items()
        if kind != "retention_events"
    }
    events = {f"e{n}": line(texts[n]) for n in numbers}
    portal: dict[str, Yaml] = {
        "format": 1,
        "languages": ["fi", "en"],
        "authority": "fi",
        "controllers": {
            f"c{n}": {
                "name": line(text),
                "kind": "company",
                "country": "IS",  # whose numbers have no form that is known
                "business_id": line(text),
                "email": "a@a.example",
                "dpo": f"k{n}",
                "address": {"street": line(text), "po_box": line(text), "postal_code": line(text), "city": line(text)},
                "representative": f"k{n}",
            }
            for n, text in enumerate(texts)
        },
        "contacts": {f"k{n}": {"name": {"fi": line(text)}, "email": "a@a.example"} for n, text in enumerate(texts)}
        | {f"w{n}": {"email": "a@a.example"} for n in numbers},
        "recipients": {f"n{n}": {"name": line(text), "country": "US"} for n, text in enumerate(texts)}
        | {f"u{n}": {"country": "US"} for n in numbers}
        | {f"v{n}": {"name": line(text), "category": f"r{n}"} for n, text in enumerate(texts)},
        "vocabulary": {kind: [f"{letter}{n}" for n in numbers] for kind, letter in own.items()}
        | {"statutes": {f"l{n}": {"number": line(text)} for n, text in enumerate(texts)}},
        "groups": [f"g{n}" for n in numbers],
        "brand": {"name": line(texts[0]), "url": "https://a.example/"},
    }
    words: dict[str, Yaml] = {
        "site_name": line(texts[0]),
        "site_description": line(texts[0]),
        "intro": texts[0],
        "groups": {f"g{n}": line(texts[n]) for n in numbers},
        "contacts": {f"w{n}": line(texts[n]) for n in numbers},
        "recipients": {key: line(texts[n]) for n in numbers for key in (f"n{n}", f"u{n}")},
        "vocabulary": {
            **labels,
            "recipient_kinds": {f"r{n}": line(texts[n]) for n in numbers},
            "statutes": {f"l{n}": line(texts[n]) for n in numbers},
            "retention_after": events,
            "retention_until": events,
        },
    }
    files: dict[str, Yaml] = {"portal.yml": portal, "portal.fi.yml": words}
    for n, text in enumerate(texts):
        files[f"attack-{n}/notice.yml"] = _facts(n, line(text))
        files[f"attack-{n}/fi.yml"] = _words(n, text)
        files[f"attack-{n}/versions/2025-01-01/notice.yml"] = _facts(n, line(text))
        files[f"attack-{n}/versions/2025-01-01/fi.yml"] = _words(n, text)
    return files


def _facts(n: int, text: str) -> Yaml:
    common = {
        "data": ["name", f"d{n}"],
        "recipients": [f"n{n}", f"u{n}", f"r{n}"],
        "statutes": [f"l{n}"],
        "provision": "voluntary",
    }
    return {
        "format": 1,
        "status": "published",
        "controllers": [f"c{n}"],
        "contacts": [f"k{n}", f"w{n}"],
        "group": f"g{n}",
        "data_subjects": [f"s{n}"],
        "purposes": {
            "one": {**common, "legal_basis": "legitimate-interests", "retention": {"criterion": "described"}},
            "two": {
                **common,
                "legal_basis": "consent",
                "direct_marketing": True,
                "retention": [
                    {"period": "P1Y", "after": f"e{n}", "data": ["name"]},
                    {"until": f"e{n}", "data": [f"d{n}"]},
                ],
            },
        },
        "sources": [{"id": f"o{n}", "permit": text}, "data-subject"],
        "recipients": [f"n{n}", f"u{n}", f"v{n}", f"r{n}"],
        "transfers": [
            {"recipient": f"n{n}", "countries": ["US"], "mechanism": "scc", "copy_from": f"k{n}"},
            {"recipient": f"u{n}", "countries": ["US"], "mechanism": "scc", "copy_from": f"w{n}"},
        ],
        "automated_decisions": {"decision": {"basis": "law", "statutes": [f"l{n}"], "purposes": ["one"]}},
        "disclosures": [
            {"recipient": f"n{n}", "data": [f"d{n}"], "purposes": ["one"], "statutes": [f"l{n}"], "how": "regular"},
            {"recipient": f"u{n}", "purposes": ["two"], "how": "on-request"},
            {"recipient": f"r{n}", "data": ["name"]},
        ],
        "profiling": {"profile": {"purposes": ["two"], "statutes": [f"l{n}"]}},
        "ai_systems": {"system": {"purposes": ["one"], "role": "provider"}},
        "secrecy": [{"kind": "partly-secret", "statutes": [f"l{n}"]}],
        "cookies": {},
        "requests": {"contacts": [f"k{n}", f"w{n}"]},
        "security": [f"m{n}"],
        "dates": {"published": "2025-06-01"},
        "ignore": {"N999": text},
    }


def _words(n: int, text: str) -> Yaml:
    return {
        "title": line(text),
        "slug": f"{n} {line(text)}",
        "summary": f"{text}\n\n{WANTED}",
        "purposes": {"one": {"name": line(text), "text": text}, "two": text},
        "legitimate_interests": {"one": text},
        "retention_criteria": {"one": text},
        "transfers": {f"n{n}": text, f"u{n}": text},
        "automated_decisions": {"decision": {"name": line(text), "logic": text, "consequences": text}},
        "profiling": {"profile": {"name": line(text), "logic": text, "consequences": text}},
        "ai_systems": {"system": {"name": line(text), "text": text}},
        "joint_controllers": text,
        "rights": dict.fromkeys(shipped().rights, text),
        "texts": dict.fromkeys(SECTIONS, text),
        "sections": {"own": {"title": line(text), "text": text}},
        "changes": {"2025-06-01": text},
    }


def small(text: str, interface: Mapping[str, str]) -> dict[str, Yaml]:
    """A portal of one notice with the text in what a portal has once; `interface`: other words for its own by id."""
    files = notices((text,))
    files["portal.fi.yml"] = {**files["portal.fi.yml"], "texts": interface}  # type: ignore[dict-item]
    return files


def broken(texts: Sequence[str]) -> dict[str, Yaml]:
    """A portal whose notices cannot be read: the texts stand where keys, ids and chosen words belong."""
    files: dict[str, Yaml] = {
        "portal.yml": {
            "format": 1,
            "languages": ["fi", "en"],
            "controllers": {"c": {"name": "C", "email": "a@a.example", "dpo": "none"}},
        },
        "portal.fi.yml": {"site_name": "Virheitä"},
        "portal.en.yml": {"site_name": "Faults"},
    }
    for n, text in enumerate(texts):
        files[f"broken-{n}/notice.yml"] = {
            "format": 1,
            text: text,
            "status": text,
            "controllers": [text],
            "contacts": [text],
            "authority": text,
            "group": text,
            "data_subjects": [text],
            "purposes": {
                text: {"legal_basis": text, text: text, "data": [text], "retention": {"period": text, "after": text}}
            },
            "sources": [text],
            "recipients": [text],
            "transfers": [{"recipient": text, "countries": [text], "mechanism": text}],
            "security": [text],
            "dates": {"published": text},
            "aliases": [text],
            "ignore": {text: text},
        }
        files[f"broken-{n}/fi.yml"] = {
            "title": line(text),
            text: text,
            "purposes": {text: text},
            "texts": {text: text},
            "changes": {text: text},
        }
        name = text.replace("/", "∕").strip()[:80]  # a slash cannot stand in a name
        files[f"{name}/notice.yml"] = {"format": text}
        files[f"{name}/{name}.yml"] = {text: text}
    return files


def publish(portal: Publication, to: Path, *, without: Sequence[str] = ()) -> list[str]:
    """Write the pages of a portal, also of a preview, as MkDocs would, but for some kinds; their addresses.

    MkDocs renders without autoescape, and so does this: each template of the theme must escape by itself.
    """
    theme = Path(privacy_notices.__file__).parent / "pages" / "theme"
    template = jinja2.Environment(loader=jinja2.FileSystemLoader(theme), autoescape=False).get_template("pn/page.html")
    shutil.copytree(theme / "assets", to / "assets", dirs_exist_ok=True)
    (to / "404.html").touch()
    addresses = []
    for page in (page for page in portal.pages() if page.kind not in without):
        file = to / portal.site.file(page.path)
        assert to in file.resolve().parents, f"{file} leads out of the site"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            template.render(pn=portal.frame(page, edit_href=None), page=None, config=None), encoding="utf-8"
        )
        addresses.append(portal.site.address(page.path))
    return addresses
