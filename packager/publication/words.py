"""The few words a book says by itself, in the language of the story.

Languages that are not here get English; the words are those of printed books, not translations of
each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a book says by itself; ``{}`` marks where a name goes."""

    contents: str
    landmarks: str
    cover: str
    cover_of: str
    cover_by: str
    start: str
    title_page: str
    colophon: str
    chapter: str
    part: str
    prologue: str
    epilogue: str
    note: str
    notes: str
    note_on: str
    back_to: str
    footnotes: str
    back_to_text: str
    page: str
    series: str
    series_without_number: str
    last: str
    published: str
    updated: str
    rating: str
    source: str
    rights: str
    made: str
    day: str
    months: tuple[str, ...] = ()
    first_day: str = "1"

    def date(self, day: date) -> str:
        """A day as it is printed: ``3 May 2024``."""
        month = self.months[day.month - 1] if self.months else str(day.month)
        number = self.first_day if day.day == 1 else str(day.day)
        return self.day.format(day=number, month=month, year=day.year)

    def names(self, names: tuple[str, ...]) -> str:
        """Names in a row: ``A, B and C``."""
        if len(names) < 2:  # noqa: PLR2004 - one name needs no joining
            return "".join(names)
        return self.last.join((", ".join(names[:-1]), names[-1]))


