"""The templates of pages that are no notices, and how they are read. They ship with the package."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from jinja2 import Environment, PackageLoader, StrictUndefined


@functools.cache
def environment() -> Environment:
    """The templates, every value escaped, a name without a value refused."""
    return Environment(
        loader=DenseLoader("privacy_notices.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )


class DenseLoader(PackageLoader):
    """Leaves line ends and indentation out, which are for whoever reads the template: they are a twentieth of a page.

    An empty line becomes a line end, so that a page has a line for each section. Where words must be apart, the
    template has a space on the same line.
    """

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool] | None]:
        """A template without what is for its readers only."""
        source, file, is_current = super().get_source(environment, template)
        dense = re.sub(r"\s*\n\s*", lambda gap: "\n" if gap[0].count("\n") > 1 else "", source)
        return dense, file, is_current
