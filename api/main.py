"""The service put together: settings, database, routes, page. This module only wires."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from threading import Thread

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from api import errors
from api.alerts.routes import router as alerts
from api.cases.routes import router as cases
from api.database.engine import Database
from api.demo import load_demo
from api.health import router as health
from api.limits import BodyLimit, PageSafety
from api.messages.routes import router as messages
from api.review.routes import router as review
from api.settings import Settings
from api.web.routes import STATIC, error_page
from api.web.routes import router as web
from pipeline.languages import lexicon

PREFIX = "/api/v1"


def create_app(settings: Settings | None = None) -> FastAPI:
    """The service with these settings (default: from the environment)."""
    chosen = settings or Settings()
    app = FastAPI(
        title="Ransom Triage",
        version=version("ransom-triage"),
        description="Reads ransom messages, ranks cases, raises alerts. A person always decides.",
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,  # its page would load scripts from elsewhere; see /api
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.settings = chosen
    app.state.error_page = error_page
    errors.install(app)
    app.add_middleware(BodyLimit, limit=chosen.max_body_bytes)
    app.add_middleware(PageSafety)
    # Cases stand last: their ids may hold slashes, so their paths take whatever is left.
    for router in (health, review, messages, alerts, cases):
        app.include_router(router, prefix=PREFIX)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.include_router(web, include_in_schema=False)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    app.state.database = database = Database(settings.sqlalchemy_url)
    # Pages can be read while the language folders are; the first analysis waits for them.
    Thread(target=lexicon, name="language folders", daemon=True).start()
    if settings.demo:
        load_demo(database)
    yield
    database.close()
