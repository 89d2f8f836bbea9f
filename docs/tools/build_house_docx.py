"""Build the Word layouts of both looks, byte for byte the same each time: run it after changing `house_styles.py`."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from house_styles import ACCENT, HOUSES, MM, MODERN, House, style_elements

LAYOUTS = Path(__file__).resolve().parents[2] / "templates" / "layouts"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip archive can name."""

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

PARTS = {
    "styles": "styles",
    "settings": "settings",
    "numbering": "numbering",
    "fontTable": "fontTable",
    "theme/theme1": "theme",
    "header1": "header",
    "header2": "header",
    "footer1": "footer",
    "footer2": "footer",
}
"""Parts of the document and the kind of each."""


def content_types() -> str:
    """Return what each part is."""
    theme = "application/vnd.openxmlformats-officedocument.theme+xml"
    overrides = [
        ("/word/document.xml", f"{WORD}.document.main+xml"),
        *((f"/word/{name}.xml", theme if kind == "theme" else f"{WORD}.{kind}+xml") for name, kind in PARTS.items()),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    ]
    lines = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
    )


def relationships(*targets: tuple[str, str]) -> str:
    """Return a part's relationships, each (type, target), numbered in order."""
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def document() -> str:
    """Return an empty body on A4 with margins of 25 mm; the parts of the furniture come first in the section."""
    ids = {name: f"rId{number}" for number, name in enumerate(PARTS, 1)}
    furniture = "".join(
        f'<w:{kind}Reference w:type="{place}" r:id="{ids[part]}"/>'
        for kind, place, part in (
            ("header", "first", "header1"),
            ("header", "default", "header2"),
            ("footer", "first", "footer1"),
            ("footer", "default", "footer2"),
        )
    )
    margin, edge = round(25 * MM), round(12.5 * MM)
    return (
        f"<w:document {W} {R}><w:body><w:sectPr>{furniture}"
        f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{margin}" w:right="{margin}" w:bottom="{margin}" '
        f'w:left="{margin}" w:header="{edge}" w:footer="{edge}" w:gutter="0"/><w:cols w:space="708"/><w:titlePg/>'
        "</w:sectPr></w:body></w:document>"
    )


def styles(house: House) -> str:
    """Return the defaults and every style."""
    return (
        f'<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{house.font}" w:hAnsi="{house.font}" '
        f'w:eastAsia="{house.font}" w:cs="{house.font}"/><w:sz w:val="{round(house.size * 2)}"/>'
        f'<w:szCs w:val="{round(house.size * 2 * 1.08)}"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        '</w:pPrDefault></w:docDefaults><w:latentStyles w:defLockedState="0" w:defUIPriority="99" '
        'w:defSemiHidden="1" w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
        f"{''.join(style_elements(house))}</w:styles>"
    )


def numbering(house: House) -> str:
    """Return bullets (number 1) and numbers (number 2), each to nine levels."""
    step = 6 * MM
    bullets = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>{_of_style(level, "PressListBullet")}'
        f'<w:lvlText w:val="{"•–"[level % 2]}"/><w:lvlJc w:val="left"/><w:pPr>'
        f'<w:ind w:left="{round(step * (level + 1))}" w:hanging="{round(step)}"/></w:pPr><w:rPr>'
        f'<w:rFonts w:ascii="{house.font}" w:hAnsi="{house.font}" w:cs="{house.font}"/>'
        f'<w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="{ACCENT}" w:themeColor="accent1"/></w:rPr></w:lvl>'
        for level in range(9)
    )
    formats = ("decimal", "lowerLetter", "lowerRoman")
    numbers = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{formats[level % 3]}"/>'
        f'{_of_style(level, "PressListNumber")}<w:lvlText w:val="%{level + 1}."/><w:lvlJc w:val="left"/><w:pPr>'
        f'<w:ind w:left="{round(step * (level + 1))}" w:hanging="{round(step)}"/></w:pPr></w:lvl>'
        for level in range(9)
    )
    return (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>{bullets}'
        '</w:abstractNum><w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="hybridMultilevel"/>'
        f'{numbers}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2">'
        '<w:abstractNumId w:val="2"/></w:num></w:numbering>'
    )


