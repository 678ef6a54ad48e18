from __future__ import annotations

import pytest

from bot.nlu.everyday import is_told_of_the_past, is_too_much_work


@pytest.mark.parametrize(
    "text",
    ["Auf der letzten Fahrt haben sich drei total betrunken", "damals ist uns einer umgekippt"]
    + ["letztes jahr ist ein kind in paris verloren gegangen, wie viele betreuer braucht man"],
)
def test_what_happened_on_an_earlier_journey_is_told_of_the_past(text: str) -> None:
    assert is_told_of_the_past(text)


@pytest.mark.parametrize(
    "text",
    ["seit letztem jahr fehlt uns ein kind", "letzte nacht ist einer verschwunden", "", "\ud800"]
    + ["auf der letzten fahrt verschwunden und noch nicht wieder da", "einer ist umgekippt"]
    + ["Wir finden Tom nicht, das letzte Mal am Strand gesehen"]
    + ["Tim ist abgehauen, das letzte Mal am Bahnhof gesehen, letztes Jahr auch schon"]
    + ["Er hat einen Krampfanfall, letztes Jahr war es Epilepsie"],
)
def test_what_goes_on_is_not_told_of_the_past(text: str) -> None:
    assert not is_told_of_the_past(text)


@pytest.mark.parametrize(
    "text",
    [
        "ich mach das alles allein und kann bald nicht mehr",
        "der ganze Verein hängt an mir, ich kann nicht mehr",
    ]
    + ["ich hab keine Kraft mehr für die Orga"],
)
def test_too_much_work_is_about_the_work(text: str) -> None:
    assert is_too_much_work(text, may_be_suicidal=False)


def test_what_may_be_a_wish_to_die_is_work_only_where_strength_is_about_to_end() -> None:
    assert is_too_much_work("alles allein, ich kann bald nicht mehr", may_be_suicidal=True)
    assert not is_too_much_work("der Verein, ich kann nicht mehr", may_be_suicidal=True)


@pytest.mark.parametrize(
    "text",
    ["ich kann nicht mehr", "mach zuhause alles allein und kann bald nicht mehr", ""]
    + ["ich mach alles allein und kann nicht mehr leben", "alles allein, ich will nicht mehr"]
    + ["ich mach alles allein und kann bald nicht mehr, hab Angst vor mir selbst"]
    + ["Mein Ehrenamt, ich kann bald nicht mehr, mag morgens nicht mehr aufstehen"],
)
def test_a_life_that_is_too_much_is_not_work(text: str) -> None:
    assert not is_too_much_work(text, may_be_suicidal=False)
