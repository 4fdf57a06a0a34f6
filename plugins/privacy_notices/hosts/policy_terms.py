"""What the owner of a site asks of the policy, for every host. No input or output."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from privacy_notices.hosts.policy import SAME_SITE

PolicyForm: TypeAlias = Literal["headers", "meta", "none"]
"""How browsers are told: by files that web servers read, by an element in each page, or not at all."""

POLICY_FORMS: Final[tuple[PolicyForm, ...]] = ("headers", "meta", "none")
"""All of them, the usual one first."""

PolicyScope: TypeAlias = Literal["site", "portal"]
"""Whether the policy is for every page of the site, or for those of the portal alone."""

POLICY_SCOPES: Final[tuple[PolicyScope, ...]] = ("site", "portal")
"""Both of them, the usual one first."""

_KEYWORDS: Final = {"self": "'self'", "none": "'none'"}
_ORIGIN: Final = re.compile(r"https?://(?:\*\.)?[\w-]+(?:\.[\w-]+)*(?::\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PolicyTerms:
    """How the policy is told, for which pages, and who may show them in a frame."""

    form: PolicyForm = POLICY_FORMS[0]
    scope: PolicyScope = POLICY_SCOPES[0]
    frame_ancestors: tuple[str, ...] = SAME_SITE


STRICT: Final = PolicyTerms()
"""What holds where nobody asks for anything else."""


def ancestors_of(written: Iterable[str]) -> tuple[str, ...]:
    """Who may show the pages in a frame, in the words of a policy (CSP Level 3, "frame-ancestors").

    `written`: `self`, `none`, or addresses of sites such as `https://intra.example` and `https://*.sharepoint.com`.
    Errors: ValueError, with the one that is none of these as its argument.
    """
    found = []
    for one in written:
        if one not in _KEYWORDS and not _ORIGIN.fullmatch(one):
            raise ValueError(one)
        found.append(_KEYWORDS.get(one, one))
    others = tuple(one for one in dict.fromkeys(found) if one != "'none'")
    return others or ("'none'",)
