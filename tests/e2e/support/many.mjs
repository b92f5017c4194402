// The same thing very often: long queues and long conversations.
import { Visitor } from "./visitor.mjs";

const AT_ONCE = 16;

/** Does `act` for 0 to `count` - 1, some at once. */
export async function many(count, act) {
  let next = 0;
  const worker = async () => {
    while (next < count) await act(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Lets `count` visitors wait for a person, and leaves; their conversations. */
export async function crowd(server, count) {
  const conversations = [];
  await many(count, async () => {
    const visitor = await Visitor.join(server);
    await visitor.human();
    conversations.push(visitor.welcome.conversation);
    await visitor.socket.close();
  });
  return conversations;
}

/** A conversation that an agent has, with `count` messages of its visitor; the first one says so. */
export async function longTalk(server, agent, count, text = (i) => `第 ${i + 1} 条：还没有到账`) {
  const visitor = await Visitor.join(server);
  const { conversation } = visitor.welcome;
  await visitor.say("最早的一句话：充值没有到账");
  await visitor.human();
  await agent.claim(conversation);
  await agent.say(conversation, "您好，请把看到的都发给我");
  await many(count, (i) => visitor.say(text(i)));
  return { visitor, conversation };
}
