"""A synthetic Fimfarchive of the real layout, and what planning it takes.

::

    python benchmarks/fimfarchive.py write big/fimfarchive-20260601.zip   # 228,000 stories
    python benchmarks/fimfarchive.py plan big/fimfarchive-20260601.zip    # time and memory
    python benchmarks/fimfarchive.py rerun big/fimfarchive-20260601.zip big/books

``write`` makes the members by hand, stored, so that it takes about a minute. ``plan`` runs under a
limit of address space below the size of the archive. ``rerun`` converts a number of the stories
(``--limit``) and then finds, in a second run, that nothing has changed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path

STORIES = 228_000
_WORDS = (  # noqa: SIM905 - it is text
    "the lamp on gull rock burned all night and nobody came to see it but sea wind rope oil glass "
    "keeper stair door light dark water boat bread letter winter morning hand coat song harbour"
).split()
_CONTAINER = (
    b'<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:'
    b'container"><rootfiles><rootfile full-path="content.opf" media-type="application/oebps-package'
    b'+xml"/></rootfiles></container>'
)
_OPF = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" unique-identifier="id" version="2.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>
<dc:creator>{author}</dc:creator><dc:language>en</dc:language>
<dc:publisher>Fimfiction</dc:publisher>
<dc:identifier id="id">http://www.fimfiction.net/story/{number}</dc:identifier></metadata>
<manifest><item id="c" href="Chapter1.html" media-type="application/xhtml+xml"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>
<spine toc="ncx"><itemref idref="c"/></spine></package>"""
_NCX = """<?xml version="1.0" encoding="utf-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head/>
<docTitle><text>{title}</text></docTitle><navMap><navPoint id="n" playOrder="1">
<navLabel><text>Chapter 1</text></navLabel><content src="Chapter1.html"/></navPoint></navMap></ncx>
"""
_CHAPTER = """<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Chapter 1</title></head><body>
<h1>Chapter 1</h1><div id="content">{text}</div></body></html>"""


def stored_zip(files: list[tuple[str, bytes]]) -> bytes:
    """A zip archive of stored members, made by hand: a tenth of the time of ``zipfile``."""
    local = bytearray()
    central = bytearray()
    for name, content in files:
        kept = name.encode()
        crc, size = zlib.crc32(content), len(content)
        head = struct.pack("<5H3I2H", 20, 0, 0, 0, 0x21, crc, size, size, len(kept), 0)
        central += b"PK\x01\x02" + struct.pack("<H", 20) + head
        central += struct.pack("<3H2I", 0, 0, 0, 0, len(local)) + kept
        local += b"PK\x03\x04" + head + kept + content
    end = struct.pack("<4H2IH", 0, 0, len(files), len(files), len(central), len(local), 0)
    return bytes(local + central) + b"PK\x05\x06" + end


def story(number: int, chance: random.Random, length: int) -> tuple[str, bytes, dict[str, object]]:
    """A story: its path in the archive, its EPUB, and its entry in the list."""
    author = chance.randrange(1, 40_000)
    title = " ".join(chance.choices(_WORDS, k=3)).title()
    name = f"Quill {author}"
    slug = title.lower().replace(" ", "_")
    path = f"epub/q/quill_{author}-{author}/{slug}-{number}.epub"
    paragraphs = [" ".join(chance.choices(_WORDS, k=60)) for _ in range(length)]
    text = "".join(f"<p>{one.capitalize()}.</p>" for one in paragraphs)
    facts = {"title": title, "author": name, "number": number}
    book = stored_zip(
        [
            ("mimetype", b"application/epub+zip"),
            ("META-INF/container.xml", _CONTAINER),
            ("content.opf", _OPF.format(**facts).encode()),
            ("toc.ncx", _NCX.format(**facts).encode()),
            ("Chapter1.html", _CHAPTER.format(text=text).encode()),
        ]
    )
    day = f"20{10 + number % 16}-0{1 + number % 9}-1{number % 10}T10:00:00+00:00"
    address = f"https://www.fimfiction.net/story/{number}/{slug}"
    return path, book, {
        "archive": {"date_checked": day, "date_fetched": day, "date_updated": day, "path": path},
        "author": {
            "id": author, "name": name, "url": f"https://www.fimfiction.net/user/{author}",
            "bio_html": f"<p>{paragraphs[0]}</p>", "num_followers": author % 900,
        },
        "chapters": [{
            "chapter_number": 1, "date_published": day, "id": number, "num_views": number % 977,
            "num_words": 60 * length, "published": True, "title": "Chapter 1",
            "url": f"{address}/1",
        }],
        "completion_status": ("complete", "incomplete", "hiatus")[number % 3],
        "content_rating": ("everyone", "teen", "mature")[number % 3],
        "cover_image": None, "date_published": day, "date_updated": day,
        "description_html": f"<p>{paragraphs[1]}</p><p>{paragraphs[2]}</p>", "id": number,
        "num_chapters": 1, "num_likes": number % 1_000, "num_views": number % 9_973,
        "num_words": 60 * length, "short_description": paragraphs[3], "status": "visible",
        "tags": [
            {"id": 4, "name": ("Adventure", "Romance", "Slice of Life")[number % 3],
             "type": "genre", "url": "https://www.fimfiction.net/tag/adventure"},
            {"id": 5, "name": "Gull", "type": "character", "url": "https://www.fimfiction.net/tag/g"},
        ],
        "title": title, "url": address,
    }  # fmt: skip


