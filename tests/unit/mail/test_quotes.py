"""What is new in an answer; the cases are how the common programs quote."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mail.quotes import new_part

ANSWER = "Guten Tag,\n\nja, das geht.\n\nViele Grüße\nKim"


QUOTES = {
    "thunderbird": "Am 24.11.2026 um 10:15 schrieb IJA-Lotse <l@ija.example>:|> alt|> alt",
    "gmail": "Am Di., 24. Nov. 2026 um 10:15 Uhr schrieb IJA-Lotse <|l@ija.example>:||> alt",
    "gmail english": "On Tue, Nov 24, 2026 at 10:15 AM Lotse <l@ija.example> wrote:||> old",
    "outlook old": "-----Ursprüngliche Nachricht-----|Von: Lotse|Gesendet: Dienstag||alt",
    "outlook": "Von: IJA-Lotse <l@ija.example>|Gesendet: Dienstag|An: Kim|Betreff: x||alt",
    "outlook web": "________________________________|Von: Lotse|Gesendet: Dienstag||alt",
    "outlook bold": "*Von:* Lotse|*Gesendet:* Dienstag|*An:* Kim||alt",
    "outlook english": "From: Lotse|Sent: Tuesday|To: Kim|Subject: x||old",
    "web.de": "IJA-Lotse schrieb am 24.11.2026 um 10:15:|> alt",
    "gmx": "--- Original-Nachricht ---|alt",
    "french": "Le 24 nov. 2026 à 10:15, Lotse a écrit :|> vieux",
    "bare": "> alt|> alt|>|> alt",
}


@pytest.mark.parametrize("quote", [pytest.param(text, id=name) for name, text in QUOTES.items()])
def test_the_quoted_mail_is_cut_off(quote: str) -> None:
    lines = quote.replace("|", "\n")
    assert new_part(f"{ANSWER}\n\n{lines}") == ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "Von: wem das Geld kommt, ist offen.",
        "Sie schrieb: das geht nicht.",
        "Am Montag schrieb ich Ihnen schon.",
        "- eins\n- zwei\n-- drei",
        "An: alle\nHallo zusammen",
        "1 > 0\nund das stimmt",
        "> Darf man das?\nJa.\n> Und das?\nNein.",
    ],
)
def test_what_only_looks_like_a_quote_stays(text: str) -> None:
    assert new_part(text) == text


def test_a_mail_that_is_nothing_but_a_quote_is_kept_whole() -> None:
    quote = "Am 24.11.2026 um 10:15 schrieb Lotse <l@ija.example>:\n> alt"
    assert new_part(quote) == quote


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab>-:\n VonAGesendet", max_size=200))
def test_nothing_is_invented_and_something_is_left(text: str) -> None:
    part = new_part(text)
    assert bool(part) == bool(text.strip())
    kept = [line for line in text.split("\n") if line.strip()]
    assert all(line.strip() in map(str.strip, kept) for line in part.split("\n") if line.strip())
