from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.question_sets import EMERGENCY_TOPIC, read_questions
from bot.emergency.terms import DEFAULT_TOPIC, EmergencyTerms

QUESTIONS = Path(__file__).resolve().parents[2] / "questions"


@pytest.fixture(scope="module")
def terms() -> EmergencyTerms:
    return EmergencyTerms.load()


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("Ich will NICHT  mehr\nleben.", "notfall_suizid"),
        ("eine Teilnehmerin spricht von Selbstmordgedanken", "notfall_suizid"),
        ("wir üben den krisenplan und jetzt ist einer wirklich weg", "notfall_akut_reise"),
        ("Mein Gruppenleiter hat mich angefasst.", "notfall_gewalt"),
        ("jemand bedroht mich im camp", "notfall_gewalt"),
        ("Unsere Gruppe ist in Athen, ein Jugendlicher ist verschwunden!", "notfall_akut_reise"),
        ("busunfall mit gruppe in polen wer hilft", "notfall_akut_reise"),
        ("Brauchen einen Notarzt", "notfall_akut_reise"),
        ("was ist zu tun wenn einer überfahren wurde", "notfall_akut_reise"),
        ("einem ist Benzin in die Augen gespritzt", "notfall_akut_reise"),
        ("ein Auto ist in den Weihnachtsmarkt gerast, zwei von uns fehlen", "notfall_akut_reise"),
        ("ich zähl schon die tage bis ich es mach", "notfall_suizid"),
        ("uns kommt eine Schlammlawine entgegen", "notfall_akut_reise"),
        ("ich bin es leid. heute abend ist es vorbei", "notfall_suizid"),
        ("hier wackelt alles", "notfall_akut_reise"),
        ("ich schulde denen Geld und soll es mit Kunden abarbeiten", "notfall_gewalt"),
        ("ich muss mit Männern schlafen, um die Unterkunft zu bezahlen", "notfall_gewalt"),
        ("Workshop zur Prävention, ein Junge hat eine Pistole dabei", "notfall_gewalt"),
        ("er schlägt uns den Bauch voll, wenn wir nicht zahlen", "notfall_gewalt"),
        ("sie sagt, sie geht zu den Gleisen", "notfall_suizid"),
        ("unser Podcast handelt von Flucht, und unser Boot kentert", "notfall_akut_reise"),
        ("er schlägt uns als Strafe vor der ganzen Gruppe", "notfall_gewalt"),
        ("appendix burst", "notfall_akut_reise"),
        ("the project leader keeps touching me", "notfall_gewalt"),
        ("il capo continua a toccarmi", "notfall_gewalt"),
        ("у меня забрали все документы", "notfall_gewalt"),
        ("die Gastfamilie lässt mich nicht mehr aus dem Haus", "notfall_gewalt"),
        ("Freiwilligendienst, der Projektleiter fasst mich ständig überall an", "notfall_gewalt"),
        ("ich werde hier wie eine Sklavin gehalten", "notfall_gewalt"),
        ("die Familie hält sie gegen ihren Willen fest", "notfall_gewalt"),
        ("In der Freizeit griff der Teamer einer Teilnehmerin an den Po", "notfall_gewalt"),
        ("Beim Tanzen langte der Busfahrer einem Mädchen zwischen die Beine", "notfall_gewalt"),
        ("Ein Betreuer küsste eine Jugendliche gegen ihren Willen.", "notfall_gewalt"),
        ("der Gastbruder betatschte unsere Schülerin", "notfall_gewalt"),
        ("er hat Mädchen in der Umkleide gefilmt", "notfall_gewalt"),
        ("der Kleine hat Spülmittel getrunken", "notfall_akut_reise"),
        ("Zimmerkontrolle: zwei Betten leer", "notfall_akut_reise"),
        ("was ist wenn ich mir was antue, zahlt dann die Versicherung", "notfall_suizid"),
        ("wir sitzen bei Raketenbeschuss im Keller", "notfall_akut_reise"),
        ("Ich kotze seit zwei Tagen Blut, zahlt das die Versicherung?", "notfall_akut_reise"),
        ("ihm schwillt nach dem Essen der Hals zu", "notfall_akut_reise"),
        ("Wer haftet, wenn unser Teilnehmer gerade im Meer vermisst wird?", "notfall_akut_reise"),
        ("je vais sauter", "notfall_suizid"),
        ("Junge nach dem Termin im Konsulat nicht mehr da", "notfall_akut_reise"),
        ("mädchen nicht am treffpunkt", "notfall_akut_reise"),
        ("der Veranstalter hat uns die Pässe abgenommen", "notfall_gewalt"),
        ("ich glaub mein freund tut sich was an", "notfall_suizid"),
        ("kaza yaptık, arkadaşım kanıyor", "notfall_akut_reise"),
        ("البيت يهتز", "notfall_akut_reise"),
        ("tschüss, ich bring mich heute um", "notfall_suizid"),
        ("mach jetzt feierabend für immer, danke", "notfall_suizid"),
        ("gute Nacht für immer", "notfall_suizid"),
        ("er kratzt sich und pfeift beim Atmen", "notfall_akut_reise"),
        ("die Gasteltern haben mich rausgeschmissen", "notfall_akut_reise"),
        ("danke für die infos, ich bring mich trotzdem um", "notfall_suizid"),
        ("ich bin dann für immer offline", "notfall_suizid"),
        ("für mich ist für immer schluss", "notfall_suizid"),
        ("sind mit 14 leuten in seenot", "notfall_akut_reise"),
        ("wir sind mit der gruppe in gefahr", "notfall_akut_reise"),
        ("die lassen uns nicht vom gelände, erst sollen wir zahlen", "notfall_akut_reise"),
        ("die Gastmutter gibt ihr den Pass nicht", "notfall_gewalt"),
        ("drei springen vom dach ab", "notfall_suizid"),
        ("sie bringt sich sonst noch um", "notfall_suizid"),
        ("gehört dass in tel aviv raketen fliegen, meine tochter ist dort", "notfall_akut_reise"),
        ("danke für alles, ich kann nicht mehr", "notfall_suizid"),
        ("es hat alles keinen Sinn mehr und ich möchte, dass es aufhört", "notfall_suizid"),
        ("mein Chef kommt mir immer so nah, er streichelt mich", "notfall_gewalt"),
        ("Einer ist rausgeschwommen. Wer hat die Aufsichtspflicht?", "notfall_akut_reise"),
        ("war da ein Anschlag? Unsere Teilis melden sich nicht", "notfall_akut_reise"),
        ("geiselnahme", "notfall_gewalt"),
        ("in der türkei warten die schwiegereltern auf mich", "notfall_gewalt"),
        ("für die ferien gibt es das ticket nur hin, sagen meine eltern", "notfall_gewalt"),
        ("steinschlag", "notfall_akut_reise"),
        ("Mein Vater schlaegt mich", "notfall_gewalt"),
        ("Mein Vater schla\u0308gt mich", "notfall_gewalt"),
        ("Seit gestern ist das Mädchen verschwunden.", "notfall_akut_reise"),
        ("Unser Handy ist aus, und die Gruppe fehlt seit gestern", "notfall_akut_reise"),
        ("I want to kill myself", "notfall_suizid"),
        ("Я не хочу жити", "notfall_suizid"),
        ("Gestern hat sich ein Teamer an ein Mädchen rangemacht", "notfall_gewalt"),
        ("ein kind verloren, wir sind in prag", "notfall_akut_reise"),
        ("Sie röchelt nur noch", "notfall_akut_reise"),
        ("Він задихається", "notfall_akut_reise"),
        ("mein Asthma, und ich hab kein Spray", "notfall_akut_reise"),
        ("falta un niño", "notfall_akut_reise"),
        ("ένα παιδί αγνοείται", "notfall_akut_reise"),
        ("σκέφτεται την αυτοκτονία", "notfall_suizid"),
        ("brakuje jednego dziecka", "notfall_akut_reise"),
        ("someone stole all passports", "notfall_akut_reise"),
        ("hilfe!!!", "notfall_akut_reise"),
        ("Hilfeee!!", "notfall_akut_reise"),
        ("SOS", "notfall_akut_reise"),
        ("النجدة", "notfall_akut_reise"),
        ("au secours !", "notfall_akut_reise"),
        ("قائد المجموعة لمس ابنتي", "notfall_gewalt"),
        ("başkan kızıma dokundu", "notfall_gewalt"),
        ("opiekun bije dzieci", "notfall_gewalt"),
        ("вожатый трогает детей", "notfall_gewalt"),
        ("вожатий торкався дітей", "notfall_gewalt"),
        ("el monitor pega a los niños", "notfall_gewalt"),
        ("aidez-moi, il y a le feu", "notfall_akut_reise"),
        ("یکی از بچه‌ها گم شده", "notfall_akut_reise"),
        ("er macht dem ganzen ein ende", "notfall_suizid"),
        ("er schlägt mich vor allen anderen", "notfall_gewalt"),
        ("Birden bayıldı, nefes alamıyor", "notfall_akut_reise"),
        ("Soldaten im Dorf", "notfall_akut_reise"),
        ("vermummte stehen vor dem hostel", "notfall_akut_reise"),
        ("wir riechen gas in der küche", "notfall_akut_reise"),
        ("у дівчини судоми", "notfall_akut_reise"),
        ("on nous tire dessus", "notfall_akut_reise"),
        ("depremde kaldık", "notfall_akut_reise"),
        ("на нас напали", "notfall_gewalt"),
        ("kontrolleur hat sie ins abteil gezogen", "notfall_gewalt"),
        ("on est retenus en otage", "notfall_akut_reise"),
        ("nos tienen retenidos", "notfall_akut_reise"),
        ("sie haben seinen Ausweis und wollen 500 Euro", "notfall_gewalt"),
        ("die haben ihren Pass und wollen Geld", "notfall_gewalt"),
        ("Schutzkonzept! Unser Betreuer hat ein Mädchen angefasst", "notfall_gewalt"),
        ("danke für alles, ich mach heute schluss", "notfall_suizid"),
        ("danke für alles, ich mache jetzt Schluss", "notfall_suizid"),
        ("danke Ihnen, ich mach schluss für immer", "notfall_suizid"),
        ("tschüss, ich mach heute noch schluss", "notfall_suizid"),
        ("heute mach ich schluss", "notfall_suizid"),
        (
            "hab ich noch zeit für den antrag? ist auch egal, ich mach heute schluss",
            "notfall_suizid",
        ),
        ("wenn das nicht klappt, tu ich mir was an", "notfall_suizid"),
        ("Beim Ausflug ist ein Kind ins Wasser gefallen", "notfall_akut_reise"),
        ("auf der fahrt ist eine teilnehmerin ins wasser gefallen", "notfall_akut_reise"),
        ("das Kind, das beim Camp ins Wasser gefallen ist", "notfall_akut_reise"),
        ("Laptop und zwei Kinder ins Wasser gefallen", "notfall_akut_reise"),
    ],
)
def test_acute_words_are_recognised(terms: EmergencyTerms, said: str, topic: str) -> None:
    assert terms.topic_of(said) == topic


