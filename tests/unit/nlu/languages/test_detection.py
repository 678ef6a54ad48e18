from __future__ import annotations

import re
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.training_sentences import read_training_sentences
from bot.nlu.languages.detection import GERMAN, LANGUAGES, detect_language, is_sure

DATA = Path(__file__).resolve().parents[4] / "data"

SENTENCES = {
    "de": [
        "Wie finden wir einen Partner?",
        "frist erasmus begegnung??",
        "ich brauchen hilfe visum für kind",
        "wir machen reise türkei, bezahlen wer",
        "wat kost dat un wer betahlt den Bus?",
        "Kannse uns sagen, wat dat jibt?",
        "griaß eich, mia ham koa geld ned",
        "Hello, wie finde ich einen Partner in Polen?",
        "Merhaba, wir sind ein Verein aus Köln und suchen Geld",
        "Was heißt «Добрий день» auf Deutsch?",
        "ca 20 jugendliche aus são paulo",
        "antwort bitte auf englisch",
        "HALLO WIR BRAUCHEN HILFE BEIM ANTRAG",
    ],
    "en": [
        "How do we find a partner for our group?",
        "where is your office",
        "my friend wants to kill himself",
        "We lost a kid in Prague",
        "im from a small club near Köln, can you tell me who pays the Begegnung",
        "It’s about our youth exchange, who’s responsible?",
    ],
    "tr": [
        "Türkçe konuşabilir misiniz?",
        "son basvuru tarihi ne zaman",
        "kizim polonyaya gidecek, pasaport lazim mi",
        "genclik degisimi icin para var mi",
        "GÖNÜLLÜ OLMAK İSTİYORUM, NE YAPMALIYIM",
    ],
    "ar": ["هل تتحدث العربية؟", "وين منقدر نقدم الطلب؟", "بدنا نسافر مع DFJW على فرنسا"],
    "uk": [
        "Чи можете ви відповідати українською?",
        "мій син хоче поїхати в Польщу",
        "Який термін подання заявки на Erasmus?",
        "коли треба подати документи",
        "дiти хочуть у табiр",
    ],
    "ru": [
        "Вы говорите по-русски?",
        "мой сын хочет поехать в Польшу",
        "Какой срок подачи заявки?",
        "когда надо подать документы",
    ],
    "pl": [
        "Jak znaleźć partnera do wymiany?",
        "do kiedy mozna zlozyc wniosek",
        "szukam partnera do wymiany młodzieży",
        "ratunku, ktos sie topi",
    ],
    "fr": [
        "Comment trouver un partenaire?",
        "ma fille a 15 ans elle veut partir",
        "combien ca coute pour un groupe de Münster",
        "On a perdu un enfant, aidez-nous s'il vous plaît",
    ],
    "es": [
        "¿Cómo podemos encontrar un socio?",
        "cuanto dinero dan por participante",
        "mi hijo tiene 15 anos y quiere viajar con el grupo",
        "socorro, necesitamos ayuda",
    ],
}
SHORT = {
    "de": (
        "moin;ja;ja bitte;nee;ok;hi;hey;ciao;merci;servus;grüezi;danke;hallo;KA152;DFJW;Erasmus+;"
        "Infopack;mooc;Sponsoring;weltwärts"
    ),
    "en": "hello;Hello!;good morning;thank you;do you speak english;English please?;help me please",
    "tr": "merhaba;Selam;teşekkürler;tesekkur ederim;türkçe;iyi günler",
    "ar": "salam;Salam aleikum;marhaba;مرحبا;شكرا",
    "uk": "привіт;дякую;добрий день;українською?;pryvit",
    "ru": "привет;спасибо;здравствуйте;по-русски;privet",
    "pl": "dziękuję;dziekuje;cześć;dzień dobry;po polsku",
    "fr": "bonjour;salut;merci beaucoup;bonsoir;ça va",
    "es": "hola;gracias;buenos días;español;qué tal",
}
LOOKS_FOREIGN = [
    "otlas partner finding tool",
    "youth exchange förderung",
    "job shadowing youth worker",
    "Train the Trainer",
    "Youth for Understanding",
    "non formal education",
    "Save the date Fachtag",
    "work and travel neuseeland",
    "New York",
    "Istanbul",
    "Łódź",
    "nowy sącz",
    "Le Havre Austausch",
    "São Paulo",
    "jerez de la frontera frist",
    "eskişehir",
    "wer ist bei saint-étienne dabei",
]
NEIGHBOURS = {
    "it": "Buongiorno, come possiamo trovare un partner per lo scambio?",
    "nl": "Goedemiddag, hoe kunnen wij subsidie krijgen voor een uitwisseling?",
    "ro": "Bună ziua, unde putem depune cererea pentru tineri?",
    "bg": "Здравейте, как можем да намерим партньор?",
    "pt": "Olá, como podemos encontrar um parceiro para os jovens?",
    "cs": "Dobrý den, jak můžeme najít partnera pro výměnu mládeže?",
    "hr": "Dobar dan, kako možemo naći partnera za razmjenu mladih?",
    "hu": "Jó napot kívánok, hogyan találhatunk partnert az ifjúsági cseréhez?",
    "sv": "Hur hittar vi en partner till vårt utbyte med unga i år?",
    "fi": "Mistä voimme löytää kumppanin nuorisovaihtoon ensi kesänä?",
    "sq": "Përshëndetje, si mund të gjejmë një partner për shkëmbimin e të rinjve?",
    "ku": "Silav, ma hûn dikarin bi kurdî bersiva me bidin?",
    "el": "Καλημέρα, πώς βρίσκουμε συνεργάτη;",
    "fa": "سلام، چگونه می‌توانیم شریک پیدا کنیم؟",
    "he": "שלום, איך מוצאים שותף?",
    "zh": "你好，我们怎么找到合作伙伴？",
    "ti": "ሰላም፡ ሓገዝ የድልየኒ",
}


