"""Three months of a portal: people edit, translate by hand and in tools, branch and merge, and the status stays true."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import programs
from privacy_notices.cli.translations_group import translations
from programs import needs
from translations.shop import Shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop.at(tmp_path)


def command(shop: Shop, day: str, *arguments: str, exit_code: int = 0) -> Result:
    result = CliRunner().invoke(translations, [*arguments, "--notices", str(shop.root), "--today", day])
    assert result.exit_code == exit_code, result.output
    return result


def git(shop: Shop, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    identity = ["-c", "user.name=Someone", "-c", "user.email=someone@kauppa.example", "-c", "commit.gpgsign=false"]
    return subprocess.run(
        ["git", *identity, *arguments], cwd=shop.root.parent, check=check, capture_output=True, text=True
    )


def commit(shop: Shop, message: str) -> None:
    git(shop, "add", "--all")
    git(shop, "commit", "--message", message)


def program(*arguments: str | Path) -> str:
    done = subprocess.run([str(item) for item in arguments], check=True, capture_output=True, text=True)
    return done.stdout + done.stderr


@needs("git", "msgmerge", "msgfmt")
def test_three_months_of_a_portal(shop: Shop, tmp_path: Path) -> None:
    git(shop, "init", "--initial-branch", "main")

    # March. The portal exists in two languages and nobody has ever asked the tool.
    assert set(shop.states().values()) == {"unconfirmed"}
    command(shop, "2026-03-01", "accept", "orders", "sv")
    assert shop.states() == {}
    assert shop.states("en") == dict.fromkeys(shop.rows("en"), "missing")
    commit(shop, "Accept the Swedish texts")

    # The source changes. The author runs the tool, and the Swedish file says what has changed.
    shop.edit("orders/fi.yml", "kahden päivän", "kolmen päivän")
    assert shop.states() == {"purposes.orders.text": "outdated"}
    assert shop.rows()["purposes.orders.text"].source_changed is None
    command(shop, "2026-03-05", "status", "--record")
    assert str(shop.rows()["purposes.orders.text"].source_changed) == "2026-03-05"
    note = shop.read("orders/sv.yml").partition("  orders: Vi levererar")[0].splitlines()[-1]
    assert note.startswith("  # fi ")
    assert note.endswith(
        "2026-03-05: Toimitamme tilauksesi ja vastaamme kysymyksiisi [-kahden-]{+kolmen+} päivän kuluessa."
    )
    assert "[-kahden-]{+kolmen+}" in command(shop, "2026-03-05", "status", "--diff").output
    commit(shop, "Three days")

    # A translator who knows no command changes the sentence in a web editor.
    shop.edit("orders/sv.yml", "inom två dagar", "inom tre dagar")
    assert shop.states() == {}
    # A typing error elsewhere needs no command either.
    shop.edit("orders/sv.yml", "Så behandlar vi", "Så här behandlar vi")
    assert shop.states() == {}
    command(shop, "2026-03-06", "status", "--record")
    commit(shop, "Tre dagar")
    # Its note has shrunk to its numbers, and later polish counts as well.
    assert "2026-03-05" not in shop.read("orders/sv.yml")
    shop.edit("orders/sv.yml", "inom tre dagar", "inom tre dygn")
    assert shop.states() == {}

    # The source gets better Finnish; the Swedish is still right, and somebody says so.
    shop.edit(
        "orders/fi.yml",
        "Näin käsittelemme tietojasi, kun tilaat kengät.",
        "Näin käsittelemme tietojasi, kun tilaat kenkiä.",
    )
    assert shop.states() == {"summary": "outdated"}
    command(shop, "2026-03-20", "accept", "orders", "sv", "summary")
    assert shop.states() == {}
    commit(shop, "Better Finnish")

    # April. Two branches: the source changes on one, the old Swedish text is polished on the other.
    git(shop, "switch", "--create", "polish")
    shop.edit("orders/sv.yml", "Vi sparar din adress", "Vi förvarar din adress")
    commit(shop, "Polish the Swedish")
    git(shop, "switch", "main")
    shop.edit("orders/fi.yml", "kunnes perut kirjeen", "vuoden sen jälkeen, kun perut kirjeen")
    command(shop, "2026-04-02", "status", "--record")
    commit(shop, "Keep addresses a year longer")
    merge = git(shop, "merge", "polish", check=False)
    assert merge.returncode == 1
    assert "CONFLICT (content): Merge conflict in notices/orders/sv.yml" in merge.stdout
    # Whoever takes the text of the other branch has not looked at the source.
    git(shop, "checkout", "--theirs", "notices/orders/sv.yml")
    commit(shop, "Merge")
    assert "förvarar" in shop.read("orders/sv.yml")
    assert shop.states() == {"retention_criteria.newsletter": "unconfirmed"}

    # A PO round. While the file is away, one of its sources changes.
    po = tmp_path / "sv.po"
    command(shop, "2026-04-10", "export", "sv", "--output", str(po))
    program("msgfmt", "--check", "--output-file", tmp_path / "sv.mo", po)
    before = shop.files()
    command(shop, "2026-04-10", "import", str(po))
    assert shop.files() == before
    assert '#| msgid "' not in po.read_text()
    assert "#, fuzzy" in po.read_text()
    shop.edit("orders/fi.yml", "alennukset.", "alennukset ja kutsut.")
    newer = tmp_path / "newer.po"
    command(shop, "2026-04-20", "export", "sv", "--output", str(newer))
    assert "#| msgid" in newer.read_text()
    translated = (
        po.read_text()
        .replace(
            'msgstr "Vi förvarar din adress tills du avbeställer brevet."',
            'msgstr "Vi sparar din adress i ett år efter att du har avbeställt brevet."',
        )
        .replace("- rabatter.", "- erbjudanden.")
    )
    po.write_text(_not_fuzzy(translated))
    merged = tmp_path / "merged.po"
    program("msgmerge", "--previous", "--no-fuzzy-matching", "--output-file", merged, po, newer)
    program("msgfmt", "--check", "--output-file", tmp_path / "sv.mo", merged)
    late = command(shop, "2026-04-21", "import", str(po))
    assert "warning[T303]" in late.output
    assert shop.states() == {"purposes.newsletter.text": "outdated"}
    assert "Vi sparar din adress i ett år" in shop.read("orders/sv.yml")
    assert "- erbjudanden." in shop.read("orders/sv.yml")
    assert shop.read("orders/sv.yml").startswith("# Översättare: fråga kundtjänsten")
    commit(shop, "Import the Swedish texts")

    # The memory gets into a conflict: what is lost is unconfirmed, nothing else is.
    lines = shop.read("orders/_translations.sv.yml").split("\n")
    at = lines.index("title:") + 1
    lines[at : at + 1] = [
        "<<<<<<< HEAD",
        lines[at],
        "=======",
        lines[at].replace("Tilaukset", "Tilaus"),
        ">>>>>>> other",
    ]
    (shop.root / "orders/_translations.sv.yml").write_text("\n".join(lines))
    assert shop.states() == {"purposes.newsletter.text": "outdated", "title": "unconfirmed"}
    damaged = command(shop, "2026-04-25", "accept", "orders", "sv")
    assert "T105" in damaged.output
    assert shop.states() == {}
    commit(shop, "Mend the memory")

    # May. A purpose is renamed in the source and in the facts; the Swedish file still has the old id.
    for name in ("orders/notice.yml", "orders/fi.yml"):
        text = shop.read(name)
        (shop.root / name).write_text(text.replace("newsletter:", "letters:"), encoding="utf-8")
    states = shop.states()
    assert states["purposes.letters.text"] == "missing"
    assert states["purposes.newsletter.text"] == "orphaned"
    text = shop.read("orders/sv.yml")
    (shop.root / "orders/sv.yml").write_text(text.replace("newsletter:", "letters:"), encoding="utf-8")
    assert set(shop.states().values()) == {"unconfirmed"}
    command(shop, "2026-05-02", "accept", "orders", "sv", "purposes.letters", "retention_criteria.letters")
    assert shop.states() == {}

    # A text is deleted from the source.
    shop.edit("orders/fi.yml", "texts:\n  security: Vain **kaksi** työntekijää näkee tietosi.\n", "")
    assert shop.states() == {"texts.security": "orphaned"}
    shop.edit("orders/sv.yml", "texts:\n  security: Bara **två** anställda ser dina uppgifter.\n", "")
    assert shop.states() == {}

    # And all the while English is missing, which a policy may refuse.
    command(shop, "2026-05-20", "status")
    portal = shop.read("portal.yml") + "translations:\n  en: {strict_from: 2026-06-01}\n"
    (shop.root / "portal.yml").write_text(portal)
    command(shop, "2026-05-31", "status")
    refused = command(shop, "2026-06-01", "status", exit_code=1)
    assert "error[T101] nothing of `orders` is translated into `en`" in refused.output


def _not_fuzzy(po: str) -> str:
    return po.replace("#, fuzzy\n", "")


@needs("git")
def test_a_merge_never_puts_the_note_of_one_branch_above_the_old_text_of_the_other(shop: Shop) -> None:
    git(shop, "init", "--initial-branch", "main")
    command(shop, "2026-03-01", "accept", "orders", "sv")
    commit(shop, "Begin")
    git(shop, "switch", "--create", "polish")
    shop.edit("orders/sv.yml", "- rabatter.", "- sänkta priser.")
    commit(shop, "Polish a text of several lines")
    git(shop, "switch", "main")
    shop.edit("orders/fi.yml", "uudet mallit", "uudet mallit ja koot")
    command(shop, "2026-04-02", "status", "--record")
    commit(shop, "Change its source")
    assert git(shop, "merge", "polish").returncode == 0
    assert "# fi " in shop.read("orders/sv.yml")
    assert "sänkta priser" in shop.read("orders/sv.yml")
    assert shop.states() == {"purposes.newsletter.text": "unconfirmed"}


@needs("git")
def test_neighbouring_records_are_merged_by_git_without_a_conflict(shop: Shop) -> None:
    git(shop, "init", "--initial-branch", "main")
    command(shop, "2026-03-01", "accept", "orders", "sv")
    commit(shop, "Begin")
    git(shop, "switch", "--create", "other")
    shop.edit("orders/sv.yml", "Beställningar", "Våra beställningar")
    command(shop, "2026-04-01", "accept", "orders", "sv", "title")
    commit(shop, "Title")
    git(shop, "switch", "main")
    shop.edit("orders/sv.yml", "Bara **två** anställda ser", "Endast **två** anställda ser")
    command(shop, "2026-04-01", "accept", "orders", "sv", "texts")
    commit(shop, "Security")
    assert git(shop, "merge", "other").returncode == 0
    assert shop.states() == {}


def test_the_status_as_json_is_a_list_of_texts(shop: Shop) -> None:
    command(shop, "2026-03-01", "accept", "_all", "sv")
    shop.edit("orders/fi.yml", "title: Tilaukset", "title: Tilaukset ja palautukset")
    command(shop, "2026-03-02", "status", "--record")
    found = json.loads(command(shop, "2026-03-03", "status", "--format", "json", "--language", "sv").output)
    assert {
        "notice": "orders",
        "language": "sv",
        "key": "title",
        "state": "outdated",
        "source_changed": "2026-03-02",
    } in found
    assert {item["state"] for item in found} == {"outdated", "current"}
    assert {item["notice"] for item in found} == {"orders", "_portal"}


def test_the_status_table_counts_texts_by_notice_and_language(shop: Shop) -> None:
    command(shop, "2026-03-01", "accept", "orders", "sv")
    shop.edit("orders/fi.yml", "title: Tilaukset", "title: Tilaukset ja palautukset")
    lines = command(shop, "2026-03-02", "status").output.splitlines()
    assert lines[0].split() == [
        "notice",
        "language",
        "current",
        "missing",
        "outdated",
        "unconfirmed",
        "orphaned",
        "done",
    ]
    rows = {tuple(line.split()[:2]): line.split()[2:] for line in lines[1:]}
    assert rows["orders", "sv"] == ["7", "0", "1", "0", "0", "87", "%"]
    assert rows["orders", "en"] == ["0", "8", "0", "0", "0", "0", "%"]
    assert rows["all", "sv"][0] == "7"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["accept", "orders", "de"], "does not have the language `de`"),
        (["accept", "order", "sv"], "no notice `order`"),
        (["accept", "orders", "fi"], "no notice `orders` that is translated into `fi`"),
        (["accept", "orders", "sv", "titel"], "no translated text has the key `titel`"),
        (["export", "de"], "does not have the language `de`"),
        (["export", "sv", "--notice", "order"], "there is no notice `order`"),
    ],
)
def test_a_wrong_argument_is_explained_and_changes_nothing(shop: Shop, arguments, message) -> None:
    before = shop.files()
    assert message in command(shop, "2026-03-01", *arguments, exit_code=2).output
    assert shop.files() == before


@needs("pofilter")
def test_translate_toolkit_finds_nothing_to_complain_of_in_the_po_file(shop: Shop, tmp_path: Path) -> None:
    command(shop, "2026-03-01", "accept", "_all", "sv")
    po = tmp_path / "sv.po"
    command(shop, "2026-03-02", "export", "sv", "--output", str(po))
    pofilter = programs.program("pofilter")
    assert pofilter is not None
    done = subprocess.run(
        [
            pofilter,
            "--language=sv",
            "--test=unchanged",
            "--test=newlines",
            "--test=urls",
            "--test=emails",
            "--test=brackets",
            "--test=blank",
            "--test=escapes",
            "--test=tabs",
            "--test=numbers",
            "--test=printf",
            str(po),
            str(tmp_path / "found.po"),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    found = tmp_path / "found.po"
    assert not found.exists() or "(pofilter)" not in found.read_text()
    assert "warning" not in done.stderr.lower()
