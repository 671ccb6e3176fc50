"""Names of languages as people write them in a header, in English and in the language itself."""

from __future__ import annotations

NAMES: dict[str, str] = {
    "arabic": "ar", "العربية": "ar", "български": "bg", "bulgarian": "bg", "català": "ca",
    "catalan": "ca", "čeština": "cs", "czech": "cs", "danish": "da", "dansk": "da",
    "german": "de", "deutsch": "de", "greek": "el", "ελληνικά": "el", "english": "en",
    "spanish": "es", "español": "es", "castellano": "es", "finnish": "fi", "suomi": "fi",
    "french": "fr", "français": "fr", "hebrew": "he", "עברית": "he", "hindi": "hi",
    "hungarian": "hu", "magyar": "hu", "indonesian": "id", "bahasa indonesia": "id",
    "italian": "it", "italiano": "it", "japanese": "ja", "日本語": "ja", "korean": "ko",
    "한국어": "ko", "latin": "la", "dutch": "nl", "nederlands": "nl", "norwegian": "nb",
    "norsk": "nb", "polish": "pl", "polski": "pl", "portuguese": "pt", "português": "pt",
    "romanian": "ro", "română": "ro", "russian": "ru", "русский": "ru", "swedish": "sv",
    "svenska": "sv", "thai": "th", "turkish": "tr", "türkçe": "tr", "ukrainian": "uk",
    "українська": "uk", "vietnamese": "vi", "tiếng việt": "vi", "chinese": "zh", "中文": "zh",
}  # fmt: skip
"""BCP 47 tag by name, in lower case."""
