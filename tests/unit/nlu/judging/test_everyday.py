from __future__ import annotations

import pytest

from bot.nlu.judging.everyday import (
    ends_day,
    is_about_medicine,
    is_about_visas,
    is_elsewhere,
    is_everyday,
    is_no_cry,
    is_planned_for,
    is_played,
    is_told_of_the_past,
    is_too_much_work,
    lacks_signature,
    leaves_home_for_a_year,
    stays_home,
    worries_about_checks,
)


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


@pytest.mark.parametrize(
    "text",
    ["ein Junge ritzt sich manchmal und ist in Therapie, möchte mit nach Norwegen"]
    + ["Sie verletzt sich ab und zu, die Therapeutin sagt ja. Darf sie mitfahren?"]
    + ["einer hatte vor zwei Jahren einen Suizidversuch, brauchen wir mehr Betreuende"],
)
def test_who_plans_with_a_known_illness_has_the_answer_and_the_numbers(text: str) -> None:
    assert is_planned_for(text)
    kind = {"names_country": False, "is_named": True, "is_doubtful": False}
    assert is_everyday(text, "notfall_suizid", **kind)
    assert not is_everyday(
        text, "notfall_gewalt", names_country=False, is_named=True, is_doubtful=False
    )


@pytest.mark.parametrize(
    "text",
    ["sie ist in Therapie und hat sich heute Nacht geritzt, kann sie mit auf den Ausflug"]
    + ["ich ritze mich und bin in Therapie, darf ich mit", "ein Junge ritzt sich, kann er mit", ""]
    + ["er ist in Behandlung und seit einer Stunde verschwunden, er war mit uns in der Stadt"]
    + ["war letztes jahr in der klinik und will nicht mehr leben, wir haben sie dabei"],
)
def test_what_goes_on_or_is_ones_own_is_not_planned_for(text: str) -> None:
    assert not is_planned_for(text)


@pytest.mark.parametrize(
    "text",
    [
        "Teilnehmerin in Therapie will sich auf der Freizeit das Leben nehmen",
        "Auf der Begegnung hat einer, der in Therapie ist, einen Abschiedsbrief geschrieben",
        "Junge hat sich auf der Fahrt die Pulsadern aufgeschnitten, war in Therapie",
        "Suizidversuch auf der Freizeit, der Junge ist in Therapie",
        "Er war letztes Jahr suizidal und hat jetzt wieder Gedanken, wir sind auf der Begegnung",
        "Teilnehmerin (in Therapie) hat auf der Reise Schlaftabletten geschluckt",
    ],
)
def test_what_happens_on_the_journey_is_not_planned_for(text: str) -> None:
    assert not is_planned_for(text)


def test_who_is_treated_and_speaks_of_suicide_is_not_planned_for() -> None:
    assert not is_planned_for("in Therapie wegen Suizid, kann er mit")


@pytest.mark.parametrize(
    "text",
    [
        "zwei TN mit alkoholvergiftung, fallen aus, wen muss ich informieren",
        "Die Bremsen fallen aus, Busunfall mit Verletzten, was sollen wir tun",
        "Die Heizung fällt aus und zwei Kinder haben Kohlenmonoxid eingeatmet, was tun",
        "anaphylaktischer schock, kann nicht mitfliegen, was tun?",
        "Sitzen in Haifa, Raketenalarm, was tun",
        "Waldbrand direkt am Gelände, müssen wir evakuieren?",
    ],
)
def test_a_named_accident_is_no_everyday_life(text: str) -> None:
    topic = "notfall_akut_reise"
    assert not is_everyday(text, topic, names_country=True, is_named=True, is_doubtful=False)


def test_who_is_ill_before_a_journey_stays_home() -> None:
    assert stays_home("ein Mädchen liegt im Krankenhaus und kann nicht mit, was ist mit dem Geld")
    assert not stays_home("sie liegt in Rom im Krankenhaus und kann nicht mit nach Hause fliegen")
    assert not stays_home("er redet nicht mit uns")


def test_a_visa_is_no_plight_unless_somebody_is_stuck() -> None:
    assert is_about_visas("Das Visum hängt seit Wochen in der Botschaft")
    assert is_about_visas("der pass von einer teilnehmerin liegt noch bei der botschaft")
    assert not is_about_visas("ohne Visum sitzen wir am Flughafen fest")
    assert not is_about_visas("alle Pässe geklaut, die Botschaft hat zu")


