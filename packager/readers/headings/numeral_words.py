"""Number words of headings: cardinals and ordinals of some thirty languages, by value.

Each row is one language and one form; its words stand for 1, 2, 3 ... in order, ``|`` parts words
of the same value, ``-`` skips one. Slavic stems end in ``*`` and take the endings of adjectives.
"""

from __future__ import annotations

from functools import cache

_ENDINGS = (
    *("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ья", "ье", "ья", "и", "ій", "я", "є", "а", "о"),
    *("", "y", "a", "e", "i", "á", "é", "í"),
)

_UNITS = (
    # English
    (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty"
    ),
    (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    ),
    # German
    (
        "eins|ein|eine zwei|zwo drei vier fünf|fuenf sechs sieben acht neun zehn elf zwölf|zwoelf "
        "dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig"
    ),
    (
        "erste|erster|erstes zweite|zweiter|zweites dritte|dritter|drittes vierte|vierter|viertes "
        "fünfte|fünfter|fünftes sechste|sechster|sechstes "
        "siebte|siebter|siebtes|siebente|siebentes achte|achter|achtes neunte|neunter|neuntes "
        "zehnte|zehnter|zehntes elfte|elfter|elftes zwölfte|zwölfter|zwölftes "
        "dreizehnte|dreizehnter|dreizehntes vierzehnte|vierzehntes fünfzehnte|fünfzehntes "
        "sechzehnte|sechzehntes siebzehnte|siebzehntes achtzehnte|achtzehntes "
        "neunzehnte|neunzehntes zwanzigste|zwanzigstes"
    ),
    # French
    (
        "un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
        "seize dix-sept dix-huit dix-neuf vingt"
    ),
    (
        "premier|première|premiere deuxième|deuxieme|second|seconde troisième|troisieme "
        "quatrième|quatrieme cinquième|cinquieme sixième|sixieme septième|septieme "
        "huitième|huitieme neuvième|neuvieme dixième|dixieme onzième|onzieme douzième|douzieme "
        "treizième quatorzième quinzième seizième dix-septième dix-huitième dix-neuvième vingtième"
    ),
    # Spanish
    (
        "uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
        "dieciséis|dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidós|veintidos "
        "veintitrés|veintitres veinticuatro veinticinco veintiséis veintisiete veintiocho "
        "veintinueve treinta"
    ),
    (
        "primero|primera|primer segundo|segunda tercero|tercera|tercer cuarto|cuarta quinto|quinta "
        "sexto|sexta séptimo|séptima|septimo octavo|octava noveno|novena décimo|décima|decimo "
        "undécimo|undécima duodécimo|duodécima decimotercero decimocuarto decimoquinto decimosexto "
        "decimoséptimo decimoctavo decimonoveno vigésimo"
    ),
    # Portuguese
    (
        "um|uma dois|duas três|tres quatro cinco seis sete oito nove dez onze doze treze "
        "quatorze|catorze quinze dezesseis|dezasseis dezessete|dezassete dezoito dezenove|dezanove "
        "vinte"
    ),
    (
        "primeiro|primeira segundo|segunda terceiro|terceira quarto|quarta quinto|quinta "
        "sexto|sexta sétimo|sétima oitavo|oitava nono|nona décimo|décima"
    ),
    # Italian
    (
        "uno|una due tre quattro cinque sei sette otto nove dieci undici dodici tredici "
        "quattordici quindici sedici diciassette diciotto diciannove venti ventuno ventidue "
        "ventitré|ventitre ventiquattro venticinque ventisei ventisette ventotto ventinove trenta"
    ),
    (
        "primo|prima secondo|seconda terzo|terza quarto|quarta quinto|quinta sesto|sesta "
        "settimo|settima ottavo|ottava nono|nona decimo|decima undicesimo dodicesimo tredicesimo "
        "quattordicesimo quindicesimo sedicesimo diciassettesimo diciottesimo diciannovesimo "
        "ventesimo"
    ),
    # Dutch
    (
        "een|één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien "
        "vijftien zestien zeventien achttien negentien twintig"
    ),
    (
        "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde "
        "dertiende veertiende vijftiende zestiende zeventiende achttiende negentiende twintigste"
    ),
    # Swedish
    (
        "ett|en två|tva tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton "
        "sjutton arton nitton tjugo tjugoett tjugotvå tjugotre tjugofyra tjugofem tjugosex "
        "tjugosju tjugoåtta tjugonio trettio"
    ),
    (
        "första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde elfte tolfte "
        "trettonde fjortonde femtonde sextonde sjuttonde artonde nittonde tjugonde"
    ),
    # Danish and Norwegian
    (
        "et|en|ét|én to tre fire fem seks syv|sju otte|åtte ni ti elleve tolv tretten fjorten "
        "femten seksten sytten|søtten atten nitten tyve|tjue"
    ),
    (
        "første anden|andet|andre tredje fjerde femte sjette syvende|sjuende ottende|åttende "
        "niende tiende ellevte|ellevende tolvte trettende fjortende femtende sekstende syttende "
        "attende nittende tyvende|tjuende"
    ),
    # Finnish
    (
        "yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen yksitoista "
        "kaksitoista kolmetoista neljätoista viisitoista kuusitoista seitsemäntoista "
        "kahdeksantoista yhdeksäntoista kaksikymmentä"
    ),
    (
        "ensimmäinen toinen kolmas neljäs viides kuudes seitsemäs kahdeksas yhdeksäs kymmenes "
        "yhdestoista kahdestoista kolmastoista neljästoista viidestoista"
    ),
    # Polish
    (
        "jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście "
        "trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście "
        "dwadzieścia"
    ),
    (
        "pierwsz* drug* trzec* czwart* piąt* szóst* siódm* ósm* dziewiąt* dziesiąt* jedenast* "
        "dwunast* trzynast* czternast* piętnast* szesnast* siedemnast* osiemnast* dziewiętnast* "
        "dwudziest*"
    ),
    # Czech and Slovak
    (
        "jedna|jeden dva tři|tri čtyři|štyri pět|päť šest|šesť sedm|sedem osm|osem devět|deväť "
        "deset|desať jedenáct|jedenásť dvanáct|dvanásť třináct|trinásť čtrnáct patnáct šestnáct "
        "sedmnáct osmnáct devatenáct dvacet"
    ),
    (
        "prvn*|prv* druh* třet*|tret* čtvrt*|štvrt* pát*|piat* šest* sedm* osm* devát* desát* "
        "jedenáct* dvanáct* třináct* čtrnáct* patnáct* šestnáct* sedmnáct* osmnáct* devatenáct* "
        "dvacát*"
    ),
    # Hungarian
    (
        "egy kettő|két három négy öt hat hét nyolc kilenc tíz tizenegy tizenkettő tizenhárom "
        "tizennégy tizenöt tizenhat tizenhét tizennyolc tizenkilenc húsz"
    ),
    (
        "első második harmadik negyedik ötödik hatodik hetedik nyolcadik kilencedik tizedik "
        "tizenegyedik tizenkettedik tizenharmadik tizennegyedik tizenötödik tizenhatodik "
        "tizenhetedik tizennyolcadik tizenkilencedik huszadik"
    ),
    # Romanian
    (
        "unu doi trei patru cinci șase|şase|sase șapte|şapte|sapte opt nouă|noua zece unsprezece "
        "doisprezece treisprezece paisprezece cincisprezece șaisprezece șaptesprezece optsprezece "
        "nouăsprezece douăzeci"
    ),
    (
        "întâi|întîi|intai doilea|doua treilea|treia patrulea|patra cincilea|cincea șaselea|șasea "
        "șaptelea|șaptea optulea|opta nouălea|noua zecelea|zecea"
    ),
    # Russian
    (
        "один|одна|одно два|две три четыре пять шесть семь восемь девять десять одиннадцать "
        "двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать "
        "девятнадцать двадцать"
    ),
    (
        "перв* втор* трет* четверт*|четвёрт* пят* шест* седьм* восьм* девят* десят* одиннадцат* "
        "двенадцат* тринадцат* четырнадцат* пятнадцат* шестнадцат* семнадцат* восемнадцат* "
        "девятнадцат* двадцат*"
    ),
    # Ukrainian
    (
        "один|одна два|дві три чотири п'ять|п’ять шість сім вісім дев'ять|дев’ять десять "
        "одинадцять дванадцять тринадцять чотирнадцять п'ятнадцять шістнадцять сімнадцять "
        "вісімнадцять дев'ятнадцять двадцять"
    ),
    (
        "перш* друг* трет* четверт* п'ят*|п’ят* шост* сьом* восьм* дев'ят*|дев’ят* десят* "
        "одинадцят* дванадцят* тринадцят* чотирнадцят* п'ятнадцят*|п’ятнадцят* шістнадцят* "
        "сімнадцят* вісімнадцят* дев'ятнадцят*|дев’ятнадцят* двадцят*"
    ),
    # Bulgarian
    (
        "едно|един|една две|два три четири пет шест седем осем девет десет единадесет|единайсет "
        "дванадесет|дванайсет тринадесет|тринайсет четиринадесет петнадесет шестнадесет"
    ),
    (
        "първ* втор* трет* четвърт* пет* шест* седм* осм* девет* десет* единадесет* дванадесет* "
        "тринадесет* четиринадесет* петнадесет*"
    ),
    # Greek
    "ένα δύο τρία τέσσερα πέντε έξι επτά|εφτά οκτώ|οχτώ εννέα|εννιά δέκα έντεκα δώδεκα",
    (
        "πρώτο|πρώτος|πρώτη|πρώτον δεύτερο|δεύτερος|δεύτερη|δεύτερον τρίτο|τρίτος|τρίτη|τρίτον "
        "τέταρτο|τέταρτος|τέταρτη πέμπτο|πέμπτος|πέμπτη έκτο|έκτος|έκτη έβδομο|έβδομος|έβδομη "
        "όγδοο|όγδοος|όγδοη ένατο|ένατος|ένατη δέκατο|δέκατος|δέκατη ενδέκατο δωδέκατο"
    ),
    "α΄|α'|αʹ β΄|β'|βʹ γ΄|γ'|γʹ δ΄|δ'|δʹ ε΄|ε'|εʹ στ΄|στ' ζ΄|ζ'|ζʹ η΄|η'|ηʹ θ΄|θ'|θʹ ι΄|ι'|ιʹ",
    # Turkish
    "bir iki üç dört beş altı yedi sekiz dokuz on",
    "birinci|ilk ikinci üçüncü dördüncü beşinci altıncı yedinci sekizinci dokuzuncu onuncu",
    # Indonesian
    "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas",
    "pertama kedua ketiga keempat kelima keenam ketujuh kedelapan kesembilan kesepuluh",
    # Vietnamese
    "một hai ba bốn năm sáu bảy tám chín mười",
    # Arabic
    (
        "الأول|الاول|الأولى|واحد الثاني|الثانية الثالث|الثالثة الرابع|الرابعة الخامس|الخامسة "
        "السادس|السادسة السابع|السابعة الثامن|الثامنة التاسع|التاسعة العاشر|العاشرة"
    ),
    # Hebrew
    (
        "א|א׳|א'|ראשון|ראשונה ב|ב׳|ב'|שני|שנייה ג|ג׳|ג'|שלישי|שלישית ד|ד׳|ד'|רביעי|רביעית "
        "ה|ה׳|ה'|חמישי|חמישית ו|ו׳|ו'|שישי|שישית ז|ז׳|ז'|שביעי|שביעית ח|ח׳|ח'|שמיני|שמינית "
        'ט|ט׳|ט\'|תשיעי|תשיעית י|י׳|י\'|עשירי|עשירית יא|י״א|י"א יב|י״ב|י"ב יג|י״ג|י"ג יד|י״ד|י"ד '
        'טו|ט״ו|ט"ו טז|ט״ז|ט"ז יז|י״ז|י"ז יח|י״ח|י"ח יט|י״ט|י"ט כ|כ׳|כ\''
    ),
)

