from __future__ import annotations

import pytest

from bot.mail.attachment_rules import MAX_BYTES, MAX_COUNT, MAX_NAME, Piece, clean_name, judge

PDF = b"%PDF-1.7 ..."


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("antrag.pdf", PDF, ""),
        ("ANTRAG.PDF", PDF, ""),
        ("foto.jpg", b"\xff\xd8\xff\xe0", ""),
        ("tabelle.xlsx", b"PK\x03\x04...", ""),
        ("liste.txt", "Größe".encode("latin-1"), ""),
        ("antrag.pdf", b"MZ\x90\x00", "type_mismatch"),
        ("liste.txt", b"a\x00b", "type_mismatch"),
        ("antrag.pdf.exe", PDF, "type_not_allowed"),
        ("makro.docm", b"PK\x03\x04", "type_not_allowed"),
        ("alt.doc", b"\xd0\xcf\x11\xe0", "type_not_allowed"),
        ("seite.html", b"<script>", "type_not_allowed"),
        ("bild.svg", b"<svg/>", "type_not_allowed"),
        ("archiv.zip", b"PK\x03\x04", "type_not_allowed"),
        ("mail.eml", b"From: x", "type_not_allowed"),
        ("ohne", PDF, "type_not_allowed"),
        ("leer.pdf", b"", "empty"),
        ("gross.pdf", PDF + b"x" * MAX_BYTES, "too_large"),
    ],
)
def test_verdicts(name: str, content: bytes, refusal: str) -> None:
    [verdict] = judge([Piece(name, content)])
    assert verdict.refusal == refusal


def test_too_many_and_too_much_together() -> None:
    verdicts = judge([Piece("a.txt", b"x")] * (MAX_COUNT + 1))
    assert [verdict.refusal for verdict in verdicts[-2:]] == ["", "too_many"]
    large = judge([Piece("a.pdf", PDF + b"x" * (MAX_BYTES - 100))] * 3)
    assert [verdict.refusal for verdict in large] == ["", "", "too_large"]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\antrag.pdf", "antrag.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("rechnung\u202efdp.exe", "rechnungfdp.exe"),
        ("Über Größe.pdf", "Über Größe.pdf"),
        ("\x00", "-"),
        ("", "-"),
        ("...", "-"),
    ],
)
def test_names_are_made_safe(raw: str, name: str) -> None:
    assert clean_name(raw) == name


def test_a_long_name_keeps_its_ending() -> None:
    name = clean_name("x" * 500 + ".pdf")
    assert (len(name), name[-4:]) == (MAX_NAME, ".pdf")
