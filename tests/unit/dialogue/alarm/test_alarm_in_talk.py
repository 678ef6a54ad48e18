from __future__ import annotations

from typing import Any

import pytest

from bot.dialogue.alarm.alarm_in_talk import heard_in_talk
from bot.dialogue.alarm.relief import denies_emergency, ends_emergency, only_denies, tells_relief
from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.meaning.follow_up import meaning

JULEICA = Context("juleica", "answer")
ACCIDENT = Context("notfall_akut_reise", "emergency")
VIOLENCE = Context("notfall_gewalt", "emergency")
CALM = {"decision": "clarify", "topic": "meta_unklar"}


def alarm(**more: Any) -> dict[str, Any]:
    return {"decision": "emergency", "topic": "notfall_suizid", "calm": CALM, **more}


def test_a_note_in_a_conversation_is_no_emergency() -> None:
    raw = alarm(is_certain=False)
    hinted = {**CALM, "is_concerning": True}
    assert heard_in_talk(raw, "und beim duschen", JULEICA, is_asked=False) == hinted
    assert heard_in_talk(raw, "kein wunsch", None, is_asked=True) == hinted
    assert heard_in_talk(raw, "nie mehr aufstehen", None, is_asked=False) == raw


@pytest.mark.parametrize(
    "text",
    ["ich bin pastor und habe eine partnergemeinde", "gut, dass sich das mal jemand anschaut"],
)
def test_a_weak_suspicion_beside_words_of_our_work_is_a_hint(text: str) -> None:
    weak = alarm(is_certain=True, is_doubtful=True, confidence=0.36)
    assert heard_in_talk(weak, text, None, is_asked=False) == {**CALM, "is_concerning": True}
    for more in ({"confidence": 0.9}, {"is_named": True}, {"is_doubtful": False}):
        assert heard_in_talk({**weak, **more}, text, None, is_asked=False) == {**weak, **more}
    assert heard_in_talk(weak, text, VIOLENCE, is_asked=False)["decision"] == "emergency"


def test_what_the_answer_above_answers_has_the_numbers_beside_it() -> None:
    faint = {**alarm(is_certain=True, is_doubtful=True, confidence=0.9), "topic": "notfall_gewalt"}
    before = Context("alter_teilnehmende", "answer")

    def heard(text: str, before: Context, **more: Any) -> dict[str, Any]:
        raw = {**faint, **more}
        return dict(heard_in_talk(raw, text, before, is_asked=False, is_answered=lambda: True))

    text = "und die kleine schwester mit 10"
    assert heard(text, before) == {**CALM, "is_concerning": True}
    assert heard_in_talk(faint, text, before, is_asked=False) == faint
    for more in ({"is_named": True}, {"names_danger": True}, {"is_doubtful": False}):
        assert heard(text, before, **more)["decision"] == "emergency"
    assert heard(text, before, topic="notfall_suizid")["decision"] == "emergency"
    assert heard("die schwester ist weg", before)["decision"] == "emergency"
    assert heard(text, VIOLENCE)["decision"] == "emergency"


def test_what_is_certain_is_an_emergency_anywhere() -> None:
    raw = alarm(is_certain=True, names_danger=True)
    for before in (None, JULEICA):
        assert heard_in_talk(raw, "er schlägt mich sonst", before, is_asked=True) == raw
    # Models from before this knew no other decision.
    old = {"decision": "emergency", "topic": "notfall_suizid"}
    assert heard_in_talk(old, "und beim duschen", JULEICA, is_asked=True) == old


@pytest.mark.parametrize(
    "text",
    ["und wenn es schon passiert ist", "was wenn schon was passiert ist"]
    + ["und wenn doch mal was vorfällt zwischen betreuer und kind"],
)
def test_what_may_have_happened_after_a_question_about_protection_has_the_numbers(
    text: str,
) -> None:
    asked = {"decision": "clarify", "topic": "meta_unklar", "is_concerning": False}
    protection = Context("schutzkonzept", "answer")
    assert heard_in_talk(asked, text, protection, is_asked=False)["is_concerning"]
    assert heard_in_talk(asked, "und wer schreibt das", protection, is_asked=False) == asked
    assert heard_in_talk(asked, text, JULEICA, is_asked=False) == asked
    assert heard_in_talk(asked, text, None, is_asked=False) == asked


