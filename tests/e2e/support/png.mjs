// Screenshots made small: at most 256 colours, which is what an interface has, packed as tightly as zlib can.
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");
const MOST_COLOURS = 256;

function* chunksOf(png) {
  for (let at = SIGNATURE.length; at < png.length; ) {
    const size = png.readUInt32BE(at);
    yield { type: png.toString("latin1", at + 4, at + 8), body: png.subarray(at + 8, at + 8 + size) };
    at += size + 12;
  }
}

function chunk(type, body) {
  const out = Buffer.alloc(body.length + 12);
  out.writeUInt32BE(body.length, 0);
  out.write(type, 4, "latin1");
  body.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + body.length)), 8 + body.length);
  return out;
}

function paeth(left, above, corner) {
  const guess = left + above - corner;
  const [a, b, c] = [left, above, corner].map((value) => Math.abs(guess - value));
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

/** The bytes of the picture without the filters of its lines; `step`: bytes a pixel. */
function unfiltered(data, { width, height, step }) {
  const stride = width * step;
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x < step ? 0 : out[at - step];
      const above = y === 0 ? 0 : out[at - stride];
      const corner = x < step || y === 0 ? 0 : out[at - stride - step];
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter];
      out[at] = data[y * (stride + 1) + 1 + x] + guess;
    }
  }
  return out;
}

/** The most frequent colours. All others become the nearest of these. */
function paletteOf(pixels) {
  const counts = new Map();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const colours = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  const palette = colours.slice(0, MOST_COLOURS);
  const parts = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];
  const distance = (a, b) => parts(a).reduce((sum, part, i) => sum + (part - parts(b)[i]) ** 2, 0);
  const index = new Map(palette.map((colour, i) => [colour, i]));
  for (const colour of colours.slice(MOST_COLOURS)) {
    let best = 0;
    for (let i = 1; i < palette.length; i++) {
      if (distance(palette[i], colour) < distance(palette[best], colour)) best = i;
    }
    index.set(colour, best);
  }
  return { palette: Buffer.from(palette.flatMap(parts)), index };
}

/** Of a PNG with 8 bits a channel, as Chromium makes them. */
export function shrunkPng(png) {
  const chunks = [...chunksOf(png)];
  const header = chunks[0].body;
  const size = { width: header.readUInt32BE(0), height: header.readUInt32BE(4), step: header[9] === 6 ? 4 : 3 };
  if (header[8] !== 8 || (header[9] !== 2 && header[9] !== 6) || header[12] !== 0) return png;
  const data = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ body }) => body)));
  const bytes = unfiltered(data, size);
  const pixels = Array.from({ length: size.width * size.height }, (_, i) => bytes.readUIntBE(i * size.step, 3));
  const { palette, index } = paletteOf(pixels);
  const lines = Buffer.alloc((size.width + 1) * size.height);
  pixels.forEach((colour, i) => (lines[i + Math.floor(i / size.width) + 1] = index.get(colour)));
  const small = Buffer.from(header);
  small[9] = 3;
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", small),
    chunk("PLTE", palette),
    chunk("IDAT", deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
