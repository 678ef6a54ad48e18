"""Counts the syllables of German words, well enough for measures of reading ease."""

from __future__ import annotations

import re

_PARTS = re.compile(r"[^\W\d_]+")
# Two letters, one sound. The longer ones first.
_VOWELS = re.compile(
    r"aa|ai|au|äu|ay|ee|ei|eu|ey|ie|oo|ou|oy|[aeiouyäöüéèáàóíúâêîôû]", re.IGNORECASE
)
# „qu“ is a consonant, „y“ before a vowel too.
_SILENT = re.compile(r"(?<=q)u|y(?=[aeiou])", re.IGNORECASE)
# Borders where two vowels meet and do not melt: be-enden, Ko-or…, Fe-ri-en, Li-ni-e, Mu-se-um.
_BORDER = re.compile(
    r"(?<=^be)(?=e(?!re)|ur(?!l)|inhalt|irr|auf)|(?<=^ge)(?=e|impf|inn|irr)|(?<=^ko)(?=o)"
    r"|(?<=[bdglmnrst]i)(?=en(?:s|er)?$)|(?<=famili)(?=e)|(?<=[lr]ini)(?=e)|(?<=prämi)(?=e)"
    r"|(?<=studi)(?=e)|(?<=seri)(?=e$)|(?<=foli)(?=e$)|(?<=muse)(?=um)"
    r"|(?<=ukra)(?=in)|(?<=jule)(?=ica)",
    re.IGNORECASE,
)


def count_syllables(word: str) -> int:
    """Return the number of syllables; 0 for a word without letters, else at least 1.

    An abbreviation in capitals is spelt out: one syllable a letter.
    """
    return sum(_of_part(part) for part in _PARTS.findall(word))


def _of_part(part: str) -> int:
    if len(part) > 1 and part.isupper():
        return len(part)
    clean = _BORDER.sub("|", _SILENT.sub("", part))
    return max(1, len(_VOWELS.findall(clean)))
