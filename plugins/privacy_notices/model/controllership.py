"""Who decides for what (Art. 4(7), 26): controllers that decide together, and those that decide for themselves.

No input or output.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from privacy_notices.schema.notice_form import NoticeFacts
from privacy_notices.schema.portal_form import Recipient
from privacy_notices.vocabulary.shipped_vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Deciding:
    """Controllers, and the purposes that they decide for."""

    controllers: tuple[str, ...]
    purposes: tuple[str, ...]


def deciding_for(facts: NoticeFacts, purpose: str) -> tuple[str, ...]:
    """The controllers of a purpose, in the order of the notice."""
    named = facts.purposes[purpose].controllers
    return tuple(key for key in facts.controllers if not named or key in named)


def joint_for(facts: NoticeFacts, purpose: str) -> tuple[str, ...]:
    """Those who decide for a purpose together; nobody where fewer than two do."""
    declared = facts.joint_controllers
    joint = tuple(key for key in deciding_for(facts, purpose) if declared is None or key in declared)
    return joint if len(joint) > 1 else ()


def together(facts: NoticeFacts) -> tuple[Deciding, ...]:
    """Joint controllers, each group once, with its purposes."""
    found: dict[tuple[str, ...], list[str]] = {}
    for key in own_purposes(facts):
        if joint := joint_for(facts, key):
            found.setdefault(joint, []).append(key)
    return tuple(Deciding(controllers, tuple(purposes)) for controllers, purposes in found.items())


def alone(facts: NoticeFacts) -> tuple[Deciding, ...]:
    """Each controller that decides for some purposes by itself, with those."""
    found: dict[str, list[str]] = {}
    for controller in facts.controllers:
        for key in own_purposes(facts):
            if controller in deciding_for(facts, key) and controller not in joint_for(facts, key):
                found.setdefault(controller, []).append(key)
    return tuple(Deciding((controller,), tuple(purposes)) for controller, purposes in found.items())


def are_all_joint(facts: NoticeFacts) -> bool:
    """Whether all controllers of the notice decide together for all its purposes."""
    return all(joint_for(facts, key) == facts.controllers for key in own_purposes(facts))


def own_purposes(facts: NoticeFacts) -> tuple[str, ...]:
    """The purposes that controllers decide for; all where they are nothing but somebody's processors."""
    own = tuple(key for key, purpose in facts.purposes.items() if purpose.role == "controller")
    return own or tuple(facts.purposes)


def joint_recipients(
    facts: NoticeFacts, recipients: Mapping[str, Recipient], vocabulary: Vocabulary
) -> tuple[tuple[int, str], ...]:
    """The recipients that are joint controllers with those of the notice, each with its position in the notice's list.

    `recipients`: the portal's.
    """
    categories = vocabulary.words["recipients"]
    roles = (recipients[key].role if key in recipients else categories[key].role for key in facts.recipients or ())
    joint = (position for position, role in enumerate(roles) if role == "joint-controller")
    return tuple((position, (facts.recipients or ())[position]) for position in joint)
