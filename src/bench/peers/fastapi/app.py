"""A peer: FastAPI on asyncpg, one statement a batch. Below /gather the paths take a statement an id, side by side.

With EQUAL=1 a save of captions does what Tintype's does: it judges the rank and keeps the history.
"""
import asyncio
import os

import asyncpg
import ujson
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import Response, StreamingResponse

COLUMNS = "id, filename, path, caption, size, width, height, created_at"
ONE = f"SELECT {COLUMNS} FROM images WHERE id = $1"
PATHS = "SELECT id, path FROM images WHERE id = ANY($1::text[])"
PATH = "SELECT path FROM images WHERE id = $1"
SAVE = ("UPDATE images AS i SET caption = n.caption FROM unnest($1::text[], $2::text[]) AS n (id, caption) "
        "WHERE i.id = n.id RETURNING i.id")
# A caption of a lower rank than the current one goes into the history only.
SAVE_EQUAL = """
WITH n AS (
  SELECT * FROM unnest($1::text[], $2::text[], $3::int[]) AS n (id, caption, rank)
), saved AS (
  UPDATE images AS i SET caption = n.caption, rank = n.rank FROM n WHERE i.id = n.id AND n.rank >= i.rank RETURNING i.id
)
INSERT INTO captions (image_id, text, rank, is_kept)
SELECT n.id, n.caption, n.rank, saved.id IS NULL FROM n JOIN images ON images.id = n.id LEFT JOIN saved ON saved.id = n.id
RETURNING image_id, is_kept"""
EQUAL = os.environ.get("EQUAL") == "1"
RANKS = {"model": 1, "import": 2, "human": 3}
NEWEST_FIRST = f"SELECT {COLUMNS} FROM images ORDER BY created_at DESC, id DESC"
PAGE = NEWEST_FIRST + " LIMIT $1 OFFSET $2"
COUNT = "SELECT count(*) FROM images"
USE = ("INSERT INTO prompts AS p (prompt_text) VALUES ($1) ON CONFLICT (prompt_text) DO UPDATE "
       "SET total_uses = p.total_uses + 1, last_used_at = now() "
       "RETURNING id, prompt_text, total_uses, first_used_at, last_used_at")

pool = None


async def open_pool():
    global pool
    size = int(os.environ["POOL_SIZE"])
    pool = await asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=size, max_size=size)


app = FastAPI(openapi_url=None, on_startup=[open_pool])


def encode(value):
    return ujson.dumps(value, ensure_ascii=False, escape_forward_slashes=False)


def answer(value):
    # Of a string, which spares the walk of a response model over each row.
    return Response(encode(value), media_type="application/json")


def image(row):
    return {"image_id": row[0], "filename": row[1], "path": row[2], "caption": row[3], "size": row[4],
            "width": row[5], "height": row[6], "created_at": row[7].isoformat()}


async def read(request, key, kind, most=10_000):
    try:
        value = ujson.loads(await request.body())[key]
    except (ValueError, KeyError, TypeError):
        raise HTTPException(400, "no body as expected")
    if not isinstance(value, kind) or len(value) > most:
        raise HTTPException(400, "no body as expected")
    return value


def found(ids, paths):
    return answer({"paths": paths, "missing": [image_id for image_id in ids if image_id not in paths]})


@app.post("/api/images/paths")
async def paths_of(request: Request):
    ids = await read(request, "image_ids", list)
    return found(ids, dict(await pool.fetch(PATHS, ids)))


@app.post("/gather/api/images/paths")
async def paths_gathered(request: Request):
    ids = await read(request, "image_ids", list)
    paths = await asyncio.gather(*[pool.fetchval(PATH, image_id) for image_id in ids])
    return found(ids, {image_id: path for image_id, path in zip(ids, paths) if path is not None})


@app.post("/api/captions")
async def save(request: Request):
    try:
        items = {item["image_id"]: item for item in await read(request, "captions", list)}
        texts = {image_id: item["caption"] for image_id, item in items.items()}
        ranks = {image_id: RANKS[item.get("source", "model")] for image_id, item in items.items()} if EQUAL else {}
    except (KeyError, TypeError):
        raise HTTPException(400, "no body as expected")
    # All writers lock in one order, so that none waits for another in a circle.
    ids = sorted(texts)
    values = [texts[image_id] for image_id in ids]
    if EQUAL:
        status = {row[0]: "kept" if row[1] else "saved"
                  for row in await pool.fetch(SAVE_EQUAL, ids, values, [ranks[image_id] for image_id in ids])}
    else:
        status = {row[0]: "saved" for row in await pool.fetch(SAVE, ids, values)}
    return answer({"results": [{"image_id": image_id, "status": status.get(image_id, "missing")}
                               for image_id in texts]})


@app.get("/api/images/{image_id}")
async def one(image_id: str):
    row = await pool.fetchrow(ONE, image_id)
    if row is None:
        raise HTTPException(404, "no such image")
    return answer(image(row))


async def lines():
    async with pool.acquire() as connection, connection.transaction(readonly=True):
        cursor = await connection.cursor(NEWEST_FIRST)
        while rows := await cursor.fetch(1000):
            yield "".join([encode(image(row)) + "\n" for row in rows])


@app.get("/api/images")
async def listing(request: Request, page: int = 1, per_page: int = 50):
    if request.headers.get("accept") == "application/x-ndjson":
        return StreamingResponse(lines(), media_type="application/x-ndjson")
    async with pool.acquire() as connection:
        rows = await connection.fetch(PAGE, per_page, (page - 1) * per_page)
        total = await connection.fetchval(COUNT)
    return answer({"items": [image(row) for row in rows], "page": page, "per_page": per_page, "total": total})


@app.post("/api/prompts")
async def use(request: Request):
    row = await pool.fetchrow(USE, await read(request, "prompt_text", str, 100_000))
    return answer({"id": row[0], "prompt_text": row[1], "total_uses": row[2], "first_used_at": row[3].isoformat(),
                   "last_used_at": row[4].isoformat()})