def test_a_faint_suspicion_is_none_in_a_talk_about_something_else() -> None:
    faint = {"decision": "clarify", "topic": "meta_unklar", "is_concerning": True, "is_faint": True}
    said = "und wenn die kroaten danach zu uns kommen"
    assert not heard_in_talk(faint, said, JULEICA, is_asked=False)["is_concerning"]
    assert heard_in_talk(faint, said, None, is_asked=False)["is_concerning"]
    assert heard_in_talk(faint, said, VIOLENCE, is_asked=False)["is_concerning"]
    louder = {**faint, "is_faint": False}
    assert heard_in_talk(louder, said, JULEICA, is_asked=False)["is_concerning"]


@pytest.mark.parametrize("text", ["sie ist 15", "was soll ich tun", "er ist im zimmer"])
def test_an_emergency_keeps_its_kind(text: str) -> None:
    heard = heard_in_talk(alarm(is_certain=False), text, VIOLENCE, is_asked=False)
    assert (heard["decision"], heard["topic"]) == ("emergency", "notfall_gewalt")


@pytest.mark.parametrize("text", ["ich hab angst", "ich hab so angst heim zu gehen", "panik"])
def test_fear_after_violence_is_about_the_violence(text: str) -> None:
    afraid = alarm(is_certain=True, names_danger=True, is_named=True, confidence=0.95)
    heard = heard_in_talk(afraid, text, VIOLENCE, is_asked=False)
    assert (heard["topic"], heard["goes_on"]) == ("notfall_gewalt", True)
    assert heard_in_talk(afraid, text, None, is_asked=False) == afraid


@pytest.mark.parametrize(
    "text",
    ["ich hab angst vor mir selbst", "ich hab angst dass ich es tue", "angst, ich mag nicht mehr"]
    + ["sie hat angst dass sie sich was antut", "ich hab angst und mag einfach nicht mehr"]
    + ["hab angst, will nie wieder aufstehen", "angst, will nur noch schlafen für immer"],
)
def test_fear_of_oneself_is_a_wish_to_die(text: str) -> None:
    afraid = alarm(is_certain=True, names_danger=True, is_named=True, confidence=0.95)
    assert heard_in_talk(afraid, text, VIOLENCE, is_asked=False) == afraid


@pytest.mark.parametrize("text", ["sie redet wirr", "er erkennt keinen von uns"])
def test_what_befalls_somebody_after_an_accident_is_about_the_accident(text: str) -> None:
    strange = alarm(is_certain=True, confidence=0.95)
    of_the_list = {**strange, "is_named": True, "names_danger": True}
    for raw in (strange, of_the_list):
        heard = heard_in_talk(raw, text, ACCIDENT, is_asked=False)
        assert (heard["decision"], heard["topic"]) == ("emergency", "notfall_akut_reise")
        assert heard_in_talk(raw, text, None, is_asked=False) == raw
    by_the_list = {**of_the_list, "confidence": 1.0}
    assert heard_in_talk(by_the_list, text, ACCIDENT, is_asked=False) == by_the_list


@pytest.mark.parametrize(
    "text", ["ich bin allen eine last", "sie will nicht mehr", "er redet vom sterben"]
)
def test_words_of_dying_or_of_oneself_after_an_accident_are_another_kind(text: str) -> None:
    wish = alarm(is_certain=True, confidence=0.95)
    assert heard_in_talk(wish, text, ACCIDENT, is_asked=False) == wish


def test_words_of_dying_are_another_kind_however_faint() -> None:
    faint = alarm(is_certain=True, is_doubtful=True, confidence=0.56)
    assert heard_in_talk(faint, "die andere will springen", ACCIDENT, is_asked=False) == faint