def cases(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(text, language) for language, texts in table.items() for text in texts]


@pytest.mark.parametrize(("text", "language"), cases(SENTENCES))
def test_sentence(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "language"), cases({code: line.split(";") for code, line in SHORT.items()})
)
def test_one_to_four_words(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", LOOKS_FOREIGN)
def test_field_words_titles_and_cities_are_german(text: str) -> None:
    assert detect_language(text) == GERMAN


@pytest.mark.parametrize(
    ("text", "language"),
    [(t, code) for t, code in cases(SENTENCES) if code in ("tr", "pl", "fr", "es")],
)
def test_accents_are_not_needed(text: str, language: str) -> None:
    bare = unicodedata.normalize("NFKD", text.translate(str.maketrans("ıł", "il")))
    assert detect_language("".join(c for c in bare if not unicodedata.combining(c))) == language
    assert detect_language(unicodedata.normalize("NFD", text)) == language


@pytest.mark.parametrize("text", NEIGHBOURS.values(), ids=NEIGHBOURS.keys())
def test_a_language_that_we_do_not_speak_is_not_german(text: str) -> None:
    assert detect_language(text) in set(LANGUAGES) - {GERMAN}


@pytest.mark.parametrize("language", ["it", "nl", "ro", "pt", "cs", "hr", "sv", "el", "fa"])
def test_a_language_that_we_do_not_speak_is_answered_in_english(language: str) -> None:
    assert detect_language(NEIGHBOURS[language]) == "en"


@pytest.mark.parametrize(
    "text",
    ["Come possiamo ottenere i soldi?", "Non capisco", "Câți bani primim pentru fiecare zi?"]
    + ["Como posso pedir apoio financeiro?", "Hoe krijgen we subsidie voor een uitwisseling?"]
    + ["preciso de ajuda com o formulário", "quem pode participar?", "ela foi violada"]
    + ["Jó napot, ifjúsági cserét szeretnénk szervezni", "mennyi pénzt kapunk naponta?"]
    + [
        "hoeveel geld krijgen we per dag?",
        "už nechci žít",
        "Упомоћ, дечак не дише",
        "ne želim više živjeti",
    ],
)
def test_no_neighbour_is_taken_for_a_speaker_of_our_languages(text: str) -> None:
    assert detect_language(text) == "en"


@pytest.mark.parametrize("text", ["שלום, איך מוצאים שותף?", "你好", "Καλημέρα", "ሰላም"])
def test_an_unknown_script_counts_as_english(text: str) -> None:
    assert detect_language(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "\ud800",
        "\x00",
        "\x00\ud800\udfff",
        "😀👍🏽",
        "???",
        "1.500 € 2027",
        "_",
        "a@b.de",
    ],
)
def test_without_letters_it_is_german(text: str) -> None:
    assert detect_language(text) == GERMAN


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("\ud800Wie finden wir\x00 einen Partner? 😀", "de"),
        ("how do\x00 we find \udfff a partner 😀?", "en"),
        ("ｈｏｗ do we find a partner?", "en"),
        (" " * 5000 + "How do we find a partner?", "en"),
        ("How do we find https://www.wiefindenwir.de/einen/partner our group?", "en"),
    ],
)
def test_noise_does_not_matter(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "unit",
    ["a", "a@", "x.", "\ud800", "\x00", "😀", "e\u0301", "iyor", "ﷺ", "ä ", "Wir sind ", "j'"],
)
def test_a_huge_text_takes_no_longer_than_a_long_one(unit: str) -> None:
    detect_language("how do we find a partner")  # loads the statistics
    text = unit * (200_000 // len(unit))
    start = time.process_time()
    assert detect_language(text) in LANGUAGES
    assert time.process_time() - start < 0.1


def training_sentences(*, foreign: bool = False) -> list[str]:
    """Return all sentences that we train on, but not of topics trained in other languages too.

    Those of the register for other languages are returned alone, or left out.
    """
    return [
        sentence.text
        for sentence in read_training_sentences(DATA / "nlu")
        if not sentence.topic.startswith("notfall_")
        and sentence.topic != "meta_andere_sprache"
        and (sentence.register == "foreign") is foreign
    ]


# Words that stand in nearly every German sentence, and in none of the languages that we know.
GERMAN_WORDS = re.compile(
    r"\b(?:und|ist|sind|nicht|für|fuer|wir|ich|sie|eine?|der|das|den|mit|wie|wer|bei|zum|von|auf"
    r"|gibt|kann|geht|braucht|unser\w*)\b",
    re.IGNORECASE,
)


def test_our_german_training_sentences_are_not_taken_for_foreign() -> None:
    sentences = training_sentences()
    german = [text for text in sentences if GERMAN_WORDS.search(text)]
    taken = [text for text in german if detect_language(text) != GERMAN]
    assert len(german) > 10_000
    assert len(taken) <= 0.001 * len(german), taken


def test_few_of_our_calm_training_sentences_are_foreign() -> None:
    # Some twenty of each language are there on purpose, as neighbours of emergencies.
    sentences = training_sentences()
    foreign = [text for text in sentences if detect_language(text) != GERMAN]
    assert len(foreign) <= 0.015 * len(sentences), foreign


def test_training_sentences_in_other_languages_are_taken_for_foreign() -> None:
    # A word or two ("okay") go with the message before.
    sentences = training_sentences(foreign=True)
    german = [text for text in sentences if detect_language(text) == GERMAN]
    assert len(sentences) > 300
    assert len(german) <= 0.03 * len(sentences), german


def responses() -> dict[str, list[dict[str, Any]]]:
    raw = yaml.safe_load((DATA / "responses" / "language.yml").read_text(encoding="utf-8"))
    loaded: dict[str, list[dict[str, Any]]] = raw["responses"]
    return loaded


def test_every_language_has_its_responses() -> None:
    kinds = (
        "utter_language",
        "utter_language_again",
        "utter_language_choose",
        "utter_language_hello",
        "utter_language_elsewhere",
        "utter_language_hint",
        "utter_language_person",
        "utter_language_thanks",
        "utter_language_unclear",
        "utter_language_emergency",
    )
    foreign = [language for language in LANGUAGES if language != GERMAN]
    assert set(responses()) == {f"{kind}/{language}" for kind in kinds for language in foreign}


@pytest.mark.parametrize("key", responses())
def test_a_response_is_in_its_language_and_leads_to_a_human(key: str) -> None:
    kind, language = key.split("/")
    (response,) = responses()[key]
    assert detect_language(response["text"]) == language
    # Before the contact itself no button leads there, and a hint stands below an answer with one.
    without = ("utter_language_person", "utter_language_hint")
    ways = [] if kind in without else ["/request_human"]
    assert [button["payload"] for button in response.get("buttons", [])] == ways
    if kind == "utter_language_emergency":
        numbers = response["text"].replace("116 111", "116111")
        assert numbers.index("112") < numbers.index("110") < numbers.index("116111")
        assert "2020" in numbers


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("je veux mourir", "fr"),
        ("aidez-moi, il y a le feu", "fr"),
        ("başkan kızıma dokundu", "tr"),
        ("opiekun bije dzieci", "pl"),
        ("one child is missing", "en"),
        ("a boy is drowning", "en"),
        ("elle ne respire plus", "fr"),
        ("brakuje jednego dziecka", "pl"),
        ("dziewczyna nie oddycha", "pl"),
        ("otobüs kaza yaptı", "tr"),
        ("falta un niño", "es"),
        ("mi amiga no respira", "es"),
        # A sentence in the neighbour's language would claim to be theirs.
        ("aiuto, un ragazzo è scomparso", "en"),
        ("a dispărut un copil", "en"),
        ("قائد المجموعة لمس ابنتي", "ar"),
        # Persian is no Arabic.
        ("یکی از بچه‌ها گم شده", "en"),
    ],
)
def test_a_cry_for_help_tells_its_language(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["ok", "Juleica?", "Erasmus", "123", "👍"])
def test_a_word_or_two_may_be_of_any_language(text: str) -> None:
    assert not is_sure(text)


@pytest.mark.parametrize(
    "text", ["danke", "ja bitte", "thank you", "спасибо", "DPJW Frist 2027 Polen"]
)
def test_a_message_that_tells_its_language_is_sure(text: str) -> None:
    assert is_sure(text)
