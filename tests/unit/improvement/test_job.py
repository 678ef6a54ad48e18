"""Learning with real processes: small commands stand in for Rasa's."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.improvement.golden import Golden, compare
from bot.improvement.models import RunKind, RunState, SentenceState
from bot.improvement.new_topics import MIN_SENTENCES_OF_A_NEW_TOPIC
from bot.ops.model_inputs import model_hash
from tests.unit.improvement.project import NOW, TRAIN, Project

GOOD = "stempel im reisepass nötig"
# Takes the words of a golden question of another topic along.
HARMFUL = "fahrtkosten zuschuss bitte"


def learn(project: Project, *sentences: tuple[str, str], train: str = TRAIN) -> int:
    for intent, text in sentences:
        assert project.store.propose(intent, text, "anna", NOW)
    number = project.store.begin_run(RunKind.LEARN, "anna", NOW)
    project.job(train).run(number)
    return number


def state(project: Project, run_id: int) -> RunState:
    run = project.store.run(run_id)
    assert run is not None
    return run.state


def files(project: Project) -> dict[str, bytes]:
    found = sorted((project.root / "data").rglob("*.yml"))
    return {path.name: path.read_bytes() for path in found}


def test_a_sentence_is_learned_measured_and_served(project: Project) -> None:
    before = project.train()
    number = learn(project, ("faq/visum", GOOD))
    run = project.store.run(number)
    assert run is not None
    assert run.state is RunState.LIVE
    assert project.sentences("faq/visum").endswith(
        f"{{register: asked}}\n  examples: |\n    - {GOOD}\n"
    )
    assert "# Ein Kommentar, der bleibt." in project.sentences("faq/visum")
    assert project.current() == run.model_after == f"{model_hash(project.root)}.tar.gz"
    assert (run.model_before, run.started_by) == (before.name, "anna")
    assert run.report["learned"] == [{"intent": "faq/visum", "text": GOOD, "is_recognised": True}]
    assert run.report["before"] == run.report["after"]
    assert [s.state for s in project.store.of_run(number)] == [SentenceState.LIVE]
    # The next start takes the same model: nothing is trained twice.
    assert project.train().name == run.model_after


def test_a_worse_model_never_serves(project: Project) -> None:
    project.train()
    before, link = files(project), project.current()
    number = learn(project, ("faq/visum", HARMFUL))
    run = project.store.run(number)
    assert run is not None
    assert run.state is RunState.REFUSED
    assert run.report["reason"] == "right"
    assert run.report["worse"] == [
        {"text": "fahrtkosten zuschuss", "topic": "fahrtkosten", "now": "visum"}
    ]
    assert (files(project), project.current()) == (before, link)
    assert [sentence.text for sentence in project.store.proposed()] == [HARMFUL]


def test_taking_back_brings_files_and_model_of_before(project: Project) -> None:
    project.train()
    before, link = files(project), project.current()
    learned = learn(project, ("faq/visum", GOOD), ("faq/fahrtkosten", "sprit im privatauto"))
    assert files(project) != before
    undo = project.store.begin_run(RunKind.UNDO, "ben", NOW, learned)
    assert (
        project.job("raise SystemExit('the old model is still there')").run(undo) is RunState.LIVE
    )
    assert (files(project), project.current()) == (before, link)
    assert state(project, learned) is RunState.UNDONE
    assert {s.state for s in project.store.of_run(learned)} == {SentenceState.UNDONE}
    assert [(line.actor, line.what) for line in project.store.log_lines()][:2] == [
        ("ben", "run_live"),
        ("ben", "run_undo"),
    ]


def test_taking_back_keeps_what_others_wrote_meanwhile(project: Project) -> None:
    project.train()
    learned = learn(project, ("faq/visum", GOOD))
    path = project.root / "data" / "nlu" / "faq" / "visum.yml"
    edited = project.sentences("faq/visum").replace(
        "visum beantragen gruppe", "visum gruppe online"
    )
    path.write_text(edited, encoding="utf-8")
    undo = project.store.begin_run(RunKind.UNDO, "ben", NOW, learned)
    assert project.job().run(undo) is RunState.LIVE
    assert "visum gruppe online" in project.sentences("faq/visum")
    assert GOOD not in project.sentences("faq/visum")


@pytest.mark.parametrize(
    ("train", "reason"),
    [
        ("import sys; sys.exit(3)", "training"),
        ("print('no model')", "training"),
        (TRAIN.replace("json.dumps(found)", "'[broken'"), "training"),
    ],
)
def test_a_failed_training_changes_nothing(project: Project, train: str, reason: str) -> None:
    project.train()
    before, link = files(project), project.current()
    number = learn(project, ("faq/visum", GOOD), train=train)
    run = project.store.run(number)
    assert run is not None
    assert (run.state, run.report["reason"]) == (RunState.FAILED, reason)
    assert (files(project), project.current()) == (before, link)


def test_a_file_that_changes_meanwhile_stops_the_run(project: Project) -> None:
    project.train()
    config = project.root / "config.yml"
    touch = f"{TRAIN}\nopen({str(config)!r}, 'a').write('# edited')\n"
    number = learn(project, ("faq/visum", GOOD), train=touch)
    run = project.store.run(number)
    assert run is not None
    assert run.report["reason"] == "changed_meanwhile"
    assert GOOD not in project.sentences("faq/visum")


def test_without_questions_to_measure_nothing_is_learned(project: Project) -> None:
    project.train()
    (project.root / "tests" / "questions" / "dev.tsv").unlink()
    number = learn(project, ("faq/visum", GOOD))
    run = project.store.run(number)
    assert run is not None
    assert run.report["reason"] == "no_questions"


def test_a_new_topic_is_learned_once_it_has_enough_sentences(project: Project) -> None:
    project.train()
    few = [("faq/neu", f"ganz neue frage nummer {n}") for n in "abcdefghi"]
    assert len(few) == MIN_SENTENCES_OF_A_NEW_TOPIC - 1
    assert state(project, learn(project, *few)) is RunState.FAILED
    assert state(project, learn(project, ("faq/neu", "noch eine neue frage"))) is RunState.LIVE
    assert project.sentences("faq/neu").count("\n    - ") == MIN_SENTENCES_OF_A_NEW_TOPIC


def test_whoever_is_killed_while_training_leaves_everything_as_it_was(
    project: Project, tmp_path: Path
) -> None:
    project.train()
    before, link = files(project), project.current()
    project.store.propose("faq/visum", GOOD, "anna", NOW)
    number = project.store.begin_run(RunKind.LEARN, "anna", NOW)
    mark = tmp_path / "training"
    slow = f"import time; open({str(mark)!r}, 'w').close(); time.sleep(60)"
    code = (
        "import sys; from pathlib import Path\n"
        "from tests.unit.improvement.project import reopen\n"
        f"reopen(Path({str(tmp_path)!r})).job({slow!r}).run({number})\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[3])
    while not mark.exists():
        assert process.poll() is None
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert (files(project), project.current()) == (before, link)
    project.now = NOW.replace(hour=10)
    again = project.store.begin_run(RunKind.LEARN, "anna", project.now)
    assert project.job().run(again) is RunState.LIVE
    assert not list((project.root / "models").glob(".training-*"))


def test_emergencies_count_more_than_everything_else() -> None:
    golden = [Golden("notfall_gewalt", "hilfe"), Golden("visum", "visum?")]
    safe = [
        {"topic": "notfall_gewalt", "decision": "emergency"},
        {"topic": "x", "decision": "clarify"},
    ]
    clever = [
        {"topic": "notfall_gewalt", "decision": "answer"},
        {"topic": "visum", "decision": "answer"},
    ]
    assert compare(golden, safe, clever).reasons == ("emergencies",)
    assert compare(golden, clever, safe).reasons == ("right",)
    assert compare(golden, safe, safe).reasons == ()


def test_one_question_in_five_hundred_may_be_lost_but_never_twice() -> None:
    golden = [Golden("visum", f"frage {number}") for number in range(1000)]
    right = {"topic": "visum", "decision": "answer"}
    lost = {"topic": "geld", "decision": "clarify"}
    best = [right] * 1000
    assert compare(golden, best, [lost] * 2 + [right] * 998).reasons == ()
    assert compare(golden, best, [lost] * 3 + [right] * 997).reasons == ("right",)
    slipped = [lost] * 2 + [right] * 998
    assert compare(golden, slipped, [lost] * 3 + [right] * 997, best_right=1000).reasons == (
        "right",
    )


def test_the_report_can_be_stored(project: Project) -> None:
    project.train()
    run = project.store.run(learn(project, ("faq/visum", GOOD)))
    assert run is not None
    assert json.loads(json.dumps(run.report)) == run.report
