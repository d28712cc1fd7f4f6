"""Is the service alive, and can it reach its database?"""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy import text

from api.deps import DatabaseDep

router = APIRouter(tags=["health"])


@router.get("/health")
def health(database: DatabaseDep) -> dict[str, str]:
    """`{"status": "ok"}` where the database answers; 500 else."""
    with database.read() as session:
        session.execute(text("SELECT 1"))
    return {"status": "ok"}
