"""What languages look like: their scripts, their commonest words, their letters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

SCRIPTS: dict[str, str] = {
    "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CJK": "zh", "ARABIC": "ar",
    "HEBREW": "he", "GREEK": "el", "THAI": "th", "DEVANAGARI": "hi", "ARMENIAN": "hy",
    "GEORGIAN": "ka", "BENGALI": "bn", "TAMIL": "ta", "TELUGU": "te", "KANNADA": "kn",
    "MALAYALAM": "ml", "GUJARATI": "gu", "GURMUKHI": "pa", "SINHALA": "si", "MYANMAR": "my",
    "KHMER": "km", "LAO": "lo", "TIBETAN": "bo", "ETHIOPIC": "am",
}  # fmt: skip
"""The language a script is most often of, by the first word of its letters' Unicode names."""

LATIN: dict[str, str] = {
    "en": "the and of to was that his her with for had you not she he they from were said",
    "de": "der die und das nicht ist ich sie er ein eine mit sich war auf den dem von zu wie",
    "fr": "le la les et des une est dans que qui pas elle il sur pour avec ne plus était",
    "es": "el los las y que una por con para no se su lo era como pero más había ella del",
    "it": "il che di non una per sono con della era gli si le anche come più nel aveva",
    "pt": "os uma que não com para ela ele se do da mais como mas foi seu sua estava em",
    "nl": "de het een van en niet dat ik zijn hij ze was met op te er maar voor had aan",
    "sv": "och att det som en på är inte han hon var med för jag till den av hade ett",
    "da": "og at det som en på er ikke han hun var med for jeg til den af havde et der",
    "nb": "og det som en på er ikke han hun var med for jeg til den av hadde et seg fra",
    "nn": "og det som ein på er ikkje han ho var med for eg til den av hadde eit seg frå",
    "fi": "ja on ei se että oli hän mutta kun niin kuin myös sen ovat olla minä joka hänen",
    "pl": "i się nie na w że jest do to z jak był ale była co go jej za tak już przez",
    "cs": "a se že na je v to ale byl jsem jako si za s by byla co jeho když už tak",
    "sk": "a sa že na je v to ale bol som ako si za s by bola čo jeho keď už tak",
    "sl": "in se je da na v ne bil bila so za pa kot ki sem bi še ko tudi samo",
    "hr": "i se je da na u ne bio bila su za ali kao koji sam bi još kad što samo",
    "hu": "a az és hogy nem egy is volt meg csak de ez mint már még vagy aki azt ki",
    "ro": "și în nu că este o la de cu pe din mai care era să se un ca pentru lui",
    "tr": "bir ve bu da de için ne çok gibi daha o ama değil diye kadar mi sonra onun var",
    "ca": "el els les i que una per amb no es seu ho era com però més havia ella del",
    "gl": "unha que dunha nunha por con para non se súa foi como pero máis ela do xa moi aínda",
    "et": "ja on ei see et oli ta aga kui nii siis ka ma ning oma mis tema veel ära olid",
    "lv": "un ir ne ka bija viņš bet kad tā arī tas es no uz ar par viņa kas vai viņas",
    "lt": "ir yra ne kad buvo jis bet kai taip tai aš iš į su apie jos kas ar jo tik",
    "id": "yang dan di itu tidak dengan ini untuk dari dia aku ke pada bisa adalah akan karena "
    "sudah sebuah mereka",
    "ms": "yang dan di itu tidak dengan ini untuk dari dia saya ke pada boleh ialah akan kerana "
    "sudah sebuah mereka",
    "vi": "và của là một không có được cho trong người đã với anh cô những này đó khi tôi ra",
    "tl": "ang ng sa na at mga ay hindi siya ko ako niya ka mo ito kung nang si para lang",
    "la": "et in est non cum ad ut sed quod qui quae ex enim atque esse eius erat ab autem",
    "eo": "la kaj de en ne estas mi al kun por ke li ŝi sed el estis tio ĝi oni tiu",
    "is": "og að ekki sem var í á hann hún það en við um til er með því hafði þegar svo",
    "af": "die en het nie van in is dat sy hy was met vir om te ek maar aan toe daar",
    "sq": "dhe në të një për me nuk që nga ishte por ai ajo është si më kishte tek duke ka",
    "eu": "eta ez da bat zen izan zuen ere baina hori egin zuten hura bere dut zer izango gabe du",
    "cy": "y yr a yn i ac ar nad oedd o ei wedi mae fod ond hi ef ddim am wrth",
}
"""About twenty of the commonest words of a story in each language of Latin letters."""

