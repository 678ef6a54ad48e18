"""Whoever wants advice in words is taken at their word; whoever asks about it is answered."""

from __future__ import annotations

import pytest

from bot.dialogue.context import Heard
from bot.dialogue.wishes.advice import (
    Advice,
    advice_meant,
    advice_wanted,
    beside_wish,
    says_only_that,
)


@pytest.mark.parametrize(
    "text",
    [
        "ich möchte eine beratung anfragen",
        "beratungsanfrage stellen",
        "kann ich hier einen termin für eine beratung machen",
        "ich brauche beratung",
        "brauchen beratung schnell",
        "Anfrage bitte: Fachkräfteaustausch Griechenland",
        "Beratung anfragen",
        "beratug anfragen",
        "Beratung bitte!",
        "beratungsgespräch",
        "Wir möchten uns beraten lassen",
        "ich will beraten werden zu Workcamps",
        "wir würden gern beraten werden zu einer Fahrt nach Kroatien",
        "könnt ihr uns beraten?",
        "neue anfrage starten",
        "Guten Tag, ich würde gern einen Beratungstermin vereinbaren, es geht um Marseille.",
        "wir bräuchten dringend mal eine Beratung, wir wollen mit 14 Jugendlichen nach Polen",
        "kann mich jemand beraten?",
        "kann uns jemand persönlich dazu beraten?",
        "wer kann mir mal über den antrag gucken",
        "Kann mich jemand beraten? Es geht um Inklusion bei einer Begegnung mit Georgien",
        "Kann uns bitte jemand zur Förderung in Polen beraten?",
        "Ich möchte eine Beratung: wir sind die OT Falkenhaus und planen eine Begegnung, aber wie?",
        "Können wir mit jemandem von euch sprechen? Es geht um unseren Austausch mit Ghana",
        "bitte nehmen Sie meine Anfrage auf: wir planen im Sommer eine Begegnung in Jerewan",
        "beratung!! dringend",
        "wollen mit 15 jugendlichen nach spanien. bitte beratung",
        "jugendfeuerwehr, 20 kids, austausch mit polen im sommer, brauchen beratung",
        "zeltlager in polen im mai, beratung?",
        "anfrage aufnehmen",
        "bitte rückruf",
        "bitte um Beratung zu Diskriminierung",
        "könnt ihr mich zurückrufen wegen einem antrag beim dfjw? 0177 5551234",
        "kann da mal einer drüberschauen über unseren Antrag?",
        "Bitte um Rückruf wegen Ukraine 0176 4455667",
        "rückruf gewünscht 0176 1234567",
        "bitte rufen sie mich an 0201 445566",
        "Guten Tag, rufen Sie mich bitte zurück, es geht um den KJP-Antrag: 0201/445566",
        "ich möchte, dass mich jemand anruft",
        "hallo ähm ich würde gerne mal wissen ob sie uns beraten können wir sind so eine gruppe "
        "vom jugendtreff in herne und wollen nächstes jahr im herbst mit so zwanzig leuten nach "
        "marokko aber wir haben das noch nie gemacht",
        "hallo wir sind ein chor aus unna und können sie uns vielleicht mal beraten wie wir fahren",
        "ich würde gern mal bei ihnen vorbeikommen",
        "Wir bitten um Beratung zu einem Austausch mit Georgien",
        "ich hätte gern einen termin",
        "Wir hätten gern am Dienstag einen Termin",
        "Termin vereinbaren",
        "hätten Sie diese Woche noch einen Termin für uns?",
        "wir würden uns über einen Anruf freuen",
        "ich bräuchte mal euren Rat",
        "Wir bitten um Ihre Unterstützung bei der Antragstellung",
        "wer könnte mir dabei helfen, hab nächste woche dienstag Zeit",
        "Beratung zu Polen",
        "suche jemand der uns berät, bielefeld",
        "beratung zu polen",
        "Beratung zu Inklusion",
        "beratung zum antrag",
        "Beratung bitte, am besten di",
        "kann jemand zurückrufen",
        "Beratungsgespräch wegen unserem Antrag beim DFJW",
        "hab ne frage zum antrag, wer kann da draufschauen",
        "Kann mir da jemand helfen? Ich hätte morgen Nachmittag Zeit.",
        "meine nummer ist 0201 445566, bitte melden sie sich",
        "Hallo, ich hätte gern einen Termin mit jemand von euch. Wir sind der Kanuverein Datteln "
        "und planen mit achtzehn Leuten im August nach Marokko zu fahren, wissen aber nicht, "
        "welches Programm passt und was wir beantragen müssen",
    ],
)
def test_a_wish_for_advice_is_a_request(text: str) -> None:
    assert advice_wanted(text) is Advice.REQUEST