_TENS = (
    "ten twenty thirty forty fifty sixty seventy eighty ninety",
    "- twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth",
    "- zwanzig dreißig|dreissig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "- vingt trente quarante cinquante soixante - quatre-vingt|quatre-vingts -",
    "- veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "- vinte trinta quarenta|quarenta cinquenta sessenta setenta oitenta noventa",
    "- venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "- twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "- tjugo trettio fyrtio femtio sextio sjuttio åttio nittio",
    (
        "- tyve|tjue tredive|tretti fyrre|førti halvtreds|femti tres|seksti halvfjerds|sytti "
        "firs|åtti halvfems|nitti"
    ),
    (
        "- dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt "
        "osiemdziesiąt dziewięćdziesiąt"
    ),
    "- dvacet třicet čtyřicet padesát šedesát sedmdesát osmdesát devadesát",
    "- húsz harminc negyven ötven hatvan hetven nyolcvan kilencven",
    "- двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
    "- - тридцат* сороков* пятидесят* шестидесят* семидесят* восьмидесят* девяност*",
    "- двадцять тридцять сорок п'ятдесят шістдесят сімдесят вісімдесят дев'яносто",
    "- yirmi otuz kırk elli altmış yetmiş seksen doksan",
    "- veintiún - - - - - - -",
)