@pytest.mark.parametrize(
    "said",
    [
        "Wie schreibe ich einen Notfallplan?",
        "Wir üben den Notfallplan: was ist, wenn einer wirklich weg ist?",
        "Wir müssen jetzt wirklich weg",
        "Welche Versicherung brauchen wir bei Unfällen?",
        "notfallplan jugendgruppe ausland vorlage",
        "Wann ist die nächste Frist?",
        "Wir haben die Frist vermasselt",
        "Ein Seminar zu Gewaltprävention",
        "Gibt es eine Fortbildung zu Suizid bei Jugendlichen?",
        "Welche Versicherung zahlt den Krankenwagen?",
        "Zwei Quittungen sind verschwunden",
        "mein pc is abgestürzt",
        "Im Vorstand brennt die Luft",
        "Wer haftet, wenn ein Kind verloren geht?",
        "Die Bürokratie bringt uns um",
        "Wer bezahlt Bergrettung und Krankenwagen?",
        "Wie sichert man einen Zeltplatz gegen Hochwasser?",
        "Die Kündigung ist beim Busunternehmen nie angekommen",
        "Unsere Gastgruppe aus Ghana bekommt keinen Termin in der Botschaft",
        "Sie hat Diabetes",
        "Hilfe beim Antrag!!",
        "hilfe",
        "meine mutter schlägt vor dass ich au pair mache",
        "Projekt zum Thema Zwangsheirat mit türkischem Partner",
        "Ihr Pass verloren, wir fahren aber erst in drei Monaten",
        "Wird sie dann mit ihrer Duldung festgenommen?",
        "Wir pflegen die Gräber der Soldaten im Dorf",
        "danke, ich mach Schluss für heute",
        "Zwei haben ihren Ausweis verlängert und wollen mit nach Polen",
        "Unser Ausflug ist ins Wasser gefallen, die Kinder sind traurig",
        "Unsere alte Website ist für immer offline",
        "Frau Pfeiffer sorgt für gute Atmosphäre",
        "Mit dem DPJW ist für immer Schluss",
        "Wir sind in Gefahr, die Frist zu verpassen",
        "Projekt über die Rettung von Menschen in Seenot",
        "Die Eltern lassen sie nicht mit auf die Fahrt",
    ],
)
def test_questions_about_precaution_are_not_acute(terms: EmergencyTerms, said: str) -> None:
    assert terms.topic_of(said) is None


