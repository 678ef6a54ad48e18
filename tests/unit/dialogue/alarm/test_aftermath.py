"""What is asked after the numbers of an emergency, and what is no such question."""

from __future__ import annotations

from typing import Any

import pytest

from bot.dialogue.alarm.aftermath import aftermath_of, asks_what_next
from bot.dialogue.alarm.alarm_in_talk import heard_in_talk
from bot.dialogue.alarm.relief import ends_emergency
from bot.dialogue.context import Context

ACCIDENT, VIOLENCE, SUICIDE = "notfall_akut_reise", "notfall_gewalt", "notfall_suizid"
UNCLEAR = {"decision": "clarify", "topic": "meta_unklar"}
ALARM = {"decision": "emergency", "topic": ACCIDENT, "calm": UNCLEAR}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("krankenhaus sagt wir sollen zahlen", "money"),
        ("Wer zahlt den Rückflug?", "money"),
        ("eltern informieren?", "parents"),
        ("wer ruft die Eltern an", "parents"),
        ("reicht ein foto vom pass", "papers"),
        ("müssen wir das melden", "report"),
        ("sollen wir die Begegnung abbrechen", "home"),
        ("beide im krankenhaus", "cared"),
        ("die polizei ist da", "cared"),
        ("darf er morgen wieder mitmachen", "medical"),
        ("braucht er einen anwalt", "law"),
        ("wir sollen unterschreiben was wir nicht lesen können", "law"),
        ("mein akku ist gleich leer", "alone"),
        ("die polizei versteht uns nicht", "alone"),
        ("ich weiß nicht wo ich bin", "alone"),
        ("wo kann ich schlafen", "alone"),
        ("112 geht nicht", "alone"),
        ("i don't know where i am", "alone"),
        ("who can i call in germany", ACCIDENT),
        ("und jetzt?", ACCIDENT),
    ],
)
@pytest.mark.parametrize("raw", [UNCLEAR, ALARM])
def test_what_is_asked_after_an_accident_has_an_answer(
    text: str, answer: str, raw: dict[str, Any]
) -> None:
    assert aftermath_of(raw, text, ACCIDENT) == answer


@pytest.mark.parametrize(
    "text",
    ["er atmet wieder", "sie ist wieder ansprechbar", "der krampf ist vorbei, er schläft jetzt"]
    + ["macht die augen auf", "he is breathing again", "она пришла в себя"],
)
def test_who_gets_better_after_an_accident_needs_no_numbers_again(text: str) -> None:
    assert aftermath_of(ALARM, text, ACCIDENT) == "better"
    assert aftermath_of(ALARM, text, SUICIDE) is None


@pytest.mark.parametrize(
    "text",
    ["er atmet wieder nicht", "atmet wieder aber redet wirr", "wieder wach, sie hat blaue lippen"]
    + ["sie wacht nicht auf", "keiner ist aufgewacht, es riecht nach gas", "er atmet", ""]
    + ["he is not breathing again", "einer ist wieder wach und einer fehlt"]
    + ["er hat wieder geatmet und dann ist er weggekippt", "wie krieg ich ihn wieder wach"]
    + ["wann ist er wieder ansprechbar", "ist er wieder wach?", "aufgewacht und lallt"]
    + ["krampft nicht mehr, ganz schlaff", "he woke up but he is vomiting blood"]
    + ["she woke up and says the leader touched her", "uyandı ama çok kötü"],
)
def test_a_doubt_is_no_getting_better(text: str) -> None:
    assert aftermath_of(ALARM, text, ACCIDENT) != "better"


def test_violence_told_by_who_woke_up_is_no_getting_better() -> None:
    violence = {"decision": "emergency", "topic": "notfall_gewalt"}
    assert aftermath_of(violence, "ist wieder wach, der Fahrer war über ihr", ACCIDENT) != "better"
    assert aftermath_of(violence, "ist aufgewacht neben dem Fahrer", ACCIDENT) != "better"


