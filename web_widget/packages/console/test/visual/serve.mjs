// Serves a build as the gateway does: a fresh nonce per response and the strict policy, no cache.
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css" };

async function answer(root, url, response) {
  const path = new URL(url, "http://local").pathname;
  const page = path === "/desk" || path.startsWith("/desk/");
  const body = await readFile(join(root, page ? "desk.html" : normalize(path)));
  const nonce = randomBytes(16).toString("base64");
  response.setHeader(
    "Content-Type",
    page ? types[".html"] : (types[extname(path)] ?? "application/octet-stream"),
  );
  if (page) {
    response.setHeader(
      "Content-Security-Policy",
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
    );
  }
  response.end(page ? body.toString().replaceAll("__YD_NONCE__", nonce) : body);
}

export function serve(root) {
  const server = createServer((request, response) => {
    answer(root, request.url, response).catch(() => {
      response.statusCode = 404;
      response.end();
    });
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () =>
      resolve({ origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }),
    );
  });
}
