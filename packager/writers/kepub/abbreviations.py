"""Abbreviations: words whose full stop ends no sentence, by language.

A word stands without its last full stop, in lower case. What may well end a sentence (``etc.``,
``Inc.``) is not here: whether the next word has a capital says more.
"""

from __future__ import annotations

_DATES = "jan feb mar apr jun jul aug sep sept oct nov dec"
_LATIN = "cf vs ibid op ca viz"

TITLES: dict[str, str] = {
    "en": "mr mrs ms mx dr prof st mt ft rev hon fr sr messrs mmes esq gen col maj capt cpt cmdr"
    " cdr lt sgt cpl pvt adm gov sen rep pres supt insp det e.g i.e approx dept est"
    f" {_LATIN} {_DATES}",
    "de": "hr fr frl dr prof dipl ing st hl bzw ca vgl evtl ggf sog inkl zzgl geb gest usf z.b d.h"
    " z d u o i u.a o.ä u.ä i.d.r z.t s.o s.u v.a bspw jh mr mrs ms",
    "fr": "m mm mme mlle mgr dr pr me st ste cf env av apr bd boul c.-à-d p.ex",
    "es": "sr sra srta sres dr dra d dña prof profa lic ing ud uds vd vds sto sta fr excmo excma"
    " p.ej av avda",
    "it": "sig sigg sig.ra sig.na dott dott.ssa prof prof.ssa ing avv on rev mons ca cfr p.es s",
    "pt": "sr sra srta dr dra prof profa eng exmo exma d av p.ex sto sta v",
    "nl": "dhr mevr mw dr prof ir ing mr drs ds st bijv d.w.z o.a m.a.w t.a.v ca nl resp",
    "sv": "dr prof hr fr st ca t.ex bl.a d.v.s s.k f.d m.fl",
    "da": "dr prof hr fr st ca f.eks bl.a dvs s.k",
    "nb": "dr prof hr fr st ca f.eks bl.a dvs s.k",
    "pl": "p dr prof mgr inż ks św płk gen por kpt ul al pl np tj tzn tzw ok im m.in",
    "cs": "p pí dr prof ing mgr mudr judr sv např tj tzv př ul nám",
    "ru": "г гг ул д кв им т.е т.к т.н т.д т.п св проф акад доц ген полк см напр тов гр",
    "uk": "вул м ім проф акад св напр див тов т.зв",
    "fi": "esim ks ns prof tri hra rva nk mm",
    "hu": "dr prof ifj id özv pl ún stb vö",
    "tr": "dr prof doç av sn bkz örn vb",
    "el": "κ κα κος δρ π.χ βλ αγ",
}
"""Titles and the like, which a name or a whole clause with a capital may follow."""

NUMBERED: dict[str, str] = {
    "en": "no nos vol vols ch chap p pp fig figs art sec pt bk ver v",
    "de": "nr bd kap s abb abs art tel jg",
    "fr": "n no vol chap p pp fig art t",
    "es": "n núm nº vol cap p pp pág págs fig art",
    "it": "n nr vol cap p pp pag pagg fig art",
    "pt": "n nº vol cap p pp pág págs fig art",
    "nl": "nr nrs dl hfdst blz p pp afb art",
    "ru": "стр с гл т рис ст п",
}
"""Words that a number follows: ``No. 5``, ``S. 12``."""
