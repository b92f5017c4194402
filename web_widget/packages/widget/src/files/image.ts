/**
 * Pictures in a format that everybody reads, photographs among them made small enough to travel. Screenshots are
 * evidence: the small print of a long one must stay readable, however long it is.
 */

/** By its shorter side a long screenshot keeps its width, and so its letters. */
const SHORTER_SIDE_PX = 1920;
/** The largest canvas that telephones draw. */
const MOST_PIXELS = 16_000_000;
/** Smaller files are sent as they are: nothing is gained by touching them. */
const WORTH_SHRINKING = 1024 * 1024;
const QUALITY = 0.86;

export interface Picture {
  readonly name: string;
  readonly blob: Blob;
}

const KEPT = /^image\/(?:jpeg|png|webp|gif)$/;

export function scaleOf(width: number, height: number): number {
  return Math.min(1, SHORTER_SIDE_PX / Math.min(width, height), Math.sqrt(MOST_PIXELS / (width * height)));
}

/** What iPhones take photographs in. Where nobody knows the type, the name tells. */
export const isHeic = (name: string, type: string): boolean =>
  /^image\/hei[cf]/.test(type) || (type === "" && /\.hei[cf]$/i.test(name));

/** The file itself when it is no picture, small already, or cannot be read here. PNG has sharp letters: JPEG blurs them. */
export async function shrunk(file: File, maxBytes: number): Promise<Picture> {
  const original = { name: file.name, blob: file };
  const foreign = (file.type.startsWith("image/") && !KEPT.test(file.type)) || isHeic(file.name, file.type);
  const worth = file.type === "image/png" ? maxBytes : WORTH_SHRINKING;
  const large = /^image\/(?:jpeg|png|webp)$/.test(file.type) && file.size > worth;
  if (!foreign && !large) return original;
  try {
    const bitmap = await createImageBitmap(file);
    const canvas = drawn(bitmap, scaleOf(bitmap.width, bitmap.height));
    bitmap.close();
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    if (blob === null || (!foreign && blob.size >= file.size)) return original;
    return { name: file.name.replace(/\.\w+$|$/, ".jpg"), blob };
  } catch {
    return original;
  }
}

export function drawn(
  bitmap: ImageBitmap,
  scale: number,
  canvas = document.createElement("canvas"),
): HTMLCanvasElement {
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}
