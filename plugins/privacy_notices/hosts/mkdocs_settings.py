"""What `mkdocs.yml` may say under `privacy-notices:`."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.base import Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig

from privacy_notices.hosts.policy_terms import POLICY_FORMS, POLICY_SCOPES, PolicyTerms, ancestors_of
from privacy_notices.hosts.portal_folder import folder_of
from privacy_notices.pages.status import EDITOR
from privacy_notices.report.voice import is_address, voice_of


class EditorAddress(c.Type[str]):
    """An address that opens a file in an editor, with `{path}`, `{line}` and `{column}` in it."""

    def __init__(self) -> None:
        super().__init__(str, default=EDITOR)

    def run_validation(self, value: object) -> str:
        """The address. Errors: ValidationError for one with other names in braces."""
        text = super().run_validation(value)
        try:
            text.format(path="", line=1, column=1)
        except (LookupError, ValueError, AttributeError):
            # Their words name what stands in braces, which a catalog would fill in.
            names = ("{path}", "{line}", "{column}")
            said = voice_of().word("host.editor", address=text, names=names, example=EDITOR)
            raise ValidationError(said) from None
        return text


class HandbookAddress(c.Type[str]):
    """The address that the handbook's pages of codes are below; empty where there is none."""

    def __init__(self) -> None:
        super().__init__(str, default="")

    def run_validation(self, value: object) -> str:
        """The address. Errors: ValidationError for what a browser could not open."""
        text = super().run_validation(value)
        if text and not is_address(text):
            raise ValidationError(voice_of().word("host.handbook", address=text))
        return text


class PortalFolder(c.Type[str]):
    """A folder below the root of the site; empty where it is the root itself."""

    def __init__(self) -> None:
        super().__init__(str, default="")

    def run_validation(self, value: object) -> str:
        """Its path, without `/` at the ends. Errors: ValidationError for what no address should be."""
        text = super().run_validation(value)
        try:
            return folder_of(text)
        except ValueError:
            raise ValidationError(voice_of().word("host.folder", folder=text)) from None


class FrameAncestors(c.ListOfItems[str]):
    """Who may show the pages in a frame."""

    def __init__(self) -> None:
        super().__init__(c.Type(str), default=["self"])

    def run_validation(self, value: object) -> list[str]:
        """The same. Errors: ValidationError for what a policy could not say."""
        written = super().run_validation(value)
        try:
            ancestors_of(written)
        except ValueError as error:
            raise ValidationError(voice_of().word("host.frame-ancestors", address=str(error))) from None
        return written


class Settings(Config):
    """What `mkdocs.yml` may say under `privacy-notices:`."""

    notices_dir = c.Type(str, default="notices")
    """The folder of the notices, relative to `mkdocs.yml`."""
    folder = PortalFolder()
    """Where the portal is below the root of the site: `privacy` puts pages at `privacy/fi/`."""
    search = c.Type(bool, default=True)
    """A search of its own for each language."""
    cache = c.Type(bool, default=True)
    """Keep finished pages and findings from one build to the next."""
    cache_dir = c.Type(str, default=".cache/privacy-notices")
    """The folder they are kept in, relative to `mkdocs.yml`."""
    editor = EditorAddress()
    """What the preview's status opens files with."""
    csp = c.Choice(POLICY_FORMS, default=POLICY_FORMS[0])
    """A Content Security Policy: files for web servers, an element in each page, or none (`off` would be false in YAML)."""
    csp_scope = c.Choice(POLICY_SCOPES, default=POLICY_SCOPES[0])
    """For which pages: all of the site, or those of the portal alone."""
    frame_ancestors = FrameAncestors()
    """Who may show the pages in a frame: `self`, `none`, or addresses of sites."""
    in_place = c.Type(bool, default=False)
    """Write into the folder of the site itself, which is otherwise replaced whole: for one that a container has mounted."""
    handbook = HandbookAddress()
    """Where the pages of codes are (`explain --output`), for the log to name: an address that a code is appended to."""


def terms_of(settings: Settings) -> PolicyTerms:
    """How the policy is told."""
    return PolicyTerms(settings.csp, settings.csp_scope, ancestors_of(settings.frame_ancestors))


def source_of(config: MkDocsConfig, settings: Settings) -> Path:
    """The folder of the notices."""
    return _beside(config, settings.notices_dir)


def cache_of(config: MkDocsConfig, settings: Settings) -> Path:
    """The folder where a build keeps what it has found."""
    return _beside(config, settings.cache_dir)


def _beside(config: MkDocsConfig, folder: str) -> Path:
    # Absolute and without `..`, as MkDocs has its own paths; that of the settings may be relative (`mkdocs build -f`).
    return Path(os.path.abspath(Path(os.path.abspath(config.config_file_path)).parent / folder))