@pytest.mark.parametrize(
    "text",
    [
        "beratung",
        "hallo ich hätte da mal eine frage an einen menschen",
        "Mensch!",
        "berater bitte",
        "ich will mit jemandem reden",
        "I need advice",
        "could you call us back please",
        "Hello, we are a youth club from Unna and we need advice about an exchange with Ireland",
        "j'ai besoin de conseils",
        "necesitamos asesoramiento",
        "potrzebuję porady",
        "danışmanlık istiyorum",
        "нужна консультация",
        "потрібна порада",
        "نحتاج إلى استشارة",
    ],
)
def test_a_word_for_a_person_is_a_wish_to_talk(text: str) -> None:
    assert advice_wanted(text) is Advice.PERSON


@pytest.mark.parametrize(
    "text",
    [
        "was kostet eine beratung",
        "Wir planen eine Fahrt. " + "Ein Wort folgt auf das andere. " * 6 + "Ich brauche Beratung",
        "kostenlose beratung?",
        "wer berät zu FSJ",
        "wie kann ich eine beratung anfragen",
        "macht ihr auch beratung am abend",
        "ich möchte meine beratung absagen",
        "ich möchte meine Beratungsanfrage löschen",
        "meine anfrage ergänzen",
        "ich brauche keine beratung",
        "unsere Jugendlichen brauchen Beratung",
        "wir wollen eine beratungsstelle für mädchen besuchen",
        "Ich möchte wissen, ob die Beratung etwas kostet",
        "Bewertung anfragen",
        "Termin",
        "wann ist der nächste Termin",
        "wir wollen im Mai nach Polen, Termin?",
        "was kostet das Visum? Und gibt es da Beratung?",
        "haben sie termine",
        "ich möchte den Termin absagen",
        "ich brauche einen Termin beim Konsulat",
        "wir brauchen einen Termin für das Visum",
        "der Rat der Stadt hat zugesagt",
        "wir wurden letztes jahr von der stadt die uns gut beraten hat unterstützt und wollen weg",
        "Darf ich Menschen mit Behinderung mitnehmen",
        "vielen dank für die beratung",
        "Gerne. Ich bin 15 Jahre alt.",
        "telefon",
        "Hallo. Was kostet ein Visum?",
        "wann rufen sie mich zurück",
        "kann man euch anrufen",
        "die Anfrage bitte an den Partner in Polen",
        "kann jemand aus der Gruppe dort anrufen",
        "wer kann mir dabei helfen",
        "Beratung zu FSJ?",
        "wer könnte mir helfen, hab nächste Woche keine Zeit",
        "wir haben nächste Woche Dienstag Zeit",
        "Haben wir bis Dienstag Zeit für den Antrag? Wer kann helfen?",
        "Bis Montag haben wir noch Zeit, wer hilft uns beim Antrag?",
        "wir haben noch eine Woche Zeit, wer hilft uns beim Antrag?",
        "Beratung zu teuer",
        "Beratung zu lang und kompliziert",
        "was ist, wenn Sie mich anrufen",
        "der Partner ruft uns nicht zurück",
        "wir wollen uns beraten",
        "die Eltern rufen mich an",
        "ich warte auf den rückruf",
        "kann ich euch anrufen?",
        "", "?", "😀", "\x00", "\ud800", "beratung " * 500,
    ],
)  # fmt: skip
def test_what_is_about_something_else_is_no_wish(text: str) -> None:
    assert advice_wanted(text) is None


def test_the_subject_of_a_wish_is_told_apart_from_the_bare_wish() -> None:
    assert says_only_that("ich möchte eine beratung anfragen")
    assert not says_only_that("ich hätte gern eine Beratung zu Erasmus+")
    assert says_only_that("bitte rufen sie mich an 0201 445566")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Kann mich jemand beraten? Es geht um Georgien.", "Es geht um Georgien."),
        ("Es geht um Georgien. Bitte rufen Sie mich an!", "Es geht um Georgien."),
        ("bitte rufen sie mich an 0201 445566", ""),
        ("ok danke, das hilft nicht ganz. Können Sie uns beraten?", ""),
        ("Danke! Es geht um Georgien. Können Sie uns beraten?", "Es geht um Georgien."),
        ("Kann uns jemand zu Polen beraten?", "Kann uns jemand zu Polen beraten?"),
    ],
)
def test_the_sentence_that_only_wishes_is_no_subject(text: str, subject: str) -> None:
    assert beside_wish(text) == subject


