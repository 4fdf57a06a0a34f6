"""Portals to measure with: as many notices as asked for, their texts as long as in the sample portal, no two alike.

The same number and seed give the same bytes. Each notice is one of the sample's with a name of its own; every text in
it says in one more sentence, in its language, which place it concerns, so that nothing is fast only because it was
seen before. Controllers, contacts and recipients are shared, as in a group of companies. Of every tenth notice the
source was changed after it was translated: the memories know.

    python benchmarks/portals.py 100 folder
"""

from __future__ import annotations

import argparse
import datetime
import html.parser
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import yaml

from privacy_notices.pages.addresses import Site
from privacy_notices.pages.plan import plan
from privacy_notices.pages.render import Renderer
from privacy_notices.portal.memory_files import save
from privacy_notices.portal.reading import open_project
from privacy_notices.translations.memory import Memory, accept
from privacy_notices.translations.texts import bundles

SAMPLE: Final = Path(__file__).parent.parent / "notices"
DAY: Final = datetime.date(2026, 3, 1)
"""The day the translations were read."""
OUTDATED: Final = 10
"""Every so many notices one has a source that is newer than its translations."""
URL: Final = "https://portal.example/"

_BEGINNINGS: Final = ("Koivu", "Kuusi", "Lehto", "Mänty", "Niitty", "Ranta", "Saari", "Suvi", "Tammi", "Virta")
_ENDINGS: Final = ("harju", "järvi", "koski", "kylä", "lahti", "mäki", "niemi", "pelto", "salmi", "vaara")
_SENTENCES: Final = {
    "fi": ("Tämä koskee toimipaikkaa {}.", "Näin toimitaan myös paikassa {}.", "Asiaa hoitaa toimipaikka {}."),
    "sv": ("Detta gäller verksamhetsstället {}.", "Så gör vi också i {}.", "Ärendet sköts av verksamhetsstället {}."),
    "en": ("This concerns the office {}.", "The same is done at {}.", "The matter is looked after at the office {}."),
}
_NEWER: Final = " Toimipaikan aukioloajat ovat muuttuneet."
_KEPT: Final = ("slug", "name", "title", "changes")
"""Keys whose texts stay as they are: names, headings, addresses, history."""


def write_portal(folder: Path, number: int, languages: tuple[str, ...] = ("fi", "sv", "en"), seed: int = 1) -> None:
    """Write the project `folder`: `mkdocs.yml`, an empty `docs` and `notices` with so many notices."""
    shutil.rmtree(folder, ignore_errors=True)
    source = folder / "notices"
    source.mkdir(parents=True)
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(
        f"site_name: Portal\nsite_url: {URL}\ntheme: {{name: material, font: false}}\nplugins: [privacy-notices]\n"
    )
    for name in ("portal.yml", *(f"portal.{language}.yml" for language in languages)):
        text = (SAMPLE / name).read_text(encoding="utf-8")
        text = re.sub(r"(?m)^languages: \[[^\]]*\]", f"languages: [{', '.join(languages)}]", text)
        (source / name).write_text(text, encoding="utf-8")
    samples = sorted(path.parent for path in SAMPLE.glob("*/notice.yml"))
    newer: dict[Path, bytes] = {}
    for index in range(number):
        _write_notice(source, samples, index, number, languages, random.Random(f"{seed}/{index}"), newer)
    project, _ = open_project(source)
    assert project is not None
    memories = {
        (bundle.id, language): accept(bundle, language, Memory(), bundle.texts[language], DAY)
        for bundle in bundles(project)
        for language in bundle.targets
    }
    save(source, project, memories)
    for path, data in newer.items():
        path.write_bytes(data)


def notice_id(index: int) -> str:
    return f"notice-{index:05d}"


def _write_notice(
    source: Path,
    samples: list[Path],
    index: int,
    number: int,
    languages: tuple[str, ...],
    chance: random.Random,
    newer: dict[Path, bytes],
) -> None:
    sample = samples[index % len(samples)]
    folder = source / notice_id(index)
    shutil.copytree(sample, folder, ignore=shutil.ignore_patterns("_*", "*.yml"))
    for version in sample.glob("versions/*/*.yml"):
        text = version.read_text(encoding="utf-8").replace("slug: ", f"slug: {index:05d}-")
        (folder / version.relative_to(sample)).write_text(_linked(text, samples, index, number), encoding="utf-8")
    facts = (sample / "notice.yml").read_text(encoding="utf-8")
    facts = re.sub(r"(?ms)^aliases:.*?(?=^\S|\Z)", f"aliases: [old/{index}.html]\n" if index % 10 == 0 else "", facts)
    (folder / "notice.yml").write_text(facts, encoding="utf-8")
    place = f"{chance.choice(_BEGINNINGS)}{chance.choice(_ENDINGS)} {index}"
    turns = [chance.randrange(3) for _ in range(200)]
    for language in languages:
        words = yaml.safe_load(
            _linked((sample / f"{language}.yml").read_text(encoding="utf-8"), samples, index, number)
        )
        texts = iter(turns)
        said = {key: _said(value, key, language, place, texts) for key, value in sorted(words.items())}
        words = {key: said[key] for key in words}
        words["title"] = f"{words['title']}, {place}"
        words["slug"] = f"{words.get('slug', sample.name)}-{index}"
        path = folder / f"{language}.yml"
        path.write_bytes(dumped(words))
        if language == "fi" and index % OUTDATED == 0:
            newer[path] = dumped({**words, "summary": words["summary"].rstrip() + _NEWER})


