"""What stands in files is there before the first message: nobody waits for its reading."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAID = [
    "Hallo",
    "Wer fördert eine Jugendbegegnung mit Polen?",
    "Und bis wann muss der Antrag da sein?",
    "Zwei haben Duldung, dürfen die mit?",
    "Einfacher bitte",
    "Was heißt Zentralstelle?",
    "How much money do we get for France?",
    "Скільки грошей дають?",
    "Ich brauche eine Beratung",
    "Frau Kaya, 0221 123456",
    "Er blutet stark und ist bewusstlos",
]
# Loads as the core does before it forks, then notes what the messages open of our files.
PROGRAM = """
import json, os, sys
from bot.console.assistant import InProcessAssistant
from bot.core.serving.server import WARM_UPS
from bot.ops.training import trained_model
from bot.settings import Settings

settings = Settings.from_env(os.environ)
assistant = InProcessAssistant(settings, trained_model(settings))
for sentence in WARM_UPS:
    assistant.parse(sentence)
opened = []
sys.addaudithook(lambda event, args: event == "open" and opened.append(str(args[0])))
keys = [assistant.say(said, "first").keys for said in json.load(sys.stdin)]
folders, code = (f"{settings.root}/bot", str(settings.faq_dir)), (".py", ".pyc")
ours = {path for path in opened if path.startswith(folders) and not path.endswith(code)}
print(json.dumps({"keys": keys, "opened": sorted(ours)}))
"""

pytestmark = pytest.mark.model


def test_no_file_of_ours_is_read_for_a_message(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(SAID).encode(),
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "IJA_VAR_DIR": str(tmp_path)},
        check=True,
        timeout=300,
    )
    told = json.loads(result.stdout.splitlines()[-1])
    assert [keys for keys in told["keys"] if not keys] == []
    assert told["opened"] == []
