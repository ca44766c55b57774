// A peer: Fastify on postgres.js, one statement a batch, two processes.
// With EQUAL=1 a save of captions does what Tintype's does: it judges the rank and keeps the history.
import cluster from 'node:cluster';
import { Readable } from 'node:stream';
import Fastify from 'fastify';
import postgres from 'postgres';

if (cluster.isPrimary) {
  for (let i = 0; i < Number(process.env.WORKERS); i++) cluster.fork();
  process.on('SIGTERM', () => {
    for (const worker of Object.values(cluster.workers)) worker.kill();
    process.exit(0);
  });
} else {
  await serve();
}

async function serve() {
  const sql = postgres(process.env.DATABASE_URL, {
    max: Number(process.env.POOL_SIZE),
    // As numbers: every size and count here is far below 2^53.
    types: { bigint: { to: 20, from: [20], serialize: String, parse: Number } },
  });
  const columns = sql`id AS image_id, filename, path, caption, size, width, height, created_at`;
  const app = Fastify({ bodyLimit: 4 << 20 });

  const text = { type: 'string' }, number = { type: 'integer' }, time = { type: 'string', format: 'date-time' };
  const object = (properties) => ({ type: 'object', required: Object.keys(properties), properties });
  const list = (items) => ({ type: 'array', maxItems: 10000, items });
  const image = object({
    image_id: text, filename: text, path: text, caption: { type: ['string', 'null'] }, size: number, width: number,
    height: number, created_at: time,
  });
  const answers = (schema) => ({ '2xx': schema });

  app.post('/api/images/paths', {
    schema: {
      body: object({ image_ids: list(text) }),
      response: answers(object({ paths: { type: 'object', additionalProperties: text }, missing: list(text) })),
    },
  }, async (request) => {
    const ids = request.body.image_ids;
    const paths = {};
    for (const row of await sql`SELECT id, path FROM images WHERE id = ANY(${ids})`) paths[row.id] = row.path;
    return { paths, missing: ids.filter((id) => paths[id] === undefined) };
  });

  const equal = process.env.EQUAL === '1', ranks = { model: 1, import: 2, human: 3 };

  // A caption of a lower rank than the current one goes into the history only.
  const saveEqual = (ids, captions, rank) => sql`
    WITH n AS (
      SELECT * FROM unnest(${ids}::text[], ${captions}::text[], ${rank}::int[]) AS n (id, caption, rank)
    ), saved AS (
      UPDATE images AS i SET caption = n.caption, rank = n.rank FROM n
      WHERE i.id = n.id AND n.rank >= i.rank RETURNING i.id
    )
    INSERT INTO captions (image_id, text, rank, is_kept)
    SELECT n.id, n.caption, n.rank, saved.id IS NULL
    FROM n JOIN images ON images.id = n.id LEFT JOIN saved ON saved.id = n.id
    RETURNING image_id AS id, is_kept`;

  const save = (ids, captions) => sql`UPDATE images AS i SET caption = n.caption
    FROM unnest(${ids}::text[], ${captions}::text[]) AS n (id, caption)
    WHERE i.id = n.id RETURNING i.id`;

  const caption = object({ image_id: text, caption: text });
  caption.properties.source = { type: 'string', enum: Object.keys(ranks), default: 'model' };

  app.post('/api/captions', {
    schema: {
      body: object({ captions: list(caption) }),
      response: answers(object({ results: list(object({ image_id: text, status: text })) })),
    },
  }, async (request) => {
    const items = new Map(request.body.captions.map((item) => [item.image_id, item]));
    // All writers lock in one order, so that none waits for another in a circle.
    const ids = [...items.keys()].sort(), captions = ids.map((id) => items.get(id).caption);
    const rows = equal ? await saveEqual(ids, captions, ids.map((id) => ranks[items.get(id).source]))
      : await save(ids, captions);
    const saved = new Map(rows.map((row) => [row.id, row.is_kept ? 'kept' : 'saved']));
    return { results: [...items.keys()].map((id) => ({ image_id: id, status: saved.get(id) ?? 'missing' })) };
  });

  app.get('/api/images/:id', { schema: { response: answers(image) } }, async (request, reply) => {
    const [row] = await sql`SELECT ${columns} FROM images WHERE id = ${request.params.id}`;
    return row ?? reply.code(404).send({ error: 'no such image' });
  });

  async function* lines(write) {
    const rows = sql`SELECT ${columns} FROM images ORDER BY created_at DESC, id DESC`;
    for await (const some of rows.cursor(1000)) {
      let chunk = '';
      for (const row of some) chunk += write(row) + '\n';
      yield chunk;
    }
  }

  app.get('/api/images', {
    schema: { response: answers(object({ items: list(image), page: number, per_page: number, total: number })) },
  }, async (request, reply) => {
    if (request.headers.accept === 'application/x-ndjson') {
      // Compiled once and kept by Fastify: faster than JSON.stringify, as it knows the fields.
      const write = reply.getSerializationFunction(image) ?? reply.compileSerializationSchema(image);
      return reply.header('content-type', 'application/x-ndjson')
        .send(Readable.from(lines(write), { objectMode: false }));
    }
    const page = Number(request.query.page ?? 1), size = Number(request.query.per_page ?? 50);
    const [items, [{ total }]] = await Promise.all([
      sql`SELECT ${columns} FROM images ORDER BY created_at DESC, id DESC LIMIT ${size} OFFSET ${(page - 1) * size}`,
      sql`SELECT count(*) AS total FROM images`,
    ]);
    return { items, page, per_page: size, total };
  });

  app.post('/api/prompts', {
    schema: {
      body: object({ prompt_text: text }),
      response: answers(object({
        id: number, prompt_text: text, total_uses: number, first_used_at: time, last_used_at: time,
      })),
    },
  }, async (request) => {
    const [row] = await sql`INSERT INTO prompts AS p (prompt_text) VALUES (${request.body.prompt_text})
      ON CONFLICT (prompt_text) DO UPDATE SET total_uses = p.total_uses + 1, last_used_at = now() RETURNING *`;
    return row;
  });

  await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
}