@pytest.mark.parametrize(
    "said", ["hilfe", "help me", "Помогите", "допоможіть", "yardım", "pomocy", "ayuda", "aidez-moi"]
)
def test_a_bare_call_for_help_is_told_apart(terms: EmergencyTerms, said: str) -> None:
    assert terms.calls_for_help(said)
    assert terms.topic_of(said) is None
    assert terms.topic_of(f"{said}!!") == DEFAULT_TOPIC


@pytest.mark.parametrize("said", ["schnell!! pool!!", "kommt her!!", "vite!!"])
def test_a_few_words_cried_in_a_hurry_are_a_call_for_help(terms: EmergencyTerms, said: str) -> None:
    assert terms.calls_for_help(said)
    assert not terms.calls_for_help(said.replace("!", ""))
    assert not terms.calls_for_help(f"{said} die Frist für den Antrag läuft ab")


@pytest.mark.parametrize(
    "said", ["hilfe beim antrag", "help me with the budget", "brauche hilfe für dfjw"]
)
def test_a_call_for_help_with_a_subject_is_none(terms: EmergencyTerms, said: str) -> None:
    assert not terms.calls_for_help(said)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Ein Mädchen hat Angst vorm Fliegen", "ein maedchen hat"),
        ("die Eltern schlagen vor, dass wir fahren", "die eltern , dass wir fahren"),
        ("kinder schlagen im workshop aufs fass", "kinder"),
        ("er schlägt vor allen anderen zu", "er schlaegt vor allen anderen zu"),
        ("Angst vor dem Betreuer", "angst vor dem betreuer"),
        ("Bombenidee! Er hat eine Bombe", "! er hat eine bombe"),
        ("ich bin todmüde, morgen weiter", "ich bin , morgen weiter"),
        ("ich bin todmüde vom leben", "ich bin todmuede vom leben"),
        ("mir brennt schon der Hut", "mir"),
        ("die Hütte brennt", "die huette brennt"),
        ("sie leben im Heim", "sie"),
        ("ich will nicht mehr leben", "ich will nicht mehr leben"),
        ("was droht uns", ""),
        ("droht uns da jetzt was", ""),
        ("er droht uns was anzutun", "er droht uns was anzutun"),
        ("wir schlagen uns mit dem Finanzplan herum", "wir herum"),
        ("sie schlagen uns mit dem Stock", "sie schlagen uns mit dem stock"),
        ("uns fehlt ein Kind auf der Teilnehmerliste", "uns"),
        ("uns fehlt ein Kind auf der Wanderung", "uns fehlt ein kind auf der wanderung"),
        ("mein Vater droht mir", "mein vater droht mir"),
        ("das bringt uns um", ""),
        ("er bringt uns um", "er bringt uns um"),
        ("mach jetzt Schluss für heute", ""),
        ("meine Belege sind ins Wasser gefallen", "meine"),
        ("die Quittungen sind mir ins Wasser gefallen", "die"),
        ("unsere Begegnung ist leider ins Wasser gefallen", ""),
        ("Die Begegnung ist wegen Corona ins Wasser gefallen", ""),
        ("beim Treffen ist er ins Wasser gefallen", "beim treffen ist er ins wasser gefallen"),
        ("ich mach jetzt Schluss", "ich mach jetzt schluss"),
        ("die Fahrt hat mir das Leben gerettet", "die fahrt"),
        ("unser Hund ist gestorben", "unser"),
        ("die Eltern haben Angst vor Anschlägen", "die"),
        ("ihr lasst mich echt im stich", ""),
        ("alle lassen mich im stich", "alle lassen mich im stich"),
        ("ihr macht mich fertig mit fragen", "fragen"),
        ("die haben kein Bock auf Museum", "die haben museum"),
        ("kein Bock auf Leben", "kein bock auf leben"),
        ("jetzt springen vier Jugendliche ab", "jetzt"),
        ("uns springt jetzt der Partner ab", "uns"),
        ("er springt vom Dach ab", "er springt vom dach ab"),
        ("it is killing our budget", "it is"),
        ("je vais sauter le pas", "je"),
        ("he is killing our son", "he is killing our son"),
        ("estoy muerta de cansancio", "estoy"),
        ("estoy muerta por dentro", "estoy muerta por dentro"),
        ("er braucht auch nachts Hilfe", "er"),
        ("der Antrag ist leider bei uns untergegangen", "der"),
        ("leider ist untergegangen, dass wir den brauchen", "leider ist wir den brauchen"),
        ("er ist beim Baden untergegangen", "er ist beim baden untergegangen"),
        ("er braucht sofort Hilfe", "er braucht sofort hilfe"),
        ("mein Handy ist tot", "mein"),
        ("sein Vater sitzt im Knast", ""),
        ("der Vorstand schlägt mich als Leitung vor", "der vorstand"),
        ("er schlägt mich vor allen", "er schlaegt mich vor allen"),
        (
            "er schlägt mich vor der Mutter als wäre ich Luft",
            "er schlaegt mich vor der mutter als waere ich luft",
        ),
        ("wir kämpfen ums Überleben als Verein", "wir"),
        ("die Frist verpennt und stecken in der Klemme", "die"),
        ("unser Partner ist spurlos verschwunden", ""),
        ("unser Sohn ist spurlos verschwunden", "unser sohn ist spurlos verschwunden"),
        ("sie schlagen sich gern den Bauch voll", "sie"),
        ("mein Bruder ist tot", "mein bruder ist tot"),
        ("das kind ist wie vom erdboden verschluckt", "das kind ist wie vom erdboden verschluckt"),
        ("wir hängen fest mit dem Antrag", "wir"),
        ("wir hängen fest im Aufzug", "wir haengen fest im aufzug"),
        (
            "ist es schlimm, wenn wir den Bus schon fix gemacht haben",
            "ist es schon fix gemacht haben",
        ),
        ("ist es schlimm, wenn wir Pillen haben", "ist es schlimm, wenn wir pillen haben"),
        ("ist es schlimm, wenn ich Schluss mache", "ist es schlimm, wenn ich schluss mache"),
        ("muss heute den Flug buchen, sonst ist er weg", "muss heute den flug"),
        ("wir müssen los, sonst ist er weg", "wir muessen los, sonst ist er weg"),
        ("die Jungs schlagen sich tapfer", "die jungs"),
        ("die Mädels haben sich super geschlagen", "die maedels haben"),
        ("die Jungs schlagen sich", "die jungs schlagen sich"),
        ("er hat mich gut geschlagen", "er hat mich gut geschlagen"),
        ("ich bin am Ende mit meinem Latein", "ich bin"),
        ("bin mit meinem Latein am Ende", "bin"),
        ("ich bin am Ende", "ich bin am ende"),
        ("Was endet vor Weihnachten", "weihnachten"),
        ("mein Leben endet vor Weihnachten", "mein leben endet vor weihnachten"),
        ("mein Rücken tut vom Packen weh", "mein ruecken"),
        ("mein Rücken tut vom Schlagen weh", "mein ruecken tut vom schlagen weh"),
    ],
)
def test_idioms_are_read_over(terms: EmergencyTerms, said: str, left: str) -> None:
    assert " ".join(terms.literal(said).split()) == left
    plain = said.casefold().replace("ä", "ae").replace("ü", "ue")
    assert terms.is_figurative(said) == (terms.literal(said) != plain)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], EmergencyTerms]:
    def load(text: str) -> EmergencyTerms:
        path = tmp_path / "terms.txt"
        path.write_text(text, encoding="utf-8")
        return EmergencyTerms.load(path)

    return load


