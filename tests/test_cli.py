"""The command line as a user types it: records, errors by line, exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

GOOD = {"id": "a", "text": "3000 dollars demain 18h sinon on va le tuer", "sent_at": "2022-10-04T09:30:00Z"}


def triage(
    *arguments: str, given: bytes = b"", language: str = "en_GB.UTF-8", **more: Any
) -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-c", "from api.cli import main; main()", *arguments]
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": language, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(program, input=given, capture_output=True, check=False, env=environment, **more)


def lines(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.decode().splitlines()]


def test_analyse_answers_every_line_in_order() -> None:
    given = b"\n".join(
        [json.dumps(GOOD).encode(), b"{", b"", b'{"id": "c", "text": ""}', b'{"text": "salut"}']
    )
    done = triage("analyse", "-", given=given, language="fr_FR.UTF-8")
    assert done.returncode == 1
    first, second, third, fourth = lines(done.stdout)
    assert (first["id"], first["risk"]["level"]) == ("a", "critical")
    assert second["error"].startswith("ligne 2: ceci n'est pas du JSON")
    assert (third["id"], third["line"]) == ("c", 4)
    assert fourth["risk"]["level"] == "none"
    assert "text est vide" in done.stderr.decode()


def test_analyse_writes_to_a_file_and_never_over_its_input(tmp_path: Path) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps(GOOD), "utf-8")
    assert triage("analyse", str(source), "-o", str(output)).returncode == 0
    assert json.loads(output.read_text("utf-8"))["id"] == "a"
    assert triage("analyse", str(source), "-o", str(source)).returncode == 2
    assert json.loads(source.read_text("utf-8")) == GOOD


def test_the_same_message_gives_the_same_bytes() -> None:
    given = json.dumps({k: v for k, v in GOOD.items() if k != "id"}).encode()
    assert triage("analyse", "-", given=given).stdout == triage("analyse", "-", given=given).stdout


def test_replay_gives_risk_and_alerts_of_each_message() -> None:
    messages = [
        {"text": "On va tuer ton fils", "sent_at": "2022-10-04T09:30:00+00:00", "from": "captor"},
        {"text": "", "sent_at": "2022-10-04T10:30:00+00:00"},
        {"text": "On a ton fils, 3000 dollars", "sent_at": "2022-10-03T09:30:00+00:00", "from": "captor"},
    ]
    case = json.dumps({"case_id": "c", "messages": messages}).encode()
    done = triage("replay", "-", given=case + b'\n{"case_id": "d"}')
    assert done.returncode == 1
    first, second = lines(done.stdout)
    assert [set(m) for m in (first["messages"][0], first["messages"][2])] == [
        {"risk", "case_risk", "alerts"}
    ] * 2
    assert [a["rule"] for a in first["messages"][0]["alerts"]] == ["first_threat", "rise"]
    assert "error" in first["messages"][1]
    assert first["messages"][2]["risk"]["level"] == "low"
    assert "messages is missing" in second["error"]


def test_import_stores_and_twice_adds_nothing(tmp_path: Path) -> None:
    chat = tmp_path / "chat.txt"
    chat.write_text(
        "13/10/2022, 09:30 - Chef: On a ton fils\n13/10/2022, 09:31 - Chef: 3000 dollars", "utf-8"
    )
    arguments = (
        "import",
        str(chat),
        "--case",
        "c",
        "--tz",
        "Africa/Abidjan",
        "--database",
        str(tmp_path / "t.db"),
    )
    assert [r["stored"] for r in lines(triage(*arguments).stdout)] == [2]
    again = lines(triage(*arguments).stdout)[0]
    assert (again["stored"], again["already_stored"]) == (0, 2)


def test_import_names_what_it_cannot_read(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff")
    done = triage("import", str(photo), "--database", str(tmp_path / "t.db"), language="ar_DZ.UTF-8")
    assert done.returncode == 1
    assert "غير معروفة" in done.stderr.decode()
    assert triage("import", str(photo), "--tz", "Mars").returncode == 2


def test_wrong_use_exits_with_two() -> None:
    assert triage("analyse", "/no/such/file").returncode == 2
    assert triage("nonsense").returncode == 2
    for command in ("analyse", "replay", "serve", "import"):
        done = triage(command, "--help")
        assert done.returncode == 0
        assert b"Example" in done.stdout
