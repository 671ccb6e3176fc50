"""Rebuilds the bundled fonts from the packages their makers and Debian publish.

Usage, in an empty folder outside the repository, on any system with Python and fontTools::

    apt-get download fonts-noto-core=20201225-1 fonts-noto-cjk=1:20220127+repack1-1
    npm pack @expo-google-fonts/eb-garamond@0.4.3
    npm pack @expo-google-fonts/ibm-plex-mono@0.4.1
    npm pack @expo-google-fonts/noto-emoji@0.4.7
    python scripts/fonts.py FOLDER

``FOLDER`` is where the packages are; they are opened here, nothing has to be installed. The fonts
land in ``styles/`` of the repository this file is in. The same packages give the same bytes; a
package that is not the one named above is refused by its SHA-256. Only Noto Serif CJK is cut down,
for it weighs 24 MB; every other font is the file as published.
"""

from __future__ import annotations

import hashlib
import io
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

STYLES = Path(__file__).resolve().parent.parent / "styles"
LICENCE = STYLES.parent / "LICENSES" / "OFL-1.1.txt"

NOTO = "fonts-noto-core_20201225-1_all.deb"
CJK = "fonts-noto-cjk_20220127+repack1-1_all.deb"
GARAMOND = "expo-google-fonts-eb-garamond-0.4.3.tgz"
PLEX = "expo-google-fonts-ibm-plex-mono-0.4.1.tgz"
EMOJI = "expo-google-fonts-noto-emoji-0.4.7.tgz"

SHA256 = {
    NOTO: "58f4f0bb6720f919f92096b3508e1412a0f1544424ade6c5b5bf1eb694dd64ba",
    CJK: "4a2515eb6db3978b897fef9709ed0d2b1f4c6c4df4d83d6c4ef65f71f1b1f502",
    GARAMOND: "4b394f925314ad33790d571812b99370612ed40ca470ac64f9a98ab637dfea20",
    PLEX: "6cfa21777fb37b07a2225fef573f92aefc9a3a8dcc784b5747bb1fef60cb13ee",
    EMOJI: "6a25fd5a4da5bb34bbc2d300531bbf32de86afd866e119314d7e358f61a6104d",
}

NOTO_FOLDER = "./usr/share/fonts/truetype/noto/"
CJK_COLLECTION = "./usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
CJK_FACE = "Noto Serif CJK JP"
# Horizontal setting only: joining of jamo, and the forms a language wants for the same character.
CJK_FEATURES = ["ccmp", "kern", "liga", "ljmo", "locl", "mark", "tjmo", "vjmo"]
# Japanese is the font's own form. Korean hanja and Hong Kong forms would cost more than they serve.
CJK_SCRIPTS = [
    f"{script}.{language}"
    for script in ("DFLT", "hang", "hani", "kana", "latn")
    for language in ("dflt", "JAN ", "ZHS ", "ZHT ")
]
CJK_DROPPED_TABLES = ["BASE", "VORG", "vhea", "vmtx"]
# Characters the 2010 jōyō list added, which no legacy encoding has.
JOYO_2010 = "𠮟塡剝頰"
# Greek, Cyrillic and box drawing of the legacy sets: full-width forms other fonts set better.
UNWANTED = (range(0x0370, 0x0530), range(0x2500, 0x2580), range(0xE000, 0xF900))
WHOLE_BLOCKS = (
    range(0x0020, 0x007F),
    range(0x2010, 0x2040),
    range(0x3000, 0x3040),  # CJK symbols and punctuation
    range(0x3040, 0x3100),  # hiragana, katakana
    range(0x3105, 0x3130),  # bopomofo
    range(0x3131, 0x318F),  # Hangul compatibility jamo
    range(0x31F0, 0x3200),  # small katakana
    range(0xFF01, 0xFFEF),  # full-width and half-width forms
)


@dataclass(frozen=True, slots=True)
class Copied:
    """A font taken over unchanged: where it goes, which package and which member it is."""

    target: str
    package: str
    member: str


def noto(family: str) -> Copied:
    """The regular face of a Noto family, in a folder named after the family."""
    file = f"Noto{family}-Regular.ttf"
    words = "".join(f"-{c.lower()}" if c.isupper() else c for c in family)
    return Copied(f"fonts/noto{words}/{file}", NOTO, NOTO_FOLDER + file)


def expo(folder: str, package: str, family: str, style: str, name: str) -> Copied:
    """A static instance out of a package of the @expo-google-fonts scope."""
    return Copied(f"{folder}/{family}-{style}.ttf", package, f"package/{name}/{family}_{name}.ttf")


