"""What the checks accept, correct and refuse."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.consultations.checks import (
    MAX_LENGTH,
    FieldProblem,
    UnknownFieldError,
    check_draft,
    check_field,
    clean_draft,
)
from bot.consultations.database.content import to_content
from bot.consultations.models import (
    Channel,
    ConsultationDraft,
    ReplyChannel,
    Speaker,
    TranscriptLine,
    TranscriptSource,
)
from bot.consultations.problem_texts import problem_text
from bot.consultations.transcripts import strike
from bot.texts import keys

COMPLETE = ConsultationDraft(
    topic="Visum",
    description="Wer hilft uns?",
    organisation="Jugendring",
    name="anonym",
    email="a@example.org",
    phone="0211 123456",
    consent=True,
    channel=Channel.WEB_CHAT,
)
FIELDS = sorted(MAX_LENGTH)

any_text = st.text(st.characters(exclude_categories=()), max_size=60)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | any_text | st.binary(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("field", "raw", "cleaned"),
    [
        ("topic", "  Visum\n", "Visum"),
        ("topic", "Fo\u0308rderung", "Förderung"),
        ("topic", "👩‍👩‍👧 تبادل الشباب", "👩‍👩‍👧 تبادل الشباب"),
        ("topic", "=?utf-8?q?Hi=0A?=Bcc: x@y", "=?utf-8?q?Hi=0A?=Bcc: x@y"),
        ("description", "eins\r\nzwei\rdrei\tvier", "eins\nzwei\ndrei\tvier"),
        ("description", "x" * 4000, "x" * 4000),
        ("name", "", ""),
        ("name", None, ""),
        ("description", " ", ""),
        ("organisation", None, ""),
        ("period", "Sommer 2027", "Sommer 2027"),
        ("group", "12 Jugendliche, 14–17 Jahre", "12 Jugendliche, 14–17 Jahre"),
        ("name", "anonym", "anonym"),
        ("email", " \u200b ", ""),
        ("email", "Vor.Nach+ija@example.org", "Vor.Nach+ija@example.org"),
        ("email", "lea@müller.example", "lea@müller.example"),
        ("phone", "+49 (0)211 / 12-34-56", "+49 (0)211 / 12-34-56"),
        ("phone", "0211\u00a0123456", "0211 123456"),
        ("phone", "0211 123456, 0171 2345678", "0211 123456, 0171 2345678"),
    ],
)
def test_accepted_and_tidied(field: str, raw: object, cleaned: str) -> None:
    """Harmless input passes, trimmed and in one Unicode form."""
    assert check_field(field, raw) == cleaned


@pytest.mark.parametrize(
    ("field", "raw", "code"),
    [
        ("topic", "", "empty"),
        ("topic", None, "empty"),
        ("topic", " \u200b\ufeff ", "empty"),
        ("topic", 7, "wrong_type"),
        ("topic", True, "wrong_type"),
        ("topic", ["Visum"], "wrong_type"),
        ("topic", b"Visum", "wrong_type"),
        ("topic", "x" * 201, "too_long"),
        ("topic", "a\nb", "control_character"),
        ("topic", "a\tb", "control_character"),
        ("topic", "a\u2028b", "control_character"),
        ("topic", "a\x00b", "control_character"),
        ("topic", "a\ud800b", "not_text"),
        ("description", "a\x00b", "control_character"),
        ("description", "a\x1bb", "control_character"),
        ("description", "a\x85b", "control_character"),
        ("description", "x" * 4001, "too_long"),
        ("organisation", "x" * 201, "too_long"),
        ("name", "x" * 101, "too_long"),
        ("partner_country", "x" * 101, "too_long"),
        ("wanted_times", "Mo\nDi", "control_character"),
        ("email", "anfrage", "invalid"),
        ("email", "jürgen@müller.example", "unwritable"),
        ("email", "a@" + "ü" * 60 + ".example", "unwritable"),
        ("email", "a@b", "invalid"),
        ("email", "a@b@example.org", "invalid"),
        ("email", "a b@example.org", "invalid"),
        ("email", "a..b@example.org", "invalid"),
        ("email", "a@-b.example", "invalid"),
        ("email", "a@127.0.0.1", "invalid"),
        ("email", "<a@example.org>", "invalid"),
        ("email", "a@example.org, b@example.org", "invalid"),
        ("email", '"a b"@example.org', "invalid"),
        ("email", "=?utf-8?q?a?=@example.org", "invalid"),
        ("email", "a@example.org\r\nBcc: x@example.org", "control_character"),
        ("email", "a\u2028@example.org", "control_character"),
        ("email", "a" * 65 + "@example.org", "invalid"),
        ("email", "a@" + "b." * 130 + "org", "too_long"),
        ("phone", "1234", "invalid"),
        ("phone", "1" * 21, "invalid"),
        ("phone", "0211 CALL", "invalid"),
        ("phone", "0211 123456, CALL", "invalid"),
        ("phone", "0211 1234, 0211 1235, 0211 1236", "invalid"),
        ("phone", "٠١٢٣٤٥٦", "invalid"),
        ("phone", "0211\n123456", "control_character"),
        ("phone", "1" * 10 + " " * 20 + "1" * 11, "too_long"),
    ],
)
def test_refused(field: str, raw: object, code: str) -> None:
    """Each kind of bad input has its own code."""
    assert check_field(field, raw) == FieldProblem(field, code)


def test_unknown_field_is_a_bug_of_the_caller() -> None:
    """A misspelt field name does not pass as correct."""
    with pytest.raises(UnknownFieldError):
        check_field("emial", "a@example.org")


@settings(max_examples=300, deadline=None)
@example("topic", "\u0958" * 200)
@given(st.sampled_from(FIELDS), json_values)
def test_any_input_has_an_outcome(field: str, raw: Any) -> None:
    """No input raises, and what passes keeps every promise of the checks."""
    result = check_field(field, raw)
    if isinstance(result, FieldProblem):
        assert result.field == field
        assert problem_text(result)
        return
    assert check_field(field, result) == result
    assert unicodedata.normalize("NFC", result) == result
    assert len(result) <= MAX_LENGTH[field]
    assert "\x00" not in result
    assert result.encode("utf-8").decode("utf-8") == result
    if field != "description":
        assert len(result.splitlines()) <= 1
    assert result or field != "topic"


@settings(max_examples=200, deadline=None)
@given(
    st.fixed_dictionaries(
        {field: json_values for field in (*FIELDS, "consent", "channel", "topic_id", "transcript")}
    )
)
def test_any_draft_has_an_outcome(fields: dict[str, Any]) -> None:
    """No draft raises, whatever its fields hold."""
    draft = ConsultationDraft(**fields)
    problems = check_draft(draft)
    assert problems, "a draft without a real channel is never fine"
    assert all(problem_text(problem) for problem in problems)


@settings(max_examples=200, deadline=None)
@given(st.lists(any_text, max_size=5))
def test_a_transcript_never_gets_a_request_rejected(lines: list[str]) -> None:
    """The person cannot correct the transcript, so it is cleaned and not refused."""
    transcript = tuple(TranscriptLine(Speaker.PERSON, line) for line in lines)
    draft = replace(COMPLETE, transcript=transcript)
    assert check_draft(draft) == []
    for line in clean_draft(draft).transcript:
        assert line.text.encode("utf-8")
        assert not set(line.text) & {"\x00", "\r", "\x1b"}


def test_complete_draft_has_no_problems() -> None:
    """The draft that the other tests break is fine itself."""
    assert check_draft(COMPLETE) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"topic": ""}, FieldProblem("topic", "empty")),
        ({"email": None, "phone": None}, FieldProblem("contact", "missing")),
        ({"email": " ", "phone": ""}, FieldProblem("contact", "missing")),
        # A mistyped address next to no phone number is one problem, not two.
        ({"email": "a@", "phone": None}, FieldProblem("email", "invalid")),
        ({"consent": False}, FieldProblem("consent", "missing")),
        ({"consent": "true"}, FieldProblem("consent", "missing")),
        ({"consent": 1}, FieldProblem("consent", "missing")),
        ({"channel": "web_chat"}, FieldProblem("channel", "wrong_type")),
        ({"topic_id": "../etc"}, FieldProblem("topic_id", "invalid")),
        ({"transcript": ["hallo"]}, FieldProblem("transcript", "wrong_type")),
        ({"is_urgent": "ja"}, FieldProblem("is_urgent", "wrong_type")),
        ({"wants_copy": None}, FieldProblem("wants_copy", "wrong_type")),
        ({"reply_channel": "email"}, FieldProblem("reply_channel", "wrong_type")),
        ({"conversation": "a b"}, FieldProblem("conversation", "invalid")),
        # Who can only be met in person must say when.
        (
            {"email": None, "phone": None, "wants_visit": True},
            FieldProblem("wanted_times", "missing"),
        ),
    ],
)
def test_one_problem_of_a_draft(change: dict[str, Any], problem: FieldProblem) -> None:
    """A single mistake is reported once."""
    assert check_draft(replace(COMPLETE, **change)) == [problem]


def test_all_problems_are_reported_at_once() -> None:
    """Nobody has to send the form five times to learn five mistakes."""
    draft = replace(COMPLETE, topic="", group="x" * 201, email="x", consent=False)
    fields = [problem.field for problem in check_draft(draft)]
    assert fields == ["topic", "email", "group", "consent"]


def test_only_the_subject_and_one_way_of_contact_are_needed() -> None:
    """Whoever does not know something yet leaves it out."""
    bare = ConsultationDraft("Visum", "", "", "", None, "0211 123456", True, Channel.WEB_CHAT)
    assert check_draft(bare) == []
    assert clean_draft(bare).reply_channel is ReplyChannel.PHONE
    visit = replace(bare, phone=None, wants_visit=True, wanted_times="dienstags ab 14 Uhr")
    assert check_draft(visit) == []
    assert clean_draft(visit).reply_channel is ReplyChannel.VISIT


def test_a_copy_needs_an_address() -> None:
    """The wish for a copy is dropped where it could only fail."""
    assert clean_draft(replace(COMPLETE, wants_copy=True)).wants_copy
    assert not clean_draft(replace(COMPLETE, email=None, wants_copy=True)).wants_copy


def test_a_chosen_way_of_answering_stays() -> None:
    """The address tells nothing about what the person prefers."""
    chosen = replace(COMPLETE, reply_channel=ReplyChannel.CHAT, conversation="abc")
    assert clean_draft(chosen).reply_channel is ReplyChannel.CHAT


def test_of_a_struck_line_only_the_fact_is_kept() -> None:
    """What the person crossed out is nowhere, but the office sees that something is missing."""
    lines = tuple(TranscriptLine(Speaker.PERSON, f"Zeile {n}") for n in range(3))
    draft = replace(COMPLETE, transcript=strike(lines, {1, 7, -1}))
    kept = clean_draft(draft).transcript
    assert [(line.text, line.is_struck) for line in kept] == [
        ("Zeile 0", False),
        ("", True),
        ("Zeile 2", False),
    ]
    assert "Zeile 1" not in str(to_content(clean_draft(draft)))


def test_only_pages_are_kept_as_sources() -> None:
    """A source becomes a link at the desk, so nothing else may pass for one."""
    odd = ["javascript:alert(1)", "http://x.example", "https://" + "x" * 500, "https://a\nb"]
    urls = ["https://ija.example/a", *odd]
    line = TranscriptLine(
        Speaker.ASSISTANT, "Antwort", tuple(TranscriptSource("Richtlinie\x00", url) for url in urls)
    )
    [kept] = clean_draft(replace(COMPLETE, transcript=(line,))).transcript
    assert kept.sources == (TranscriptSource("Richtlinie", "https://ija.example/a"),)


def test_one_contact_is_enough() -> None:
    """Either e-mail or phone will do, and what is empty is stored as missing."""
    assert check_draft(replace(COMPLETE, email=None)) == []
    cleaned = clean_draft(replace(COMPLETE, phone=" "))
    assert cleaned.phone is None
    assert cleaned.email == "a@example.org"


def test_clean_draft_refuses_problems() -> None:
    """A draft that was not checked cannot slip through cleaning."""
    with pytest.raises(ValueError, match="topic: empty"):
        clean_draft(replace(COMPLETE, topic=""))


def test_transcript_is_cut_to_its_last_lines() -> None:
    """The end of a very long conversation is what led to the request."""
    lines = tuple(TranscriptLine(Speaker.PERSON, f"Zeile {n}\x00") for n in range(500))
    transcript = clean_draft(replace(COMPLETE, transcript=lines)).transcript
    assert len(transcript) == 200
    assert transcript[-1] == TranscriptLine(Speaker.PERSON, "Zeile 499")


def test_no_personal_data_in_repr() -> None:
    """A draft that ends up in a log names nobody."""
    shown = repr(replace(COMPLETE, transcript=(TranscriptLine(Speaker.PERSON, "geheim"),)))
    for value in ("Visum", "hilft", "Jugendring", "anonym", "a@example.org", "0211", "geheim"):
        assert value not in shown


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    "code", ["wrong_type", "not_text", "empty", "control_character", "too_long", "invalid"]
)
def test_every_problem_has_german_words(field: str, code: str) -> None:
    """No combination leads to a missing text or an unfilled placeholder."""
    sentence = problem_text(FieldProblem(field, code))
    assert sentence
    assert "{" not in sentence


def test_length_in_the_text_is_the_limit() -> None:
    """The number in the sentence is the one that the check uses."""
    for field, limit in MAX_LENGTH.items():
        assert str(limit) in problem_text(FieldProblem(field, "too_long"))


def test_every_text_belongs_to_a_problem() -> None:
    """The file of texts holds no leftovers."""
    codes = {
        *("wrong_type", "not_text", "empty", "control_character", "too_long", "invalid"),
        "missing",
        "unwritable",
        # Only the form in the chat reads answers that mean nothing to it (bot/intake).
        "unclear",
    }
    known = {f"consultations.problem_{code}" for code in codes} | {
        f"consultations.problem_{field}_{code}"
        for field in (*MAX_LENGTH, "contact", "consent", "message", "confirmation")
        for code in codes
    }
    assert {key for key in keys() if key.startswith("consultations.problem_")} <= known
