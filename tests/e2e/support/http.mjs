// One request, one connection: nothing is kept alive that a draining server would have to wait for.
import { request as open } from "node:http";
import { PATIENCE_MS, within } from "./wait.mjs";

export function request(url, { method = "GET", headers = {}, body } = {}) {
  const answer = new Promise((resolve, reject) => {
    const asked = open(url, { method, headers: { connection: "close", ...headers }, agent: false });
    asked.on("error", reject);
    asked.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part) => (text += part));
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    asked.end(body);
  });
  return within(PATIENCE_MS, `${method} ${url}`, answer);
}

export function postJson(url, value, headers = {}) {
  return request(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(value),
  });
}
