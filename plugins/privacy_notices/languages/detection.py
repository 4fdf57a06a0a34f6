"""Which language a text is in, told from the small words every text is full of. No input or output.

Unsure is the usual answer for a line or two, and it is the answer None: nobody is told off on a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

_WORDS: Final[Mapping[str, frozenset[str]]] = {
    language: frozenset(words.split())
    for language, words in {
        "fi": """ja on ei ovat se että tai joka jotka jonka jota jossa sekä myös kun jos voit voimme sinun sinulla sinulle
            meillä meidän me sinä niitä niiden näitä tätä tämä tämän sen ne niin kuin vain ainoastaan kuten mukaan
            tietoja tiedot tietojen tietojasi tietosi henkilötietoja henkilötietojen henkilötietojasi käsittelemme
            käsittely käsittelyn säilytämme kerromme lähetämme keräämme saamme käytämme annat antaa ole olla
            eivät emme et en jälkeen ennen kanssa ilman aikana vuotta kuukautta päivää miten mitä mistä milloin""",
        "sv": """och att är en ett i på av för till med som den det de inte om vi du din ditt dina oss vår vårt våra eller
            kan har från när så ska skall måste också när ni era sig sin sitt sina enligt efter före under utan vid
            uppgifter uppgifterna personuppgifter personuppgifterna behandlar behandling behandlas sparar skickar
            samlar använder får lämnar hur vad varför vem genom än där här bara endast samt mellan hos blir""",
        "en": """the and of to in is are we you your our that this with for it or on be as by not from have has can will
            how what why who when if which their they them at an was were may must only about after before under
            without into personal process processing keep send collect use us any all these those so do does""",
        "et": """ja on ei see et või kes mis mida kui ka meie teie oma isikuandmeid isikuandmete andmeid andmete me te
            neid need nende selle seda kas kuidas pärast enne ning samuti siis aga ainult vastavalt töötleme""",
        "se": """ja lea leat ii eai dat mii maid go vai dahje min du mu su sin daid dan dasa maŋŋel ovdal dieđut
            dieđuid persovdnadieđuid gieđahallat ahte maiddái beare mo gii geat""",
        "de": """und der die das ist sind nicht wir sie ihre unsere mit für von zu auf ein eine einer oder werden wird
            bei nach wie wenn dass auch nur daten personenbezogene verarbeiten""",
        "nb": """og er en et ikke vi du din dine oss vår våre eller kan har fra når så skal må også til av på for med
            som det den de personopplysninger personopplysningene opplysninger behandler etter før uten hvordan hva""",
        "da": """og er en et ikke vi du din dine os vores eller kan har fra når så skal må også til af på for med som
            det den de personoplysninger personoplysningerne oplysninger behandler efter før uden hvordan hvad""",
    }.items()
}
"""Frequent words of each language: function words, and what privacy notices are made of."""

_ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "fi": (
        "ssa",
        "ssä",
        "sta",
        "stä",
        "lla",
        "llä",
        "lta",
        "ltä",
        "lle",
        "mme",
        "iden",
        "jen",
        "sten",
        "nnin",
        "ksesi",
        "mista",
        "minen",
        "misen",
        "taan",
        "tään",
    ),
    "et": ("mise", "mist", "dele", "duse", "dusest", "tele", "vad", "takse", "atud", "itud"),
}
"""Endings that tell as much as a function word where a language has few of those."""
_LEAST_STEM: Final = 3
"""Letters before such an ending."""

_SCRIPTS: Final = {
    "ru": re.compile(r"[а-яё]{2,}", re.IGNORECASE),
    "ar": re.compile(r"[\u0621-\u064a]{2,}"),
}
_WORD: Final = re.compile(r"[^\W\d_]+")
_ADDRESS: Final = re.compile(r"\S+@\S+|\w+:\S+")
_LEAST_EVIDENCE: Final = 3
"""Words that must speak for a language."""


def detect(text: str, candidates: Iterable[str], *, expected: str = "") -> str | None:
    """The language among the candidates that a text is written in, or None when that is not sure.

    `expected`: a language that is given back, sure or not, as soon as no other can be meant; that is fast to see.
    """
    evidence = sum(map(_evidence, text.split()))
    number = evidence & _MOST
    own = evidence >> _PLACES.get(expected, _NOWHERE) & _MOST
    candidates = tuple(candidates)
    if number < _lead(own) and _SCRIPTS.keys().isdisjoint(candidates):
        return expected or None
    scores = {
        language: len(_SCRIPTS[language].findall(text))
        if language in _SCRIPTS
        else evidence >> _PLACES.get(language, _NOWHERE) & _MOST
        for language in candidates
    }
    if not scores:
        return None
    best = max(scores, key=scores.__getitem__)
    second = max((score for language, score in scores.items() if language != best), default=0)
    return best if scores[best] >= max(_lead(second), number // 8) else None


def _lead(second: int) -> int:
    """How many words must speak for a language when so many speak for the next."""
    return max(_LEAST_EVIDENCE, 2 * second + 2)


_WIDTH: Final = 16
"""Binary digits of a count: no text that is read has more words than they tell."""
_MOST: Final = (1 << _WIDTH) - 1
_PLACES: Final[Mapping[str, int]] = {language: _WIDTH * place for place, language in enumerate(_WORDS, 1)}
"""Where in the number of `_evidence` the count of a language begins; that of all words begins at 0."""
_NOWHERE: Final = _WIDTH * (len(_WORDS) + 1)


@lru_cache(maxsize=65_536)
def _evidence(piece: str) -> int:
    """What a piece of text without white space says: how many words it has, and how many of them speak for each
    language, all in one number, so that pieces are added up in no time.

    Remembered, because texts are made of the same pieces.
    """
    words = _WORD.findall(_ADDRESS.sub(" ", piece) if "@" in piece or ":" in piece else piece)
    return len(words) + sum(1 << _PLACES[language] for word in words for language in _languages_of(word.casefold()))


def _languages_of(word: str) -> Iterator[str]:
    for language, known in _WORDS.items():
        endings = _ENDINGS.get(language, ())
        if word in known or any(word.endswith(end) and len(word) - len(end) >= _LEAST_STEM for end in endings):
            yield language