def test_a_doubtful_answer_to_a_form_has_the_numbers_beside_it() -> None:
    doubtful = alarm(is_certain=True, is_doubtful=True)
    heard = heard_in_talk(doubtful, "steht noch nicht fest", None, is_asked=True)
    assert heard == {**CALM, "is_concerning": True}
    named = {**doubtful, "names_danger": True}
    assert heard_in_talk(named, "er schlägt mich", None, is_asked=True) == named


def test_another_emergency_is_another_kind() -> None:
    named = alarm(is_certain=True, names_danger=True, is_named=True)
    assert heard_in_talk(named, "ich will nicht mehr leben", VIOLENCE, is_asked=False) == named
    told = alarm(is_certain=True, names_danger=True)
    long = "sie hat gesagt dass sie heute nacht sterben will"
    assert heard_in_talk(told, long, VIOLENCE, is_asked=False) == told


@pytest.mark.parametrize(
    "text",
    ["falscher alarm, alles gut", "Kein Notfall! Ich will nur wissen, wie man anfängt"]
    + ["das war kein notfall du quatschkopf"],
)
def test_whoever_denies_is_believed(text: str) -> None:
    assert denies_emergency(text)
    assert ends_emergency(text, VIOLENCE)
    assert heard_in_talk(alarm(is_certain=True), text, None, is_asked=False) == CALM


def test_a_denial_beside_a_word_of_danger_is_not_believed() -> None:
    raw = alarm(is_certain=True, names_danger=True)
    text = "ist kein notfall aber ich will sterben"
    assert heard_in_talk(raw, text, None, is_asked=False) == raw


@pytest.mark.parametrize(
    "text",
    ["Danke, der Rettungswagen ist da, alles gut.", "wir haben sie gefunden", "er ist wieder da"],
)
def test_relief_ends_an_emergency(text: str) -> None:
    assert tells_relief(text)
    named = alarm(is_certain=True, names_danger=True, is_named=True)
    assert heard_in_talk(named, text, VIOLENCE, is_asked=False) == CALM


@pytest.mark.parametrize(
    "text",
    ["der rettungswagen ist da aber er atmet nicht", "nicht alles gut", "", "\ud800", "x " * 999],
)
def test_doubt_is_no_relief(text: str) -> None:
    assert not tells_relief(text)


def test_money_and_going_on_lead_out_of_an_emergency() -> None:
    for text in ("und bekommen wir dafür Geld", "weiter", "falscher alarm"):
        heard = Heard(text, "clarify", "meta_unklar")
        assert meaning(heard, VIOLENCE) == Meant("clarify", "meta_unklar", (), ())
    still = meaning(Heard("was soll ich tun", "clarify", "meta_unklar"), VIOLENCE)
    assert (still.decision, still.topic) == ("emergency", "notfall_gewalt")


@pytest.mark.parametrize(
    "text", ["und bei einem unfall", "und wenn ein kind verloren geht", "was wenn einer abhaut"]
)
def test_what_is_only_supposed_in_a_talk_has_the_numbers_beside_the_answer(text: str) -> None:
    raw = {**alarm(is_certain=True, names_danger=True, is_named=True), "topic": "notfall_gewalt"}
    assert heard_in_talk(raw, text, JULEICA, is_asked=False) == {**CALM, "is_concerning": True}
    assert heard_in_talk(raw, text, None, is_asked=False) == raw
    assert heard_in_talk(raw, text, VIOLENCE, is_asked=False)["decision"] == "emergency"


@pytest.mark.parametrize(
    "text",
    ["und wenn er mich wieder schlägt", "und wenn sie ihn schon geschlagen haben"]
    + ["was wenn gerade einer ertrinkt", "ein kind ist verloren gegangen"],
)
def test_what_has_happened_or_happens_to_oneself_is_not_supposed(text: str) -> None:
    raw = {**alarm(is_certain=True, names_danger=True), "topic": "notfall_gewalt"}
    assert heard_in_talk(raw, text, JULEICA, is_asked=False) == raw


def test_who_supposes_to_die_is_helped() -> None:
    raw = alarm(is_certain=True, names_danger=True)
    assert heard_in_talk(raw, "und wenn man tot sein will", JULEICA, is_asked=False) == raw


