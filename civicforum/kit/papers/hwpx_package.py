"""What every HWPX file of ours is made of besides its text (KS X 6101, OWPML)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from civicforum.kit.papers.archive import MIMETYPE, packed
from civicforum.kit.papers.styles import Style

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_HANCOM = "http://www.hancom.co.kr/hwpml/2011"
_HANCOM_2016 = "http://www.hancom.co.kr/hwpml/2016"
# All that Hangul itself declares; some of its versions refuse a part that declares fewer.
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "ha": f"{_HANCOM}/app",
        "hp": f"{_HANCOM}/paragraph",
        "hp10": f"{_HANCOM_2016}/paragraph",
        "hs": f"{_HANCOM}/section",
        "hc": f"{_HANCOM}/core",
        "hh": f"{_HANCOM}/head",
        "hhs": f"{_HANCOM}/history",
        "hm": f"{_HANCOM}/master-page",
        "hpf": "http://www.hancom.co.kr/schema/2011/hpf",
        "dc": "http://purl.org/dc/elements/1.1/",
        "opf": "http://www.idpf.org/2007/opf/",
        "ooxmlchart": f"{_HANCOM_2016}/ooxmlchart",
        "hwpunitchar": f"{_HANCOM_2016}/HwpUnitChar",
        "epub": "http://www.idpf.org/2007/ops",
        "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
    }.items()
)

FONT = "함초롬돋움"
_SCRIPTS = ("hangul", "latin", "hanja", "japanese", "other", "symbol", "user")
_LINE_SPACING = 150

# Border fills, by what they are for.
# An open cell has no line above or below, so that a column of them looks like one.
PLAIN, UNSHADED, TITLE, CELL, SHADED_CELL, OPEN_CELL, TOP_CELL, SHADED_OPEN_CELL = range(1, 9)


@dataclass(frozen=True)
class Styles:
    """The styles of a document: of paragraphs, and of characters, by the numbers in their order.

    A style of paragraphs has characters of the same number; those of characters follow.
    """

    paragraphs: Sequence[Style]
    characters: Sequence[Style] = ()


def hwpx(
    title: str, section: str, styles: Styles, images: Mapping[str, bytes] | None = None
) -> bytes:
    """Return an HWPX file of one section; `images` are JPEGs by the names the section uses."""
    images = images or {}
    parts = {
        MIMETYPE: "application/hwp+zip",
        "version.xml": _VERSION,
        "Contents/header.xml": _header(styles, images),
        "Contents/section0.xml": section,
        "Preview/PrvText.txt": title,
        "settings.xml": _SETTINGS,
        "META-INF/container.xml": _CONTAINER,
        "META-INF/container.rdf": _RDF,
        "META-INF/manifest.xml": _MANIFEST,
        "Contents/content.hpf": _content(title, images),
    }
    pictures = [(f"BinData/{name}.jpg", data) for name, data in images.items()]
    return packed([(name, text.encode()) for name, text in parts.items()] + pictures)


def units(points: float) -> int:
    """Return a length in HWPUNIT, a hundredth of a point."""
    return round(points * 100)


def _header(styles: Styles, images: Mapping[str, bytes]) -> str:
    binaries = "".join(
        f'<hh:binItem id="{place}" Type="Embedding" BinData="{name}.jpg" Format="jpg"/>'
        for place, name in enumerate(images)
    )
    return (
        f'{DECLARATION}<hh:head {NAMESPACES} version="1.5" secCnt="1">'
        '<hh:beginNum page="1" footnote="1" endnote="1" pic="1" tbl="1" equation="1"/>'
        "<hh:refList>"
        + _counted("fontfaces", [_fontface(script) for script in _SCRIPTS])
        + _counted("borderFills", _border_fills())
        + _counted(
            "charProperties",
            [
                _characters(place, style)
                for place, style in enumerate((*styles.paragraphs, *styles.characters))
            ],
        )
        + _counted("tabProperties", ['<hh:tabPr id="0" autoTabLeft="0" autoTabRight="0"/>'])
        + _counted("numberings", [_OUTLINE])
        + _counted(
            "paraProperties",
            [_paragraph(place, style) for place, style in enumerate(styles.paragraphs)],
        )
        + _counted("styles", _styles(styles))
        + (f'<hh:binDataList itemCnt="{len(images)}">{binaries}</hh:binDataList>' if images else "")
        + "</hh:refList>"
        '<hh:compatibleDocument targetProgram="HWP201X"><hh:layoutCompatibility/>'
        "</hh:compatibleDocument>"
        '<hh:docOption><hh:linkinfo path="" pageInherit="0" footnoteInherit="0"/></hh:docOption>'
        '<hh:trackchageConfig flags="56"/></hh:head>'
    )


def _counted(name: str, items: list[str]) -> str:
    return f'<hh:{name} itemCnt="{len(items)}">{"".join(items)}</hh:{name}>'


def _fontface(script: str) -> str:
    return (
        f'<hh:fontface lang="{script.upper()}" fontCnt="1">'
        f'<hh:font id="0" face="{FONT}" type="TTF" isEmbedded="0">'
        '<hh:typeInfo familyType="FCAT_GOTHIC" weight="6" proportion="4" contrast="0"'
        ' strokeVariation="1" armStyle="1" letterform="1" midline="1" xHeight="1"/>'
        "</hh:font></hh:fontface>"
    )


def _border_fills() -> list[str]:
    none, thin, thick = ("NONE", "0.1 mm"), ("SOLID", "0.2 mm"), ("SOLID", "0.6 mm")
    shade = _brush("#EEEEEE")
    return [
        _border_fill(PLAIN, [none] * 4),
        _border_fill(UNSHADED, [none] * 4, _brush("none")),
        _border_fill(TITLE, [none, none, thick, thin]),
        _border_fill(CELL, [thin] * 4),
        _border_fill(SHADED_CELL, [thin] * 4, shade),
        _border_fill(OPEN_CELL, [thin, thin, none, none]),
        _border_fill(TOP_CELL, [thin, thin, thin, none]),
        _border_fill(SHADED_OPEN_CELL, [thin, thin, none, none], shade),
    ]


def _border_fill(number: int, sides: list[tuple[str, str]], brush: str = "") -> str:
    names = ("left", "right", "top", "bottom")
    borders = "".join(
        f'<hh:{name}Border type="{kind}" width="{width}" color="#000000"/>'
        for name, (kind, width) in zip(names, sides, strict=True)
    )
    return (
        f'<hh:borderFill id="{number}" threeD="0" shadow="0" centerLine="NONE"'
        ' breakCellSeparateLine="0">'
        '<hh:slash type="NONE" Crooked="0" isCounter="0"/>'
        '<hh:backSlash type="NONE" Crooked="0" isCounter="0"/>'
        f'{borders}<hh:diagonal type="SOLID" width="0.1 mm" color="#000000"/>{brush}'
        "</hh:borderFill>"
    )


def _brush(colour: str) -> str:
    return (
        f'<hc:fillBrush><hc:winBrush faceColor="{colour}" hatchColor="#999999" alpha="0"/>'
        "</hc:fillBrush>"
    )


def _characters(number: int, style: Style) -> str:
    def each(name: str, value: int) -> str:
        return f"<hh:{name} " + " ".join(f'{script}="{value}"' for script in _SCRIPTS) + "/>"

    return (
        f'<hh:charPr id="{number}" height="{units(style.size)}" textColor="#000000"'
        ' shadeColor="none" useFontSpace="0" useKerning="0" symMark="NONE"'
        f' borderFillIDRef="{UNSHADED}">'
        + each("fontRef", 0)
        + each("ratio", 100)
        + each("spacing", 0)
        + each("relSz", 100)
        + each("offset", 0)
        + ("<hh:bold/>" if style.bold else "")
        + '<hh:underline type="NONE" shape="SOLID" color="#000000"/>'
        '<hh:strikeout shape="NONE" color="#000000"/><hh:outline type="NONE"/>'
        '<hh:shadow type="NONE" color="#C0C0C0" offsetX="10" offsetY="10"/></hh:charPr>'
    )


def _paragraph(number: int, style: Style) -> str:
    outlined = style.outline is not None
    kind = "OUTLINE" if outlined else "NONE"
    border, apart = (TITLE, 400) if style.english == "Title" else (UNSHADED, 0)
    # Hangul counts margins twice where it does not know the newer unit.
    return (
        f'<hh:paraPr id="{number}" tabPrIDRef="0" condense="0" fontLineHeight="0" snapToGrid="1"'
        ' suppressLineNumbers="0" checked="0" textDir="LTR">'
        f'<hh:align horizontal="{style.align}" vertical="BASELINE"/>'
        f'<hh:heading type="{kind}" idRef="0" level="{style.outline or 0}"/>'
        '<hh:breakSetting breakLatinWord="KEEP_WORD" breakNonLatinWord="BREAK_WORD"'
        f' widowOrphan="0" keepWithNext="{int(outlined)}" keepLines="0" pageBreakBefore="0"'
        ' lineWrap="BREAK"/>'
        '<hh:autoSpacing eAsianEng="0" eAsianNum="0"/>'
        f'<hp:switch><hp:case hp:required-namespace="{_HANCOM_2016}/HwpUnitChar">'
        f"{_spacing(style, 1)}</hp:case><hp:default>{_spacing(style, 2)}</hp:default></hp:switch>"
        f'<hh:border borderFillIDRef="{border}" offsetLeft="0" offsetRight="0"'
        f' offsetTop="{apart}" offsetBottom="{apart}" connect="0" ignoreMargin="0"/></hh:paraPr>'
    )


def _spacing(style: Style, times: int) -> str:
    # A first line that hangs out stays at the margin here, and the others are moved in.
    lengths = {
        "intent": style.first,
        "left": style.left + min(style.first, 0),
        "right": 0,
        "prev": style.before,
        "next": style.after,
    }
    margins = "".join(
        f'<hc:{name} value="{units(length) * times}" unit="HWPUNIT"/>'
        for name, length in lengths.items()
    )
    return (
        f"<hh:margin>{margins}</hh:margin>"
        f'<hh:lineSpacing type="PERCENT" value="{_LINE_SPACING}" unit="HWPUNIT"/>'
    )


def _styles(styles: Styles) -> list[str]:
    kinds = [("PARA", place, style) for place, style in enumerate(styles.paragraphs)]
    more = enumerate(styles.characters, start=len(kinds))
    return [
        f'<hh:style id="{number}" type="{kind}" name="{style.korean}" engName="{style.english}"'
        f' paraPrIDRef="{number if kind == "PARA" else 0}" charPrIDRef="{number}"'
        f' nextStyleIDRef="{number if kind == "PARA" else 0}" langID="1042" lockForm="0"/>'
        for kind, number, style in [*kinds, *(("CHAR", *one) for one in more)]
    ]


def _content(title: str, images: Mapping[str, bytes]) -> str:
    pictures = "".join(
        f'<opf:item id="{name}" href="BinData/{name}.jpg" media-type="image/jpeg" isEmbeded="1"/>'
        for name in images
    )
    return (
        f'{DECLARATION}<opf:package {NAMESPACES} version="" unique-identifier="" id="">'
        f"<opf:metadata><opf:title>{escape(title)}</opf:title>"
        "<opf:language>ko</opf:language></opf:metadata><opf:manifest>"
        '<opf:item id="header" href="Contents/header.xml" media-type="application/xml"/>'
        '<opf:item id="section0" href="Contents/section0.xml" media-type="application/xml"/>'
        '<opf:item id="version" href="version.xml" media-type="application/xml"/>'
        '<opf:item id="settings" href="settings.xml" media-type="application/xml"/>'
        f"{pictures}</opf:manifest>"
        '<opf:spine><opf:itemref idref="header" linear="yes"/>'
        '<opf:itemref idref="section0" linear="yes"/></opf:spine></opf:package>'
    )


# Heads are levels of the outline, so that they can be walked through, but carry no number.
_OUTLINE = (
    '<hh:numbering id="1" start="0">'
    + "".join(
        f'<hh:paraHead start="1" level="{level}" align="LEFT" useInstWidth="1" autoIndent="1"'
        ' widthAdjust="0" textOffsetType="PERCENT" textOffset="50" numFormat="DIGIT"'
        ' charPrIDRef="4294967295" checkable="0"/>'
        for level in range(1, 11)
    )
    + "</hh:numbering>"
)

_VERSION = (
    f'{DECLARATION}<hv:HCFVersion xmlns:hv="{_HANCOM}/version" tagetApplication="WORDPROCESSOR"'
    ' major="5" minor="1" micro="1" buildNumber="0" os="1" xmlVersion="1.5"'
    ' application="CivicForum" appVersion="1"/>'
)
_SETTINGS = (
    f'{DECLARATION}<ha:HWPApplicationSetting xmlns:ha="{_HANCOM}/app">'
    '<ha:CaretPosition listIDRef="0" paraIDRef="0" pos="0"/></ha:HWPApplicationSetting>'
)
_CONTAINER = (
    f"{DECLARATION}<ocf:container"
    ' xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container"'
    ' xmlns:hpf="http://www.hancom.co.kr/schema/2011/hpf"><ocf:rootfiles>'
    '<ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/>'
    '<ocf:rootfile full-path="Preview/PrvText.txt" media-type="text/plain"/>'
    '<ocf:rootfile full-path="META-INF/container.rdf" media-type="application/rdf+xml"/>'
    "</ocf:rootfiles></ocf:container>"
)
_META = f"{_HANCOM_2016}/meta/pkg#"
_RDF = (
    f'{DECLARATION}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    + "".join(
        f'<rdf:Description rdf:about=""><ns0:hasPart xmlns:ns0="{_META}"'
        f' rdf:resource="{part}"/></rdf:Description>'
        f'<rdf:Description rdf:about="{part}"><rdf:type rdf:resource="{_META}{kind}"/>'
        "</rdf:Description>"
        for part, kind in (
            ("Contents/header.xml", "HeaderFile"),
            ("Contents/section0.xml", "SectionFile"),
        )
    )
    + f'<rdf:Description rdf:about=""><rdf:type rdf:resource="{_META}Document"/>'
    "</rdf:Description></rdf:RDF>"
)
_MANIFEST = (
    f'{DECLARATION}<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)
