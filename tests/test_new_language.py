"""Catalogs of more languages, and preparing a portal for one: nothing false is ever published as a translation."""

from __future__ import annotations

import datetime
import gettext
import re
import shutil
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog as Template
from babel.messages.pofile import read_po
from click.testing import CliRunner, Result

from minimal import project
from privacy_notices.cli.new_language_command import new_language
from privacy_notices.faults.diagnostic import Severity
from privacy_notices.languages.catalog import read_catalog
from privacy_notices.languages.language import SOURCE
from privacy_notices.languages.new_language import unknown_language
from privacy_notices.languages.shipped_catalogs import complete_languages, shipped_catalogs
from privacy_notices.load.package_data import data_file
from privacy_notices.load.yaml_file import load
from privacy_notices.model.notice import Project
from privacy_notices.pages.addresses import Site, slugify
from privacy_notices.pages.plan import plan, speakers_of
from privacy_notices.pages.render import Renderer
from privacy_notices.portal.options import Options
from privacy_notices.portal.publication import Publication
from privacy_notices.portal.reading import open_project
from privacy_notices.schema.period import Period
from privacy_notices.translations.preparation import NotEditable, prepare, with_language
from privacy_notices.translations.texts import bundles

ROOT = Path(__file__).parent.parent
LANGUAGES = tuple(shipped_catalogs())
OTHERS = tuple(language for language in LANGUAGES if language not in complete_languages())
UNOFFICIAL = ("ar", "ru", "se")
"""Languages in which the Regulation has not been published."""


def template(language: str) -> Template:
    return read_po(BytesIO(data_file(f"languages/locale/{language}.po")), abort_invalid=True)


def messages(language: str) -> Mapping[str, tuple[str, str]]:
    """English and translation of each message; plural forms one below the other. English itself is written once."""

    def text(forms: str | Sequence[str]) -> str:
        return forms if isinstance(forms, str) else "\n".join(forms).strip()

    return {
        message.context: (text(message.id), text(message.id if language == SOURCE else message.string))
        for message in template(language)
        if message.context
    }


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{[a-z_]+\}", text))


