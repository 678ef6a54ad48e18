"""The languages that we know: those we speak, and their neighbours that we tell apart from them."""

from __future__ import annotations

GERMAN = "de"
LANGUAGES = (GERMAN, "en", "tr", "ar", "uk", "ru", "pl", "fr", "es")

# A language that we do not speak counts as the one its readers most likely understand.
NEAREST = {
    **dict.fromkeys(("it", "pt", "ca"), "es"),
    **dict.fromkeys(("cs", "sk"), "pl"),
    "ro": "fr",
    "az": "tr",
    **dict.fromkeys(("nl", "da", "sv", "no", "fi", "et", "lv", "lt", "hu", "hr", "sl", "sq"), "en"),
    **dict.fromkeys(("ku", "sw", "id", "vi", "tl", "mt"), "en"),
}