CYRILLIC: dict[str, str] = {
    "ru": "и в не на что он с как она я но это его её был была за то из по",
    "uk": "і в не на що він з як вона я але це її був була за то із та",
    "be": "і ў не на што ён з як яна я але гэта яе быў была за то да калі",
    "bg": "и в не на че той с като тя аз но това го беше за да се от по са",
    "sr": "и у не на да је се он са као она али то га био била за што од су",
    "mk": "и во не на дека тој со како таа јас но тоа го беше за да се од по",
}
"""The same for Cyrillic letters."""

LETTERS: dict[str, str] = {
    "en": "éèêëçïñöüæœ", "de": "äöüßé", "fr": "éèêëàâçîïôûùœüÿæ", "es": "áéíóúñü",
    "it": "àèéìíòóùúî", "pt": "ãõáéíóúâêôàçü", "nl": "éëïèöüáóêí", "sv": "åäöéàü",
    "da": "æøåéöäü", "nb": "æøåéòôêöäü", "nn": "æøåéòôêöäü", "fi": "äöåéšž",
    "pl": "ąćęłńóśźż", "cs": "áčďéěíňóřšťúůýž", "sk": "áäčďéíĺľňóôŕšťúýž", "sl": "čšž",
    "hr": "čćđšž", "hu": "áéíóöőúüű", "ro": "ăâîșțşţ", "tr": "çğıöşüâîûi̇", "ca": "àçèéíïòóúü·",
    "gl": "áéíñóúüï", "et": "õäöüšž", "lv": "āčēģīķļņšūž", "lt": "ąčęėįšųūž", "id": "é", "ms": "é",
    "vi": "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "tl": "ñ", "la": "æœāēīōū", "eo": "ĉĝĥĵŝŭ", "is": "áðéíóúýþæö", "af": "êëéèôûîïáóúä",
    "sq": "ëç", "eu": "ñ", "cy": "âêîôûŵŷïäëö",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюяё", "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "be": "абвгдежзійклмнопрстуўфхцчшыьэюяё", "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш", "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ",
}  # fmt: skip
"""The letters beyond ASCII of each of them; of English those of its loanwords."""

_ONLY_SIMPLIFIED = (
    "这为们来说时会对过没国发开见长问样气经点动给还进现头关应让边门听马东车话个无与从义"
    "书买乱争于亲仅众优传伤伦体价儿军农决况净减划则刚创别办务劳势华单卖卫压厅厌"
)
_ONLY_TRADITIONAL = (
    "這為們來說時會對過沒國發開見長問樣氣經點動給還進現頭關應讓邊門聽馬東車話個無與從義"
    "書買亂爭於親僅眾優傳傷倫體價兒軍農決況淨減劃則剛創別辦務勞勢華單賣衛壓廳厭"
)
_URDU = "ٹڈڑںےہھ"
_PERSIAN = "پچژگکی"


@cache
def common_words(tag: str) -> frozenset[str]:
    """The commonest words of a language."""
    return frozenset((LATIN.get(tag) or CYRILLIC[tag]).split())


@cache
def languages_of(tags: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """The languages each of their commonest words is common in."""
    found: dict[str, list[str]] = {}
    for tag in tags:
        for word in common_words(tag):
            found.setdefault(word, []).append(tag)
    return {word: tuple(spoken) for word, spoken in found.items()}


@cache
def letters_of(tag: str) -> frozenset[str]:
    """The letters beyond ASCII of a language."""
    return frozenset(LETTERS[tag])


def kind_of_chinese(letters: dict[str, int]) -> str:
    """``zh-Hans`` or ``zh-Hant`` by the characters only one of them has; ``zh`` when both do."""
    both = frozenset(_ONLY_SIMPLIFIED) & frozenset(_ONLY_TRADITIONAL)
    simplified = sum(letters.get(one, 0) for one in _ONLY_SIMPLIFIED if one not in both)
    traditional = sum(letters.get(one, 0) for one in _ONLY_TRADITIONAL if one not in both)
    if simplified > 3 * traditional:
        return "zh-Hans"
    return "zh-Hant" if traditional > 3 * simplified else "zh"


def kind_of_arabic(letters: dict[str, int]) -> str:
    """Arabic, or a language that writes with letters of its own among the Arabic ones."""
    total = sum(count for letter, count in letters.items() if "\u0600" <= letter <= "\u06ff")
    if sum(letters.get(one, 0) for one in _URDU) * 33 > total:
        return "ur"
    return "fa" if sum(letters.get(one, 0) for one in _PERSIAN) * 33 > total else "ar"
