"""What is wrong with an input, in words: the field, the problem, the mend, in the interface languages.

The words stand in `data/interface/problems.toml`, by error code. The input itself is never repeated:
errors travel into logs and screens where a victim's message has no place.
"""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import ValidationError

from data import ROOT

LANGUAGES = ("en", "fr", "ar", "es")
_DATETIME_CODES = (
    "datetime_type",
    "datetime_parsing",
    "datetime_from_date_parsing",
    "datetime_object_invalid",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: error `code`, the `field` it is about ("" for the whole), filled-in values."""

    code: str
    field: str = ""
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def words(self, language: str = "en") -> tuple[str, str]:
        """What is wrong, and the mend."""
        table = _table()
        row = table.get(self.code, table["other"])
        problem, mend = row.get(language, row["en"])
        values = {"message": self.code, **self.values, "field": self.field or "-"}
        return problem.format(**values), mend.format(**values)

    def as_dict(self, language: str = "en") -> dict[str, str]:
        """`{"field", "code", "problem", "mend"}` for a machine and a person."""
        problem, mend = self.words(language)
        return {"field": self.field, "code": self.code, "problem": problem, "mend": mend}


class InputError(ValueError):
    """An input that cannot be taken; `problems` says why, `str()` says it in English."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(in_words(problems))
        self.problems = problems


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    with (ROOT / "interface" / "problems.toml").open("rb") as file:
        return tomllib.load(file)


def in_words(problems: Sequence[Problem], language: str = "en") -> str:
    """All problems in one line of text."""
    return "; ".join(f"{problem} ({mend})" for problem, mend in (p.words(language) for p in problems))


def problems_of(error: ValidationError, *, skip: int = 0) -> list[Problem]:
    """The problems behind pydantic's error; `skip` leading parts of each location are left out."""
    return [
        problem_of(dict(item), skip=skip) for item in error.errors(include_input=False, include_url=False)
    ]


def problem_of(item: Mapping[str, Any], *, skip: int = 0) -> Problem:
    """One item of pydantic's (or FastAPI's) list of errors as a problem."""
    code = str(item["type"])
    place = ".".join(str(part) for part in item["loc"][skip:])
    values = {key: value for key, value in (item.get("ctx") or {}).items() if isinstance(value, str | int)}
    if code in _DATETIME_CODES:
        code = "datetime"
    elif code == "json_invalid":
        code, place = "json", ""
        values = {"error": values.get("error", "")}
    elif code in ("model_type", "model_attributes_type", "dict_type"):
        code = "not_an_object"
    return Problem(code, place, {"message": item["msg"], **values})


def language_of(wanted: str | None) -> str:
    """The interface language nearest to an Accept-Language header or a locale name; English else."""
    for part in (wanted or "").replace("_", "-").split(","):
        code = part.split(";")[0].strip().split("-")[0].lower()
        if code in LANGUAGES:
            return code
    return "en"