@pytest.mark.parametrize(
    ("text", "decision", "topic", "meant"),
    [
        ("ich möchte eine beratung", "clarify", "beratung_kosten_zielgruppe",
         "beratung_vereinbaren"),
        ("beratung", "answer", "beratung_kosten_zielgruppe", "meta_mensch_sprechen"),
        ("Kann mich jemand beraten? Es geht um Georgien", "clarify", "foerderung_osteuropa",
         "beratung_vereinbaren"),
        ("Kann ich mich bei euch beraten lassen? Wir wollen nach Lettland", "clarify",
         "foerderung_ueberblick", "beratung_vereinbaren"),
        ("Ich bin Erzieherin in einer Kita in Unna und würde gern mit einer Beraterin sprechen",
         "clarify", "meta_unklar", "meta_mensch_sprechen"),
        ("Ich brauche Beratung. Wer zahlt?", "clarify", "foerderung_ueberblick", None),
        ("Ich brauche Beratung. Wer zahlt uns das?", "clarify", "foerderung_ueberblick",
         "beratung_vereinbaren"),
        ("Beratung: was zahlt das DPJW?", "answer", "foerderung_dpjw", None),
        ("Kann mich jemand beraten? Wer zahlt für Polen?", "answer", "foerderung_dpjw", None),
        ("könnt ihr mich zurückrufen wegen einem antrag beim dfjw? 0177 5551234", "clarify",
         "meta_mensch_sprechen", "beratung_vereinbaren"),
        ("Können Sie uns beraten, auch aus Bayern?", "answer", "anderes_bundesland", None),
        # A case, a referral, an emergency and what belongs elsewhere have answers of their own.
        ("wir brauchen beratung, der antrag ist abgelehnt", "handover", "ho_ablehnung_widerspruch",
         None),
        ("Ich möchte eine Beratung zum Freiwilligendienst", "answer", "verweis_freiwilligendienst",
         None),
        ("ich brauche beratung wegen meiner abschiebung", "fallback", "oos_soziales_recht", None),
        ("Bis wann müssen wir beantragen? Wer kann mir helfen, hab Dienstag Zeit", "act",
         "fristen_ueberblick", None),
        ("ich brauche beratung, er schlägt mich", "emergency", "notfall_gewalt", None),
        ("Können wir bei Ihnen Beratung haben oder andere Stelle?", "answer", "anderes_bundesland",
         None),
    ],
)  # fmt: skip
def test_only_what_has_no_answer_of_its_own_begins_a_request(
    text: str, decision: str, topic: str, meant: str | None
) -> None:
    found = advice_meant(Heard(text, decision, topic, (topic,)))
    assert (found and (found.decision, found.topic)) == (meant and ("handover", meant))


def test_whoever_wants_a_person_for_a_country_begins_the_request() -> None:
    said = "kann ich mit wem reden der ahnung von israel fahrten hat"
    israel = {"topics": ("foerderung_conact",), "countries": ("IL",), "names": ((38, 44),)}
    meant = advice_meant(Heard(said, "answer", "foerderung_conact", **israel))  # type: ignore[arg-type]
    assert meant is not None
    assert (meant.topic, meant.countries) == ("beratung_vereinbaren", ("IL",))
    there = Heard("kann man beim DFJW mit jemandem sprechen", "answer", "foerderung_dfjw",
                  programmes=("dfjw",), names=((14, 18),))  # fmt: skip
    assert advice_meant(there) is None
    # Without a subject the way to a person comes first; what has an answer keeps it.
    alone = advice_meant(Heard("ich will mit jemandem reden", "clarify", "x"))
    assert alone is not None
    assert alone.topic == "meta_mensch_sprechen"


def test_a_plea_beside_an_unsure_question_is_heard() -> None:
    said = "was kostet so eine fahrt nach frankreich? kann mich da jemand anrufen"
    unsure = advice_meant(Heard(said, "clarify", "foerderung_dfjw"))
    assert unsure is not None
    assert unsure.topic == "beratung_vereinbaren"
    assert advice_meant(Heard(said, "answer", "foerderung_dfjw")) is None


def test_a_wish_with_a_time_tells_nothing_of_its_subject() -> None:
    assert says_only_that("wer könnte mir dabei helfen, hab nächste woche dienstag Zeit")
    assert says_only_that("kann mich da jemand anrufen")
    assert not says_only_that("wer kann mir bei Polen helfen, hab Dienstag Zeit")
