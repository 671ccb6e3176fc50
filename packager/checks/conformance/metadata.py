"""Metadata of the package document: what is empty, what libraries can't read or sort.

EPUB 3.3, section 5.5: https://www.w3.org/TR/epub-33/#sec-pkg-metadata.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from lxml import etree

from packager.checks.conformance.epub_file import DC, OPF, EpubFile
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.names import names
from packager.checks.conformance.rule import Rule
from packager.profile import ProfileName

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_RELATORS = names(
    "abr acp act adi adp aft anc anl anm ann ant ape apl app aqt arc ard arr art asg asn ato att "
    "auc aud aui aus aut bdd bjd bka bkd bkp blw bnd bpd brd brl bsl cad cas ccp chr cli cll clr "
    "clt cmm cmp cmt cnd cng cns coe col com con cor cos cot cou cov cpc cpe cph cpl cpt cre crp "
    "crr crt csl csp cst ctb cte ctg ctr cts ctt cur cwt dbd dbp dfd dfe dft dgc dgg dgs dir dis "
    "djo dln dnc dnr dpc dpt drm drt dsr dst dtc dte dtm dto dub edc edd edm edt egr elg elt eng "
    "enj etr evp exp fac fds fld flm fmd fmk fmo fmp fnd fon fpy frg gdv gis grt his hnr hst ill "
    "ilu ins inv isb itr ive ivr jud jug kad lbr lbt ldr led lee lel len let lgd lie lil lit lsa "
    "lse lso ltg ltr lyr mcp mdc med mfp mfr mka mod mon mrb mrk msd mte mtk mup mus mxe nan nrt "
    "onp opn org orm orr osp oth own pad pan pat pbd pbl pdr pfr pht plt pma pmn pnc pop ppm ppt "
    "pra prc prd pre prf prg prm prn pro prp prs prt prv pta pte ptf pth ptt pup rap rbr rcd rce "
    "rcp rdd red ren res rev rpc rps rpt rpy rse rsg rsp rsr rst rth rtm rxa sad sce scl scr sde "
    "sds sec sfx sgd sgn sht sll sng spk spn spy srv std stg stl stm stn str swd tad tau tcd tch "
    "ths tld tlf tlg tlh tlp trc trl tyd tyg uvp vac vdg vfx voc wac wal wam wat waw wdc wde wdw "
    "wfs wft win wit wpr wst wts"
)
"""MARC code list for relators: https://www.loc.gov/marc/relators/."""
_NAMED = ("title", "creator")


def metadata_rules(book: EpubFile, _profile: ProfileName) -> Iterator[Finding]:
    """What is wrong with the metadata of a book."""
    if book.package is not None:
        said = (
            document.root.get(_XML_LANG) or document.root.get("lang") or ""
            for _, document in book.content_documents()
        )
        languages = frozenset(language for language in said if language)
        yield from metadata_findings(book.package, book.package_path, languages)


def metadata_findings(
    package: etree._Element, path: str, languages: Collection[str] = ()
) -> Iterator[Finding]:
    """What is wrong with the metadata of a package document.

    Args:
        package: Its root element.
        path: Where it is in the book.
        languages: What the documents say they are in; none when it is not known.
    """
    metadata = package.find(f"{OPF}metadata")
    if metadata is None:
        return
    third = package.get("version", "3").startswith("3")
    refined = {
        (meta.get("refines", "").removeprefix("#"), meta.get("property", ""))
        for meta in metadata.iter(f"{OPF}meta")
    }
    # EPUB 3 forgives a date and no empty element, EPUB 2 the other way round.
    empty, value = Rule.METADATA_WRONG, Rule.METADATA_VALUE
    if not third:
        empty, value = value, empty
    for element in metadata.iter(f"{DC}*"):
        name = etree.QName(element).localname
        text = "".join(element.itertext()).strip()
        if name == "date" and (text or not third):
            yield from _date(element, text, path, value)
        elif not text:
            yield _finding(empty, f"dc:{name} is empty", element, path)
        elif name in _NAMED and third:
            yield from _sorting(element, name, refined, path)
        if (role := element.get(f"{OPF}role")) is not None:
            yield from _role(element, role, path, value)
    yield from _metas(metadata, path)
    yield from _series(metadata, path)
    yield from _languages(metadata, languages, path)


def _finding(rule: Rule, message: str, element: etree._Element, path: str) -> Finding:
    return Finding(rule=rule, message=message, path=path, line=element.sourceline or 0)


def _date(element: etree._Element, text: str, path: str, rule: Rule) -> Iterator[Finding]:
    if _w3c_date().fullmatch(text) is None:
        message = f"the date “{text[:40]}” is not written as year-month-day"
        yield _finding(rule, message, element, path)


@cache
def _w3c_date() -> re.Pattern[str]:
    """https://www.w3.org/TR/NOTE-datetime."""
    day = r"(?:0[1-9]|[12]\d|3[01])"
    moment = r"T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)"
    return re.compile(rf"\d{{4}}(?:-(?:0[1-9]|1[0-2])(?:-{day}(?:{moment})?)?)?", re.ASCII)


def _sorting(
    element: etree._Element, name: str, refined: set[tuple[str, str]], path: str
) -> Iterator[Finding]:
    said = element.get(f"{OPF}file-as") or (element.get("id"), "file-as") in refined
    second = (element.get("id"), "title-type") in refined and name == "title"
    if not said and not second:
        message = f"dc:{name} has no file-as, so it is sorted by its first letter"
        yield _finding(Rule.METADATA_UNSORTED, message, element, path)


def _metas(metadata: etree._Element, path: str) -> Iterator[Finding]:
    for meta in metadata.iter(f"{OPF}meta"):
        if meta.get("property") == "role" and meta.get("scheme", "marc:relators") == (
            "marc:relators"
        ):
            yield from _role(meta, (meta.text or "").strip(), path, Rule.METADATA_VALUE)


def _role(element: etree._Element, role: str, path: str, rule: Rule) -> Iterator[Finding]:
    if role not in _RELATORS and not role.startswith("oth."):
        message = f"the role {role[:40] or 'of nobody'} is no relator of MARC"
        yield _finding(rule, message, element, path)


def _series(metadata: etree._Element, path: str) -> Iterator[Finding]:
    """EPUB 3 and calibre each have a way to name a series; readers look for one of them."""
    collections = [
        (meta.text or "").strip()
        for meta in metadata.iter(f"{OPF}meta")
        if meta.get("property") == "belongs-to-collection"
    ]
    for meta in metadata.iter(f"{OPF}meta"):
        name = (meta.get("content") or "").strip()
        if meta.get("name") == "calibre:series" and collections and name not in collections:
            message = f"the series is {collections[0][:60]}, and {name[:60]} to calibre"
            yield _finding(Rule.METADATA_UNSORTED, message, meta, path)


def _languages(
    metadata: etree._Element, languages: Collection[str], path: str
) -> Iterator[Finding]:
    """The language of the book, when none of its documents is in it."""
    first = metadata.find(f"{DC}language")
    said = (first.text or "").strip() if first is not None else ""
    if first is None or not said or not languages:
        return
    plain = {language.partition("-")[0].lower() for language in languages}
    if said.partition("-")[0].lower() not in plain:
        message = f"the book is in {said[:40]}, and its documents in {', '.join(sorted(plain)[:5])}"
        yield _finding(Rule.METADATA_VALUE, message, first, path)
