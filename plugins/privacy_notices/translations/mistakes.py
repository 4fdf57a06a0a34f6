"""Mistakes that translators make, told in terms of translating. No input or output.

The loader and the schema say what is wrong with a file as a file. Someone who has put a key into their own language,
or written a fact into a words file, is better told that than that a key is unknown.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final

from privacy_notices.faults.diagnostic import Diagnostic
from privacy_notices.faults.table import found
from privacy_notices.schema.forms import Controller, NoticeFacts, Portal, PortalWords, Purpose, Words

_TRANSLATED: Final[Mapping[str, str]] = {
    word: key
    for key, words in {
        "title": "otsikko nimi titel rubrik namn tittel pealkiri nimetus название заголовок titel überschrift titre namma bajilčála عنوان العنوان",
        "slug": "osoite polku adress sökväg aadress адрес",
        "summary": "tiivistelmä yhteenveto lyhyesti sammanfattning sammandrag kokkuvõte lühidalt резюме сводка zusammenfassung résumé čoahkkáigeassu ملخص الملخص",
        "purposes": "tarkoitukset tarkoitus käyttötarkoitukset käyttötarkoitus käsittelyn_tarkoitukset ändamål ändamålen syften syfte eesmärgid eesmärk "
                    "цели цель zwecke finalités ulbmilat أغراض الأغراض",
        "legitimate_interests": "oikeutetut_edut oikeutettu_etu berättigade_intressen berättigat_intresse õigustatud_huvid õigustatud_huvi "
                                "законные_интересы berechtigte_interessen المصالح_المشروعة",
        "retention_criteria": "säilytysperusteet säilytysajat säilytysaika lagringskriterier lagringstider lagringstid säilitamise_kriteeriumid "
                              "критерии_хранения speicherkriterien",
        "transfers": "siirrot siirto överföringar överföring edastamised edastamine передачи übermittlungen sirdimat",
        "automated_decisions": "automaattiset_päätökset automatiserade_beslut automaatotsused автоматизированные_решения automatisierte_entscheidungen",
        "joint_controllers": "yhteisrekisterinpitäjät gemensamt_personuppgiftsansvariga kaasvastutavad_töötlejad совместные_операторы",
        "rights": "oikeudet oikeus rättigheter rättighet õigused права rechte droits vuoigatvuođat حقوق الحقوق",
        "texts": "tekstit teksti_osiot texter tekstid тексты texte teavsttat نصوص",
        "sections": "osiot luvut kohdat avsnitt sektioner jaotised разделы abschnitte oasit أقسام",
        "changes": "muutokset ändringar förändringar muudatused изменения änderungen nuppástusat تغييرات",
        "name": "lyhyt_nimi nimike benämning kortnamn",
        "text": "teksti sisältö brödtext innehåll tekst sisu текст inhalt teaksta نص النص",
        "logic": "logiikka logik loogika логика",
        "consequences": "seuraukset följder konsekvenser tagajärjed последствия folgen",
        "site_name": "sivuston_nimi webbplatsens_namn saidi_nimi название_сайта",
        "site_description": "sivuston_kuvaus webbplatsens_beskrivning saidi_kirjeldus описание_сайта",
        "intro": "johdanto esittely inledning introduktion sissejuhatus введение einleitung",
        "groups": "ryhmät grupper rühmad группы gruppen",
        "contacts": "yhteystiedot yhteyshenkilöt kontakter kontaktuppgifter kontaktid контакты kontakte",
        "recipients": "vastaanottajat mottagare saajad vastuvõtjad получатели empfänger",
        "vocabulary": "sanasto ordlista vokabulär sõnavara словарь wortschatz",
        "data_subjects": "rekisteröidyt registrerade andmesubjektid субъекты_данных betroffene",
        "data": "tiedot henkilötiedot uppgifter personuppgifter andmed isikuandmed данные daten dieđut",
        "sources": "tietolähteet lähteet källor uppgiftskällor allikad источники quellen",
        "provision": "tietojen_antaminen tillhandahållande lämnande_av_uppgifter",
        "retention": "säilyttäminen säilytys lagring bevarande säilitamine хранение speicherung",
        "cookies": "evästeet kakor küpsised",
        "security": "tietoturva suojaus säkerhet skydd turvalisus безопасность sicherheit",
        "requests": "pyynnöt begäran begäranden taotlused запросы anfragen",
        "complaint": "valitus valittaminen klagomål kaebus жалоба beschwerde",
        "statutes": "säädökset lait lagar författningar seadused законы gesetze",
    }.items()
    for word in words.split()
}  # fmt: skip
"""What people call the keys in their own language."""

_FACTS: Final = frozenset(
    {*NoticeFacts.model_fields, *Portal.model_fields, *Purpose.model_fields, *Controller.model_fields}
)
_WORDS: Final = frozenset({*Words.model_fields, *PortalWords.model_fields})


def translated_key(key: str) -> str | None:
    """The key that a word of another language stands for."""
    folded = re.sub(r"[\s-]+", "_", key.strip().casefold())
    # Close enough for a slip of the pen; any nearer guess would take a made-up key for a translated one.
    close = difflib.get_close_matches(folded, _TRANSLATED, n=1, cutoff=0.85) if len(folded) > 7 else []
    return _TRANSLATED.get(folded) or (_TRANSLATED[close[0]] if close else None)


def for_translators(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics, those of words files in terms of translating; what only follows from another is left out."""
    told = tuple(_better(item) if _is_of_words(item) else item for item in diagnostics)
    explained = {(item.mark.file, item.values["meant"]) for item in told if item.code == "T401"}
    return tuple(item for item in told if not _follows(item, explained))


def _follows(diagnostic: Diagnostic, explained: Collection[tuple[str, object]]) -> bool:
    """Whether a key is only missing because it stands there translated. `explained`: such keys, each with its file."""
    return diagnostic.code == "S102" and (diagnostic.mark.file, diagnostic.values.get("key")) in explained


def _is_of_words(diagnostic: Diagnostic) -> bool:
    name = diagnostic.mark.file.rpartition("/")[2]
    return name.endswith(".yml") and name not in ("notice.yml", "portal.yml") and not name.startswith("_")


def _better(diagnostic: Diagnostic) -> Diagnostic:
    if diagnostic.fault in _LEFT_OVER and not diagnostic.values.get("nearest"):
        return replace(diagnostic, fault=_LEFT_OVER[diagnostic.fault])
    key = diagnostic.values.get("key")
    if diagnostic.code != "S101" or not isinstance(key, str):
        return diagnostic
    if (meant := translated_key(key)) is not None:
        return found(diagnostic.mark, "T401", key=key, meant=meant)
    if key in _FACTS and key not in _WORDS:
        return found(diagnostic.mark, "T402", key=key)
    return diagnostic


_LEFT_OVER: Final[Mapping[str, str]] = {"S202.text": "S202.translated-text", "S202.word": "S202.translated-word"}
"""What is told of words without a fact, and what translators are told: that ids are the same in every language."""
