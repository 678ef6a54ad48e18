"""The numbers of a group are changed by whom they count, and such a message is no alarm."""

from __future__ import annotations

import pytest

from bot.intake.answering.alarm import may_tell_of_danger
from bot.intake.plan.group import with_all_numbers, with_swapped_number
from bot.intake.replies import Reply, ReplyKind
from bot.intake.request.contact import Contact
from tests.unit.intake.intake_rig import heard, reader

GROUP = "16 Jugendliche, 4 davon mit Fluchterfahrung, plus 3 Kollegen"


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("Kollegen nur 2", GROUP.replace("3", "2")),
        ("es sind 5 mit Fluchterfahrung", GROUP.replace("4", "5")),
        ("falsch 16, richtig 15", GROUP.replace("16", "15")),
        ("18 Jugendliche, davon 6 mit Fluchterfahrung", "18 Jugendliche, 6 davon mit "
         "Fluchterfahrung, plus 3 Kollegen"),
        ("das klären wir noch", None),
        ("7 Kinder", None),
    ],
)  # fmt: skip
def test_a_number_is_changed_by_whom_it_counts(said: str, group: str | None) -> None:
    assert with_swapped_number(said, GROUP) == group


@pytest.mark.parametrize(
    ("said", "understood"),
    [("je 6 Fachkräfte von beiden Seiten", "6 Personen"), ("ca 15, ab 18", "ab 18 Jahren")],
)
def test_what_tells_more_than_one_number_is_kept_as_written(said: str, understood: str) -> None:
    assert with_all_numbers(said, understood) == said


def test_a_number_is_changed_where_times_are_asked_for() -> None:
    sheet = {"group": GROUP, "contact": Contact(phone="0221 445566").as_dict()}
    values = reader().read("wanted_times", sheet, heard("Kollegen nur 2")).values
    assert values["group"] == GROUP.replace("3", "2")
    assert values.get("wanted_times") is None


def test_a_body_and_its_number_are_both_kept() -> None:
    values = reader().read("group", {}, heard("Jugendhaus Nord, 02041 99887")).values
    assert values["organisation"] == "Jugendhaus Nord"
    assert Contact.from_dict(values["contact"]).phone == "02041 99887"


def test_how_many_they_are_is_no_alarm() -> None:
    raw = {"decision": "emergency", "is_concerning": True}
    reply = Reply(ReplyKind.VALUES, {"description": "x"})
    assert not may_tell_of_danger(raw, "oh und die Leitung sind 2", "name", reply)
    assert may_tell_of_danger(raw, "oh und die Leitung ist verschwunden", "name", reply)


@pytest.mark.parametrize("asked", ["wanted_times", "confirmation"])
@pytest.mark.parametrize(
    "said",
    ["3 Jugendliche sitzen im Rollstuhl", "die 2 Jugendlichen mit Behinderung brauchen Assistenz"],
)
def test_what_some_of_a_group_need_changes_no_number(asked: str, said: str) -> None:
    sheet = {"group": "12 Jugendliche und 2 Betreuerinnen", "contact": {"phone": "0221 445566"}}
    number = next(filter(str.isdigit, said))
    values = reader().read(asked, sheet, heard(said, group_size=number)).values
    assert "group" not in values
    assert values["description"] == said
