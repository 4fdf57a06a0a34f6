"""The schemas for editors: they take what the program takes, offer the ids, and work in yaml-language-server."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from privacy_notices.check.editions import EDITIONS
from privacy_notices.model.choices import choices_of
from privacy_notices.schema.json_schema import BASE, FORMS, schemas, to_text
from privacy_notices.schema.notice_form import NoticeFacts, Purpose
from programs import needs, program
from rules.overlay import Drawing

MADE = schemas(choices_of(None, EDITIONS))
SERVER = program("yaml-language-server")


def at(schema: dict[str, Any], *path: str) -> dict[str, Any]:
    """What a schema says of a key, through references, maps and lists."""
    root = schema
    for step in path:
        schema = next(found for part in parts(root, schema) if (found := below(part, step)) is not None)
    return schema


def parts(root: dict[str, Any], schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "$ref" in schema:
        yield from parts(root, root["$defs"][schema["$ref"].rpartition("/")[2]])
    yield schema
    for member in schema.get("anyOf", ()):
        yield from parts(root, member)


def below(schema: dict[str, Any], step: str) -> dict[str, Any] | None:
    if step == "*":
        return schema.get("items") or next(iter(schema.get("patternProperties", {}).values()), None)
    found: dict[str, Any] | None = schema.get("properties", {}).get(step)
    return found


def offered(schema: dict[str, Any]) -> list[str]:
    return [value for part in (schema, *schema.get("anyOf", ())) for value in part.get("enum", ())]


@pytest.mark.parametrize("kind", FORMS)
def test_a_schema_names_its_dialect_and_itself(kind: str) -> None:
    assert MADE[kind]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert MADE[kind]["$id"] == f"{BASE}{kind}.schema.json"
    assert json.loads(to_text(MADE[kind])) == MADE[kind]


@pytest.mark.parametrize("kind", FORMS)
def test_every_field_has_a_description_for_hovering_and_no_machine_made_title(kind: str) -> None:
    schema = MADE[kind]
    for name, form in {"": schema, **schema.get("$defs", {})}.items():
        for key, value in form.get("properties", {}).items():
            assert value.get("markdownDescription"), f"{name}.{key}"
            assert not isinstance(value.get("title"), str)
        assert form["markdownDescription"] == form["description"]
        assert not isinstance(form.get("title"), str)


def test_a_purpose_and_a_transfer_can_be_filled_in_at_once() -> None:
    forms = MADE["notice"]["$defs"]
    assert {
        name: [snippet["label"] for snippet in form.get("defaultSnippets", ())] for name, form in forms.items()
    } == {
        **{name: [] for name in forms},
        "Purpose": ["purpose"],
        "Transfer": ["transfer"],
    }
    assert list(forms["Purpose"]["defaultSnippets"][0]["body"]) == ["legal_basis", "data", "provision", "retention"]


def test_keys_stand_in_the_order_of_the_form() -> None:
    assert list(MADE["notice"]["properties"]) == list(NoticeFacts.model_fields)
    assert list(MADE["notice"]["$defs"]["Purpose"]["properties"]) == list(Purpose.model_fields)


def test_nobody_is_told_to_write_null() -> None:
    assert '"null"' not in "".join(map(to_text, MADE.values()))


@pytest.mark.parametrize(
    ("path", "ids"),
    [
        (("purposes", "*", "data", "*"), ["email", "health-data"]),
        (("purposes", "*", "statutes", "*"), ["accounting-act"]),
        (("purposes", "*", "legal_basis"), ["consent", "legitimate-interests"]),
        (("purposes", "*", "retention", "after"), ["end-of-contract"]),
        (("purposes", "*", "retention", "until"), ["objection"]),
        (("data_subjects", "*"), ["customers"]),
        (("sources", "*"), ["data-subject"]),
        (("recipients", "*"), ["authorities"]),
        (("transfers", "*", "mechanism"), ["scc"]),
        (("security", "*"), ["firewall"]),
        (("authority",), ["fi", "se"]),
    ],
)
def test_ids_of_the_vocabulary_are_offered_with_their_labels_where_they_stand(
    path: tuple[str, ...], ids: list[str]
) -> None:
    found = at(MADE["notice"], *path)
    assert set(ids) <= set(offered(found))
    (described,) = [part for part in (found, *found.get("anyOf", ())) if "enum" in part]
    assert len(described["markdownEnumDescriptions"]) == len(described["enum"])
    assert described["markdownEnumDescriptions"][described["enum"].index(ids[0])]


def test_other_ids_are_allowed_by_their_form() -> None:
    found = at(MADE["notice"], "purposes", "*", "data", "*")
    (pattern,) = [part["pattern"] for part in found["anyOf"] if "pattern" in part]
    assert re.search(pattern, "shoe-size")
    assert not re.search(pattern, "Shoe Size")


def test_the_portals_own_words_contacts_and_recipients_are_offered_too() -> None:
    project = Drawing(
        {
            "portal": {"vocabulary": {"data": ["shoe-size"]}},
            "portal.en": {"vocabulary": {"data": {"shoe-size": "size of your shoes"}}},
        }
    ).project()
    made = schemas(choices_of(project, EDITIONS))
    data = at(made["notice"], "purposes", "*", "data", "*")["anyOf"][0]
    assert data["markdownEnumDescriptions"][data["enum"].index("shoe-size")] == "size of your shoes"
    assert offered(at(made["notice"], "controllers", "*")) == ["shop"]
    assert offered(at(made["notice"], "requests", "contacts", "*")) == ["privacy"]
    assert "hosting" in offered(at(made["notice"], "recipients", "*"))
    officer = at(made["portal"], "controllers", "*", "dpo")
    assert offered(officer) == ["privacy"]
    assert officer["anyOf"][0]["const"] == "none"


def test_rights_and_labels_complete_as_keys() -> None:
    assert "access" in at(MADE["words"], "rights")["properties"]
    assert "email" in at(MADE["portal-words"], "vocabulary", "data")["properties"]


def test_none_and_values_are_both_allowed_where_the_format_has_both() -> None:
    for key in ("recipients", "transfers", "automated_decisions", "cookies"):
        assert any(part.get("const") == "none" for part in at(MADE["notice"], key)["anyOf"]), key


def test_a_key_that_is_no_id_is_refused() -> None:
    assert at(MADE["notice"], "purposes")["additionalProperties"] is False


# --- in an editor ------------------------------------------------------------------------------------------------------


class Editor:
    """An editor that speaks the Language Server Protocol (3.17) with yaml-language-server."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        self._process = process
        self._folder = folder
        self._number = 0
        self.notices: list[dict[str, Any]] = []

    def send(self, method: str, params: object, number: int | None = None) -> None:
        message = {
            "jsonrpc": "2.0",
            "method": method,
            "params": params,
            **({"id": number} if number is not None else {}),
        }
        self._write(message)

    def _write(self, message: dict[str, Any]) -> None:
        body = json.dumps(message).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def read(self) -> dict[str, Any]:
        """The next message; what the server asks of the editor is answered at once."""
        stream = self._process.stdout
        assert stream is not None
        while True:
            length = 0
            while (line := stream.readline().strip()) or not length:
                assert self._process.poll() is None
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            message: dict[str, Any] = json.loads(stream.read(length))
            if "method" in message and "id" in message:
                items = message["params"].get("items", []) if message["method"] == "workspace/configuration" else None
                self._write(
                    {
                        "jsonrpc": "2.0",
                        "id": message["id"],
                        "result": items and [SETTINGS.get(i["section"], {}) for i in items],
                    }
                )
                continue
            return message

    def ask(self, method: str, params: object) -> Any:
        self._number += 1
        self.send(method, params, self._number)
        while True:
            message = self.read()
            if message.get("id") == self._number:
                assert "error" not in message, message
                return message["result"]
            self.notices.append(message)

    def open(self, text: str) -> str:
        """A file of a notice, with the schema named in its first line."""
        uri = (self._folder / f"notice-{self._number}.yml").as_uri()
        head = f"# yaml-language-server: $schema={(self._folder / 'notice.schema.json').as_uri()}\n"
        self.send(
            "textDocument/didOpen",
            {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": head + text}},
        )
        return uri

    def diagnostics(self, uri: str) -> list[dict[str, Any]]:
        """What the server finds in a file, once it has looked."""
        while True:
            for message in self.notices:
                if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                    found: list[dict[str, Any]] = message["params"]["diagnostics"]
                    return found
            self.notices.append(self.read())


SETTINGS = {"yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}}


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    """An editor with the schema of notices."""
    assert SERVER is not None, "THIS MACHINE LACKS yaml-language-server"
    (tmp_path / "notice.schema.json").write_text(to_text(MADE["notice"]), encoding="utf-8")
    process = subprocess.Popen(
        [SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        editor = Editor(process, tmp_path)
        kinds = ["markdown", "plaintext"]
        editor.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": tmp_path.as_uri(),
                "capabilities": {
                    "textDocument": {
                        "completion": {"completionItem": {"documentationFormat": kinds}},
                        "hover": {"contentFormat": kinds},
                    },
                    "workspace": {"configuration": True},
                },
            },
        )
        editor.send("initialized", {})
        editor.send("workspace/didChangeConfiguration", {"settings": SETTINGS})
        yield editor
    finally:
        process.kill()
        process.communicate()


NOTICE = "format: 1\ncontrollers: [shop]\npurposes:\n  orders:\n    legal_basis: contract\n    data: [email]\n"


@needs("yaml-language-server")
def test_an_editor_shows_a_fault_on_the_right_line(editor: Editor) -> None:
    uri = editor.open(NOTICE.replace("contract", "contrakt") + "recipient: none\n")
    found = {item["range"]["start"]["line"]: item["message"] for item in editor.diagnostics(uri)}
    assert set(found) == {5, 7}
    assert "legitimate-interests" in found[5]
    assert "recipient" in found[7]


@needs("yaml-language-server")
def test_an_editor_shows_no_fault_in_what_the_program_accepts(editor: Editor) -> None:
    uri = editor.open(Path(__file__).with_name("correct").joinpath("shop", "notice.yml").read_text(encoding="utf-8"))
    assert editor.diagnostics(uri) == []


@needs("yaml-language-server")
def test_an_editor_completes_keys_and_ids(editor: Editor) -> None:
    uri = editor.open(NOTICE + "    \n    special_category_condition: \n")
    keys = editor.ask(
        "textDocument/completion", {"textDocument": {"uri": uri}, "position": {"line": 7, "character": 4}}
    )
    assert {"retention", "provision"} <= {item["label"] for item in keys["items"]}
    data = editor.ask(
        "textDocument/completion", {"textDocument": {"uri": uri}, "position": {"line": 6, "character": 11}}
    )
    labels = {item["label"]: item for item in data["items"]}
    assert "health-data" in labels
    assert "terveystiedot" in json.dumps(labels["health-data"], ensure_ascii=False)


@needs("yaml-language-server")
def test_an_editor_explains_a_key_on_hover(editor: Editor) -> None:
    uri = editor.open(NOTICE)
    hover = editor.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 5, "character": 6}})
    assert "Art. 6(1)" in json.dumps(hover)
