"""What each code means: the text of `explain` and of the handbook's pages, in Markdown."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from privacy_notices.check.editions import EDITIONS
from privacy_notices.check.rule import Rule, TextRule
from privacy_notices.faults.diagnostic import Severity
from privacy_notices.faults.table import FAULTS, Fault
from privacy_notices.languages.telling import fault_catalog, teller
from privacy_notices.load.examples import EXAMPLES


@dataclass(frozen=True, slots=True)
class Note:
    """What a code means that has no rule and no entry in a table of its stage."""

    code: str
    name: str
    """Reads after "ignore"."""
    severity: Severity
    what: str
    """The fault, in one sentence."""
    why: str
    """Why it matters and what to do."""


_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

NOTES: Final = (
    Note("L101", "unreadable-catalog", _ERROR, "A file of translations (PO) cannot be read.",
         "The words in it are not used until the line is mended. An editor for PO files shows the place; `msgfmt --check` names the fault."),
    Note("L102", "link-out-of-the-folder", _ERROR, "A file of the source folder is a link that leads out of it.",
         "Such a link could publish any file of the machine, so it is not followed. Put the file itself into the folder."),
    Note("L103", "unreadable-file", _ERROR, "A file cannot be opened.", "Check that it exists and that you may read it."),
    Note("S116", "value-not-accepted", _ERROR, "A value has a form that does not belong here.",
         "The format reference says what each key takes."),
    Note("S130", "unknown-edition", _ERROR, "`rules` in portal.yml names an edition of the checks that does not exist.",
         "Nothing of the law was checked. The editions of this version of the program are: "
         + ", ".join(f"`{edition}`" for edition in EDITIONS) + "."),
    Note("S201", "unknown-reference", _ERROR, "An id leads nowhere.",
         "Controllers, contacts and recipients are defined in portal.yml; other words are in the vocabulary or under "
         "`vocabulary` in portal.yml. Most often the id is misspelt."),
    Note("S202", "words-without-fact", _WARNING, "A text belongs to something that the facts do not have.",
         "The text is not shown. An id was renamed or deleted in notice.yml or portal.yml: rename it here as well, or delete the text."),
    Note("S203", "text-missing-from-source-language", _ERROR, "The facts call for a text that the source language does not have.",
         "A purpose, an interest, a criterion or an automated decision is told in words (Art. 13 and 14); without them "
         "the fact is not told. Texts that only translations lack are another matter (T codes)."),
    Note("S301", "missing-file", _ERROR, "portal.yml or a notice.yml is missing.",
         "Nothing has a meaning without the facts: portal.yml for the portal, notice.yml for each notice."),
    Note("S302", "portal-words-missing", _WARNING, "A language of the portal has no words of its own.",
         "The name of the portal and the labels of own words are then shown in the source language."),
    Note("S303", "source-words-missing", _ERROR, "The words of a notice are missing in its source language.",
         "The source language is what translations are compared with, so it always has a file."),
    Note("S304", "file-not-read", _WARNING, "A file is not read because of its name.",
         "Words are in files named by the language (`fi.yml`), facts in notice.yml and portal.yml."),
    Note("N901", "ignore-without-effect", _INFO, "`ignore` names a check that finds nothing here.",
         "The fault has been mended or the code is misspelt. A line that silences nothing today could silence something tomorrow."),
    Note("P101", "address-taken", _ERROR, "Two pages have the same address.",
         "Two notices have the same title or `slug` in a language, or a notice has that of a group of people with a list of "
         "its own. Give one of them another `slug`."),
    Note("P102", "slug-not-an-address", _WARNING, "A `slug` has letters that cannot stand in an address.",
         "A form without them is used. Write that form, so that the file says what the address is."),
    Note("P103", "old-address-taken", _ERROR, "An old address belongs to another page.",
         "An address can lead to one place only: remove it from one of the notices."),
    Note("P104", "address-written-by-hand", _ERROR, "A page written by hand stands where the portal has one.",
         "The portal makes its front pages and notices itself. Move or rename the page in the docs folder."),
    Note("P105", "brand-colour-unreadable", _WARNING, "White text is hard to read on the colour of the brand.",
         "A darker shade of it is shown instead, so that text has a contrast of 4.5:1 (WCAG 2.2, 1.4.3). Write that shade, or "
         "choose another colour, so that the portal looks as you mean it."),
    Note("P110", "script-in-text", _ERROR, "A script stands in the text of a page.",
         "A Content Security Policy that allowed it would allow whatever gets into a text. Put it into a file and name the "
         "file under `extra_javascript`."),
    Note("P111", "stopped-by-policy", _WARNING, "Browsers will not obey a part of a page.",
         "The policy of the site allows files of the site only. Put the file into the site, or set `csp: none` and write a "
         "policy of your own."),
    Note("P112", "policy-too-long", _WARNING, "The policy is longer than some hosts read.",
         "Each script that stands in a page has its hash in the policy. Use fewer such pages."),
    Note("T101", "text-not-translated", _INFO, "A text of the source language has no translation.",
         "Readers of the language see the source text, marked as such (Art. 12(1)). The policy under `translations` in "
         "portal.yml can refuse it; for a bilingual authority it is an error (Language Act 423/2003, section 32)."),
    Note("T102", "translation-outdated", _WARNING, "The source of a translation has changed and the translation has not.",
         "The languages may say different things. Change the translation, or accept it if it is still right."),
    Note("T103", "translation-unconfirmed", _INFO, "Nobody has said that a translation is up to date.",
         "It is not known from which source text it was made. Read it beside the source and accept it."),
    Note("T104", "translation-without-source", _INFO, "A translation has no text in the source language.",
         "Its source was removed or renamed. Remove it too, or write the source."),
    Note("T105", "damaged-memory", _WARNING, "The memory of the translations is damaged.",
         "It remembers which source text a translation was made from. Write it anew and accept what is still right."),
    Note("T106", "language-of-a-bilingual-authority-missing", _ERROR, "A bilingual authority's portal lacks Finnish or Swedish.",
         "Bilingual authorities inform the public in both languages (Language Act 423/2003, section 32)."),
    Note("T201", "links-differ", _WARNING, "A translation links elsewhere than its source.", "Readers of one language would miss a link."),
    Note("T202", "numbers-differ", _WARNING, "A translation has other numbers than its source.", "One of the languages states a wrong number."),
    Note("T203", "dates-differ", _WARNING, "A translation has other dates than its source.", "One of the languages states a wrong day."),
    Note("T204", "placeholders-differ", _WARNING, "A translation has other placeholders than its source.",
         "What stands in braces is filled in by the program and is the same in every language."),
    Note("T205", "emphasis-differs", _WARNING, "A translation emphasises other words than its source.", "Set the same words in asterisks."),
    Note("T206", "lists-differ", _WARNING, "A list has more or fewer items than in the source.", "An item may have been lost in translation."),
    Note("T207", "term-differs", _WARNING, "A term is translated otherwise than agreed.",
         "The portal or the package fixes the translation of the term, so that readers meet one word for one thing."),
    Note("T208", "translation-same-as-source", _WARNING, "A translation is the same as its source.", "It was copied and not translated."),
    Note("T209", "wrong-language", _WARNING, "A text seems to be in another language than its file.", "Two files may have been mixed up."),
    Note("T301", "exchange-file-unreadable", _ERROR, "A translator's file cannot be read.", "Nothing of it was taken."),
    Note("T302", "exchange-file-of-another-portal", _ERROR, "A translator's file belongs to another portal.", "Nothing of it was taken."),
    Note("T303", "translated-from-older-source", _WARNING, "A text was translated from an older source.",
         "Send it again with today's source."),
    Note("T304", "changed-on-both-sides", _WARNING, "A text was changed here after it was sent to the translator.",
         "Compare the two and decide; an import with `--overwrite` takes the translator's."),
    Note("T305", "unknown-text", _WARNING, "A translator's file has a text that the portal does not have.",
         "It was renamed or removed since the file was sent."),
    Note("T306", "translation-not-taken", _WARNING, "A translator's text cannot be taken as it is.", "The message says what is wrong with it."),
    Note("T307", "language-not-in-portal", _ERROR, "A translator's file is in a language that the portal does not have.",
         "Add the language to `languages` in portal.yml first."),
    Note("T308", "words-file-not-written", _ERROR, "A words file could not be changed.", "Mend it first; nothing was written to it."),
    Note("T309", "marked-as-needing-work", _INFO, "Texts in a translator's file are marked as needing work.",
         "They are not taken until the mark is removed."),
    Note("T401", "key-translated", _ERROR, "A key of a words file has been translated.",
         "Keys are the same in every language; only what stands behind the colon is translated."),
    Note("T402", "fact-in-words-file", _ERROR, "A fact stands in a words file.",
         "Facts are written once for all languages, in notice.yml or portal.yml."),
)  # fmt: skip
"""Codes that no table of their own stage explains."""


def codes() -> tuple[str, ...]:
    """Every code that has an explanation, in the order of the stages."""
    order = "LSNTP"
    known = (
        *(fault.code for fault in FAULTS),
        *(note.code for note in NOTES),
        *_rules(),
    )
    return tuple(sorted(set(known), key=lambda code: (order.index(code[0]), code)))


def name_of(code: str) -> str | None:
    """The name of the fault, or None for a code that does not exist."""
    page = explanation(code)
    return page.split("\n", 1)[0].split(" ", 2)[2] if page else None


def explanation(code: str) -> str | None:
    """The page of a code in Markdown, or None when there is no such code."""
    if code in (rules := _rules()):
        return _rule_page(rules[code])
    for note in NOTES:
        if note.code == code:
            return _page(note.code, note.name, note.severity, "", note.what, note.why)
    fault = next((fault for fault in FAULTS if fault.code == code), None)
    if fault is None:
        return None
    return _load_page(fault) if code.startswith("L") else _schema_page(fault)


def _rules() -> Mapping[str, Rule | TextRule]:
    """Every rule by code, in the newest edition that has it."""
    return {rule.code: rule for rules in EDITIONS.values() for rule in rules}


def _page(code: str, name: str, severity: Severity, article: str, *paragraphs: str) -> str:
    rests = f" It rests on {article}." if article else ""
    head = f"# {code} {name}\n\nSeverity: {severity}.{rests}\n"
    return head + "".join(f"\n{paragraph.strip()}\n" for paragraph in paragraphs if paragraph)


def _rule_page(rule: Rule | TextRule) -> str:
    text, examples = _parts(rule)
    ignore = "To keep a finding out of the report of one notice, say why in its notice.yml:\n\n" + _yaml(
        f"ignore:\n  {rule.code}: the reason"
    )
    return _page(
        rule.code, rule.name, rule.severity, rule.article, text,
        "This does not pass, laid over a complete notice (the keys name the files, `null` removes a key):",
        _yaml(examples["Fails"]), "This passes:", _yaml(examples["Passes"]), ignore,
    )  # fmt: skip


def example(rule: Rule | TextRule, block: str) -> str:
    """The YAML under `Fails` or `Passes` in a rule's docstring."""
    return _parts(rule)[1][block]


