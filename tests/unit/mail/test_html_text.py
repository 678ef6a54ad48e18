from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mail.html_text import html_to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Hallo <b>Welt</b>", "Hallo Welt"),
        ("<p>eins</p><p>zwei</p>", "eins\n\nzwei"),
        ("eins<br>zwei<br/>drei", "eins\nzwei\ndrei"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<style>p{}</style><script>x</script><p>y</p>", "y"),
        ("<head><title>T</title></head><body>x</body>", "x"),
        ("&lt;script&gt; &amp; &uuml; &nbsp;x", "<script> & ü \u00a0x"),
        ("<div>a</div>\n   <div>b</div>", "a\nb"),
        (
            "<p>neu</p><blockquote><p>alt</p><div>älter</div></blockquote>",
            "neu\n\n> alt\n\n> älter",
        ),
        ("<a href='javascript:alert(1)'>Klick</a>", "Klick"),
        ("<p>unclosed <b>x", "unclosed x"),
        ("</p></div></blockquote>x", "x"),
        ("", ""),
    ],
)
def test_as_somebody_would_read_it(html: str, text: str) -> None:
    assert html_to_text(html) == text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>/&;ab pdiv\n\"'=!-script", max_size=200))
def test_no_markup_breaks_it(html: str) -> None:
    assert isinstance(html_to_text(html), str)


def test_deep_nesting_takes_no_stack() -> None:
    assert html_to_text("<div>" * 100_000 + "x") == "x"