def dumped(words: dict[str, object]) -> bytes:
    """A words file."""
    return yaml.safe_dump(words, allow_unicode=True, sort_keys=False, width=110).encode()


def _linked(text: str, samples: list[Path], index: int, number: int) -> str:
    """Links between the sample's notices lead to the neighbours that were made from those."""
    first = index - index % len(samples)
    for position, sample in enumerate(samples):
        text = text.replace(f"notice:{sample.name})", f"notice:{notice_id(min(first + position, number - 1))})")
    return text


def _said(value: object, key: str, language: str, place: str, turns: Iterator[int]) -> object:
    if isinstance(value, dict):
        return {
            name: item if key in _KEPT else _said(item, name, language, place, turns) for name, item in value.items()
        }
    if not isinstance(value, str) or key in _KEPT:
        return value
    text = value.rstrip()
    gap = "\n\n" if "\n" in text else " "
    return f"{text}{gap}{_SENTENCES[language][next(turns)].format(place)}"


# --- the same pages for other programs ---------------------------------------------------------------------------------


def write_markdown(portal: Path, floor: Path) -> None:
    """Write what the pages of a portal say as Markdown below `floor`/docs, a folder a language.

    What stands in `floor` is a project of plain MkDocs and Material, with an empty menu.
    """
    shutil.rmtree(floor, ignore_errors=True)
    project, _ = open_project(portal / "notices")
    assert project is not None
    site = Site(URL)
    planned, _ = plan(project, site)
    renderer = Renderer(project, planned, site)
    # The page that chooses a language belongs to none, which mkdocs-static-i18n does not know.
    pages = [page for page in planned.pages if page.path and not page.kind.startswith("404")]
    for page in pages:
        path = floor / "docs" / site.source(page.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        writer = Markdown()
        writer.feed(str(renderer.render(page).html))
        path.write_text(f"# {page.title}\n\n{writer.text()}\n", encoding="utf-8")
    theme = f"site_name: Portal\nsite_url: {URL}\ntheme: {{name: material, font: false}}\n"
    menu = f"nav: [{project.portal.languages[0]}/index.md]\nnot_in_nav: '*'\n"
    (floor / "mkdocs.yml").write_text(theme + menu)
    (floor / "zensical.yml").write_text(theme + menu)
    languages = "".join(
        f"        - {{locale: {key}, name: {key}, build: true{', default: true' if not number else ''}}}\n"
        for number, key in enumerate(project.portal.languages)
    )
    plugins = f"plugins:\n  - search\n  - i18n:\n      docs_structure: folder\n      languages:\n{languages}"
    # As users have it, with the menu that it makes of the folders; and with as little of a menu as the floor.
    (floor / "i18n.yml").write_text(theme + plugins)
    (floor / "i18n-lean.yml").write_text(f"{theme}nav: [index.md]\nnot_in_nav: '*'\n{plugins}")


class Markdown(html.parser.HTMLParser):
    """The words of a page as Markdown: headings, paragraphs, lists, links. What only machines read is left out."""

    _BLOCKS: Final = frozenset(
        {"h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "tr", "div", "section", "ul", "ol", "dl", "summary"}
    )
    _SILENT: Final = frozenset({"script", "style", "svg", "template"})

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[str] = []
        self._silent = 0
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._SILENT:
            self._silent += 1
        elif tag in self._BLOCKS:
            self._parts.append("\n\n" + {"h2": "## ", "h3": "### ", "h4": "#### ", "li": "- ", "dt": "**"}.get(tag, ""))
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
            self._parts.append("[")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SILENT:
            self._silent -= 1
        elif tag == "a" and self._links:
            target = self._links.pop()
            # Addresses of other pages differ between the programs; these links are followed by none of them.
            self._parts.append(f"]({target})" if target.startswith(("http", "mailto:", "tel:")) else "]")
        elif tag == "dt":
            self._parts.append("**")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._parts.append(re.sub(r"\s+", " ", data))

    def text(self) -> str:
        return re.sub(r"\n[ \n]*\n", "\n\n", "".join(self._parts)).strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("number", type=int, help="notices")
    parser.add_argument("folder", type=Path, help="is emptied first")
    parser.add_argument("--languages", nargs="+", default=["fi", "sv", "en"], choices=sorted(_SENTENCES))
    parser.add_argument("--markdown", type=Path, help="a folder for the same pages in Markdown, for other programs")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write_portal(arguments.folder, arguments.number, tuple(arguments.languages), arguments.seed)
    if arguments.markdown:
        write_markdown(arguments.folder, arguments.markdown)


if __name__ == "__main__":
    main()
