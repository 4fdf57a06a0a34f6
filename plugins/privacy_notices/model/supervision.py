"""Who supervises the controllers of a notice, and where its readers are at home. No input or output."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from privacy_notices.model.notice import Notice, Project
from privacy_notices.schema.notice_form import NoticeFacts
from privacy_notices.schema.portal_form import Controller
from privacy_notices.vocabulary.shipped_vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What the readers of a page take for granted."""

    home: str
    """The country that goes without saying in addresses and telephone numbers; empty where each is named."""
    shared: str
    """The country that all controllers are in; empty where they are in several."""
    words: tuple[str, ...]
    """Countries whose own words for a thing are used before the common ones."""


def authority_of(controller: Controller, portal: str | None, vocabulary: Vocabulary) -> str:
    """Who supervises a controller. `portal`: the authority that portal.yml names."""
    return controller.authority or portal or of_register(controller, vocabulary)


def of_register(controller: Controller, vocabulary: Vocabulary) -> str:
    """The authority by country and kind; the first of the register for a country that has none."""
    authorities = vocabulary.authorities
    competent = (key for key, one in authorities.items() if one.supervises(controller.country, controller.kind))
    return next(competent, next(iter(authorities)))


def authorities_for(
    facts: NoticeFacts, controllers: Mapping[str, Controller], portal: str | None, vocabulary: Vocabulary
) -> Mapping[str, tuple[str, ...]]:
    """The authorities that a notice names, each with those of its controllers that it supervises.

    `controllers`: at least those of the notice; `portal`: the authority that portal.yml names.
    """
    own = {key: controllers[key] for key in facts.controllers}
    if len(facts.authority) == 1:
        return {facts.authority[0]: facts.controllers}
    # Of several that the notice names, that of the portal is no controller's.
    written = None if facts.authority else portal
    found: dict[str, tuple[str, ...]] = dict.fromkeys(facts.authority, ())
    for key, controller in own.items():
        authority = authority_of(controller, written, vocabulary)
        if not facts.authority or authority in found:
            found[authority] = (*found.get(authority, ()), key)
    return found


def authorities_of(project: Project) -> tuple[str, ...]:
    """The authority that the portal names and those of its notices, each once; those of its controllers where it has
    neither."""
    portal = project.portal
    found = dict.fromkeys([portal.authority] if portal.authority else [])
    for notice in project.notices:
        found |= dict.fromkeys(authorities_for(notice.facts, portal.controllers, portal.authority, project.vocabulary))
    everyone = (authority_of(one, None, project.vocabulary) for one in portal.controllers.values())
    return tuple(found or dict.fromkeys(everyone))


def state_of(country: str, vocabulary: Vocabulary) -> str:
    """The state that a country's code belongs to: itself, or for a territory that which it is a part of."""
    return vocabulary.within.get(country, country)


def shared_country(controllers: Iterable[Controller], vocabulary: Vocabulary) -> str:
    """The state that all controllers are in; empty where they are in several."""
    states = {state_of(controller.country, vocabulary) for controller in controllers}
    return states.pop() if len(states) == 1 else ""


def whereabouts_of_notice(project: Project, notice: Notice) -> Whereabouts:
    """What the readers of a notice take for granted: the country of its controllers, if it is their authority's too."""
    portal, vocabulary = project.portal, project.vocabulary
    shared = shared_country(project.controllers(notice), vocabulary)
    supervising = authorities_for(notice.facts, portal.controllers, portal.authority, vocabulary)
    states = {state_of(vocabulary.authorities[key].country, vocabulary) for key in supervising}
    return Whereabouts(shared if states == {shared} else "", shared, (shared,) if shared else ())


def whereabouts_of_portal(project: Project) -> Whereabouts:
    """What the readers of the portal's other pages take for granted: the country of the authority that it names, or
    that of all controllers.

    The words of a country are said where one of its authorities supervises a controller that is there: who is abroad is
    bound by none of its acts because the register knows no other authority for it.
    """
    portal, vocabulary = project.portal, project.vocabulary
    shared = shared_country(portal.controllers.values(), vocabulary)
    states = {state_of(controller.country, vocabulary) for controller in portal.controllers.values()}
    countries = (vocabulary.authorities[key].country for key in authorities_of(project))
    words = dict.fromkeys(country for country in countries if state_of(country, vocabulary) in states)
    named = portal.authority
    home = state_of(vocabulary.authorities[named].country, vocabulary) if named else shared
    return Whereabouts(home, shared, tuple(words))