_EN = Words(
    contents="Contents",
    landmarks="Landmarks",
    cover="Cover",
    cover_of="Cover of {}",
    cover_by="Cover of {} by {}",
    start="Start of the story",
    title_page="Title page",
    colophon="Colophon",
    chapter="Chapter {}",
    part="Part {}",
    prologue="Prologue",
    epilogue="Epilogue",
    note="Author’s note",
    notes="Author’s Notes",
    note_on="Author’s note on {}",
    back_to="Back to {}",
    footnotes="Footnotes",
    back_to_text="back to the text",
    page="page",
    series="Book {1} of {0}",
    series_without_number="Part of {}",
    last=" and ",
    published="Published",
    updated="Updated",
    rating="Rating",
    source="Source",
    rights="Rights",
    made="This book was made with packager.",
    day="{day} {month} {year}",
    months=(
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
)  # fmt: skip

_DE = Words(
    contents="Inhalt",
    landmarks="Orientierung",
    cover="Umschlag",
    cover_of="Umschlag von {}",
    cover_by="Umschlag von {} von {}",
    start="Beginn der Geschichte",
    title_page="Titelseite",
    colophon="Impressum",
    chapter="Kapitel {}",
    part="Teil {}",
    prologue="Prolog",
    epilogue="Epilog",
    note="Anmerkung des Autors",
    notes="Anmerkungen des Autors",
    note_on="Anmerkung des Autors zu {}",
    back_to="Zurück zu {}",
    footnotes="Fußnoten",
    back_to_text="zurück zum Text",
    page="Seite",
    series="{0}, Band {1}",
    series_without_number="Aus der Reihe {}",
    last=" und ",
    published="Erschienen",
    updated="Aktualisiert",
    rating="Einstufung",
    source="Quelle",
    rights="Rechte",
    made="Dieses Buch wurde mit packager gesetzt.",
    day="{day}. {month} {year}",
    months=(
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
        "Oktober", "November", "Dezember",
    ),
)  # fmt: skip

_FR = Words(
    contents="Table des matières",
    landmarks="Repères",
    cover="Couverture",
    cover_of="Couverture : {}",
    cover_by="Couverture : {}, {}",
    start="Début du récit",
    title_page="Page de titre",
    colophon="Colophon",
    chapter="Chapitre {}",
    part="Partie {}",
    prologue="Prologue",
    epilogue="Épilogue",
    note="Note de l’auteur",
    notes="Notes de l’auteur",
    note_on="Note de l’auteur : {}",
    back_to="Retour : {}",
    footnotes="Notes",
    back_to_text="retour au texte",
    page="page",
    series="{0}, tome {1}",
    series_without_number="De la série {}",
    last=" et ",
    published="Publication",
    updated="Mise à jour",
    rating="Public",
    source="Source",
    rights="Droits",
    made="Ce livre a été composé avec packager.",
    day="{day} {month} {year}",
    first_day="1er",
    months=(
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre",
    ),
)  # fmt: skip

_ES = Words(
    contents="Índice",
    landmarks="Puntos de referencia",
    cover="Cubierta",
    cover_of="Cubierta de {}",
    cover_by="Cubierta de {}, de {}",
    start="Comienzo de la historia",
    title_page="Portada",
    colophon="Colofón",
    chapter="Capítulo {}",
    part="Parte {}",
    prologue="Prólogo",
    epilogue="Epílogo",
    note="Nota del autor",
    notes="Notas del autor",
    note_on="Nota del autor sobre {}",
    back_to="Volver a {}",
    footnotes="Notas",
    back_to_text="volver al texto",
    page="página",
    series="{0}, libro {1}",
    series_without_number="De la serie {}",
    last=" y ",
    published="Publicado",
    updated="Actualizado",
    rating="Clasificación",
    source="Fuente",
    rights="Derechos",
    made="Este libro se compuso con packager.",
    day="{day} de {month} de {year}",
    months=(
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
        "octubre", "noviembre", "diciembre",
    ),
)  # fmt: skip

_IT = Words(
    contents="Indice",
    landmarks="Punti di riferimento",
    cover="Copertina",
    cover_of="Copertina di {}",
    cover_by="Copertina di {}, di {}",
    start="Inizio della storia",
    title_page="Frontespizio",
    colophon="Colophon",
    chapter="Capitolo {}",
    part="Parte {}",
    prologue="Prologo",
    epilogue="Epilogo",
    note="Nota dell’autore",
    notes="Note dell’autore",
    note_on="Nota dell’autore su {}",
    back_to="Torna a {}",
    footnotes="Note",
    back_to_text="torna al testo",
    page="pagina",
    series="{0}, libro {1}",
    series_without_number="Della serie {}",
    last=" e ",
    published="Pubblicato",
    updated="Aggiornato",
    rating="Classificazione",
    source="Fonte",
    rights="Diritti",
    made="Questo libro è stato composto con packager.",
    day="{day} {month} {year}",
    first_day="1º",
    months=(
        "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto",
        "settembre", "ottobre", "novembre", "dicembre",
    ),
)  # fmt: skip

_PT = Words(
    contents="Sumário",
    landmarks="Pontos de referência",
    cover="Capa",
    cover_of="Capa de {}",
    cover_by="Capa de {}, de {}",
    start="Início da história",
    title_page="Folha de rosto",
    colophon="Colofão",
    chapter="Capítulo {}",
    part="Parte {}",
    prologue="Prólogo",
    epilogue="Epílogo",
    note="Nota do autor",
    notes="Notas do autor",
    note_on="Nota do autor sobre {}",
    back_to="Voltar a {}",
    footnotes="Notas",
    back_to_text="voltar ao texto",
    page="página",
    series="{0}, livro {1}",
    series_without_number="Da série {}",
    last=" e ",
    published="Publicado",
    updated="Atualizado",
    rating="Classificação",
    source="Fonte",
    rights="Direitos",
    made="Este livro foi composto com packager.",
    day="{day} de {month} de {year}",
    months=(
        "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro",
        "outubro", "novembro", "dezembro",
    ),
)  # fmt: skip

_NL = Words(
    contents="Inhoud",
    landmarks="Oriëntatie",
    cover="Omslag",
    cover_of="Omslag van {}",
    cover_by="Omslag van {} door {}",
    start="Begin van het verhaal",
    title_page="Titelpagina",
    colophon="Colofon",
    chapter="Hoofdstuk {}",
    part="Deel {}",
    prologue="Proloog",
    epilogue="Epiloog",
    note="Noot van de auteur",
    notes="Noten van de auteur",
    note_on="Noot van de auteur bij {}",
    back_to="Terug naar {}",
    footnotes="Voetnoten",
    back_to_text="terug naar de tekst",
    page="pagina",
    series="{0}, deel {1}",
    series_without_number="Uit de serie {}",
    last=" en ",
    published="Verschenen",
    updated="Bijgewerkt",
    rating="Classificatie",
    source="Bron",
    rights="Rechten",
    made="Dit boek is gezet met packager.",
    day="{day} {month} {year}",
    months=(
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
        "oktober", "november", "december",
    ),
)  # fmt: skip

_PL = Words(
    contents="Spis treści",
    landmarks="Punkty orientacyjne",
    cover="Okładka",
    cover_of="Okładka: {}",
    cover_by="Okładka: {}, {}",
    start="Początek opowieści",
    title_page="Strona tytułowa",
    colophon="Kolofon",
    chapter="Rozdział {}",
    part="Część {}",
    prologue="Prolog",
    epilogue="Epilog",
    note="Od autora",
    notes="Od autora",
    note_on="Od autora: {}",
    back_to="Wróć: {}",
    footnotes="Przypisy",
    back_to_text="wróć do tekstu",
    page="strona",
    series="{0}, tom {1}",
    series_without_number="Z cyklu {}",
    last=" i ",
    published="Opublikowano",
    updated="Zaktualizowano",
    rating="Kategoria",
    source="Źródło",
    rights="Prawa",
    made="Książkę złożono programem packager.",
    day="{day} {month} {year}",
    months=(
        "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia",
        "września", "października", "listopada", "grudnia",
    ),
)  # fmt: skip

_RU = Words(
    contents="Содержание",
    landmarks="Ориентиры",
    cover="Обложка",
    cover_of="Обложка: {}",
    cover_by="Обложка: {}, {}",
    start="Начало истории",
    title_page="Титульный лист",
    colophon="Выходные данные",
    chapter="Глава {}",
    part="Часть {}",
    prologue="Пролог",
    epilogue="Эпилог",
    note="Примечание автора",
    notes="Примечания автора",
    note_on="Примечание автора: {}",
    back_to="Назад: {}",
    footnotes="Сноски",
    back_to_text="назад к тексту",
    page="страница",
    series="{0}, книга {1}",
    series_without_number="Из цикла {}",
    last=" и ",
    published="Опубликовано",
    updated="Обновлено",
    rating="Рейтинг",
    source="Источник",
    rights="Права",
    made="Книга свёрстана программой packager.",
    day="{day} {month} {year}",
    months=(
        "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
        "октября", "ноября", "декабря",
    ),
)  # fmt: skip

_UK = Words(
    contents="Зміст",
    landmarks="Орієнтири",
    cover="Обкладинка",
    cover_of="Обкладинка: {}",
    cover_by="Обкладинка: {}, {}",
    start="Початок історії",
    title_page="Титульна сторінка",
    colophon="Вихідні дані",
    chapter="Розділ {}",
    part="Частина {}",
    prologue="Пролог",
    epilogue="Епілог",
    note="Примітка автора",
    notes="Примітки автора",
    note_on="Примітка автора: {}",
    back_to="Назад: {}",
    footnotes="Виноски",
    back_to_text="назад до тексту",
    page="сторінка",
    series="{0}, книга {1}",
    series_without_number="Із циклу {}",
    last=" і ",
    published="Опубліковано",
    updated="Оновлено",
    rating="Рейтинг",
    source="Джерело",
    rights="Права",
    made="Книгу зверстано програмою packager.",
    day="{day} {month} {year}",
    months=(
        "січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня",
        "жовтня", "листопада", "грудня",
    ),
)  # fmt: skip

_JA = Words(
    contents="目次",
    landmarks="ランドマーク",
    cover="表紙",
    cover_of="「{}」の表紙",
    cover_by="「{}」({})の表紙",
    start="本文",
    title_page="扉",
    colophon="奥付",
    chapter="第{}章",
    part="第{}部",
    prologue="プロローグ",
    epilogue="エピローグ",
    note="作者より",
    notes="作者より",
    note_on="作者より: {}",
    back_to="{}へ戻る",
    footnotes="注",
    back_to_text="本文へ戻る",
    page="頁",
    series="{0} {1}",
    series_without_number="{}",
    last="、",
    published="公開",
    updated="更新",
    rating="区分",
    source="出典",
    rights="権利",
    made="この本は packager で組まれました。",
    day="{year}年{month}月{day}日",
)

_ZH = Words(
    contents="目录",
    landmarks="导航",
    cover="封面",
    cover_of="《{}》封面",
    cover_by="《{}》({})封面",
    start="正文",
    title_page="扉页",
    colophon="版权页",
    chapter="第{}章",
    part="第{}部",
    prologue="序章",
    epilogue="尾声",
    note="作者的话",
    notes="作者的话",
    note_on="作者的话:{}",
    back_to="返回{}",
    footnotes="注释",
    back_to_text="返回正文",
    page="页",
    series="{0} {1}",
    series_without_number="{}",
    last="、",
    published="发布",
    updated="更新",
    rating="分级",
    source="来源",
    rights="权利",
    made="本书由 packager 排版。",
    day="{year}年{month}月{day}日",
)

_BY_LANGUAGE = {
    "de": _DE,
    "es": _ES,
    "fr": _FR,
    "it": _IT,
    "ja": _JA,
    "nl": _NL,
    "pl": _PL,
    "pt": _PT,
    "ru": _RU,
    "uk": _UK,
    "zh": _ZH,
}


def words_for(language: str) -> Words:
    """The words for a BCP 47 language tag; English where there are none."""
    return _BY_LANGUAGE.get(language.split("-", maxsplit=1)[0], _EN)
