// Somebody else's page that embeds the widget, on an origin of its own.
import { createServer } from "node:http";

/**
 * Serves it. Its address is known before the gateway's: set `gateway` on what is returned.
 * `policy` is the page's content security policy, `head` what embeds the widget, both by the gateway's origin;
 * `files` are other paths with their media type and text.
 */
export async function hostPage({ policy, head, files = {} }) {
  const host = { gateway: undefined };
  const http = createServer((request, response) => {
    const file = files[request.url];
    if (file !== undefined) {
      response.writeHead(200, { "content-type": file.type }).end(file.text);
      return;
    }
    if (request.url !== "/") {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy(host.gateway),
    });
    response.end(
      '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>别人的商店</title>' +
        head(host.gateway) +
        "</head><body><main><h1>别人的商店</h1><p>这里卖茶。</p></main></body></html>",
    );
  });
  await new Promise((resolve) => http.listen(0, "127.0.0.1", resolve));
  host.origin = `http://127.0.0.1:${http.address().port}`;
  host.close = () => new Promise((resolve) => http.close(resolve));
  return host;
}
