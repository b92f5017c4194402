// What people type, and what lets them in, stays out of logs and figures.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Agent } from "./support/agent.mjs";
import { request } from "./support/http.mjs";
import { freePort, PASSWORD, Server } from "./support/server.mjs";
import { Socket } from "./support/socket.mjs";
import { Visitor } from "./support/visitor.mjs";

test("logs and figures hold nothing that anybody typed, and no secret", async () => {
  const admin = await freePort();
  const config = { log_level: "debug", admin_listen: `127.0.0.1:${admin}` };
  const server = await Server.start({ config, port: await freePort() });
  await server.addUser("li");
  const phone = "13912345678";
  const canary = "金丝雀寄存处";
  const visitor = await Visitor.join(server, {
    hello: { page: { url: `https://shop.example/?q=${phone}`, title: canary }, locale: "zh-CN" },
  });
  await visitor.say(`我叫${canary}，手机 ${phone}，提现多久到账`);
  visitor.socket.sendText(`{"type":"${canary}"}`);
  visitor.socket.sendText(`${canary} ${phone}`);
  await visitor.refused({ type: "message", text: canary.repeat(700) });
  await visitor.say("我要报修");
  const asked = await visitor.event("the form", (event) => event.form !== undefined);
  await visitor.refused({ type: "submit", of: asked.seq, values: { device: canary, contact: canary } });
  await visitor.do({ type: "submit", of: asked.seq, values: { device: canary, contact: phone } });
  await visitor.human();
  const order = await visitor.workOrder();
  const agent = await Agent.join(server, "li");
  const { conversation } = visitor.welcome;
  await agent.claim(conversation);
  await agent.say(conversation, `${canary} ${phone}`);
  await agent.do({ type: "note", conversation, text: `${canary} ${phone}` });
  await agent.try({ type: "transfer", conversation, to: { team: canary }, reason: phone });
  await agent.do({ type: "resolve", conversation, work_order: order.number, resolution: canary });
  await visitor.do({ type: "rate", score: 1, comment: `${canary} ${phone}` });
  await server.login("li", `${canary}${phone}`);
  await server.login(`${canary}${phone}`);
  await server.get(`/v1/work-orders/${order.number}`, { authorization: `Bearer ${order.secret}` });
  await server.get(`/${phone}?${phone}`);
  await assert.rejects(Socket.open(server.url, `/v1/chat?token=${phone}`));
  const cookie = await server.cookie("li");
  const figures = await request(`http://127.0.0.1:${admin}/metrics`);
  assert.equal(figures.status, 200);
  await server.kill();
  await server.restart();
  await visitor.resume();
  await server.stop();

  assert.match(server.log, /"event":"serving"/);
  const secrets = { phone, canary, password: PASSWORD, order: order.secret, token: visitor.welcome.token };
  secrets.session = cookie.split("=")[1];
  for (const [name, secret] of Object.entries(secrets)) {
    for (const [place, text] of Object.entries({ log: server.log, figures: figures.text })) {
      const at = text.indexOf(secret);
      assert.equal(at, -1, `the ${place} holds the ${name}: …${text.slice(Math.max(0, at - 120), at + 40)}…`);
    }
  }
  for (const line of server.log.trimEnd().split("\n")) assert.doesNotThrow(() => JSON.parse(line), line);
});
