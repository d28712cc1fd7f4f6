"""The command line: `triage analyse | replay | serve | import`.

Exit status: 0, 1 (some records failed), 2 (usage).
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, BinaryIO, TextIO

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pipeline.batch import analyse_lines, replay_lines
from pipeline.jsonlines import lines_of
from pipeline.problems import InputError, in_words, language_of

app = typer.Typer(
    help="Reads ransom messages: how dangerous, what is asked, until when, who must be woken up.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,  # a traceback with local variables would show the words of a message
)
_errors = Console(stderr=True, soft_wrap=True, highlight=False)

Input = Annotated[str, typer.Argument(metavar="IN.jsonl", help="JSON lines; `-` is standard input")]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="OUT.jsonl", help="default: standard output")
]
DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--database", metavar="PATH|URL", help="SQLite file or PostgreSQL URL; else var/triage.sqlite3"
    ),
]


def main() -> None:
    """Entry point of the `triage` command."""
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


@app.command()
def analyse(source: Input, output: Output = None) -> None:
    """Read messages: one JSON line in, one analysis a line out, in the same order.

    Examples: `triage analyse messages.jsonl -o analyses.jsonl` ·
    `echo '{"text": "3000 dollars demain 18h sinon on le tue"}' | triage analyse -`
    """
    _run(source, output, analyse_lines)


@app.command()
def replay(source: Input, output: Output = None) -> None:
    """Replay cases: one case a line in, the risk and the alerts of each of its messages out.

    A line is `{"case_id": "...", "messages": [...]}`; so is the answer, in the same order.

    Example: `triage replay cases.jsonl -o replayed.jsonl`
    """
    _run(source, output, replay_lines)


@app.command()
def serve(
    database: DatabaseOption = None,
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="port to listen on")] = 8000,
    demo: Annotated[bool, typer.Option("--demo", help="load the demo cases into an empty database")] = False,
) -> None:
    """Start the service and its page.

    Examples: `triage serve --demo` · `triage serve --database /srv/triage.sqlite3 --port 8080`
    """
    import uvicorn

    from api.main import create_app

    given: dict[str, Any] = {"demo": demo} | ({"database_url": database} if database else {})
    settings = _settings(given)
    _errors.print(
        f"Ransom Triage on http://{host}:{port} (database: {_shown(settings.database_url)}); Ctrl+C stops it"
    )
    uvicorn.run(create_app(settings), host=host, port=port, log_level="warning", access_log=False)


@app.command(name="import")
def import_files(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", exists=True, dir_okay=False, readable=True)
    ],
    case: Annotated[str | None, typer.Option(help="case that the messages belong to")] = None,
    tz: Annotated[str | None, typer.Option(help="zone of the file's clock, such as Africa/Abidjan")] = None,
    country: Annotated[str | None, typer.Option(help="two letters, for phones and currencies")] = None,
    captor: Annotated[list[str] | None, typer.Option(help="a name in the chat that is the captor's")] = None,
    family: Annotated[list[str] | None, typer.Option(help="a name in the chat that is the family's")] = None,
    database: DatabaseOption = None,
) -> None:
    """Store the messages of files; the same file twice adds nothing.

    Formats: WhatsApp exports (.txt, .zip), JSON lines, CSV. The content tells which it is.

    Example: `triage import chat.zip --case CI-2024-017 --tz Africa/Abidjan --captor "Le Chef"`
    """
    from api.database.engine import Database
    from api.messages.files import import_file
    from pipeline.sources import Setting

    language = _language()
    try:
        setting = Setting.checked(case, tz, country, captor or (), family or ())
    except InputError as error:
        _errors.print(in_words(error.problems, language), style="red", markup=False)
        raise typer.Exit(2) from None
    opened = Database(_settings({"database_url": database} if database else {}).sqlalchemy_url)
    failed = False
    for path in files:
        try:
            with _progress(path.name, None) as advance:
                report = import_file(opened, path.name, path.read_bytes(), setting, progress=advance)
        except InputError as error:
            failed = True
            _errors.print(f"{path}: {in_words(error.problems, language)}", style="red", markup=False)
            continue
        failed = failed or bool(report.faults)
        for line, problems in report.faults:
            _errors.print(f"{path}:{line}: {in_words(problems, language)}", style="red", markup=False)
        print(json.dumps(report.as_dict(language), ensure_ascii=False))
    raise typer.Exit(1 if failed else 0)


def _run(source: str, output: Path | None, read: Callable[[BinaryIO, str], Iterator[dict[str, Any]]]) -> None:
    """Records from `source` to `output`, a progress bar on a terminal, faults named on standard error."""
    failed = False
    with _opened(source) as stream, _written(output, source) as out:
        total = _count(stream) if stream.seekable() and _errors.is_terminal else None
        with _progress(source, total) as advance:
            for record in read(stream, _language()):
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
                advance(1)
                for fault in _faults(record):
                    failed = True
                    _errors.print(f"{source}: {fault}", style="red", markup=False)
    raise typer.Exit(1 if failed else 0)


def _faults(record: dict[str, Any]) -> Iterable[str]:
    rows = [record, *record.get("messages", ())]
    return [row["error"] for row in rows if "error" in row]


def _count(stream: BinaryIO) -> int:
    total = sum(1 for _ in lines_of(stream))
    stream.seek(0)
    return total


@contextmanager
def _opened(source: str) -> Iterator[BinaryIO]:
    if source == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(source).open("rb")  # noqa: SIM115 (closed below, outside the try)
    except OSError as error:
        raise typer.BadParameter(f"{source} cannot be read: {error.strerror}") from None
    with stream:
        yield stream


@contextmanager
def _written(output: Path | None, source: str) -> Iterator[TextIO]:
    if output is None:
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        yield sys.stdout
        return
    if output.exists() and source != "-" and output.samefile(source):
        raise typer.BadParameter(f"{output} is the input itself: give another file for the output")
    try:
        stream = output.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise typer.BadParameter(f"{output} cannot be written: {error.strerror}") from None
    with stream:
        yield stream


@contextmanager
def _progress(name: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, nothing elsewhere."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=_errors, transient=True, disable=not _errors.is_terminal) as bar:
        task = bar.add_task(name, total=total)
        yield lambda steps: bar.advance(task, steps)


def _settings(given: dict[str, Any]) -> Any:
    from api.settings import Settings

    return Settings(**given)


def _shown(url: str) -> str:
    """A database address without its password."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"


def _language() -> str:
    return language_of(os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG"))
