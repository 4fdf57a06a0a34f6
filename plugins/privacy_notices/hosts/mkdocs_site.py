"""What the site's own configuration says, and what the portal changes in it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from privacy_notices.faults.diagnostic import Term
from privacy_notices.hosts.edit_links import edit_address, edit_path
from privacy_notices.hosts.leaving import LEAVING_SCRIPT
from privacy_notices.hosts.templates import SITEMAP, THEME
from privacy_notices.hosts.third_parties import ThirdPartyCall, calls_of_addresses
from privacy_notices.report.voice import Voice, is_address

PAGE_EVENTS: Final = (
    "files",
    "nav",
    "env",
    "pre_page",
    "page_read_source",
    "page_markdown",
    "page_content",
    "page_context",
    "post_page",
)
"""Events in which plugins see the pages of a site, or may change how they are made."""

PAGE_MAKERS: Final = (
    "files",
    "env",
    "page_content",
    "page_context",
    "pre_template",
    "post_template",
    "post_page",
    "post_build",
)
"""Events in which they may add something to a page."""

INSTANT: Final = "navigation.instant"
"""A feature of Material: it changes only a part of the page that is shown."""

SEARCH: Final = ("mkdocs.contrib.search", "material.plugins.search")
"""Plugins that see every page, and leave out those of the portal."""


def refuse_rivals(config: MkDocsConfig, voice: Voice) -> None:
    """Errors: PluginError where another plugin decides the language of every page."""
    if "i18n" in config.plugins or "mkdocs-static-i18n" in config.plugins:
        raise PluginError(voice.word("host.rival"))


def refuse_address(config: MkDocsConfig, voice: Voice) -> None:
    """Errors: PluginError where the address of the site is none that a browser can open. Links are made with it."""
    if config.site_url and not is_address(config.site_url):
        raise PluginError(voice.word("host.site-url", key="site_url", address=config.site_url))


def prepare(config: MkDocsConfig, source: Path) -> None:
    """Make room for the portal. To do it twice is to do it once: a preview asks at every build."""
    # After the user's own folders, so that a template of theirs wins; before the theme's, so that ours does.
    own = 1 if config.theme.custom_dir else 0
    if str(THEME) not in config.theme.dirs:
        config.theme.dirs.insert(own, str(THEME))
    config.theme.static_templates.add(SITEMAP)
    # MkDocs ends the preview when it is to watch a folder that is not there.
    if source.is_dir() and str(source) not in config.watch:
        config.watch.append(str(source))
    if INSTANT in (config.theme.get("features") or ()) and LEAVING_SCRIPT not in config.extra_javascript:
        config.extra_javascript.append(LEAVING_SCRIPT)


def others(config: MkDocsConfig, own: object, events: Iterable[str]) -> tuple[str, ...]:
    """The plugins and hooks, but `own` and a search, that take part in one of these events, by name."""
    origins = getattr(config.plugins, "_event_origins", {})
    names: dict[str, None] = {}
    for method in (method for event in events for method in config.plugins.events[event]):
        other = getattr(method, "__self__", None)
        if other is not own and not type(other).__module__.startswith(SEARCH):
            names[origins.get(method) or type(other).__name__] = None
    return tuple(names)


def own_templates(config: MkDocsConfig) -> tuple[str, ...]:
    """Folders with templates that the site has in place of the portal's."""
    before = (Path(folder, "pn") for folder in config.theme.dirs[: config.theme.dirs.index(str(THEME))])
    base = Path(config.config_file_path or "").parent
    return tuple(Path(os.path.relpath(folder, base)).as_posix() for folder in before if folder.exists())


def lookers(config: MkDocsConfig, own: object) -> tuple[str, ...]:
    """What of the site's own takes part in making the portal's pages, by name: plugins, hooks, folders of templates."""
    return (*others(config, own, PAGE_EVENTS), *own_templates(config))


def edit_href(config: MkDocsConfig, source: Path) -> str | None:
    """Where a file can be edited, below the docs folder or beside it; None where the site does not say so."""
    template = config.edit_uri_template or (f"{config.edit_uri}{{path}}" if config.edit_uri else None)
    if template is None:
        return None
    return edit_address(config.repo_url or "", str(template), edit_path(source, Path(config.docs_dir)))


def third_parties(config: MkDocsConfig, *, has_other_pages: bool) -> Iterator[ThirdPartyCall]:
    """Settings of the site that make a reader's browser call somebody else.

    `has_other_pages`: the site has pages in the theme's own frame, beside those of the portal.
    """
    # Nor do they load the theme's font. Those that do would change their look if it were taken away unsaid.
    if has_other_pages and config.theme.get("font"):
        yield ThirdPartyCall("theme.font", "Google Fonts")
    if config.extra.get("analytics"):
        yield ThirdPartyCall("extra.analytics", Term("host.third-party.analytics"))
    # The portal's own pages do not show the repository.
    if has_other_pages and config.theme.name == "material" and "github.com" in (config.repo_url or ""):
        yield ThirdPartyCall("repo_url", Term("host.third-party.repository"))
    for name in ("extra_css", "extra_javascript"):
        yield from calls_of_addresses({name: [getattr(item, "path", item) for item in config[name]]})
    fences = config.mdx_configs.get("pymdownx.superfences", {}).get("custom_fences", [])
    is_local = any("mermaid" in str(getattr(item, "path", item)) for item in config.extra_javascript)
    if not is_local and any(fence.get("name") == "mermaid" for fence in fences):
        yield ThirdPartyCall("pymdownx.superfences", Term("host.third-party.diagrams"))