def _parts(rule: Rule | TextRule) -> tuple[str, Mapping[str, str]]:
    """A rule's docstring: its text, and its examples by heading."""
    text, *rest = re.split(r"^(Fails|Passes):\n", inspect.getdoc(rule.function) or "", flags=re.MULTILINE)
    return text.strip(), {name: textwrap.dedent(body).strip() for name, body in zip(rest[::2], rest[1::2], strict=True)}


def _load_page(fault: Fault) -> str:
    told = _told(fault.code)
    paragraphs = [told[0], teller("en").why(fault.code), told[1]]
    if fault.code in EXAMPLES:
        fails, passes = EXAMPLES[fault.code]
        paragraphs += ["This does not pass:", _yaml(fails), "This passes:", _yaml(passes)]
    return _page(fault.code, fault.name, fault.severity, "", *paragraphs)


def _schema_page(fault: Fault) -> str:
    return _page(fault.code, fault.name, fault.severity, "", *dict.fromkeys(_told(fault.code)))


def _told(code: str) -> list[str]:
    """What a code says, and what to do, in each of its variants."""
    heads = {"message": "What you see", "hint": "What to do"}
    return [
        f"{heads[part]}: {_words(forms[0])}."
        for key, forms in fault_catalog("en").messages.items()
        for part in heads
        if key.partition(".")[0] == code and key.endswith(f".{part}")
    ]


