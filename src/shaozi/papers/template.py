"""A paper's template: a Word file an office may replace. Checked when it loads, then filled.

A template shows fields, repeats rows and leaves out what is empty; nothing else of Jinja's
language is taken, so that a template from anywhere can do no harm.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, nodes

from shaozi.errors.ledger import NoSuchFile
from shaozi.errors.papers import BadTemplate
from shaozi.papers.forms import Paper
from shaozi.privacy import harmless
from shaozi.render import official
from shaozi.words import say

MAX_PACKED, MAX_UNPACKED, MAX_XML, MAX_PARTS = 5_000_000, 20_000_000, 2_000_000, 500
#: Without this line nobody could tell who let a paper out.
WATERMARK = "水印"
_LOOP = ("index", "first", "last", "length")
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

Known = Mapping[str, tuple[str, ...]]


class Found(NamedTuple):
    """What a template names, and what of it cannot be."""

    names: set[str]
    faults: list[str]


def load(path: Path, paper: Paper) -> bytes:
    """The template, checked; raises `NoSuchFile` or `BadTemplate` with all its faults."""
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MAX_PACKED else b""
    except OSError:
        raise NoSuchFile(path) from None
    faults = [*_unpackable(raw)] if raw else [_too_large()]
    if faults:
        raise BadTemplate(path, faults)
    found = Found(set(), [])
    for source in _sources(path, raw):
        _look(path, source, paper.placeholders, found)
    if WATERMARK not in found.names:
        found.faults.append(say("缺 {{ 水印 }}", "{{ 水印 }}, who printed it, is missing"))
    if found.faults:
        raise BadTemplate(path, found.faults, _listed(paper.placeholders))
    return raw


def fill(template: bytes, values: Mapping[str, Any], now: int) -> bytes:
    """The paper as a Word file; the same values give the same file."""
    word = DocxTemplate(BytesIO(template))
    word.render(_clean(values), _environment())
    return official.packed(word.docx, values["标题"], datetime.fromtimestamp(now, UTC))


def _environment() -> Environment:
    return Environment(autoescape=True, undefined=StrictUndefined)


def _clean(value: Any) -> Any:
    """Values fit for XML; tabs and page ends of a text start nothing new."""
    if isinstance(value, str):
        return harmless(value).replace("\t", " ")
    if isinstance(value, Mapping):
        return {name: _clean(part) for name, part in value.items()}
    return [_clean(part) for part in value]


# --- what a template may be -----------------------------------------------------------------------


def _too_large() -> str:
    return say("文件太大，或展开后太大", "it is too large, or would be when unpacked")


def _unpackable(raw: bytes) -> Iterator[str]:
    """Why a file is no Word file to open: told before anything of it is built."""
    try:
        with ZipFile(BytesIO(raw)) as packed:
            parts = packed.infolist()
            xml = [part.file_size for part in parts if part.filename.endswith(".xml")]
            large = (
                sum(part.file_size for part in parts) > MAX_UNPACKED
                or max(xml, default=0) > MAX_XML
            )
            if large or len(parts) > MAX_PARTS:
                yield _too_large()
                return
            for part in parts:
                if b"<!DOCTYPE" in packed.read(part).replace(b"\0", b""):
                    yield say(f"{part.filename} 里有 DOCTYPE", f"{part.filename} has a DOCTYPE")
    except Exception:  # zipfile and zlib say what is broken in a dozen ways
        yield _no_word_file()


def _no_word_file() -> str:
    return say("不是完好的 Word 文件（.docx）", "it is no sound Word file (.docx)")


def _sources(path: Path, raw: bytes) -> list[str]:
    """Everything in the file that is filled in: body, headers, footers, footnotes, properties."""
    word = DocxTemplate(BytesIO(raw))
    try:
        word.init_docx()
        found = [word.get_xml()]
        for uri in (word.HEADER_URI, word.FOOTER_URI):
            found += [word.get_part_xml(part) for _, part in word.get_headers_footers(uri)]
        found += [
            part.blob.decode()
            for part in word.docx.part.package.parts
            if part.content_type == _FOOTNOTES
        ]
        properties = word.docx.core_properties
        return [*map(word.patch_xml, found), *(getattr(properties, name) for name in _PROPERTIES)]
    except Exception:  # python-docx says what is broken in a dozen ways
        raise BadTemplate(path, [_no_word_file()]) from None


def _look(path: Path, source: str, known: Known, found: Found) -> None:
    try:
        tree = _environment().parse(source)
    except TemplateSyntaxError as error:
        raise BadTemplate(
            path, [say("占位符写坏了: ", "a broken placeholder: ") + str(error)]
        ) from None
    _walk(tree, known, {}, found)


def _walk(node: nodes.Node, known: Known, rows: Known, found: Found) -> None:
    """Note each name, and what is not known or not taken; ``rows``: names of rows looped over."""
    match node:
        case nodes.TemplateData():
            return
        case nodes.For(target=nodes.Name(name=row), iter=nodes.Name(name=of)) if known.get(of):
            inner = {**rows, row: known[of], "loop": _LOOP}
            for child in (*node.body, *node.else_):
                _walk(child, known, inner, found)
        case nodes.Getattr(node=nodes.Name(name=row), attr=column) if row in rows:
            if column not in rows[row]:
                found.faults.append(_unknown(f"{row}.{column}"))
        case nodes.Name(name=name):
            found.names.add(name)
            if known.get(name) != ():  # rows are repeated, not shown
                found.faults.append(_unknown(name))
        case (
            nodes.Template() | nodes.Output() | nodes.If() | nodes.Not() | nodes.And() | nodes.Or()
        ):
            for child in node.iter_child_nodes():
                _walk(child, known, rows, found)
        case _:
            what = type(node).__name__
            found.faults.append(say(f"不认识的写法 {what}", f"{what} is not taken in a template"))


def _unknown(name: str) -> str:
    return say(f"没有 {{{{ {name} }}}}", f"there is no {{{{ {name} }}}}")


def _listed(known: Known) -> Iterator[str]:
    for name, columns in known.items():
        yield f"{name}({' '.join(columns)})" if columns else name
