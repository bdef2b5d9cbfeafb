"""The verbs keep their promises: the right bytes, the right exit code, one line when something is wrong."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdf
import pytest

from postmortem_gui import __version__
from postmortem_gui.cli.main import FORMATS, TRACKERS, VERBS, is_for_words, main
from postmortem_gui.core.layouts import switched
from postmortem_gui.core.postmortem import Attachment, Postmortem, Section, Why, Whys
from postmortem_gui.render import tracker_csv
from postmortem_gui.render.exporters import EXPORTERS
from postmortem_gui.resources import resource
from postmortem_gui.storage.home import Home
from postmortem_gui.storage.library import SHIPPED, Library, new_document
from postmortem_gui.storage.loading import load
from postmortem_gui.storage.writing import document_bytes

EXAMPLE = resource("examples/label-printing.postmortem.json")
PNG = b"\x89PNG\r\n\x1a\n" + bytes.fromhex(
    "0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)

Said = pytest.CaptureFixture[bytes]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(Home.at(tmp_path / "home"))


def example() -> Postmortem:
    return load(EXAMPLE.read_bytes(), name="the example").postmortem


def refused(capfdbinary: Said) -> str:
    """Return the one line that was said; nothing else may have been printed."""
    printed, said = capfdbinary.readouterr()
    assert not printed
    assert said.startswith(b"postmortem: ")
    assert said.count(b"\n") == 1
    assert b"Traceback" not in said
    return said.decode()


# ── Help ─────────────────────────────────────────────────────────────────────────────────────────


def test_help_names_every_verb_and_every_format(capfdbinary: Said):
    assert main(["--help"]) == 0
    printed = capfdbinary.readouterr().out.decode()
    assert all(verb in printed for verb in VERBS)
    for verb in VERBS:
        assert main([verb, "--help"]) == 0
    assert "{md,pdf,html,csv}" in capfdbinary.readouterr().out.decode()


def test_the_formats_are_those_of_the_exporters():
    assert tuple(each.name for each in EXPORTERS) == FORMATS
    assert tuple(each.name for each in tracker_csv.TRACKERS) == TRACKERS


def test_the_version_is_said(capfdbinary: Said):
    assert main(["--version"]) == 0
    assert capfdbinary.readouterr().out.decode() == f"Postmortem {__version__}\n"


def test_verbs_options_and_slips_are_for_words_and_files_are_for_the_window(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("exprot").touch()
    assert all(is_for_words([word]) for word in (*VERBS, "--help", "--nonsense", "-", "exporr"))
    assert not any(is_for_words([word]) for word in ("exprot", "a.postmortem.json", "some/where", "a.pdf"))
    assert not is_for_words([])


# ── templates, new, schema ───────────────────────────────────────────────────────────────────────


def test_templates_are_listed_a_line_each(capfdbinary: Said, tmp_path):
    assert main(["--home", str(tmp_path), "templates"]) == 0
    printed, said = capfdbinary.readouterr()
    assert [line.split()[0] for line in printed.decode().splitlines()] == [*SHIPPED]
    assert not said


def test_templates_are_listed_as_json_with_those_of_the_home(capfdbinary: Said, tmp_path):
    own = Home.at(tmp_path).templates
    own.mkdir(parents=True)
    section = {"id": "summary", "kind": "text", "heading": "Summary"}
    (own / "ours.json").write_text(json.dumps({"id": "ours", "name": "Ours", "sections": [section]}))
    (own / "broken.json").write_text("{")
    assert main(["--home", str(tmp_path), "templates", "--json"]) == 0
    printed, said = capfdbinary.readouterr()
    listed = json.loads(printed)
    assert [each["id"] for each in listed] == [*SHIPPED, "ours"]
    assert set(listed[0]) == {"id", "name", "tag", "purpose"}
    assert b"broken.json" in said


@pytest.mark.parametrize("template", SHIPPED)
def test_a_new_document_opens_again_in_its_layout(capfdbinary: Said, library, template):
    assert main(["new", "--template", template, "--title", "Labels | stopped"]) == 0
    printed, said = capfdbinary.readouterr()
    loaded = load(printed, name="new")
    assert (loaded.postmortem.template.id, loaded.postmortem.fact("title")) == (template, "Labels | stopped")
    assert loaded.canonical
    assert not loaded.notices
    assert not said
    empty = new_document(library.required(template), title="Labels | stopped")
    assert loaded.postmortem.but(id="") == empty.but(id="")


def test_a_new_document_replaces_nothing(capfdbinary: Said, tmp_path):
    out = tmp_path / "a.postmortem.json"
    assert main(["new", "--template", "blank", "-o", str(out)]) == 0
    before = out.read_bytes()
    assert main(["new", "--template", "blank", "-o", str(out)]) == 2
    assert "is there already" in refused(capfdbinary)
    assert out.read_bytes() == before


def test_the_schema_speaks_of_every_member_and_wants_the_format(capfdbinary: Said):
    assert main(["schema"]) == 0
    schema = json.loads(capfdbinary.readouterr().out)
    assert schema["required"] == ["format"]
    assert set(schema["properties"]) == set(Postmortem.model_fields)
    assert {"for", "with"} <= {*schema["$defs"]["Question"]["properties"], *schema["$defs"]["Leak"]["properties"]}


def test_the_example_fits_the_schema(capfdbinary: Said):
    assert main(["schema"]) == 0
    schema = json.loads(capfdbinary.readouterr().out)
    assert not list(misfits(json.loads(EXAMPLE.read_bytes()), schema, schema, "document"))


def misfits(value: object, schema: dict[str, Any], whole: dict[str, Any], place: str):
    """Yield where a value does not fit: as much of JSON Schema as pydantic writes for the document."""
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        if all(list(misfits(value, each, whole, place)) for each in schema["anyOf"]):
            yield f"{place}: fits none"
        return
    kinds = {"string": str, "array": list, "object": dict, "boolean": bool, "integer": int, "null": type(None)}
    if "type" in schema and not isinstance(value, kinds[schema["type"]]):
        yield f"{place}: no {schema['type']}"
    if isinstance(value, dict):
        yield from (f"{place}: no {name}" for name in schema.get("required", ()) if name not in value)
        for name, member in value.items():
            other = schema.get("additionalProperties", True)
            known = schema.get("properties", {}).get(name, other if isinstance(other, dict) else {})
            yield from misfits(member, known, whole, f"{place}/{name}")
    elif isinstance(value, list):
        for member in value:
            yield from misfits(member, schema.get("items", {}), whole, place)
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {value!r} is not among {schema['enum']}"


# ── export ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("to", ["md", "html", "csv"])
def test_a_text_goes_to_standard_output_and_the_same_bytes_into_a_file(capfdbinary: Said, tmp_path, to):
    out = tmp_path / "out"
    assert main(["export", str(EXAMPLE), "--to", to]) == 0
    printed, said = capfdbinary.readouterr()
    assert printed
    assert not said
    assert main(["export", str(EXAMPLE), "--to", to, "-o", str(out)]) == 0
    assert out.read_bytes() == printed
    assert not capfdbinary.readouterr().out


def test_a_document_is_read_from_standard_input(capfdbinary: Said, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(EXAMPLE.read_bytes())))
    assert main(["export", "-", "--to", "md"]) == 0
    assert b"# Postmortem" in capfdbinary.readouterr().out


@pytest.mark.parametrize("template", SHIPPED)
def test_every_template_lays_the_document_out(capfdbinary: Said, library, template):
    assert main(["export", str(EXAMPLE), "--to", "md", "--template", template]) == 0
    headings = [line for line in capfdbinary.readouterr().out.decode().splitlines() if line.startswith("#")]
    wanted = [spec.heading.split("{")[0].strip() for spec in library.required(template).sections if not spec.optional]
    assert all(any(heading in line for line in headings) for heading in wanted if heading)


def test_options_reach_the_export(capfdbinary: Said):
    def printed(*options: str) -> str:
        assert main(["export", str(EXAMPLE), *options]) == 0
        return capfdbinary.readouterr().out.decode()

    whole = printed("--to", "md")
    assert "A note on blamelessness" in printed("--to", "md", "--notes")
    assert "A note on blamelessness" not in whole
    assert "Aroha Ngata" in whole
    assert "Aroha Ngata" not in printed("--to", "md", "--public")
    assert '"Owner"' in printed("--to", "csv", "--what", "actions")
    assert '"Event"' in printed("--to", "csv")
    assert "Confidential" in printed("--to", "html", "--classification", "confidential")


def test_a_table_for_a_tracker_says_what_it_leaves_out(capfdbinary: Said):
    assert main(["export", str(EXAMPLE), "--to", "csv", "--for", "jira"]) == 0
    printed, said = capfdbinary.readouterr()
    assert printed.decode().startswith('"Summary","Issue Type","Description"')
    assert "Left out, has a ticket already: A1" in said.decode()


def test_empty_headings_are_printed_unless_they_are_to_be_skipped(capfdbinary: Said, tmp_path):
    path = tmp_path / "new.json"
    assert main(["new", "--template", "brief", "--title", "Labels", "-o", str(path)]) == 0
    assert main(["export", str(path), "--to", "md"]) == 0
    assert b"## Root Cause" in capfdbinary.readouterr().out
    assert main(["export", str(path), "--to", "md", "--skip-empty"]) == 0
    assert capfdbinary.readouterr().out == b"# Labels\n"


def test_the_drawing_of_the_whys_is_left_out_on_request(capfdbinary: Said, tmp_path):
    path = tmp_path / "branched.json"
    pm = new_document(Library(Home.at(tmp_path)).required("full-review"))
    path.write_bytes(document_bytes(pm.but(whys=Whys(items=(Why(id="w_1", answer="No limit"),)))))
    for options, drawings in (((), 1), (("--no-diagram",), 0)):
        assert main(["export", str(path), "--to", "html", *options]) == 0
        assert capfdbinary.readouterr().out.count(b"<svg") == drawings


@pytest.mark.parametrize(
    "wrong",
    [
        ["--to", "md", "--paper", "a4"],
        ["--to", "html", "--with-source"],
        ["--to", "md", "--no-diagram"],
        ["--to", "csv", "--template", "brief"],
        ["--to", "md", "--one-page"],
        ["--to", "csv", "--draft"],
        ["--to", "pdf", "--one-page", "--notes", "-o", "x.pdf"],
        ["--to", "pdf", "--what", "actions", "-o", "x.pdf"],
        ["--to", "html", "--for", "jira"],
        ["--to", "csv", "--what", "timeline", "--for", "jira"],
    ],
)
def test_an_option_that_would_do_nothing_is_refused(capfdbinary: Said, wrong):
    assert main(["export", str(EXAMPLE), *wrong]) == 2
    assert "does nothing for" in refused(capfdbinary)


def test_a_copy_for_review_counts_what_check_finds_and_a_final_one_says_nothing(capfdbinary: Said, tmp_path):
    def top(*options: str) -> bytes:
        assert main(["export", str(EXAMPLE), "--to", "md", *options]) == 0
        return capfdbinary.readouterr().out.partition(b"\n")[0]

    assert top("--draft") == "**DRAFT · 4 open points**".encode()
    assert top("--draft", "--template", "sre-classic") == "**DRAFT · 2 open points**".encode()
    assert b"DRAFT" not in top()
    assert main(["check", str(EXAMPLE)]) == 1
    assert capfdbinary.readouterr().out.startswith(b"4 block")
    out = tmp_path / "page.pdf"
    assert main(["export", str(EXAMPLE), "--to", "pdf", "--one-page", "--draft", "-o", str(out)]) == 0
    (page,) = pypdf.PdfReader(out).pages
    assert "DRAFT·4openpoints" in "".join(page.extract_text().split())


def test_a_pdf_wants_a_file_and_gets_one(capfdbinary: Said, tmp_path):
    assert main(["export", str(EXAMPLE), "--to", "pdf"]) == 2
    assert "-o FILE.pdf" in refused(capfdbinary)
    out = tmp_path / "out.pdf"
    assert main(["export", str(EXAMPLE), "--to", "pdf", "--paper", "letter", "-o", str(out)]) == 0
    reader = pypdf.PdfReader(out)
    assert round(reader.pages[0].mediabox.width) == 612
    assert not reader.attachments
    assert capfdbinary.readouterr() == (b"", b"")


# ── import ───────────────────────────────────────────────────────────────────────────────────────


def test_a_pdf_with_its_source_gives_the_document_back_without_the_private_notes(capfdbinary: Said, tmp_path):
    pm = example()
    pm = pm.but(
        meeting=pm.meeting.but(notes="Ask finance first."),
        attachments=(Attachment(id="a_1", file="9f2c.png", mime="image/png"),),
        sections={**pm.sections, "fault": Section(text="![Depth](pm:a_1)")},
    )
    there, back = tmp_path / "there", tmp_path / "back"
    for folder in (there / "labels.assets", back):
        folder.mkdir(parents=True)
    (there / "labels.postmortem.json").write_bytes(document_bytes(pm))
    (there / "labels.assets" / "9f2c.png").write_bytes(PNG)
    export = ["export", str(there / "labels.postmortem.json"), "--to", "pdf", "--with-source"]
    assert main([*export, "-o", str(there / "labels.pdf")]) == 0
    assert main(["import", str(there / "labels.pdf"), "-o", str(back)]) == 0
    assert capfdbinary.readouterr() == (b"", b"")
    shared = pm.but(meeting=pm.meeting.but(notes=""))
    assert (back / "labels.postmortem.json").read_bytes() == document_bytes(shared)
    assert (back / "labels.assets" / "9f2c.png").read_bytes() == PNG


def test_a_document_is_taken_over_as_it_is_or_in_another_layout(capfdbinary: Said, library):
    assert main(["import", str(EXAMPLE)]) == 0
    assert capfdbinary.readouterr().out == document_bytes(example())
    assert main(["import", str(EXAMPLE), "--template", "brief"]) == 0
    other = load(capfdbinary.readouterr().out, name="other").postmortem
    assert other == switched(example(), library.required("brief"))


def test_several_files_go_to_a_folder_or_nowhere(capfdbinary: Said, tmp_path):
    files = []
    for name in ("one", "two"):
        (tmp_path / f"{name}.json").write_bytes(document_bytes(example().but(id=name)))
        files.append(str(tmp_path / f"{name}.json"))
    assert main(["import", *files]) == 2
    assert "need a folder" in refused(capfdbinary)
    folder = tmp_path / "made"
    folder.mkdir()
    assert main(["import", *files, str(tmp_path / "three.json"), "-o", str(folder)]) == 2
    assert "three.json" in refused(capfdbinary)
    assert not list(folder.iterdir())
    assert main(["import", *files, "-o", str(folder)]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["one.postmortem.json", "two.postmortem.json"]
    assert main(["import", files[0], "-o", str(folder)]) == 2
    assert "is there already" in refused(capfdbinary)


def test_standard_input_is_read_once(capfdbinary: Said, tmp_path):
    assert main(["import", "-", "-", "-o", str(tmp_path)]) == 2
    assert "only once" in refused(capfdbinary)


def test_a_pdf_without_a_source_is_refused(capfdbinary: Said, tmp_path):
    out = tmp_path / "out.pdf"
    assert main(["export", str(EXAMPLE), "--to", "pdf", "-o", str(out)]) == 0
    assert main(["import", str(out)]) == 2
    assert "does not carry its document" in refused(capfdbinary)


# ── Pictures ─────────────────────────────────────────────────────────────────────────────────────


def with_pictures(folder: Path, *names: str) -> Path:
    attachments = tuple(Attachment(id=f"a_{n}", file=name, mime="image/png") for n, name in enumerate(names))
    text = "\n\n".join(f"![Depth {n}](pm:a_{n})" for n in range(len(names)))
    path = folder / "labels.postmortem.json"
    path.write_bytes(document_bytes(example().but(attachments=attachments, sections={"summary": Section(text=text)})))
    (folder / "labels.assets").mkdir()
    return path


def test_pictures_are_read_from_beside_the_document(capfdbinary: Said, tmp_path):
    path = with_pictures(tmp_path, "one.png")
    (tmp_path / "labels.assets" / "one.png").write_bytes(PNG)
    assert main(["export", str(path), "--to", "html"]) == 0
    printed, said = capfdbinary.readouterr()
    assert b'<img src="data:image/png;base64,' in printed
    assert not said
    out = tmp_path / "sub"
    out.mkdir()
    assert main(["export", str(path), "--to", "md", "-o", str(out / "x.md")]) == 0
    assert "![Depth 0](../labels.assets/one.png)" in (out / "x.md").read_text(encoding="utf-8")


def test_a_picture_from_elsewhere_a_large_one_and_what_is_none_are_left_out_and_said(capfdbinary: Said, tmp_path):
    names = ("../secret.png", "link.png", "large.png", "text.png", "gone.png", "folder.png")
    path = with_pictures(tmp_path, *names)
    assets = tmp_path / "labels.assets"
    (tmp_path / "secret.png").write_bytes(PNG)
    (assets / "link.png").symlink_to(tmp_path / "secret.png")
    (assets / "large.png").write_bytes(PNG + bytes(10 * 1024 * 1024))
    (assets / "text.png").write_text("no picture")
    (assets / "folder.png").mkdir()
    assert main(["export", str(path), "--to", "html"]) == 0
    printed, said = capfdbinary.readouterr()
    assert b"<img" not in printed
    assert said.count(b"is left out") == len(names)


# ── Bad input ────────────────────────────────────────────────────────────────────────────────────

BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "zeros": (bytes(1000), "zero bytes"),
    "large": (b" " * (64 * 1024 * 1024 + 1), "64 MiB"),
    "deep": (b"[" * 20_000 + b"]" * 20_000, "nested more than 64 deep"),
    "deep_objects": (b'{"a":' * 20_000 + b"1" + b"}" * 20_000, "nested more than 64 deep"),
    "half": (EXAMPLE.read_bytes()[:5000], "stops in the middle"),
    "foreign": (b'{"name": "left-pad", "version": "1.0.0"}', "JSON of another program"),
    "list": (b"[1, 2]", "JSON of another program"),
    "twice": (b'{"format": "postmortem", "format": "postmortem"}', "twice"),
    "nan": (b'{"format": "postmortem", "zone": NaN}', "NaN"),
    "latin": ("{“}".encode("cp1252"), "not UTF-8"),
    "newer": (b'{"format": "postmortem", "version": "2.0"}', "newer program"),
    "typed": (b'{"format": "postmortem", "timeline": [{"id": "t_1", "event": 7}]}', "row 1 (t_1) / event"),
    "pdf": (b"%PDF-1.7\nnothing more", "PDF"),
    "binary": (bytes(range(256)) * 4, "not UTF-8"),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("verb", [["export", "--to", "md"], ["import"]], ids=["export", "import"])
def test_bad_input_is_one_sentence_and_changes_nothing(capfdbinary: Said, tmp_path, name, verb):
    content, words = BAD[name]
    path, out = tmp_path / f"{name}.postmortem.json", tmp_path / "out"
    path.write_bytes(content)
    out.write_text("the export before")
    assert main([verb[0], str(path), *verb[1:], "-o", str(out)]) == 2
    said = refused(capfdbinary)
    assert words in said
    assert "PDF" in said or path.name in said
    assert out.read_text() == "the export before"
    assert path.read_bytes() == content
    assert sorted(tmp_path.iterdir()) == [out, path] or sorted(tmp_path.iterdir()) == [path, out]


def test_what_is_repaired_is_said_and_the_rest_is_done(capfdbinary: Said, tmp_path):
    path = tmp_path / "bom.json"
    path.write_bytes(b"\xef\xbb\xbf" + EXAMPLE.read_bytes())
    assert main(["export", str(path), "--to", "md"]) == 0
    printed, said = capfdbinary.readouterr()
    assert printed
    assert b"byte order mark" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "VERB"),
        (["exporr"], "invalid choice"),
        (["export"], "FILE"),
        (["export", "x.json"], "--to"),
        (["export", "x.json", "--to", "docx"], "invalid choice"),
        (["export", "x.json", "--to", "md", "--two-pages"], "unrecognized"),
        (["export", "x.json", "--to", "md"], "“x.json” cannot be opened: it is not there"),
        (["export", ".", "--to", "md"], "it is a folder"),
        (["new", "--template", "sre"], "There is no template “sre”. There are: full-review, "),
        (["new", "--templ", "blank"], "--template"),
        (["import", "x\0.json"], "cannot"),
        (["import"], "FILE"),
        (["schema", "--home", "x"], "unrecognized"),
        (["check", "x.json"], "“x.json”"),
        (["check"], "FILE"),
    ],
)
def test_wrong_use_is_one_sentence(capfdbinary: Said, tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert words in refused(capfdbinary)


@pytest.mark.parametrize(
    "out",
    ["missing/out.md", "file/out.md", ".", "x" * 300, "a\0b"],
    ids=["folder_that_is_not_there", "file_as_a_folder", "folder_as_a_file", "too_long", "impossible"],
)
@pytest.mark.parametrize("to", ["md", "pdf"])
def test_an_output_that_cannot_be_written_is_one_sentence(capfdbinary: Said, tmp_path, monkeypatch, out, to):
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    assert main(["export", str(EXAMPLE), "--to", to, "-o", out]) == 2
    refused(capfdbinary)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_export_before_is_left_whole_when_the_next_one_fails(capfdbinary: Said, tmp_path, monkeypatch):
    out = tmp_path / "out.pdf"
    out.write_bytes(b"the PDF before")
    monkeypatch.setattr("postmortem_gui.render.pdf_run.LIMIT_S", -1e6)
    assert main(["export", str(EXAMPLE), "--to", "pdf", "-o", str(out)]) == 2
    assert "stopped after" in refused(capfdbinary)
    assert out.read_bytes() == b"the PDF before"
    assert list(tmp_path.iterdir()) == [out]


def test_an_export_never_replaces_its_document(capfdbinary: Said, tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(EXAMPLE.read_bytes())
    (tmp_path / "b.md").hardlink_to(path)
    for out in (path, tmp_path / "b.md"):
        assert main(["export", str(path), "--to", "md", "-o", str(out)]) == 2
        assert "the document itself" in refused(capfdbinary)
    assert path.read_bytes() == EXAMPLE.read_bytes()


def test_an_error_of_the_program_is_a_sentence_too(capfdbinary: Said, monkeypatch):
    def fail(*_: object) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("postmortem_gui.render.exporters.version", fail)
    assert main(["export", str(EXAMPLE), "--to", "md"]) == 2
    assert "an error of the program itself (ZeroDivisionError in test_verbs.py" in refused(capfdbinary)


@pytest.mark.parametrize("stream", ["stdin", "stdout"])
def test_a_program_without_a_console_says_what_to_do(capfdbinary: Said, monkeypatch, stream):
    monkeypatch.setattr(f"sys.{stream}", None)
    assert main(["export", "-" if stream == "stdin" else str(EXAMPLE), "--to", "md"]) == 2
    assert "here" in refused(capfdbinary)


def test_a_program_without_a_standard_error_still_ends_with_a_code(monkeypatch):
    monkeypatch.setattr("sys.stderr", None)
    assert main(["export", "nothing.json", "--to", "md"]) == 2


def test_a_stop_from_the_keyboard_ends_quietly(capfdbinary: Said, tmp_path, monkeypatch):
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("postmortem_gui.render.exporters.version", stop)
    assert main(["export", str(EXAMPLE), "--to", "md", "-o", str(tmp_path / "out")]) == 130
    assert not list(tmp_path.iterdir())
    refused(capfdbinary)


# ── As programs ──────────────────────────────────────────────────────────────────────────────────

PROGRAM = [sys.executable, "-m", "postmortem_gui"]


def test_a_verb_runs_as_a_program_without_a_screen(tmp_path):
    run = subprocess.run([*PROGRAM, "export", str(EXAMPLE), "--to", "md"], capture_output=True, check=True)
    assert run.stdout.decode().startswith("# Postmortem")
    run = subprocess.run([*PROGRAM, "frobnicate"], capture_output=True, check=False)
    assert (run.returncode, run.stdout, run.stderr.count(b"\n")) == (2, b"", 1)


def test_without_a_display_the_window_is_refused_in_one_sentence(monkeypatch):
    if not sys.platform.startswith("linux"):
        return
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    run = subprocess.run([*PROGRAM, str(EXAMPLE)], capture_output=True, check=False)
    assert (run.returncode, run.stderr.count(b"\n")) == (2, 1)
    assert b"there is no display" in run.stderr


def test_a_reader_that_leaves_early_is_no_error():
    run = subprocess.Popen(
        [*PROGRAM, "export", str(EXAMPLE), "--to", "html"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert run.stdout
    assert run.stderr
    run.stdout.close()
    assert (run.stderr.read(), run.wait()) == (b"", 0)
    run.stderr.close()


def test_a_full_disk_behind_standard_output_is_one_sentence():
    full = Path("/dev/full")
    if not full.exists():
        return
    with full.open("wb") as out:
        run = subprocess.run([*PROGRAM, "schema"], stdout=out, stderr=subprocess.PIPE, check=False)
    assert (run.returncode, run.stderr.count(b"\n")) == (2, 1)


def test_verbs_load_no_qt_and_asking_for_help_loads_hardly_anything(tmp_path):
    verbs = [["templates"], ["new", "--template", "blank"], ["export", str(EXAMPLE), "--to", "html"], ["schema"]]
    look = "import sys\nfrom postmortem_gui.app import main\n"
    look += f"for verb in {verbs!r}: assert main(verb) == 0\n"
    look += "sys.exit('PySide6' in sys.modules)"
    subprocess.run([sys.executable, "-c", look], stdout=subprocess.DEVNULL, check=True)
    look = "import sys\nfrom postmortem_gui.app import main\nassert main(['--help']) == 0\n"
    look += "sys.exit('pydantic' in sys.modules or 'markdown_it' in sys.modules)"
    subprocess.run([sys.executable, "-c", look], stdout=subprocess.DEVNULL, check=True)