def test_a_partner_that_does_not_answer_is_not_missing() -> None:
    raw = {**alarm(is_certain=True), "topic": "notfall_akut_reise"}
    partner = Context("partnersuche", "answer")
    said = "hat sich nie wieder gemeldet"
    assert heard_in_talk(raw, said, partner, is_asked=False) == {**CALM, "is_concerning": False}
    danger = {**raw, "names_danger": True}
    assert heard_in_talk(danger, said, partner, is_asked=False)["is_concerning"]
    for other in ("ein teilnehmer hat sich nicht gemeldet", "er meldet sich seit gestern nicht"):
        assert heard_in_talk(raw, other, partner, is_asked=False) == raw
    assert heard_in_talk(raw, said, JULEICA, is_asked=False) == raw


def test_a_threat_is_no_silence_of_a_partner() -> None:
    raw = {**alarm(is_certain=True, names_danger=True), "topic": "notfall_gewalt"}
    said = "er schreibt mir jeden tag dass er mich umbringt"
    assert heard_in_talk(raw, said, Context("partnersuche", "answer"), is_asked=False) == raw


def test_a_question_in_a_talk_that_is_little_like_an_emergency_has_the_numbers_beside() -> None:
    raw = {**alarm(is_certain=True, names_danger=True), "topic": "notfall_gewalt"}
    said, beside = "messer und feilen, dürfen sie damit arbeiten", {**CALM, "is_concerning": True}
    faint = {**raw, "confidence": 0.3}
    assert heard_in_talk(faint, said, JULEICA, is_asked=False) == beside
    assert heard_in_talk({**raw, "confidence": 0.5}, said, JULEICA, is_asked=False) != beside
    assert heard_in_talk(faint, said, None, is_asked=False) == faint
    assert heard_in_talk(faint, "er hat ein messer", JULEICA, is_asked=False) == faint
    suicide = {**faint, "topic": "notfall_suizid"}
    assert heard_in_talk(suicide, said, JULEICA, is_asked=False) == suicide


def test_the_news_of_a_country_in_a_talk_have_the_numbers_beside_the_answer() -> None:
    raw = {**alarm(is_named=True, is_elsewhere=True), "topic": "notfall_akut_reise"}
    said, never_held_back = "in tel aviv fliegen raketen", {"names_danger": True}
    beside = {**CALM, "is_concerning": True, **never_held_back}
    assert heard_in_talk(raw, said, JULEICA, is_asked=False) == beside
    assert heard_in_talk(raw, said, None, is_asked=False) == raw
    assert heard_in_talk(raw, said, VIOLENCE, is_asked=False)["decision"] == "emergency"
    here = {**raw, "is_elsewhere": False}
    assert heard_in_talk(here, said, JULEICA, is_asked=False) == here


def test_what_would_happen_there_is_only_supposed() -> None:
    raw = {**alarm(is_certain=True, names_danger=True), "topic": "notfall_akut_reise"}
    said = "einer von uns ist kurde, wird er da festgenommen"
    assert heard_in_talk(raw, said, JULEICA, is_asked=False) == {**CALM, "is_concerning": True}
    for told in (
        "einer wurde festgenommen, wird er da geschlagen",
        "Max ist bewusstlos, wird er dort sterben?",
        "Sie blutet stark, wird sie da behandelt",
        "Ein Junge atmet nicht, wird er dann wieder?",
    ):
        assert heard_in_talk(raw, told, JULEICA, is_asked=False) == raw


@pytest.mark.parametrize(
    "text", ["nein so war das nicht gemeint", "Das meinte ich nicht.", "nein, mir geht es gut"]
)
def test_who_meant_something_else_ends_an_emergency(text: str) -> None:
    assert ends_emergency(text, VIOLENCE)
    assert not ends_emergency(text, JULEICA)
    assert not denies_emergency(text)


def test_who_meant_something_else_may_still_tell_of_danger() -> None:
    assert not tells_relief("das meinte ich nicht, er atmet nicht mehr")


