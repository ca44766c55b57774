// node sharp.mjs FOLDER WORKERS SECONDS: thumbnails of the JPEGs of a folder, so many under way at once.
import fs from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';

const [folder, workers, seconds] = process.argv.slice(2);
// One thread a picture, and nothing kept of those before.
sharp.concurrency(1);
sharp.cache(false);
const files = fs.readdirSync(folder).sort().map((name) => path.join(folder, name));

async function thumbnail(file) {
  const image = sharp(file, { sequentialRead: true }).resize(512, 512, { fit: 'inside' });
  return (await image.webp({ quality: 80, effort: 4 }).toBuffer()).length;
}

for (const file of files) await thumbnail(file);
const before = process.cpuUsage(), begun = performance.now(), end = begun + Number(seconds) * 1000;
let made = 0, bytes = 0;
await Promise.all(Array.from({ length: Number(workers) }, async () => {
  while (performance.now() < end) {
    const size = await thumbnail(files[made++ % files.length]);
    bytes += size;
  }
}));
const used = process.cpuUsage(before);
console.log(JSON.stringify({
  made, bytes, seconds: (performance.now() - begun) / 1000, processor: (used.user + used.system) / 1e6,
}));
