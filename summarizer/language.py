"""Which language a text is in, told cheaply from its script and its commonest words."""

from __future__ import annotations

import re
from functools import cache

from summarizer import lexicons

_SAMPLE = 2_500  # characters: an article does not change its language after the lead

# One script, one language, as far as news is concerned; those that several share come below.
_SCRIPTS = {
    "ru": "\u0400-\u052f",
    "ar": "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff",
    "zh": "\u3400-\u9fff",
    "ja": "\u3040-\u30ff",
    "ko": "\u1100-\u11ff\uac00-\ud7af",
    "hi": "\u0900-\u097f",
    "bn": "\u0980-\u09ff",
    "ta": "\u0b80-\u0bff",
    "te": "\u0c00-\u0c7f",
    "th": "\u0e00-\u0e7f",
    "ka": "\u10a0-\u10ff",
    "am": "\u1200-\u137f",
    "hy": "\u0530-\u058f",
    "he": "\u0590-\u05ff",
    "el": "\u0370-\u03ff\u1f00-\u1fff",
}
_LATIN = ("en", "es", "fr", "de", "pt", "it", "nl", "sv", "da", "no", "pl", "tr", "id", "ro", "cs")
_CYRILLIC = ("ru", "uk")
_NOT_LATIN = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u3040-\u9fff\uac00-\ufdff]")
_WORD = re.compile(r"[^\W\d_]+")


def guess(text: str) -> str:
    """ISO 639-1 code of the language of `text`; "en" when Latin text does not tell."""
    sample = text[:_SAMPLE]
    script = _script(sample) if _NOT_LATIN.search(sample) else None
    match script:
        case None:
            return _by_words(sample, _LATIN) or "en"
        case "ru":
            return _by_words(sample, _CYRILLIC) or "ru"
        case "ar":
            return _arabic(sample)
        case _:
            return script


def _script(sample: str) -> str | None:
    """The language that stands for the commonest script; None for Latin."""
    counts = {language: len(letters.findall(sample)) for language, letters in _letters().items()}
    # Han signs carry more than a letter does, and Latin names abound in Asian news.
    latin = sum(map(str.isalpha, sample)) - sum(counts.values())
    script, count = max(counts.items(), key=lambda item: item[1])
    if not count or (3 * count if script in ("zh", "ja") else count) < latin:
        return None
    if script == "zh" and 20 * counts["ja"] > counts["zh"]:
        return "ja"  # Japanese is mostly Han signs, with kana between them; Chinese has no kana
    return script


@cache
def _letters() -> dict[str, re.Pattern[str]]:
    # Not at import: most runs never see another script.
    return {language: re.compile(f"[{ranges}]") for language, ranges in _SCRIPTS.items()}


def _by_words(sample: str, languages: tuple[str, ...]) -> str | None:
    """The language whose function words are commonest; None when there are none, or a tie."""
    owners = _owners()
    scores = dict.fromkeys(languages, 0.0)
    for word in _WORD.findall(sample.lower()):
        for language in owners.get(word, ()):
            if language in scores:
                # A word that several languages share says less about each.
                scores[language] += 1 / len(owners[word])
    first, second = sorted(scores.values(), reverse=True)[:2]
    return max(scores, key=scores.__getitem__) if first > second else None


@cache
def function_words(language: str) -> frozenset[str]:
    """The commonest words that carry grammar, lower case; empty for a language we do not know."""
    try:
        return lexicons.words("function_words", language)
    except FileNotFoundError:
        return frozenset()


@cache
def _owners() -> dict[str, tuple[str, ...]]:
    """Function word → the languages that have it."""
    owners: dict[str, tuple[str, ...]] = {}
    for language in (*_LATIN, *_CYRILLIC):
        for word in function_words(language):
            owners[word] = (*owners.get(word, ()), language)
    return owners


def _arabic(sample: str) -> str:
    """Arabic, Persian or Urdu, by the letters that only one of them has."""
    if len(re.findall("[ٹڈڑےں]", sample)) > len(sample) / 100:
        return "ur"
    return "fa" if len(re.findall("[پچژگکی]", sample)) > len(sample) / 50 else "ar"
