"""Word packages made of a few lines of XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)
WHO = 'w:id="1" w:author="Elena Example" w:date="2018-10-24T16:02:00Z"'
OTHER = 'w:id="2" w:author="Rashad Example" w:date="2018-10-24T17:30:00Z"'
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_ROOTS = {
    "header": "hdr",
    "footer": "ftr",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "styles": "styles",
    "numbering": "numbering",
}


def relation(number: int, kind: str, target: str, mode: str = "") -> str:
    extra = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="rId{number}" Type="{_TYPE}/{kind}" Target="{target}"{extra}/>'


def word_file(
    body: str, parts: Mapping[str, str] | None = None, relations: str = "", more: Mapping[str, bytes] | None = None
) -> bytes:
    """Return a package with this body; `parts` are further stories by their kind, as XML without a root."""
    files = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _RELATIONS.format(relation(1, "officeDocument", "word/document.xml")).encode(),
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>".encode(),
    }
    known = []
    for number, (kind, content) in enumerate((parts or {}).items(), 1):
        root = _ROOTS.get(kind)
        xml = f"<w:{root} {NAMES}>{content}</w:{root}>" if root else content
        files[f"word/{kind}.xml"] = xml.encode()
        known.append(relation(number, kind, f"{kind}.xml"))
    files["word/_rels/document.xml.rels"] = _RELATIONS.format("".join(known) + relations).encode()
    return packed({**files, **(more or {})})


def packed(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def run(text: str, properties: str = "") -> str:
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def gone(text: str) -> str:
    return f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'


def ins(content: str, who: str = WHO) -> str:
    return f"<w:ins {who}>{content if '<' in content else run(content)}</w:ins>"


def dele(content: str, who: str = WHO) -> str:
    return f"<w:del {who}>{content if '<' in content else gone(content)}</w:del>"


def para(content: str = "", mark: str = "", properties: str = "") -> str:
    """Return a paragraph; `mark` is what stands in the properties of its mark: `<w:del/>`."""
    inner = f"{properties}<w:rPr>{mark}</w:rPr>" if mark else properties
    shown = content if "<" in content or not content else run(content)
    return f"<w:p>{f'<w:pPr>{inner}</w:pPr>' if inner else ''}{shown}</w:p>"


def mark(kind: str, who: str = WHO) -> str:
    return f"<w:{kind} {who}/>"


def cell(content: str, properties: str = "") -> str:
    inner = content if content.startswith(("<w:p>", "<w:tbl>")) else para(content)
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    inner = "".join(each if each.startswith("<w:tc>") else cell(each) for each in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"