def test_words_joined_by_plus_must_all_be_said(write: Callable[[str], EmergencyTerms]) -> None:
    terms = write("[=mensch]\nkind\njunge*\n[notfall_akut_reise]\n=mensch + verschwunden\n")
    assert terms.topic_of("Verschwunden! Unsere Jungen!") == "notfall_akut_reise"
    assert terms.topic_of("Der Beleg ist verschwunden") is None
    assert terms.topic_of("Ein Kinderausweis ist verschwunden") is None


def test_a_doubtful_word_gives_way_to_precaution(write: Callable[[str], EmergencyTerms]) -> None:
    terms = write("[=vorsorge]\nkurs\n[notfall_suizid]\nsuizid ?\nwill sterben\n")
    assert terms.topic_of("Suizid") == "notfall_suizid"
    assert terms.topic_of("Ein Kurs zu Suizid") is None
    assert terms.topic_of("Vor dem Kurs sagt er, er will sterben") == "notfall_suizid"


def test_a_list_without_groups_or_topics_is_about_travel(
    write: Callable[[str], EmergencyTerms],
) -> None:
    assert write("# Kommentar\n\nbusunfall\n").topic_of("BUSUNFALL") == DEFAULT_TOPIC
    assert write("").topic_of("busunfall") is None


def test_an_unknown_group_is_named(write: Callable[[str], EmergencyTerms]) -> None:
    with pytest.raises(ValueError, match="=mensch"):
        write("[notfall_suizid]\n=mensch + weg\n")