STYLE_NAMES = {
    "Regular": "400Regular",
    "Italic": "400Regular_Italic",
    "Bold": "700Bold",
    "BoldItalic": "700Bold_Italic",
}
COPIED = (
    *(
        expo("classic/fonts", GARAMOND, "EBGaramond", style, name)
        for style, name in STYLE_NAMES.items()
    ),
    *(
        expo("fonts/ibm-plex-mono", PLEX, "IBMPlexMono", style, name)
        for style, name in STYLE_NAMES.items()
    ),
    expo("fonts/noto-emoji", EMOJI, "NotoEmoji", "Regular", "400Regular"),
    *map(
        noto,
        (
            "NaskhArabic",
            "SansMath",
            "SansSymbols",
            "SansSymbols2",
            "Serif",
            "SerifArmenian",
            "SerifBengali",
            "SerifDevanagari",
            "SerifEthiopic",
            "SerifGeorgian",
            "SerifGujarati",
            "SerifGurmukhi",
            "SerifHebrew",
            "SerifKannada",
            "SerifKhmer",
            "SerifLao",
            "SerifMalayalam",
            "SerifMyanmar",
            "SerifSinhala",
            "SerifTamil",
            "SerifTelugu",
            "SerifThai",
        ),
    ),
)
# Where the maker's licence file says more than the font's own name table: the reserved names.
NOTICES = {
    "IBMPlexMono": 'Copyright © 2017 IBM Corp. with Reserved Font Name "Plex"',
}


def main(folder: Path) -> None:
    """Write every bundled font and its licence."""
    packages = {name: open_package(folder, name) for name in SHA256}
    for font in COPIED:
        data = member(packages[font.package], font.member)
        write_font(STYLES / font.target, data)
    collection = member(packages[CJK], CJK_COLLECTION)
    write_font(STYLES / "fonts/noto-serif-cjk/NotoSerifCJKjp-Regular.otf", cut_cjk(collection))


def open_package(folder: Path, name: str) -> tarfile.TarFile:
    """The files of a package, which is exactly the one that was named.

    apt-get writes the epoch of a version into the file's name, so the file is known by its hash.
    """
    stem = name.split("_", maxsplit=1)[0]
    for path in sorted(folder.glob(f"{stem}*")):
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() == SHA256[name]:
            if path.suffix == ".deb":
                data = next(part for file, part in ar_members(data) if file.startswith("data.tar"))
            return tarfile.open(fileobj=io.BytesIO(data))
    raise SystemExit(f"{folder} does not hold {name} with SHA-256 {SHA256[name]}")


def ar_members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The members of an ar archive, which is what a Debian package is."""
    at = len(b"!<arch>\n")
    while at < len(data):
        name, size = data[at : at + 16].decode().strip(), int(data[at + 48 : at + 58])
        yield name, data[at + 60 : at + 60 + size]
        at += 60 + size + size % 2


def member(package: tarfile.TarFile, name: str) -> bytes:
    """The bytes of one file of a package."""
    stream = package.extractfile(name)
    if stream is None:
        raise SystemExit(f"{name} is not a file")
    return stream.read()


def write_font(path: Path, data: bytes) -> None:
    """Write a font, and the licence with the font's own copyright notice beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    notice = NOTICES.get(path.stem.split("-")[0])
    notice = notice or TTFont(io.BytesIO(data), lazy=True)["name"].getDebugName(0)
    (path.parent / "OFL.txt").write_text(
        f"{notice}\n\n"
        "This Font Software is licensed under the SIL Open Font License, Version 1.1.\n"
        "This license is copied below, and is also available with a FAQ at:\n"
        f"https://openfontlicense.org\n\n{LICENCE.read_text(encoding='utf-8')}",
        encoding="utf-8",
    )


def cut_cjk(collection: bytes) -> bytes:
    """The Japanese face with the characters of the national standards, without hinting."""
    faces = TTCollection(io.BytesIO(collection), lazy=True).fonts
    face = next(face for face in faces if face["name"].getDebugName(1) == CJK_FACE)
    face.recalcTimestamp = False
    options = subset.Options()
    options.layout_features = CJK_FEATURES
    options.layout_scripts = CJK_SCRIPTS
    options.drop_tables += CJK_DROPPED_TABLES
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=cjk_characters() & set(face.getBestCmap()))
    cutter.subset(face)
    stream = io.BytesIO()
    face.save(stream)
    return stream.getvalue()


def cjk_characters() -> set[int]:
    """JIS X 0208 with the vendors' kanji, GB 2312, Big5 level 1, KS X 1001, and whole blocks."""
    found = {ord(character) for character in JOYO_2010}
    for encoding, leads in (
        ("cp932", range(0x81, 0xFD)),
        ("gb2312", range(0xA1, 0xF8)),
        ("big5", range(0xA1, 0xC7)),
        ("euc_kr", range(0xA1, 0xFE)),
    ):
        for lead in leads:
            for trail in range(0x40, 0xFF):
                text = bytes((lead, trail)).decode(encoding, errors="ignore")
                found |= {ord(text)} if len(text) == 1 else set()
    for unwanted in UNWANTED:
        found -= set(unwanted)
    for block in WHOLE_BLOCKS:
        found |= set(block)
    return found


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004 - the one argument
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
