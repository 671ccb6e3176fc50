"""Language tags: what a source calls its language, made a tag that a book may say.

BCP 47, section 2.1: https://www.rfc-editor.org/rfc/rfc5646#section-2.1
"""

from __future__ import annotations

import re
from functools import cache

_TWO_LETTERS = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy "
    "da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu "
    "hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb "
    "lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om "
    "or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv "
    "sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
"""ISO 639-1: https://www.loc.gov/standards/iso639-2/php/code_list.php"""

_MEANT = {
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it",
    "por": "pt", "rus": "ru", "ukr": "uk", "bel": "be", "bul": "bg", "srp": "sr", "hrv": "hr",
    "slv": "sl", "slk": "sk", "slo": "sk", "ces": "cs", "cze": "cs", "pol": "pl", "hun": "hu",
    "ron": "ro", "rum": "ro", "nld": "nl", "dut": "nl", "swe": "sv", "dan": "da", "nor": "no",
    "nob": "nb", "nno": "nn", "fin": "fi", "est": "et", "lav": "lv", "lit": "lt", "ell": "el",
    "gre": "el", "tur": "tr", "ara": "ar", "heb": "he", "fas": "fa", "per": "fa", "urd": "ur",
    "hin": "hi", "jpn": "ja", "zho": "zh", "chi": "zh", "kor": "ko", "vie": "vi", "tha": "th",
    "ind": "id", "msa": "ms", "may": "ms", "tgl": "tl", "lat": "la", "epo": "eo", "isl": "is",
    "ice": "is", "afr": "af", "cat": "ca", "glg": "gl", "eus": "eu", "baq": "eu", "cym": "cy",
    "wel": "cy", "gle": "ga", "sqi": "sq", "alb": "sq", "mkd": "mk", "mac": "mk", "hye": "hy",
    "arm": "hy", "kat": "ka", "geo": "ka", "ben": "bn", "tam": "ta", "bos": "bs",
    "iw": "he", "in": "id", "ji": "yi",  # withdrawn
    "jp": "ja", "cn": "zh", "gr": "el", "cz": "cs", "dk": "da", "ua": "uk",  # countries
}  # fmt: skip
"""What codes of three letters, withdrawn ones, and those of countries mean in a tag."""

_UNSAID = frozenset({"", "und", "mul", "zxx", "mis", "unknown", "none", "c"})


@cache
def _well_formed() -> re.Pattern[str]:
    return re.compile(
        r"(?P<language>[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{5,8})(?P<script>-[a-z]{4})?"
        r"(?P<region>-(?:[a-z]{2}|\d{3}))?"
        r"(?P<rest>(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wy-z\d](?:-[a-z\d]{2,8})+)*"
        r"(?:-x(?:-[a-z\d]{1,8})+)?)"
    )


@cache
def _languages() -> frozenset[str]:
    return frozenset(_TWO_LETTERS.split())


def tag_of(said: str) -> str:
    """The tag some words mean, in its usual case; empty for no language, or none there is.

    >>> tag_of("EN_us"), tag_of("eng"), tag_of("zh-hant-tw"), tag_of("English (US)")
    ('en-US', 'en', 'zh-Hant-TW', '')
    """
    plain = said.strip().replace("_", "-").partition(".")[0].lower()
    first, dash, rest = plain.partition("-")
    found = _well_formed().fullmatch(_MEANT.get(first, first) + dash + rest)
    if plain in _UNSAID or found is None:
        return ""
    language = found["language"]
    primary = language.partition("-")[0]
    if len(primary) == 2 and primary not in _languages():  # noqa: PLR2004 - ISO 639-1
        return ""
    if len(primary) > 3 or primary in _UNSAID:  # noqa: PLR2004 - none longer is registered
        return ""
    script, region = found["script"] or "", found["region"] or ""
    return language + script.title() + region.upper() + found["rest"]