# --- catalogs --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_has_the_ids_and_the_english_of_every_message(language: str) -> None:
    english = {key: source for key, (source, _) in messages("en").items()}
    assert {key: source for key, (source, _) in messages(language).items()} == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_placeholders_of_its_source(language: str) -> None:
    translated = {key: pair for key, pair in messages(language).items() if pair[1]}
    assert [key for key, (source, text) in translated.items() if not placeholders(text) <= placeholders(source)] == []
    # What a diagnostic says of itself in English may be left out of its hint.
    pages = {key: pair for key, pair in translated.items() if not key.startswith("diagnostic.")}
    assert [key for key, (source, text) in pages.items() if placeholders(text) != placeholders(source)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_english_is_passed_off_as_a_translation(language: str) -> None:
    assert {key for key, (source, text) in messages(language).items() if text == source} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_shipped_word_is_fuzzy_because_those_are_not_shown(language: str) -> None:
    assert [message.context for message in template(language) if message.context and message.fuzzy] == []


@pytest.mark.parametrize("language", complete_languages())
def test_the_complete_catalogs_lack_no_word(language: str) -> None:
    assert shipped_catalogs()[language].messages.keys() == messages("en").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_part_the_numbers_as_cldr_does(language: str) -> None:
    header = template(language)
    rule, locale = gettext.c2py(header.plural_expr), Locale.parse(language)
    pairs = {(rule(number), locale.plural_form(number)) for number in range(300)}
    assert len(pairs) == len({form for form, _ in pairs}) == len({name for _, name in pairs}) == header.num_plurals


@pytest.mark.parametrize(("language", "letters"), [("ru", r"[а-яё]"), ("ar", r"[\u0621-\u064a]")])
def test_words_are_written_in_the_script_of_their_language(language: str, letters: str) -> None:
    texts = {
        key: text for key, (text,) in shipped_catalogs()[language].messages.items() if not key.startswith("format.")
    }
    assert [key for key, text in texts.items() if not re.search(letters, text, re.IGNORECASE)] == []
    mixed = rf"{letters}[a-z]|[a-z]{letters}"
    assert [key for key, text in texts.items() if re.search(mixed, placeholders_out(text), re.IGNORECASE)] == []


def placeholders_out(text: str) -> str:
    return re.sub(r"\{[a-z_]+\}", " ", text)


@pytest.mark.parametrize("language", UNOFFICIAL)
def test_no_official_title_is_invented_where_the_regulation_has_none(language: str) -> None:
    assert [key for key in shipped_catalogs()[language].messages if key.endswith(".official")] == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_act_of_finland_gets_a_name_that_it_does_not_have(language: str) -> None:
    assert [key for key in shipped_catalogs()[language].messages if key.startswith("statutes.")] == []


def test_estonian_has_the_title_of_every_article_as_published() -> None:
    unread = {
        "right.judicial-remedy.official",
        "right.notification-to-recipients.official",
    }  # titles of Art. 19, 79, 82
    official = {key for key in messages("en") if key.endswith(".official")} - unread
    estonian = shipped_catalogs()["et"]
    assert official <= estonian.messages.keys()
    assert estonian.get("right.access.official") == "Andmesubjekti õigus tutvuda andmetega"
    assert estonian.get("right.portability.official") == "Andmete ülekandmise õigus"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_addresses_of_pages_need_no_change(language: str) -> None:
    words = shipped_catalogs()[language].messages
    slugs = [forms[0] for key, forms in words.items() if key.startswith("slug.")]
    assert slugs == [slugify(slug) for slug in slugs]


def test_complete_catalogs_come_first_and_others_are_known_without_being_read() -> None:
    catalogs = shipped_catalogs()
    assert tuple(catalogs)[: len(complete_languages())] == complete_languages()
    assert {"ar", "et", "ru", "se"} <= set(catalogs)
    assert "xx" not in catalogs
    with pytest.raises(KeyError):
        catalogs["xx"]


# --- what a reader of such a language sees ---------------------------------------------------------------------------


def portal_in(language: str) -> Project:
    words = {f"portal.{language}.yml": {"site_name": "Portal"}}
    found: Project = project(portal={"languages": ["fi", language]}, portal_sv=None, portal_en=None, en=None, **words)
    return found


@pytest.mark.parametrize("language", OTHERS)
def test_a_word_that_is_missing_is_said_in_the_source_language_and_marked(language: str) -> None:
    speaker = speakers_of(portal_in(language))[language]
    finnish = shipped_catalogs()["fi"].get("statutes.accounting-act")
    assert speaker.html("statutes.accounting-act") == f'<span lang="fi" dir="ltr">{finnish}</span>'
    assert "lang=" not in speaker.html("ui.search")


def test_addresses_and_numbers_run_from_left_to_right_on_a_page_in_arabic() -> None:
    portal = portal_in("ar")
    pages, _ = plan(portal, Site())
    page = next(page for page in pages.pages if page.kind == "notice" and page.language == "ar")
    html = Renderer(portal, pages, Site()).render(page).html
    links = re.findall(r'<a [^>]*href="(?:tel|mailto):[^>]*>', html)
    assert links
    assert [link for link in links if 'dir="ltr"' not in link] == []
    assert "<bdi>00100 Helsinki</bdi>" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_length_of_time_is_said_in_words(language: str) -> None:
    said = speakers_of(portal_in(language) if language in OTHERS else project())[language].period(
        Period(1, 6, 2, 3, 72)
    )
    assert "duration" not in said
    assert len(re.findall(r"[^\W\d_]{2,}", said)) >= 4


def test_letters_outside_latin_stay_whole_in_an_address() -> None:
    assert slugify("Надзорный орган") == "надзорный-орган"
    assert slugify("أحكام إضافية") == "أحكام-إضافية"


# --- a portal gets one more language ---------------------------------------------------------------------------------


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample portal."""
    return shutil.copytree(ROOT / "notices", tmp_path / "notices")


def run(folder: Path, language: str) -> Result:
    return CliRunner().invoke(new_language, [language, "--notices", str(folder)], catch_exceptions=False)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def opened(folder: Path) -> Project:
    found, diagnostics = open_project(folder)
    assert [item for item in diagnostics if item.severity is Severity.ERROR] == []
    assert found is not None
    return found


@pytest.mark.parametrize("language", ["et", "uk"])
def test_the_portal_opens_with_the_new_language_and_nothing_counts_as_translated(sample: Path, language: str) -> None:
    before = opened(sample)
    assert run(sample, language).exit_code == 0
    after = opened(sample)
    assert after.portal.languages == (*before.portal.languages, language)
    assert language not in after.words
    assert [notice.id for notice in after.notices if language in notice.words] == []
    assert after.notices == before.notices


@pytest.mark.parametrize("language", ["ar", "et", "ru", "se", "uk"])
def test_every_page_previews_in_the_new_language_and_says_that_it_is_not_translated(
    sample: Path, language: str
) -> None:
    run(sample, language)
    publication = Publication.open(sample, Options(datetime.date(2026, 11, 21), drafts=True))
    frames = [publication.frame(page) for page in publication.pages() if page.language == language]
    notices = [frame for frame in frames if frame.kind == "notice"]
    assert len(notices) == len(publication.project.notices)
    for frame in notices:
        assert frame.noindex
        assert frame.content is not None
        assert re.search(r'<h1><span lang="fi" dir="ltr">', frame.content)
        assert '<div class="pn-note" role="note">' in frame.content
    assert {frame.dir for frame in frames} == {"rtl" if language == "ar" else "ltr"}


def test_a_template_has_every_key_of_the_source_and_no_text(sample: Path) -> None:
    source = bundles(opened(sample))
    run(sample, "et")
    for bundle in source:
        name = bundle.file("et").rpartition("/")
        document = load((sample / f"{name[0]}{name[1]}_{name[2]}").read_bytes(), "")
        found = dict(leaves(document.value))
        assert list(found) == [tuple(map(str, text.path)) for text in bundle.source.values()]
        assert set(found.values()) == {""}
        assert document.diagnostics == ()


def leaves(value: object, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], object]]:
    if not isinstance(value, Mapping):
        return [(path, value)]
    return [leaf for key, inner in value.items() for leaf in leaves(inner, (*path, str(key)))]


def test_the_source_stands_above_each_empty_text(sample: Path) -> None:
    run(sample, "et")
    text = (sample / "customer-register" / "_et.yml").read_text(encoding="utf-8")
    assert '\n# Mittauspalvelun asiakasrekisteri\ntitle: ""\n' in text


def test_a_template_that_is_filled_in_and_renamed_is_a_translation(sample: Path) -> None:
    run(sample, "et")
    path = sample / "customer-register" / "_et.yml"
    text = path.read_text(encoding="utf-8").replace(': ""', ': "Tekst"')
    path.rename(path.with_name("et.yml")).write_text(
        re.sub(r"^( *)(\S+: )\|$", r"\1\2|\n\1  Tekst", text, flags=re.MULTILINE), encoding="utf-8"
    )
    notice = next(notice for notice in opened(sample).notices if notice.id == "customer-register")
    assert notice.words["et"].title == "Tekst"


def test_nothing_in_the_portal_changes_but_the_list_of_languages(sample: Path) -> None:
    before = files(sample)
    run(sample, "uk")
    after = files(sample)
    assert before.keys() <= after.keys()
    assert [name for name, data in before.items() if after[name] != data] == ["portal.yml"]
    assert after["portal.yml"] == before["portal.yml"].replace(b"[fi, sv, en]", b"[fi, sv, en, uk]")
    assert all(Path(name).name.startswith("_") or name == "locale/uk.po" for name in after.keys() - before.keys())


def test_a_second_run_leaves_everything_as_it_is(sample: Path) -> None:
    run(sample, "et")
    edited = sample / "customer-register" / "_et.yml"
    edited.write_text('title: "Klientide register"\n', encoding="utf-8")
    before = files(sample)
    result = run(sample, "et")
    assert result.exit_code == 0
    assert files(sample) == before
    assert "left as it is: notices/customer-register/_et.yml" in result.output


def test_a_words_file_that_is_there_gets_no_template(sample: Path) -> None:
    run(sample, "et")
    (sample / "customer-register" / "_et.yml").unlink()
    (sample / "customer-register" / "et.yml").write_text("title: Klientide register\n", encoding="utf-8")
    run(sample, "et")
    assert not (sample / "customer-register" / "_et.yml").exists()


def test_the_words_of_the_interface_come_as_an_empty_catalog_where_none_ships(sample: Path) -> None:
    run(sample, "uk")
    data = (sample / "locale" / "uk.po").read_bytes()
    catalog, faults = read_catalog(data, "uk", "uk.po")
    assert faults == ()
    assert catalog.messages == {}
    found = read_po(BytesIO(data), abort_invalid=True)
    assert {message.context for message in found if message.context} == set(messages("en"))
    assert found.num_plurals == 3
    assert found.get("{count} privacy notice", "list.count").string == ("", "", "")
    run(sample, "et")
    assert not (sample / "locale" / "et.po").exists()


def test_the_command_says_what_it_made_and_what_to_do_next(sample: Path) -> None:
    output = run(sample, "uk").output
    assert "written: notices/portal.yml\n" in output
    assert "written: notices/_portal.uk.yml\n" in output
    assert "privacy-notices translations export uk" in output
    assert "locale/uk.po" in output


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("estonian", "`et` (Estonian)"),
        ("ET", "`et` (Estonian)"),
        ("Northern Sami", "`se` (Northern Sami)"),
        ("qq", "small letters"),
        ("pt_BR", "`pt"),
    ],
)
def test_what_is_no_language_code_is_refused_with_the_one_that_was_meant(
    sample: Path, written: str, meant: str
) -> None:
    before = files(sample)
    result = run(sample, written)
    assert result.exit_code == 2
    assert f"`{written}` is not a language code" in result.output
    assert meant in result.output
    assert files(sample) == before


@pytest.mark.parametrize("code", ["et", "se", "smn", "sms", "ar", "zh-Hant", "pt-BR", "no"])
def test_codes_of_languages_are_known(code: str) -> None:
    assert unknown_language(code) is None


def test_a_portal_that_cannot_be_read_is_left_alone(sample: Path) -> None:
    (sample / "portal.yml").write_text("languages: [fi\n", encoding="utf-8")
    before = files(sample)
    result = run(sample, "et")
    assert result.exit_code == 1
    assert "notices/portal.yml:" in result.output
    assert files(sample) == before


# --- the list of languages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"languages: [fi, sv]\n", b"languages: [fi, sv, et]\n"),
        (b"languages: [fi, sv]   # menu\nformat: 1\n", b"languages: [fi, sv, et]   # menu\nformat: 1\n"),
        (b"languages: [\"fi\", 'sv', ]\n", b"languages: [\"fi\", 'sv', et, ]\n"),
        (b"languages: [\n  fi,\n  sv   # two\n]\n", b"languages: [\n  fi,\n  sv, et   # two\n]\n"),
        (b"{format: 1, languages: [fi]}\n", b"{format: 1, languages: [fi, et]}\n"),
        (b"languages:\n  - fi\n  - sv\nformat: 1\n", b"languages:\n  - fi\n  - sv\n  - et\nformat: 1\n"),
        (b"languages:\n- fi # one\n- sv # two\n\n# end\n", b"languages:\n- fi # one\n- sv # two\n- et\n\n# end\n"),
        (b"languages:\r\n  - fi\r\n", b"languages:\r\n  - fi\r\n  - et\r\n"),
        (b"languages:\n  - fi", b"languages:\n  - fi\n  - et"),
        (
            b"\xef\xbb\xbf# \xc3\xa4\xc3\xb6\nlanguages: [fi]\n",
            b"\xef\xbb\xbf# \xc3\xa4\xc3\xb6\nlanguages: [fi, et]\n",
        ),
        (b"languages: [et, fi]\n", b"languages: [et, fi]\n"),
    ],
)
def test_a_language_is_added_in_the_style_of_the_list_and_every_other_byte_stays(before: bytes, after: bytes) -> None:
    assert with_language(before, "et") == after


def test_norwegian_is_not_read_as_a_refusal() -> None:
    assert with_language(b"languages: [fi]\n", "no") == b'languages: [fi, "no"]\n'


@pytest.mark.parametrize("data", [b"languages: fi\n", b"languages: []\n", b"format: 1\n", b"- fi\n"])
def test_a_list_that_cannot_be_added_to_is_left_to_a_person(data: bytes) -> None:
    with pytest.raises(NotEditable):
        with_language(data, "et")


def test_the_language_that_a_notice_is_written_in_needs_no_template_of_it() -> None:
    found = project(
        portal={"languages": ["fi", "en"], "source_language": "en"}, portal_sv=None, notice={"source_language": "fi"}
    )
    assert set(prepare(found, b"languages: [fi, en]\n", "fi").templates) == set()