def write(path: Path, stories: int, length: int) -> None:
    """Write the archive: the EPUBs, and behind them the list, a line a story."""
    chance = random.Random(7)  # noqa: S311 - the same archive every time
    began = time.perf_counter()
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = path.with_suffix(".lines")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        with lines.open("wb") as listed:
            listed.write(b"{\n")
            for number in range(1, stories + 1):
                name, book, entry = story(number, chance, length)
                archive.writestr(zipfile.ZipInfo(name, (2026, 6, 1, 0, 0, 0)), book)
                text = f'"{number}": {json.dumps(entry)}{"," if number < stories else ""}\n'
                listed.write(text.encode())
            listed.write(b"}\n")
        archive.writestr(zipfile.ZipInfo("about.json"), b'{"version": "20260601"}')
        archive.write(lines, "index.json", zipfile.ZIP_DEFLATED)
    size = lines.stat().st_size
    lines.unlink()
    print(
        f"{stories:,} stories, {path.stat().st_size / 1e6:,.0f} MB, list of {size / 1e6:,.0f} MB, "
        f"{time.perf_counter() - began:,.0f} s"
    )


def plan(path: Path, *, select: str, known: bool) -> None:
    """Stream all stories of the archive, and say what that took; run in a process of its own."""
    from packager.batch.found import Search, candidates  # noqa: PLC0415 - measured with it
    from packager.batch.selection import matches, parse  # noqa: PLC0415 - measured with it

    expression = parse(select) if select else None
    count = 0
    began = time.process_time()
    for one in candidates([str(path)], Search(known=known)):
        if expression is None or (one.metadata and matches(expression, one.metadata)):
            count += 1
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count:,} stories, {seconds:.1f} CPU s, peak {peak:.0f} MB")


def limited_plan(path: Path, select: str, *, known: bool) -> None:
    """The same in a process whose address space is smaller than the archive."""
    limit = min(path.stat().st_size * 9 // 10, 450 * 2**20)
    command = [sys.executable, __file__, "plan-here", str(path), "--select", select]
    command += ["--known"] * known
    print(f"archive {path.stat().st_size / 1e6:,.0f} MB, address space {limit / 1e6:,.0f} MB")
    subprocess.run(
        command,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )


def rerun(path: Path, out: Path, limit: int, workers: int) -> None:
    """Convert so many stories, then run again: CPU of both, with all they start."""
    command = [
        sys.executable, "-m", "packager", "batch", str(path), "-o", str(out), "--cover", "none",
        "--engine", f"local:{workers}",
    ]  # fmt: skip
    if limit:
        command += ["--limit", str(limit)]
    spent: list[float] = []
    for label in ("the full run", "a rerun with nothing to do"):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ | {"CI": "1"})
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(
            after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        )
        wall = time.perf_counter() - began
        peak = after.ru_maxrss / 1024
        print(f"{label}: {spent[-1]:.1f} CPU s, {wall:.1f} s, largest process {peak:.0f} MB")
    print(f"the rerun takes {100 * spent[1] / spent[0]:.2f} % of the full run")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("write", "plan", "plan-here", "rerun"))
    parser.add_argument("archive", type=Path)
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--stories", type=int, default=STORIES)
    parser.add_argument("--paragraphs", type=int, default=7, help="of 60 words, in a story")
    parser.add_argument("--select", default="")
    parser.add_argument("--known", action="store_true", help="metadata of each story is wanted")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    match asked.what:
        case "write":
            write(asked.archive, asked.stories, asked.paragraphs)
        case "plan-here":
            plan(asked.archive, select=asked.select, known=asked.known)
        case "plan":
            limited_plan(asked.archive, "", known=False)
            limited_plan(asked.archive, asked.select or "words>400 and tag:Adventure", known=True)
        case _:
            rerun(
                asked.archive,
                asked.out or asked.archive.parent / "books",
                asked.limit,
                asked.workers,
            )


if __name__ == "__main__":
    main()
