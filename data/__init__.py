"""Data only: language folders, shared tables, the corpus and the demo case. No logic lives here."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent
"""Folder that holds `languages/`, `shared/`, `corpus/` and `demo/`."""