def _words(template: str) -> str:
    """A message with `…` where a file's own words go."""
    return (
        re.sub(r"\{(\w*)\}", "…", template.replace("{{", "\0").replace("}}", "\1"))
        .replace("\0", "{")
        .replace("\1", "}")
    )


def _yaml(text: str) -> str:
    return f"```yaml\n{text.strip()}\n```"


def index() -> Iterator[tuple[str, str, Severity]]:
    """Code, name and severity of every fault, for a list."""
    for code in codes():
        page = explanation(code) or ""
        match = re.match(r"# (\w+) (\S+)\n\nSeverity: (\w+)\.", page)
        if match:
            yield match[1], match[2], Severity[match[3].upper()]


def table(letter: str) -> str:
    """The codes of one stage as a Markdown table."""
    rows = (f"| {code} | {name} | {severity} |" for code, name, severity in index() if code[0] == letter)
    return "\n".join(("| code | fault | severity |", "|---|---|---|", *rows)) + "\n"


def pages() -> Mapping[str, str]:
    """Every page of the handbook on codes, by file name."""
    listed = "\n".join(f"- [{code} {name}]({code}.md), {severity}" for code, name, severity in index())
    written = {f"{code}.md": page for code in codes() if (page := explanation(code)) is not None}
    return {"index.md": f"# Codes\n\n{listed}\n", **written}
