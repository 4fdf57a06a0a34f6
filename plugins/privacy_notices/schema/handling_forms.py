"""Forms of `notice.yml` on whom data are given to and what else is done with them. No input or output."""

from __future__ import annotations

from typing import Literal

from privacy_notices.schema.one_line import Id
from privacy_notices.schema.shapes import Form, Ids
from privacy_notices.schema.statute_form import Statutes


class Disclosure(Form):
    """Data that somebody else receives for a use of their own, with the act that allows it."""

    recipient: Id
    """Who receives them: one of `recipients`."""
    data: Ids = ()
    """Which data; left out: any that the purposes have."""
    purposes: Ids = ()
    """The purposes of this notice that the data are given for or come from."""
    statutes: Statutes = ()
    """The acts that allow or demand it."""
    how: Literal["regular", "on-request"] | None = None
    """`regular`: by itself, again and again; `on-request`: one by one, when somebody asks."""


class Profiling(Form):
    """Profiling (Art. 4(4)) short of a decision made solely by automated means."""

    purposes: Ids = ()
    """The purposes it serves."""
    statutes: Statutes = ()
    """The acts that it rests on."""


class AiSystem(Form):
    """An AI system that handles the data (Regulation (EU) 2024/1689)."""

    purposes: Ids = ()
    """The purposes it serves."""
    role: Literal["provider", "deployer"] = "deployer"
    """`deployer` uses the system; `provider` has developed it or had it developed (Art. 3(3) and (4) there)."""


class Children(Form):
    """What holds for children."""

    consent_age: Literal[13, 14, 15, 16, 17, 18] | None = None
    """From what age a child consents alone in an online service (Art. 8(1)): 13 to 16 by national law, or later."""
    guardians: bool = False
    """Guardians use the rights of a child on its behalf."""


class Secrecy(Form):
    """Whether the data are secret or public, and by which act."""

    kind: Literal["secret", "partly-secret", "public"]
    """All of them are secret, some are, or they are public."""
    statutes: Statutes = ()
    """The acts that say so."""