@pytest.mark.parametrize(
    ("text", "names_country"),
    [("in tel aviv fliegen raketen", True), ("dort ist Krieg", False)]
    + [("gab es in der Türkei nicht ein Erdbeben", True)],
)
def test_the_news_of_a_country_are_elsewhere(text: str, names_country: bool) -> None:
    assert is_elsewhere(text, names_country=names_country)


@pytest.mark.parametrize(
    "text",
    [
        "Hochwasser in Valencia, Teilis auf dem Dach eingeschlossen",
        "Erdbeben in Izmir, Kollege liegt unter Trümmern",
        "Erdbeben in Izmir, zwei Leute sind verschüttet",
        "Waldbrand in Kroatien, alle eingeschlossen",
        "Zwei TN in Minsk festgenommen",
        "Busfahrer in Minsk verhaftet",
        "Teilis in Tel Aviv bei Raketenalarm getrennt",
    ]
    + [
        "in Tel Aviv fliegen Raketen, wir sind im Keller",
        "ein Anschlag im Einkaufszentrum in Paris",
    ]
    + ["in Istanbul war ein Anschlag und meine Tochter ist dort", "Erdbeben, zwei sind verletzt"]
    + ["in Kreta brennt der Wald bis ans Hotel, Waldbrand", "in Haifa Raketenalarm, wohin", ""],
)
def test_where_somebody_is_the_news_are_here(text: str) -> None:
    assert not is_elsewhere(text, names_country=True)


def test_whether_it_is_safe_again_is_asked_about_a_journey() -> None:
    asked = "ist es in der Türkei wegen der Erdbeben noch gefährlich für eine Jugendbegegnung"
    assert is_elsewhere(asked, names_country=True)
    assert not is_elsewhere(f"{asked}, wir sind schon in Ankara", names_country=True)


def test_news_are_everyday_only_where_somebody_asks_about_the_journey() -> None:
    def sounds_everyday(text: str) -> bool:
        topic = "notfall_akut_reise"
        return is_everyday(text, topic, names_country=True, is_named=True, is_doubtful=False)

    assert sounds_everyday("in tel aviv fliegen raketen, können wir trotzdem fahren")
    assert not sounds_everyday("in tel aviv fliegen raketen")


@pytest.mark.parametrize(
    "text",
    ["über die grenze mit den tabletten ist das ok", "Ritalin im Handgepäck, geht das?"]
    + ["Insulin durch den Zoll", "brauchen wir für die Pillen ein Attest"],
)
def test_medicine_on_the_way_has_the_answer_and_the_numbers(text: str) -> None:
    assert is_about_medicine(text)
    for topic in ("notfall_suizid", "notfall_akut_reise"):
        calm = is_everyday(text, topic, names_country=False, is_named=False, is_doubtful=False)
        named = is_everyday(text, topic, names_country=False, is_named=True, is_doubtful=False)
        assert (calm, named) == (True, False)


@pytest.mark.parametrize(
    "text",
    ["hab tabletten mit über die grenze und nehm sie heute alle", "ich will tabletten mitnehmen"]
    + ["sein insulin ist am zoll weggenommen worden", "sie hat am flughafen tabletten geschluckt"]
    + ["er nimmt tabletten", "über die grenze", "", "\ud800"]
    + ["die haben unseren co-leiter am zoll mitgenommen, tabletten im koffer"],
)
def test_who_takes_medicine_or_lacks_it_is_not_on_the_way(text: str) -> None:
    assert not is_about_medicine(text)


def test_a_worry_about_the_border_is_none_at_it() -> None:
    topic = "notfall_akut_reise"
    for text in ("Angst an der Grenze", "unsere jungs haben angst vor der kontrolle"):
        assert worries_about_checks(text)
        assert is_everyday(text, topic, names_country=False, is_named=False, is_doubtful=False)
    for text in (
        "wir stehen an der grenze und haben angst",
        "die haben an der grenze unsere pässe, wir haben angst",
        "angst, an der grenze haben sie einen mitgenommen",
        "ich hab angst, mein vater bringt mich über die grenze",
        "angst an der grenze, sie schießen",
        "angst",
    ):
        assert not worries_about_checks(text)


def test_whoever_has_heard_of_news_asks() -> None:
    topic = "notfall_akut_reise"
    for text in ("gabs da nicht ein erdbeben", "hab gelesen da war ein anschlag"):
        assert is_everyday(text, topic, names_country=False, is_named=True, is_doubtful=False)
    for text in (
        "hier war ein erdbeben",
        "gabs da nicht ein erdbeben, die wände wackeln, sind hier",
    ):
        assert not is_everyday(text, topic, names_country=False, is_named=True, is_doubtful=False)