def _of_style(level: int, style: str) -> str:
    return f'<w:pStyle w:val="{style}"/>' if level == 0 else ""


def settings() -> str:
    """Return settings of a current Word, so that no compatibility mode is announced."""
    uri = "http://schemas.microsoft.com/office/word"
    flags = ("overrideTableStyleFontSizeAndJustification", "enableOpenTypeFeatures", "doNotFlipMirrorIndents")
    compat = "".join(f'<w:compatSetting w:name="{name}" w:uri="{uri}" w:val="1"/>' for name in flags)
    return (
        f'<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/><w:autoHyphenation w:val="0"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/>{compat}</w:compat>'
        '<w:themeFontLang w:val="en-GB" w:bidi="ar-SA"/><w:clrSchemeMapping w:bg1="light1" w:t1="dark1" '
        'w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" '
        'w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" '
        'w:followedHyperlink="followedHyperlink"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def font_table(house: House) -> str:
    """Return the one family of type."""
    return (
        f'<w:fonts {W}><w:font w:name="{house.font}"><w:panose1 w:val="{house.panose}"/><w:charset w:val="00"/>'
        f'<w:family w:val="{house.family}"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def theme(house: House) -> str:
    """Return a colour scheme whose first accent is the office's, and the one family of type."""
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    colours = {
        "dk1": "000000", "lt1": "FFFFFF", "dk2": "404040", "lt2": "F2F2F2", "accent1": ACCENT, "accent2": "595959",
        "accent3": "7F7F7F", "accent4": "A6A6A6", "accent5": "BFBFBF", "accent6": "D9D9D9", "hlink": ACCENT,
        "folHlink": "595959",
    }  # fmt: skip
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colours.items())
    family = f'<a:latin typeface="{house.font}"/><a:ea typeface=""/><a:cs typeface="{house.font}"/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{a}" name="Press"><a:themeElements><a:clrScheme name="Press">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="Press"><a:majorFont>{family}</a:majorFont><a:minorFont>{family}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="Press"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}'
        f"</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}"
        "</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def core_properties() -> str:
    """Return no properties at all: the release brings every one."""
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>House layout</dc:title></cp:coreProperties>'
    )


def app_properties() -> str:
    """Return what made the file, and no company."""
    uri = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'<Properties xmlns="{uri}"><Application>pressctl</Application></Properties>'


def house_docx(house: House = MODERN) -> bytes:
    """Return the template's bytes."""
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(
            (f"{RELATIONS}/officeDocument", "word/document.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{RELATIONS}/extended-properties", "docProps/app.xml"),
        ),
        "docProps/app.xml": app_properties(),
        "docProps/core.xml": core_properties(),
        "word/_rels/document.xml.rels": relationships(
            *((f"{RELATIONS}/{kind}", f"{name}.xml") for name, kind in PARTS.items())
        ),
        "word/document.xml": document(),
        "word/fontTable.xml": font_table(house),
        "word/footer1.xml": f"<w:ftr {W}><w:p/></w:ftr>",
        "word/footer2.xml": f"<w:ftr {W}><w:p/></w:ftr>",
        "word/header1.xml": f"<w:hdr {W}><w:p/></w:hdr>",
        "word/header2.xml": f"<w:hdr {W}><w:p/></w:hdr>",
        "word/numbering.xml": numbering(house),
        "word/settings.xml": settings(),
        "word/styles.xml": styles(house),
        "word/theme/theme1.xml": theme(house),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_STORED
            entry.create_system = 0
            archive.writestr(entry, (XML + text).encode("utf-8"))
    return stream.getvalue()


def main() -> None:
    """Write the templates where the package finds them."""
    LAYOUTS.mkdir(parents=True, exist_ok=True)
    for house in HOUSES:
        (LAYOUTS / house.file).write_bytes(house_docx(house))
        print(f"wrote templates/layouts/{house.file}")


if __name__ == "__main__":
    main()
