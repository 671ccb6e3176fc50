"""Faults: an EPUB of ours broken rule by rule, the way books of other programs are broken."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

Files = dict[str, bytes]
Fault = Callable[[Files], None]

OPF = "EPUB/content.opf"
NAV = "EPUB/nav.xhtml"
NCX = "EPUB/toc.ncx"
CSS = "EPUB/css/story.css"
CHAPTER = "EPUB/text/chapter-001.xhtml"


def unpacked(book: bytes) -> Files:
    """The files of an EPUB, in order."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Files) -> bytes:
    """An EPUB of these files; the media type is stored."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, found in files.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), found, kind)
    return out.getvalue()


def replaced(name: str, pattern: str, new: str, count: int = 1) -> Fault:
    """A fault that replaces what a pattern matches, which must be there."""

    def fault(files: Files) -> None:
        text = files[name].decode()
        assert re.search(pattern, text, re.DOTALL), f"{name} has no {pattern}"
        files[name] = re.sub(pattern, new, text, count=count, flags=re.DOTALL).encode()

    return fault


def in_body(markup: str) -> Fault:
    """A fault at the head of the first chapter."""

    def fault(files: Files) -> None:
        text = files[CHAPTER].decode()
        files[CHAPTER] = re.sub(r"(<body[^>]*>)", lambda at: at[1] + markup, text, count=1).encode()

    return fault


def without(*names: str) -> Fault:
    """A fault that takes files away."""

    def fault(files: Files) -> None:
        for name in names:
            del files[name]

    return fault


def both(*faults: Fault) -> Fault:
    """Several faults in one book."""

    def fault(files: Files) -> None:
        for one in faults:
            one(files)

    return fault


def content(name: str, found: bytes) -> Fault:
    """A fault that is a whole file."""

    def fault(files: Files) -> None:
        files[name] = found

    return fault


def renamed(old: str, new: str, *, told: str = "") -> Fault:
    """A fault that moves a file, and lists it under another name when one is told."""

    def fault(files: Files) -> None:
        files[new] = files.pop(old)
        if told:
            base = old.rpartition("/")[2].encode()
            files[OPF] = files[OPF].replace(b"/" + base + b'"', b"/" + told.encode() + b'"', 1)

    return fault


def _in_latin_1(files: Files) -> None:
    text = files[CHAPTER].decode().replace("utf-8", "iso-8859-1")
    files[CHAPTER] = text.replace("<p>", "<p>caf\xe9 ", 1).encode("latin-1", "xmlcharrefreplace")


def _in_utf_16(files: Files) -> None:
    files[CHAPTER] = files[CHAPTER].decode().replace("utf-8", "utf-16").encode("utf-16")


def _behind_space(files: Files) -> None:
    files[CHAPTER] = b"\n\n " + files[CHAPTER]


def _undeclared(files: Files) -> None:
    files["EPUB/extra.xhtml"] = files[CHAPTER]
    in_body('<p><a href="../extra.xhtml">x</a></p>')(files)


FAULTS: dict[str, Fault] = {
    "raw amp": in_body("<p>Tom & Jerry &nbsp; &copy; AT&T &unknown; &#150; 3 < 4</p>"),
    "unclosed p": in_body("<p>one<p>two <b>three<p>four</b> five"),
    "unclosed br": in_body('<p>one<br>two<hr><img src="x.png"></p>'),
    "dup id": in_body(
        '<p id="chapter-001">x</p><p id="a b">y</p><p id="a b">z</p><p id="1x">'
        'w</p><a href="#1x">go</a><p id="">e</p>'
    ),
    "missing nav": both(without(NAV), replaced(OPF, r"<item[^>]*nav[^>]*/>", "")),
    "nav undeclared prop": replaced(OPF, r'properties="nav"', ""),
    "missing container": without("META-INF/container.xml"),
    "bad container": replaced("META-INF/container.xml", "<rootfiles>", "<rootfiles>&"),
    "missing ncx": without(NCX),
    "missing mimetype": without("mimetype"),
    "wrong mimetype": replaced("mimetype", "epub", "xpub"),
    "wrong type": replaced(OPF, "application/xhtml\\+xml", "text/html", 99),
    "wrong img type": replaced(OPF, "image/(jpeg|png)", "image/gif", 99),
    "css type": replaced(OPF, "text/css", "text/plain"),
    "remote img": in_body(
        '<p>a <img src="http://example.com/a b.png" alt="x"/> b</p><p><a '
        'href="http://x.org"><img src="//cdn.example.com/x.gif" alt=""/></a></p>'
    ),
    "remote css": replaced(
        CHAPTER,
        "</head>",
        (
            '<link rel="stylesheet" href="https://x.org/a.css"/><script '
            'src="https://x.org/a.js"></script></head>'
        ),
    ),
    "dead link": in_body(
        '<p><a href="nowhere.xhtml">a</a> <a href="#nothing">b</a> <a '
        'href="/root/x">c</a> <a href="javascript:void(0)">d</a> <a '
        'href="file:///c:/x">e</a> <a href="http://exa mple.com/ü[]">f</a> <a '
        'href="">g</a> <a href="kindle:pos">h</a><a href="http://">i</a> <a '
        'href="../../../x.html">j</a> <a href="https://example.com/a?b=c&amp;d=e '
        'f">k</a><a href="mailto:a@b.c">m</a></p>'
    ),
    "missing title": both(
        replaced(OPF, "<dc:title.*?</dc:title>", ""),
        replaced(CHAPTER, "<title>.*?</title>", "<title/>"),
    ),
    "no lang": replaced(OPF, "<dc:language>.*?</dc:language>", ""),
    "bad lang": both(
        replaced(
            OPF,
            "<dc:language>.*?</dc:language>",
            (
                "<dc:language>English</dc:language><dc:language>en_GB</dc:language>"
                "<dc:language>x y</dc:language>"
            ),
        ),
        replaced(CHAPTER, 'lang="en"', 'lang="en_US"'),
    ),
    "no modified": replaced(OPF, '<meta property="dcterms:modified">.*?</meta>', ""),
    "two modified": replaced(
        OPF,
        '(<meta property="dcterms:modified">).*?</meta>',
        r"\g<1>yesterday</meta>\g<1>2020-01-01T00:00:00Z</meta>",
    ),
    "bad date": replaced(
        OPF, "</metadata>", "<dc:date>March 3, 2020</dc:date><dc:date>2011</dc:date></metadata>"
    ),
    "no id": replaced(OPF, "<dc:identifier.*?</dc:identifier>", ""),
    "bad uid": replaced(OPF, 'unique-identifier="[^"]*"', 'unique-identifier="nope"'),
    "bad uuid": replaced(OPF, "urn:uuid:[0-9a-f-]*", "urn:uuid:xyz"),
    "empty dc": replaced(
        OPF,
        "</metadata>",
        (
            '<dc:creator></dc:creator><dc:subject> </dc:subject><meta name="x"/>'
            '<meta property="foo:bar">x</meta><meta property="dcterms:created"/><foo>'
            'bar</foo><meta refines="#nope" property="role">aut</meta></metadata>'
        ),
    ),
    "missing file": without(CSS),
    "spine dup": replaced(OPF, "(<itemref[^>]*/>)", r'\1\1<itemref idref="gone"/>'),
    "spine nonlinear": replaced(OPF, "<itemref ", '<itemref linear="no" ', 99),
    "no spine": replaced(OPF, "<spine.*?</spine>", ""),
    "no manifest ns": replaced(OPF, 'xmlns="http://www.idpf.org/2007/opf"', ""),
    "opf garbage": replaced(OPF, "<manifest>", "<manifest><"),
    "epub2": both(
        without(NAV),
        replaced(OPF, 'version="3.0"', 'version="2.0"'),
        replaced(OPF, "<item[^>]*nav[^>]*/>", ""),
        replaced(OPF, "<itemref[^>]*nav[^>]*/>", ""),
        replaced(OPF, "<meta property.*?</meta>", "", 99),
        replaced(OPF, "<meta refines.*?</meta>", "", 99),
        replaced(
            CHAPTER,
            "<!DOCTYPE html>",
            (
                '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" '
                '"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
            ),
        ),
        replaced(
            OPF,
            "<dc:creator[^>]*>",
            (
                '<dc:creator xmlns:opf="http://www.idpf.org/2007/opf" opf:role="aut" '
                'opf:file-as="X, Y">'
            ),
        ),
    ),
    "obsolete": in_body(
        '<center>c <font color="red" size="5" face="Arial">f</font></center><p '
        'align="center" bgcolor="#fff">p <tt>t</tt> <big>b</big> <strike>'
        's</strike> <u>u</u> <acronym title="x">a</acronym> <a name="q">n</a>'
        '<nobr>x</nobr></p><table border="3" cellpadding="2" cellspacing="2" '
        'width="100%"><tr valign="top"><td nowrap="nowrap" width="20" '
        'align="left">1</td><th bgcolor="red">2</th></tr></table><hr size="2" '
        'width="50%" noshade="noshade"/><br clear="all"/><ul type="square"><li '
        'type="disc">x</li></ul><dir><li>d</li></dir><img src="x" align="left" '
        'hspace="3" border="2"/>'
    ),
    "nesting": in_body(
        "<p>a<div>b</div>c</p><span>d<p>e</p>f</span><b><i><p>g</p></i></b><h2>"
        "h<p>i</p></h2><ul>j<p>k</p><li>l</li><ul><li>m</li></ul>n</ul><li>o</li>"
        "<ol><ol><li>x</li></ol></ol><table>p<tr>q<td>r</td></tr><p>s</p><td>"
        "t</td><caption>u</caption></table><dl><dd>v</dd><dt>w</dt></dl><td>"
        'y</td><a href="#a1">1<a href="#a2">2</a></a><p><a><p>z</p></a></p><pre>'
        "<div>q</div></pre><em><table><tr><td>1</td></tr></table></em><h1><ul>"
        "<li>x</li></ul></h1><figcaption>fc</figcaption><figure><p>1</p>"
        "<figcaption>2</figcaption><p>3</p></figure><q><blockquote>"
        "bq</blockquote></q>"
    ),
    "unknown el": in_body(
        '<o:p>x</o:p><foo>bar</foo><p foo="1" data-x="2" DATA-Y="3" '
        'onclick="x()" role="nonsense" epub:type="z3998:poem foo:bar" '
        'xmlns:v="urn:x" v:shapes="q">y</p><p style="">s</p><marquee>m</marquee>'
    ),
    "head": replaced(
        CHAPTER,
        "</head>",
        (
            '<title>two</title><meta http-equiv="Content-Type" content="text/html; '
            'charset=iso-8859-1"/><meta name="x"/><meta http-equiv="foo" '
            'content="bar"/><link/><link rel="icon" href="nope.ico"/><p>in head</p>'
            "</head>"
        ),
    ),
    "script": in_body(
        '<script>var a = 1 &lt; 2;</script><form action="x"><input type="text"/></form>'
    ),
    "style in body": in_body(
        '<style>p{color:red}</style><link rel="stylesheet" '
        'href="../css/story.css"/><meta name="a" content="b"/>'
    ),
    "mathml svg": in_body(
        '<p><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'
        '</p><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" width="1" '
        'height="1"><rect width="1" height="1"/></svg>'
    ),
    "svg image": in_body(
        '<svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1 1"><image '
        'width="1" height="1" xlink:href="nope.png"/></svg>'
    ),
    "no xhtml ns": replaced(CHAPTER, 'xmlns="http://www.w3.org/1999/xhtml"', ""),
    "nav no ol": replaced(NAV, "<(/?)ol>", r"<\1ul>", 99),
    "nav broken": replaced(NAV, "</li>", "", 1),
    "ncx uid": replaced(NCX, 'content="urn[^"]*"', 'content="other"'),
    "ncx amp": replaced(NCX, "<text>", "<text>& "),
    "ncx order": replaced(NCX, 'playOrder="1"', 'playOrder="7"'),
    "guide dead": replaced(
        OPF,
        "<guide>",
        ('<guide><reference type="cover" href="gone.xhtml"/><reference type="" href="x"/>'),
    ),
    "tours": replaced(
        OPF, "</package>", '<tours><tour id="a" title="b"/></tours><bindings/></package>'
    ),
    "audio remote": in_body(
        '<audio src="http://example.com/a.mp3" controls="controls"></audio>'
        '<video src="gone.mp4"></video>'
    ),
    "iframe": in_body(
        '<iframe src="http://www.youtube.com/x"></iframe><object data="gone.swf">'
        '<p>alt</p></object><embed src="x.swf"/>'
    ),
    "switch": in_body(
        '<epub:switch id="s"><epub:case required-namespace="http://x"><b>no</b>'
        "</epub:case><epub:default><p>yes</p></epub:default></epub:switch>"
    ),
    "doctype entity": replaced(
        CHAPTER, "<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY foo "bar &#38; baz">]>'
    ),
    "control": in_body("<p>a\x0bb\x00c\ufffe</p>"),
    "cdata": in_body("<p><![CDATA[ a < b & c ]]></p><!-- c -- d -->"),
    "img no src": in_body('<p><img alt="x"/><img src=""/></p>'),
    "deep": in_body("<div>" * 3000 + "x" + "</div>" * 3000),
    "base": replaced(CHAPTER, "</head>", '<base href="http://x.org/"/></head>'),
    "lists text": in_body(
        "<ul><li>a</li>text<li>b</li></ul><dl>t<dt>a</dt><dd>b</dd><p>c</p></dl>"
        "<ol><p>x</p></ol><select><option>z</option></select>"
    ),
    "aria": in_body(
        '<p aria-labelledby="nope" aria-label="x" aria-foo="1" '
        'role="doc-endnote">x</p><ul><li role="doc-endnote" epub:type="endnote">'
        'e</li></ul><a role="doc-noteref" href="#q1">r</a>'
    ),
    "dup item": replaced(
        OPF,
        r"(<item [^>]*chapter-001[^>]*/>)",
        (
            r'\1<item id="again" href="text/chapter-001.xhtml" '
            r'media-type="application/xhtml+xml"/>'
        ),
    ),
    "css": replaced(
        CSS,
        r"\Z",
        (
            " p { direction: rtl; color: red; background: url(nope.png) } @import "
            '"nope.css"; a { b: url("http://x/y.png"), url(z.png) } @font-face { '
            "font-family: X; src: url(gone.ttf) } } h1 { color: red "
        ),
    ),
    "css unclosed in the midst": replaced(CSS, r"\A", "h1 { color: red "),
    "html upper": content(
        CHAPTER,
        (b"<HTML><HEAD><TITLE>X</TITLE></HEAD><BODY><P>Hello<BR>World <B>bold</B></BODY></HTML>"),
    ),
    "no head": content(CHAPTER, b"just text & more <i>it</i>"),
    "empty doc": content(CHAPTER, b""),
    "latin1": _in_latin_1,
    "utf16": _in_utf_16,
    "bom space": _behind_space,
    "undeclared": _undeclared,
    "spaces": renamed(CHAPTER, 'EPUB/text/my file "x".xhtml', told="my%20file%20%22x%22.xhtml"),
    "case": renamed(CHAPTER, "EPUB/text/Chapter-001.XHTML"),
    "nav dead": replaced(NAV, r'href="text/chapter-001', 'href="text/nope-001', 9),
    "nav empty": replaced(NAV, r'(<a href="text/chapter-00[^>]*>)[^<]*</a>', r"\1</a>"),
    "ncx dead": replaced(NCX, r'src="text/chapter-001[^"]*"', 'src="gone.xhtml"'),
    "dup item id": replaced(OPF, r'(<item [^>]*?)id="[^"]*"', r'\1id="same"', 3),
    "props": replaced(
        OPF, r"(<item [^>]*chapter-002[^>]*?)/>", r'\1 properties="scripted svg foo"/>'
    ),
    "fallback": replaced(
        OPF, r"(<item [^>]*chapter-002[^>]*?)/>", r'\1 fallback="gone" required-namespace="x"/>'
    ),
    "package gone": without(OPF),
}
"""Faults by what is wrong."""