@pytest.mark.parametrize(
    "text",
    ["danke für die Infos, ich mach heute Schluss", "mach jetzt Schluss für heute, tschüss"]
    + ["danke für Ihre Hilfe, ich mach jetzt Schluss"],
)
def test_who_stops_for_today_ends_the_day(text: str) -> None:
    assert ends_day(text)
    kind = {"names_country": False, "is_named": True, "is_doubtful": False}
    assert is_everyday(text, "notfall_suizid", **kind)


@pytest.mark.parametrize(
    "text",
    ["danke für alles, ich mach heute schluss", "ich mach heute schluss", "", "\ud800"]
    + ["das wars, ich mach heute schluss", "danke, ich mach heute schluss"]
    + ["ich mach heute schluss, nichts hat geholfen", "heute mach ich schluss, bis bald im himmel"]
    + ["danke für die hilfe, ich mach heute schluss, sagt mama dass ich sie lieb hab"]
    + ["danke für die antwort, ich mach heute schluss mit allem", "schluss für heute, leb wohl"],
)
def test_what_may_be_a_farewell_does_not_end_the_day(text: str) -> None:
    assert not ends_day(text)


def everyday(text: str, topic: str, *, is_named: bool = False, is_doubtful: bool = True) -> bool:
    return is_everyday(text, topic, names_country=False, is_named=is_named, is_doubtful=is_doubtful)


@pytest.mark.parametrize(
    "text",
    ["vater unauffindbar, reicht die unterschrift der mutter"]
    + ["der Kindsvater ist seit Jahren verschwunden, wer gibt die Einwilligung"],
)
def test_a_signature_that_is_lacking_is_paper(text: str) -> None:
    assert lacks_signature(text)
    assert everyday(text, "notfall_akut_reise", is_named=True, is_doubtful=False)
    assert not everyday(text, "notfall_gewalt", is_named=True, is_doubtful=False)


@pytest.mark.parametrize(
    "text",
    [
        "vater unauffindbar",
        "die mutter ist seit heute morgen verschwunden, sie sollte unterschreiben",
    ]
    + ["vater verschwunden, kind auch, mutter hat nichts unterschrieben"]
    + ["vater abgetaucht und droht ihr, unterschrift fehlt", "", "\ud800"],
)
def test_a_parent_who_is_gone_may_be_an_emergency(text: str) -> None:
    assert not lacks_signature(text)


def test_who_wants_away_for_a_year_is_driven_out_by_nothing() -> None:
    text = "ich will weg von meinen eltern, ein jahr usa"
    assert leaves_home_for_a_year(text)
    assert everyday(text, "notfall_gewalt")
    assert not everyday(text, "notfall_gewalt", is_doubtful=False)
    assert not everyday(text, "notfall_gewalt", is_named=True)
    for driven in (
        "ich will weg von meinen eltern",
        "ich will weg von zuhause, ein jahr usa, mein vater schlägt mich",
        "ich muss heute nacht weg von zuhause, ins ausland",
        "will weg, meine eltern wollen mich im ausland verheiraten",
        "",
    ):
        assert not leaves_home_for_a_year(driven)


def test_a_game_or_an_exercise_is_none_in_earnest() -> None:
    text = "wir machen eine Übung mit brennendem Haus und Statisten"
    assert is_played(text)
    assert everyday(text, "notfall_akut_reise")
    assert not everyday(text, "notfall_akut_reise", is_doubtful=False)
    assert not everyday(text, "notfall_suizid")
    for meant in (
        "bei der Feuerwehrübung hat sich ein Junge verletzt",
        "beim Geländespiel fehlt uns ein Kind",
        "beim Rollenspiel hat ihn einer mit dem Messer bedroht",
        "nach dem Krimispiel ist einer umgekippt, was jetzt",
        "es brennt",
    ):
        assert not is_played(meant)


@pytest.mark.parametrize(
    ("text", "is_calm"),
    [
        ("'; DROP TABLE requests; --", True),
        ("hab ich noch zeit bis weihnachten für den antrag china", True),
        ("Hab ich noch Zeit für den Antrag? ich mach heute Schluss", False),
        ("noch zeit für den antrag, ist mir jetzt auch gleich", False),
        ("bis wann geht die frist noch", True),
        # Whatever is asked beside it.
        ("hab noch zeit für den antrag, aber ich will nicht mehr leben", False),
        ("keine zeit mehr, ich muss weg", False),
        ("he told me to delete from my phone what he did to me", False),
        ("sie sagt: 'ich will nicht mehr'; was nun", False),
    ],
)
def test_code_and_time_to_apply_are_no_cry(text: str, *, is_calm: bool) -> None:
    assert is_no_cry(text) is is_calm
