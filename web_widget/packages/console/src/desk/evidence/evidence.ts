import type { Evidence } from "@yingda/protocol";

/** The session's cookie goes along: the server looks at who asks. */
export function evidenceHref({ id }: Evidence): string {
  return `/v1/evidence/${encodeURIComponent(id)}`;
}

export function isPicture({ media_type: type }: Evidence): boolean {
  return type.startsWith("image/");
}

/** How many of each kind there are. */
export function kindsOf(files: readonly Evidence[]) {
  const pictures = files.filter(isPicture).length;
  const films = files.filter(({ media_type: type }) => type.startsWith("video/")).length;
  return { pictures, films, others: files.length - pictures - films };
}

const KIB = 1024;

export function sizeWords(bytes: number): string {
  if (bytes >= KIB * KIB) return `${(bytes / KIB / KIB).toFixed(1)} MB`;
  return `${Math.max(1, Math.round(bytes / KIB))} KB`;
}