@pytest.mark.parametrize("said", ["", " ", "\x00", "\ud800", "🙂" * 2000, "+?*[=", "<b>" * 700])
def test_rubbish_is_not_acute(terms: EmergencyTerms, said: str) -> None:
    assert terms.topic_of(said) is None


@pytest.mark.parametrize(
    ("name", "found_at_least", "alarms_at_most"),
    [("emergency", 0.35, 0.01), ("dev", 0.5, 0.005)],
)
def test_the_list_alone_finds_a_good_part(
    terms: EmergencyTerms, name: str, found_at_least: float, alarms_at_most: float
) -> None:
    asked = read_questions(QUESTIONS / f"{name}.tsv")
    acute = [q for q in asked if q.topic.startswith(EMERGENCY_TOPIC)]
    calm = [q for q in asked if not q.topic.startswith(EMERGENCY_TOPIC)]
    found = sum(terms.topic_of(q.text) is not None for q in acute)
    alarms = sum(terms.topic_of(q.text) is not None for q in calm)
    assert found / len(acute) >= found_at_least
    assert alarms / len(calm) <= alarms_at_most


@pytest.mark.parametrize(
    "said",
    [
        "Nur noch drei Tage, bis ich es abgeben muss",
        "Wie viele Tage, bis ich es zurückbekomme?",
        "Wir haben 40 Stunden, bis ich es machen muss",
        "Ich bin es leid, die Frist ist schon wieder vorbei",
        "Zwei von uns fehlen die Führungszeugnisse",
        "Eine von uns fehlt beim Termin",
        "Da kommt eine Lawine an Papieren auf uns zu",
        "Muss ich auf der Fahrt mit Männern schlafen?",
    ],
)
def test_what_is_said_of_papers_and_days_is_no_danger(terms: EmergencyTerms, said: str) -> None:
    assert terms.topic_of(said) is None
