"""Words that ship with the package or come with the portal: one gettext catalog (PO) a language. No input or output.

Messages are found by `msgctxt`, a stable id such as `section.retention`; `msgid` is the English text, for translators.
"""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from babel.messages.pofile import PoFileError, read_po

from privacy_notices.faults.diagnostic import Diagnostic, Mark
from privacy_notices.faults.table import found


@dataclass(frozen=True)
class Catalog:
    """The words of one language by id. Untranslated and fuzzy messages are absent."""

    language: str
    messages: Mapping[str, tuple[str, ...]]
    """The forms of each message; one form where it has no plural."""
    plural_rule: str = "(n != 1)"
    """The `plural` expression of the header (gettext manual, "Plural forms")."""

    @cached_property
    def _form(self) -> Callable[[int], int]:
        return gettext.c2py(self.plural_rule)

    def get(self, key: str, number: int | None = None) -> str | None:
        """The message `key`, in the form that `number` asks for; None when this language does not have it."""
        forms = self.messages.get(key)
        if not forms:
            return None
        return forms[min(self._form(number), len(forms) - 1)] if number is not None else forms[0]

    def with_messages(self, messages: Mapping[str, str]) -> Catalog:
        """This catalog with other wordings laid over it."""
        return self.with_forms({key: (text,) for key, text in messages.items()})

    def with_forms(self, messages: Mapping[str, tuple[str, ...]]) -> Catalog:
        """The same with their plural forms. A wording that is laid over the common one is that of every country."""
        own = {key: said for key, said in self.messages.items() if common_id(key) not in messages}
        return Catalog(self.language, {**own, **messages}, self.plural_rule)

    def spoken_in(self, country: str) -> Catalog:
        """The words of a country in place of the common ones, and no other country's."""
        common = {key: said for key, said in self.messages.items() if common_id(key) == key}
        own = {common_id(key): said for key, said in self.messages.items() if key.endswith(f".{country}")}
        return Catalog(self.language, {**common, **own}, self.plural_rule)


def common_id(key: str) -> str:
    """The id of the common word where this is that of one country (`data.name.SE`); else the id itself."""
    return key[:-3] if key[-3:-2] == "." and key[-2:].isupper() else key


def read_catalog(
    data: bytes, language: str, file: str, *, is_source: bool = False
) -> tuple[Catalog, tuple[Diagnostic, ...]]:
    """Read a PO file; a file that cannot be read gives an empty catalog and says where it broke.

    `is_source`: the catalog is the one that the others are translated from, so `msgid` is the text, and `msgstr` may
    be left empty.
    """
    try:
        template = read_po(io.BytesIO(data), locale=None, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError, LookupError) as error:
        # Babel counts lines from 0.
        line = error.lineno + 1 if isinstance(error, PoFileError) else 1
        return Catalog(language, {}), (found(Mark(file, line), "L101.unreadable"),)
    messages: dict[str, tuple[str, ...]] = {}
    for message in template:
        if message.context is None or message.fuzzy:
            continue
        text = message.id if is_source else message.string
        forms = (text,) if isinstance(text, str) else tuple(text)
        if all(forms):
            messages[message.context] = forms
    rule = template.plural_expr if template.num_plurals > 1 else "0"
    if not _is_plural_rule(rule):
        return Catalog(language, messages), (found(Mark(file), "L101.plural-forms"),)
    return Catalog(language, messages, rule), ()


def _is_plural_rule(text: str) -> bool:
    """Whether every number gets a form by the expression."""
    try:
        rule = gettext.c2py(text)
        return all(rule(number) >= 0 for number in range(200))
    except (ValueError, ArithmeticError):
        return False


def fill(text: str, values: Mapping[str, object]) -> str:
    """`{name}` replaced by its value. Other braces stay: a portal's own wording must not be able to fail."""
    return re.sub(r"\{([a-z_]+)\}", lambda match: str(values.get(match[1], match[0])), text) if values else text
