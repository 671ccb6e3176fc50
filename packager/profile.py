"""Profiles: what families of reading systems want of a book, as one frozen table.

A profile changes how pictures are encoded, how long a document may be, which CSS is written and
what the user is told. It never changes a word of the story. The numbers are the makers' own where
they publish some, and the sizes of the screens else:

- Kobo: https://github.com/kobolabs/epub-spec (RGB, no transparency, covers that are no GIF)
- Kindle: https://kdp.amazon.com/en_US/help/topic/G6GTK3T3NUHKLEFX (covers up to 2560 by 1600)
- Apple Books: https://help.apple.com/itc/booksassetguide/ (pictures of at most 4 million pixels)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from packager.diagnostics import Code
from packager.errors import UsageError

ProfileName = Literal["generic", "kobo", "kindle", "apple", "pocketbook", "small"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureLimits:
    """What a picture may be; one that is all that stays as it is, pixel for pixel.

    Attributes:
        width: Most pixels across.
        height: Most pixels down.
        pixels: Most pixels in all.
        size: Most bytes of a file that stays as it is; a larger one is saved anew, once. Without
            a limit when it is ``None``.
        quality: Of a JPEG that is saved, 1 to 95.
        gif: Whether a GIF stays one, with its animation; else its first frame is taken.
        transparent: Whether a picture may be seen through; else it is laid on white.
        lossless: Whether a PNG of many colours stays one; else it becomes a JPEG.
    """

    width: int = 1600
    height: int = 2560
    pixels: int = 4_000_000
    size: int | None = None
    quality: int = 88
    gif: bool = True
    transparent: bool = True
    lossless: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A family of reading systems.

    Attributes:
        name: What ``--profile`` calls it.
        cover: What the cover may be; it is always an opaque JPEG, or a PNG of pixel art.
        pictures: What a picture within the text may be.
        document: Bytes a content document should not pass; it is parted at a paragraph.
        plain_css: Whether CSS is left out that old engines refuse a whole stylesheet for.
        send_to_kindle: Whether the user is told what Send to Kindle would refuse.
    """

    name: ProfileName
    cover: PictureLimits
    pictures: PictureLimits
    document: int = 300_000
    plain_css: bool = True
    send_to_kindle: bool = False


GENERIC = Profile(name="generic", cover=PictureLimits(), pictures=PictureLimits(pixels=4_096_000))

PROFILES: tuple[Profile, ...] = (
    GENERIC,
    Profile(
        name="kobo",
        cover=PictureLimits(width=1440, height=1920),
        pictures=PictureLimits(width=1440, height=1920, gif=False, transparent=False),
    ),
    Profile(
        name="kindle",
        cover=PictureLimits(),
        pictures=PictureLimits(size=5_000_000, gif=False, transparent=False),
        send_to_kindle=True,
    ),
    Profile(
        name="apple",
        cover=PictureLimits(),
        pictures=PictureLimits(width=2048, height=2560),
        plain_css=False,
    ),
    Profile(
        name="pocketbook",
        cover=PictureLimits(width=1404, height=1872),
        pictures=PictureLimits(width=1404, height=1872, gif=False, transparent=False),
    ),
    Profile(
        name="small",
        cover=PictureLimits(width=600, height=900, size=120_000, quality=75),
        pictures=PictureLimits(
            width=800,
            height=1200,
            size=120_000,
            quality=70,
            gif=False,
            transparent=False,
            lossless=False,
        ),
        document=150_000,
    ),
)
"""Every profile, the one for all reading systems first."""


def profile(name: str) -> Profile:
    """The profile of this name.

    Raises:
        UsageError: There is none.
    """
    found = next((one for one in PROFILES if one.name == name), None)
    if found is None:
        raise UsageError(
            Code.OPTION_INVALID,
            f"there is no profile {name!r}",
            hint=f"there are {', '.join(one.name for one in PROFILES)}",
        )
    return found
