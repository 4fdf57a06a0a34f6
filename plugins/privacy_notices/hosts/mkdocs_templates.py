"""The templates of a site, with everything that MkDocs gives them."""

from __future__ import annotations

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation


class SiteTemplates:
    """The templates in one build."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        self._env: Environment | None = None
        self._files = Files([])
        self._nav = Navigation([], [])

    def open(self, env: Environment, files: Files) -> None:
        """Every page has been read."""
        self._env = env
        self._files = files

    def show_menu(self, nav: Navigation) -> None:
        """The site's menu is known."""
        self._nav = nav

    def close(self) -> None:
        """The next build begins."""
        self._files = Files([])
        self._nav = Navigation([], [])

    @property
    def env(self) -> Environment:
        """The environment, once it is there."""
        assert self._env is not None, "MkDocs calls on_env before it writes anything"
        return self._env

    @property
    def files(self) -> Files:
        """All files of the site, once every page has been read."""
        return self._files

    def render(self, name: str, base_url: str, **values: object) -> str:
        """A template that is no page. `base_url`: what its links begin with; `values`: what it knows beside."""
        context = get_context(self._nav, self._files, self._config, base_url=base_url)
        return self.env.get_template(name).render({**context, **values})