@pytest.mark.parametrize(
    "text",
    [
        "wer zahlt, es fehlt noch einer",
        "im krankenhaus und er atmet nicht mehr",
        "polizei ist da, sie ist immer noch weg",
        "und jetzt blutet er",
        "was sollen wir tun, er droht uns",
        "eltern anrufen, er will sterben",
        "",
        "\ud800",
        "wir sind jetzt im hotel",
        "krankenwagen kommt nicht",
        "kein arzt ist da",
        "arzt kommt erst morgen",
        "hilfe kommt erst in zwei stunden",
        "sie haben die botschaft beschossen",
        "papa hat mich gehauen als er mich abholen kam",
        "wer zahlt wenn ich mir was antue",
        "er kippt um, was soll ich machen",
    ],
)
@pytest.mark.parametrize("alarm", [ACCIDENT, VIOLENCE, SUICIDE])
def test_where_danger_is_told_nothing_is_asked(text: str, alarm: str) -> None:
    assert aftermath_of(ALARM, text, alarm) is None


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("ein betreuer hat im krankenhaus was mit einem mädchen gemacht", VIOLENCE),
        ("ich bin schuld, ich kann so nicht weiter", SUICIDE),
        ("mir geht es so schlecht, ich will nicht mehr", SUICIDE),
    ],
)
def test_violence_or_a_wish_to_die_after_an_accident_is_an_emergency_of_its_own(
    text: str, topic: str
) -> None:
    clear = {**ALARM, "topic": topic, "confidence": 0.99}
    assert aftermath_of(clear, text, ACCIDENT) is None
    before = Context(ACCIDENT, "emergency")
    heard = heard_in_talk(clear, text, before, is_asked=False, alarm=ACCIDENT)
    assert (heard["topic"], heard.get("goes_on")) == (topic, None)
    faint = {**clear, "confidence": 0.5}
    heard = heard_in_talk(faint, "hm", before, is_asked=False, alarm=ACCIDENT)
    assert (heard["topic"], heard["goes_on"]) == (ACCIDENT, True)


def test_a_word_of_the_list_is_no_question() -> None:
    named = {**ALARM, "is_named": True}
    assert aftermath_of(named, "was kostet das", ACCIDENT) is None
    assert aftermath_of(named, "und jetzt", SUICIDE) is None


def test_who_clearly_asks_for_something_else_gets_that_answer() -> None:
    juleica = {"decision": "answer", "topic": "juleica", "lead": 0.8}
    assert aftermath_of(juleica, "was kostet die juleica", ACCIDENT) is None
    visa = {**juleica, "topic": "visum_incoming"}
    assert aftermath_of(visa, "wer zahlt das visum für unsere gäste", ACCIDENT) is None
    assert aftermath_of(visa, "wo ist die botschaft", ACCIDENT) == "papers"
    insured = {**juleica, "topic": "versicherung"}
    assert aftermath_of(insured, "welche versicherung zahlt", ACCIDENT) == "money"


@pytest.mark.parametrize("alarm", [VIOLENCE, SUICIDE])
def test_after_violence_and_a_wish_to_die_one_answer_has_all_numbers(alarm: str) -> None:
    for text in (
        "was soll ich jetzt machen",
        "sollen wir die eltern anrufen",
        "da geht keiner ran",
        "wo bekomme ich die pille danach",
    ):
        assert aftermath_of(UNCLEAR, text, alarm) == alarm
    costs = "personal_money" if alarm == VIOLENCE else alarm
    assert aftermath_of(UNCLEAR, "wer zahlt das", alarm) == costs
    about_money = "wer zahlt uns die Fahrt nach Polen im Sommer"
    assert aftermath_of(UNCLEAR, about_money, alarm) is None
    assert aftermath_of(UNCLEAR, "zahlt die auch bei absage", alarm) is None


@pytest.mark.parametrize(
    "text", ["muss sie zum arzt", "ich will nach hause", "glaubt mir überhaupt jemand"]
)
def test_what_is_asked_after_violence_leads_to_no_other_card(text: str) -> None:
    assert aftermath_of(UNCLEAR, text, VIOLENCE) == VIOLENCE


def test_after_violence_whoever_cannot_call_reads_where_to_go() -> None:
    assert aftermath_of(UNCLEAR, "ich kann nicht telefonieren", VIOLENCE) == "alone"
    assert aftermath_of(UNCLEAR, "ich kann nicht telefonieren", SUICIDE) == SUICIDE


def test_silence_and_papers_are_no_violence() -> None:
    violence = {**ALARM, "topic": VIOLENCE, "confidence": 0.99}
    wish = Context(SUICIDE, "emergency")
    heard = heard_in_talk(violence, "er redet nicht mit mir", wish, is_asked=False, alarm=SUICIDE)
    assert heard["topic"] == SUICIDE
    named = {**violence, "names_danger": True}
    heard = heard_in_talk(named, "er schlägt mich", wish, is_asked=False, alarm=SUICIDE)
    assert heard["topic"] == VIOLENCE
    assert aftermath_of(violence, "die presse steht vor der tür", ACCIDENT) == "report"


