"""Make the profiles of `own/`: `python -m models.language.make_profiles CLONES`.

CLONES is a folder with git clones (bare ones too) named owner+name or owner+name/repo of the repositories in
`sources.toml`. Only n-gram counts are written, in langdetect's format; no sentence leaves this module.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from models.language.profiles import OWN, grams

HERE = Path(__file__).parent
MOST_GRAMS = 5000
MOST_CHARACTERS = 600_000
"""Of each source, so that news do not outweigh tweets."""
_PIVOTS = ("en", "fr")
_NOISE = re.compile(r"https?://\S+|@\w+|#\w+")
_RANGES = {"Latn": r"[A-Za-zÀ-ɏḀ-ỿ]", "Arab": r"[\u0600-\u06ff]", "Ethi": r"[\u1200-\u139f]"}


def _show(clones: Path, repository: dict[str, str], path: str) -> str:
    name = repository["name"].replace("/", "+")
    place = next(
        p for p in (clones / name / "repo", clones / name / ".git", clones / name) if (p / "HEAD").exists()
    )
    command = ["git", f"--git-dir={place}", "show", f"{repository['commit']}:{path}"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")


def _texts(raw: str, source: dict[str, Any]) -> Iterator[str]:
    """The pieces of text in one file."""
    kind = source["kind"]
    if kind == "tsv":
        yield from (line.split("\t")[0] for line in raw.splitlines()[1:])
    elif kind == "csv":
        yield from (row[1] for row in csv.reader(io.StringIO(raw)) if len(row) > 1)
    elif kind == "json":
        for line in raw.splitlines():
            yield from (text for key, text in json.loads(line)["translation"].items() if key not in _PIVOTS)
    elif kind == "lines":
        yield from raw.splitlines()
    elif kind == "tokens":
        for sentence in raw.split("\n\n"):
            yield " ".join(line.split(" ")[0] for line in sentence.splitlines())
    elif kind == "tmx":
        yield from _segments(raw, source["key"])


def _segments(raw: str, key: str) -> Iterator[str]:
    """Segments of a translation memory in one language."""
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    for unit in ElementTree.fromstring(raw).iter("tuv"):
        if (unit.get(language) or unit.get("lang") or "").split("-")[0] == key:
            yield "".join(unit.itertext())


def count(pieces: Iterator[str], script: str) -> Counter[str]:
    """n-gram counts of the pieces that are mostly in the script."""
    letters = re.compile(_RANGES[script])
    counts: Counter[str] = Counter()
    seen = 0
    for piece in pieces:
        text = _NOISE.sub(" ", piece).lower()
        if 2 * len(letters.findall(text)) < sum(map(str.isalpha, text)) or not text.strip():
            continue
        counts.update(grams(text))
        seen += len(text)
        if seen > MOST_CHARACTERS:
            break
    return counts


def main() -> None:
    """Write one file a language."""
    clones = Path(sys.argv[1])
    table = tomllib.loads((HERE / "sources.toml").read_text("utf-8"))
    OWN.mkdir(exist_ok=True)
    for profile in table["profile"]:
        counts: Counter[str] = Counter()
        for source in profile["sources"]:
            raw = _show(clones, table["repositories"][source["from"]], source["path"])
            counts.update(count(_texts(raw, source), profile["script"]))
        sizes = [sum(n for gram, n in counts.items() if len(gram) == size) for size in (1, 2, 3)]
        kept = dict(sorted(counts.most_common(MOST_GRAMS)))
        row = {"freq": kept, "n_words": sizes, "name": profile["language"], "script": profile["script"]}
        target = OWN / f"{profile['language']}.json"
        target.write_text(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
        print(f"{profile['language']:8}{sum(sizes):>10} n-grams counted, {len(kept)} kept")


if __name__ == "__main__":
    main()