_HUNDRED = "hundred hundredth hundert cent cien ciento cem cento honderd hundra hundre hundrede sto"

_GLUED = (
    ("ein zwei drei vier fünf sechs sieben acht neun", "und", ("", "ste", "stes", "ster")),
    ("een twee drie vier vijf zes zeven acht negen", "en|ën", ("", "ste")),
)
"""Units in front of tens in one word: ``einundzwanzig``, ``drieëntwintig``."""


@cache
def number_words() -> dict[str, int]:
    """The value of each word, in lower case."""
    words: dict[str, int] = {}
    for step, rows in ((10, _TENS), (1, _UNITS)):
        for row in rows:
            for place, alternatives in enumerate(row.split(), 1):
                for word in alternatives.split("|"):
                    for form in _forms(word):
                        words.setdefault(form, place * step)
    for word in _HUNDRED.split():
        words.setdefault(word, 100)
    for (units, joints, endings), tens in zip(_GLUED, (_TENS[2], _TENS[7]), strict=True):
        for form, value in _glued(units, joints, endings, tens):
            words.setdefault(form, value)
    return words


def _forms(word: str) -> tuple[str, ...]:
    if word == "-":
        return ()
    if word.endswith("*"):
        return tuple(word[:-1] + ending for ending in _ENDINGS)
    return (word,)


def _glued(units: str, joints: str, endings: tuple[str, ...], tens: str) -> list[tuple[str, int]]:
    return [
        (f"{unit}{joint}{word}{ending}", ten * 10 + one)
        for one, unit in enumerate(units.split(), 1)
        for ten, alternatives in enumerate(tens.split(), 1)
        for word in alternatives.split("|")
        if word != "-"
        for joint in joints.split("|")
        for ending in endings
    ]
