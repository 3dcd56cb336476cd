"""The web application: everything put together.

Endpoints are ordinary functions on a small pool of threads, as large as the pool of database connections.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import anyio.to_thread
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from service.machine import translator
from service.settings import Settings
from service.store.engine import Database
from service.web import problems
from service.web.assets import Assets
from service.web.limits import Limits
from service.web.middleware import BodyLimit, SameOrigin, SecurityHeaders
from service.web.pages import (
    account,
    author,
    downloads,
    editor,
    exchange,
    files,
    glossary,
    home,
    jobs,
    language_values,
    languages,
    offline,
    people,
    preview,
    review,
    translate,
    welcome,
)
from service.web.previews import Previews
from service.web.templating import Templates
from service.web.visit import Site

PAGES = (
    home,
    account,
    welcome,
    translate,
    editor,
    preview,
    review,
    glossary,
    downloads,
    jobs,
    people,
    languages,
    author,
    offline,
    exchange,
    files,
    language_values,
)


def create_app(
    settings: Settings,
    *,
    database: Database | None = None,
    background: Callable[[Database, Settings], Callable[[], None]] | None = None,
) -> FastAPI:
    """Return the application.

    Args:
        settings: the server's settings.
        database: an open database; by default the one of the settings is opened and brought up to date.
        background: started with the server, for the embedded worker; returns what stops it.
    """
    opened = database or Database.open(settings.database, pool_size=settings.threads)
    assets = Assets()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = settings.threads
        stop = background(opened, settings) if background else None
        try:
            yield
        finally:
            if stop:
                await anyio.to_thread.run_sync(stop)
            if database is None:
                opened.dispose()

    app = FastAPI(
        title="Polything",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        middleware=[
            Middleware(SecurityHeaders, https=settings.public_url.startswith("https:")),
            Middleware(SameOrigin, public_url=settings.public_url),
            Middleware(BodyLimit, limit=settings.body_limit),
            Middleware(GZipMiddleware, minimum_size=800, compresslevel=5),
        ],
    )
    app.state.site = Site(
        settings, opened, assets, Templates(assets), Previews(settings), Limits(), translator(settings, opened)
    )
    for page in PAGES:
        app.include_router(page.router)
    app.include_router(home.shortcuts)
    problems.install(app)
    return app