def test_a_bare_denial_is_about_the_numbers_whatever_was_talked_about() -> None:
    for before in (VIOLENCE, JULEICA, None):
        assert ends_emergency("nein, kein Notfall", before)
    said = "Kein Notfall! Ich will nur wissen, wie man anfängt"
    assert not only_denies(said)
    assert not ends_emergency(said, JULEICA)


def test_a_suspicion_beside_a_year_abroad_is_a_hint() -> None:
    calm = {"decision": "clarify", "topic": "verweis_schueleraustausch", "confidence": 0.66}
    raw = {**alarm(is_certain=False, is_doubtful=True), "calm": calm}
    said = "ich will weg von meinen eltern, ein jahr usa"
    hint = {**calm, "is_concerning": True}

    def heard(**more: Any) -> Any:
        return heard_in_talk({**raw, **more}, said, None, is_asked=False)

    assert heard() == hint
    assert heard(is_certain=True)["decision"] == "emergency"
    assert heard(names_danger=True)["decision"] == "emergency"
    assert heard(calm={**calm, "confidence": 0.3})["decision"] == "emergency"
    assert heard(calm={**calm, "topic": "meta_unklar"})["decision"] == "emergency"


def test_who_thinks_of_the_next_journey_needs_no_numbers() -> None:
    lost = Context("notfall_akut_reise", "emergency")
    raw = {**alarm(), "topic": "notfall_akut_reise"}

    def heard(text: str, **more: Any) -> Any:
        return heard_in_talk({**raw, **more}, text, lost, is_asked=False, alarm=lost.topic)

    assert heard("was können wir beim nächsten mal vorher machen") == CALM
    wish = Context("notfall_suizid", "emergency")
    again = heard_in_talk(
        alarm(), "beim nächsten mal klappt es", wish, is_asked=False, alarm=wish.topic
    )
    assert again["decision"] == "emergency"
    unsure = Heard("beim nächsten mal klappt es", "clarify", "meta_unklar", ("meta_unklar",))
    assert meaning(unsure, wish).topic == "notfall_suizid"
    assert heard("er ist weg, schon das nächste mal")["decision"] == "emergency"
    assert heard("das nächste mal stirbt", is_named=True)["decision"] == "emergency"
    ahead = Heard("und beim nächsten mal", "clarify", "meta_unklar", ("meta_unklar",))
    assert meaning(ahead, lost) == Meant("answer", "krisenplan", (), ())
    clear = Heard("was steht im schutzkonzept nächstes mal", "answer", "schutzkonzept", lead=0.9)
    assert meaning(clear, lost).topic == "schutzkonzept"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("in zukunft gibt es für mich nicht mehr, was soll ich hier", "notfall_suizid"),
        ("nächstes mal kann er uns alle totfahren, sagt der fahrer", "notfall_akut_reise"),
        ("nächstes mal fährt er uns in den graben", "notfall_akut_reise"),
        ("was sollen wir vorher machen bis der rettungswagen kommt", "notfall_akut_reise"),
        ("was können wir vorher tun", "notfall_akut_reise"),
        ("wie soll das in zukunft gehen, er kommt nächste fahrt wieder ins zelt", "notfall_gewalt"),
    ],
)
def test_what_sounds_like_danger_beside_a_word_of_the_future_is_no_plan(
    text: str, topic: str
) -> None:
    before = Context("notfall_akut_reise", "emergency")
    raw = {**alarm(is_certain=True), "topic": topic}
    heard = heard_in_talk(raw, text, before, is_asked=False, alarm="notfall_akut_reise")
    is_helped = heard["decision"] == "emergency" or "aftermath" in heard
    assert is_helped


def test_an_emergency_means_itself_whatever_its_words_ask_below_money() -> None:
    above = Context("foerderung_dpjw", "answer", ("dpjw",), ("PL",))
    for text in ("noch jemand", "und die stadt", "uns springen drei ab", "brauchen wir ein esta"):
        heard = Heard(text, "emergency", "notfall_akut_reise", ("notfall_akut_reise",))
        assert meaning(heard, above).decision == "emergency"
