"""The smallest complete portal, as a mapping of paths to bytes that a test lays its own files over.

It has one notice, in Finnish and in English but not in Swedish, so that a fallback is always at hand.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import yaml

from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.languages.shipped_catalogs import shipped_catalogs
from privacy_notices.load.yaml_file import load
from privacy_notices.model.assembling import assemble
from privacy_notices.model.notice import Notice, Project
from privacy_notices.portal.reading import read_folders
from privacy_notices.vocabulary.shipped_vocabulary import shipped

Overlay = str | bytes | Mapping[str, object] | None
"""A text that replaces a file, a map that is laid over what the file has, or None to take the file away."""

FILES: Final[Mapping[str, str]] = {
    "portal.yml": """\
        format: 1
        languages: [fi, sv, en]
        controllers:
          shop:
            name: Esimerkki Kauppa Oy
            business_id: 0912340-2
            address:
              street: {fi: Mallikatu 1, sv: Modellgatan 1, en: Mallikatu 1}
              postal_code: "00100"
              city: {fi: Helsinki, sv: Helsingfors, en: Helsinki}
            email: kauppa@esimerkki.example
            phone: "+358 9 000 1000"
            dpo: none
        contacts:
          privacy: {email: tietosuoja@esimerkki.example}
        recipients:
          hosting: {name: Pilvi Oy}
        """,
    "portal.fi.yml": """\
        site_name: Tietosuoja
        contacts: {privacy: Tietosuoja-asiat}
        recipients: {hosting: palvelinten ylläpito}
        """,
    "portal.sv.yml": """\
        site_name: Dataskydd
        contacts: {privacy: Dataskyddsärenden}
        recipients: {hosting: drift av servrar}
        """,
    "portal.en.yml": """\
        site_name: Privacy
        contacts: {privacy: Privacy matters}
        recipients: {hosting: running the servers}
        """,
    "customers/notice.yml": """\
        format: 1
        status: published
        controllers: [shop]
        contacts: [privacy]
        data_subjects: [customers]
        purposes:
          orders:
            legal_basis: contract
            data: [name, email]
            provision: contractual
            retention: {period: P2Y, after: end-of-contract}
          newsletter:
            legal_basis: legitimate-interests
            direct_marketing: true
            data: [email]
            provision: voluntary
            retention: {until: objection}
        sources: [data-subject]
        recipients: [hosting]
        transfers: none
        automated_decisions: none
        requests: {contacts: [privacy]}
        dates: {published: 2026-02-01, reviewed: 2026-01-20, review_by: 2027-01-31}
        """,
    "customers/fi.yml": """\
        title: Asiakkaat
        summary: Miten käsittelemme asiakkaidemme tietoja.
        purposes:
          orders: Toimitamme sinulle tilaamasi tuotteet.
          newsletter: Kerromme uusista tuotteista sähköpostilla.
        legitimate_interests:
          newsletter: Haluamme kertoa asiakkaillemme valikoimastamme.
        texts:
          provision: Ilman nimeäsi emme pysty toimittamaan tilaustasi.
        """,
    "customers/en.yml": """\
        title: Customers
        summary: How we handle the data of our customers.
        purposes:
          orders: We send you the goods that you have ordered.
          newsletter: We tell you about new goods by e-mail.
        legitimate_interests:
          newsletter: We want to tell our customers what we sell.
        texts:
          provision: Without your name we cannot send your order.
        """,
}

SHORT: Final = {
    **{name: f"customers/{name}.yml" for name in ("notice", "fi", "sv", "en")},
    **{f"portal_{language}": f"portal.{language}.yml" for language in ("fi", "sv", "en")},
    "portal": "portal.yml",
}
"""Names of the files of the minimal portal that may be given as keywords."""

SWEDISH: Final = {
    "title": "Kunder",
    "summary": "Hur vi behandlar våra kunders uppgifter.",
    "purposes": {
        "orders": "Vi skickar de varor som du har beställt.",
        "newsletter": "Vi berättar om nya varor per e-post.",
    },
    "legitimate_interests": {"newsletter": "Vi vill berätta för våra kunder om vårt sortiment."},
    "texts": {"provision": "Utan ditt namn kan vi inte skicka din beställning."},
}
"""The translation that the minimal portal lacks."""


DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
"""The one in C where it is there: it is many times as fast."""


def minimal_files(**overlays: Overlay) -> dict[str, bytes]:
    """The files of the portal below its source folder; a key is a path, or one of the names of `SHORT`."""
    files = {path: textwrap.dedent(text) for path, text in FILES.items()}
    found: dict[str, bytes] = {}
    for name, overlay in overlays.items():
        path = SHORT.get(name, name)
        if overlay is None:
            del files[path]
        elif isinstance(overlay, bytes):
            found[path] = overlay
        elif isinstance(overlay, str):
            files[path] = textwrap.dedent(overlay)
        else:
            under = load(files[path].encode(), path).value if path in files else {}
            assert isinstance(under, dict)
            files[path] = to_yaml(merged(under, overlay))
    return {**{path: text.encode() for path, text in files.items()}, **found}


def merged(under: Mapping[str, object], over: Mapping[str, object]) -> dict[str, object]:
    """One map laid over another, map by map; None takes a key away."""
    result = dict(under)
    for key, value in over.items():
        below = result.get(key)
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(below, value) if isinstance(value, Mapping) and isinstance(below, Mapping) else value
    return result


def to_yaml(value: Mapping[str, object]) -> str:
    """A map as a person would write it, one key a line."""
    return yaml.dump(value, Dumper=DUMPER, allow_unicode=True, sort_keys=False, width=1000)


def read(**overlays: Overlay) -> tuple[Project | None, tuple[Diagnostic, ...]]:
    """The portal with everything that is wrong in its form."""
    return assemble(minimal_files(**overlays), shipped(), shipped_catalogs())


def project(**overlays: Overlay) -> Project:
    """The portal, in which nothing is wrong."""
    found, diagnostics = read(**overlays)
    assert found is not None, diagnostics
    assert not diagnostics
    return found


def notice(**overlays: Overlay) -> Notice:
    """The first notice of the portal, in which nothing is wrong."""
    return project(**overlays).notices[0]


def faults(**overlays: Overlay) -> list[tuple[str, int, int, str]]:
    """File, line, column and code of everything that is wrong, in reading order."""
    marks = [(diagnostic.mark, diagnostic.code) for diagnostic in read(**overlays)[1]]
    return [(mark.file.removeprefix("notices/"), mark.line, mark.column, code) for mark, code in marks]


def read_files(root: Path) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """The source files of all folders (`read_folders`) by path, and what is wrong with them."""
    folders = read_folders(root)
    files = {path: data for folder in folders.values() for path, data in folder.files.items()}
    return files, tuple(fault for folder in folders.values() for fault in folder.faults)
