"""The languages that we know: those we speak, and their neighbours that we tell apart from them."""

from __future__ import annotations

GERMAN = "de"
LANGUAGES = (GERMAN, "en", "tr", "ar", "uk", "ru", "pl", "fr", "es")

# A language that we do not speak counts as English: a neighbour's would claim to be the person's
# own. Azerbaijani is how Turkish without its letters looks.
NEAREST = {
    "az": "tr",
    **dict.fromkeys(("it", "pt", "ca", "ro", "cs", "sk"), "en"),
    **dict.fromkeys(("nl", "da", "sv", "no", "fi", "et", "lv", "lt", "hu", "hr", "sl", "sq"), "en"),
    **dict.fromkeys(("ku", "sw", "id", "vi", "tl", "mt"), "en"),
}