def test_a_question_after_an_alarm_is_no_alarm() -> None:
    before = Context(ACCIDENT, "emergency")
    heard = heard_in_talk(ALARM, "wer zahlt das", before, is_asked=False, alarm=ACCIDENT)
    assert (heard["decision"], heard["aftermath"]) == ("clarify", "money")
    in_form = heard_in_talk(ALARM, "wer zahlt das", before, is_asked=True, alarm=ACCIDENT)
    assert in_form["decision"] == "emergency"
    assert "aftermath" not in heard_in_talk(UNCLEAR, "wer zahlt das", None, is_asked=False)


@pytest.mark.parametrize(
    "text",
    ["nein nicht schlimm, op war schon", "es geht ihm besser", "arzt war da, nur ein infekt"]
    + ["wir sind evakuiert, alle da", "keiner verletzt", "alarm ist vorbei", "gefunden!"],
)
def test_it_is_over_only_after_an_accident(text: str) -> None:
    assert ends_emergency(text, Context(ACCIDENT, "emergency"))
    for topic in (VIOLENCE, SUICIDE):
        assert not ends_emergency(text, Context(topic, "emergency"))


@pytest.mark.parametrize(
    "text",
    ["alle wieder da und einer hat ein loch im kopf", "geht ihr besser, der anderen mies"]
    + ["alle da bis auf einen", "nicht schlimm, aber sie ist weg", "hoffentlich nichts gebrochen"]
    + ["es geht ihm besser, ein anderer fehlt", "es geht ihr besser und jetzt krampft er"],
)
def test_a_doubt_is_no_relief(text: str) -> None:
    assert not ends_emergency(text, Context(ACCIDENT, "emergency"))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("who pays for the hospital", "money"),
        ("kto zapłaci za szpital", "money"),
        ("hastaneyi kim ödeyecek", "money"),
        ("من سيدفع للمستشفى", "money"),
        ("кто заплатит за больницу", "money"),
        ("quién paga el hospital", "money"),
        ("should we call the parents", "parents"),
        ("anne babasını arayalım mı", "parents"),
        ("чи дзвонити батькам", "parents"),
        ("faut-il appeler les parents ?", "parents"),
        ("нам нужен новый паспорт", "papers"),
        ("czy musimy przerwać wyjazd", "home"),
        ("l'ambulance est là", "cared"),
        ("şimdi ne yapalım", ACCIDENT),
        ("co teraz", ACCIDENT),
        ("co mam robić", ACCIDENT),
        ("co mamy robić", ACCIDENT),
        ("ماذا نفعل الآن", ACCIDENT),
    ],
)
def test_what_is_asked_in_another_language_has_the_same_answer(text: str, answer: str) -> None:
    assert aftermath_of(ALARM, text, ACCIDENT) == answer
    after_violence = {"money": "personal_money", "cared": None}.get(answer, VIOLENCE)
    assert aftermath_of(ALARM, text, VIOLENCE) == after_violence


@pytest.mark.parametrize(
    "text",
    [
        "what do we do, he is bleeding",
        "что делать, она не дышит",
        "ne yapalım, çocuk kayıp",
        "que faire, il me menace",
        "the ambulance is not here",
        "karetka jedzie, ale on krwawi",
    ],
)
def test_danger_told_in_another_language_asks_nothing(text: str) -> None:
    assert aftermath_of(ALARM, text, ACCIDENT) is None


@pytest.mark.parametrize(
    "text",
    ["он так и не вернулся", "він досі не повернувся", "nadal nie wrócił", "hâlâ geri dönmedi"]
    + ["no es seguro aquí", "он стоит на крыше", "Anne liegt da"],
)
def test_what_goes_on_is_no_question_for_home_money_or_parents(text: str) -> None:
    assert aftermath_of(ALARM, text, ACCIDENT) not in ("home", "money", "parents")


@pytest.mark.parametrize("text", ["was soll ich tun", "und jetzt", "que faire ?", "co mam robić"])
def test_who_only_asks_what_to_do_now_names_no_subject(text: str) -> None:
    assert asks_what_next(text)


@pytest.mark.parametrize(
    "text",
    ["was machen wir am abend", "was soll in den antrag", "was tun, sie ist weg", "", "\ud800"],
)
def test_a_subject_or_danger_is_more_than_asking_what_to_do(text: str) -> None:
    assert not asks_what_next(text)
