// A morning at the desk, in Chinese or in English: customers who wait, are served and were served; promises, notes,
// a complaint, opinions. What the desk's pictures show.
import { Agent } from "./agent.mjs";
import { connectedTo, Server } from "./server.mjs";
import { shippedContent } from "./command.mjs";
import { identity, knowsSite } from "./site.mjs";
import { Visitor } from "./visitor.mjs";

const WORDS = {
  "zh-CN": {
    main: { name: "陈思远", asks: ["我充值的话费一直没到", "订单号 20261120002"] },
    solved: { name: "刘晓梅", asks: ["会员开通了还是看不了"] },
    unhappy: { name: "何俊杰", asks: ["卡密提示已被使用"] },
    other: { name: "周文博", asks: ["点券充错账号了怎么办"] },
    waiting: [
      { name: "孙莉", asks: ["【紧急投诉】等了两天还没退款"] },
      { name: "郑凯", asks: ["礼品卡余额对不上"] },
      { name: "吴婷", asks: ["发票抬头开错了"] },
      { name: "黄志强", asks: ["实名认证一直失败"] },
    ],
    bot: { name: "林小雨", asks: ["充值一般多久到账"] },
    hello: "您好，我是李敏。订单 20261120002 我已经看到了，付款成功，正在等运营商回执。",
    thanks: "好的，那大概什么时候能到？我下午要用。",
    typo: "预计今天 18:00 前到账，到账后我马上告诉您。",
    edited: "预计今天 16:00 前到账，到账后我马上告诉您。",
    promise: "到账后短信和会话里各通知一次",
    note: "渠道说 15:30 批量补单，@赵岚 如果没到需要您批补偿。",
    answer: "渠道已确认，补单优先级提到最高。",
    solution: "会员权益已重新下发，请退出登录后再进入即可观看。",
    reassure: "已为您重新下发会员权益，请重新登录查看。",
    refusal: "卡密在您付款后 5 分钟已被使用，按《卡密售后规则》不能更换。",
    tags: ["大客户", "渠道卡单"],
    view: "我负责的加急",
    away: "lunch",
  },
  en: {
    main: { name: "Daniel Chen", asks: ["My phone top-up has not arrived", "Order number 20261120002"] },
    solved: { name: "Mary Liu", asks: ["My membership is active but nothing plays"] },
    unhappy: { name: "Jack Harris", asks: ["The card code says it was used already"] },
    other: { name: "Ben Zhou", asks: ["I topped up the wrong account"] },
    waiting: [
      { name: "Lily Sun", asks: ["Urgent complaint: I have waited two days for my refund"] },
      { name: "Kai Zheng", asks: ["The balance of my gift card is wrong"] },
      { name: "Tina Wu", asks: ["The name on my invoice is wrong"] },
      { name: "Tom Huang", asks: ["Verifying my identity keeps failing"] },
    ],
    bot: { name: "Rain Lin", asks: ["How long does a top-up take?"] },
    hello: "Hello, this is Li Min. I have order 20261120002 in front of me: it is paid, and the carrier has not confirmed it yet.",
    thanks: "All right, when will it be there? I need it this afternoon.",
    typo: "It should arrive by 18:00 today. I will tell you as soon as it does.",
    edited: "It should arrive by 16:00 today. I will tell you as soon as it does.",
    promise: "Tell the customer here and by text message once it has arrived",
    note: "The carrier runs a batch at 15:30. @Zhao Lan if it is not in there we need you for compensation.",
    answer: "The carrier confirmed it, and put it at the front of the batch.",
    solution: "The membership was granted again. Please log out and in, then everything plays.",
    reassure: "I have granted your membership again. Please log in anew.",
    refusal: "The code was used five minutes after you paid; by the card code rules it cannot be replaced.",
    tags: ["key account", "carrier delay"],
    view: "My urgent ones",
    away: "lunch",
  },
};

export async function deskScene(locale, ordersUrl) {
  const words = WORDS[locale];
  const config = {
    ...connectedTo(ordersUrl),
    ...knowsSite,
  };
  const server = await Server.start({ content: shippedContent, config });
  await server.addUser("limin", { names: ["李敏", "Li Min"] });
  await server.addUser("wangqiang", { names: ["王强", "Wang Qiang"], teams: ["topup", "cards", "general"] });
  await server.addUser("zhao", { role: "supervisor", names: ["赵岚", "Zhao Lan"] });
  await server.addUser("guan", { role: "admin", names: ["管小芸", "Guan Xiaoyun"] });
  await server.addUser("wen", { role: "editor", names: ["文静", "Wen Jing"] });
  const scene = new Scene(server, locale, words);
  await scene.play();
  return scene;
}

class Scene {
  constructor(server, locale, words) {
    this.server = server;
    this.locale = locale;
    this.words = words;
  }

  async visit({ name, asks }, wait = true) {
    const hello = {
      locale: this.locale,
      identity: identity(name),
      page: { url: "https://shop.example/orders", title: this.locale === "en" ? "My orders" : "我的订单" },
    };
    const visitor = await Visitor.join(this.server, { hello });
    for (const text of asks) {
      const { seq } = await visitor.say(text);
      // What it looks up in the order system is known before the next sentence.
      await visitor.event(`an answer to ${text}`, (event) => event.seq > seq && event.kind !== "queue");
    }
    if (!wait) return { visitor, conversation: visitor.welcome.conversation };
    await visitor.human();
    const { number } = await visitor.workOrder();
    return { visitor, conversation: visitor.welcome.conversation, number };
  }

  async play() {
    const { server, words } = this;
    this.limin = await Agent.join(server, "limin");
    this.wang = await Agent.join(server, "wangqiang");
    this.zhao = await Agent.join(server, "zhao", { online: false });
    await this.settled(words.solved, words.reassure, words.solution, 5);
    await this.settled(words.unhappy, words.refusal, words.refusal, 2);
    await this.mainCase();
    const other = await this.visit(words.other);
    await this.wang.claim(other.conversation);
    await this.wang.say(other.conversation, words.reassure);
    for (const one of words.waiting) await this.visit(one);
    await this.visit(words.bot, false);
    this.wang.socket.send({ type: "presence", status: "away", reason: words.away });
  }

  async settled(who, said, solution, score) {
    const { visitor, conversation, number } = await this.visit(who);
    await this.limin.claim(conversation);
    await this.limin.say(conversation, said);
    await this.limin.do({ type: "resolve", conversation, work_order: number, resolution: { text: solution } });
    await visitor.do({ type: "rate", score });
    if (score < 3) await visitor.do({ type: "work_order", number, action: "reopen", text: solution });
  }

  async mainCase() {
    const { words, limin, zhao } = this;
    const { visitor, conversation, number } = await this.visit(words.main);
    this.main = { visitor, conversation, number };
    await limin.claim(conversation);
    await limin.say(conversation, words.hello);
    await visitor.say(words.thanks);
    const { pos } = await limin.say(conversation, words.typo);
    await limin.do({ type: "edit", conversation, pos, text: words.edited });
    const due = new Date(Date.now() + 2 * 3600_000).toISOString();
    await limin.do({ type: "promise", conversation, text: words.promise, due });
    const boss = zhao.welcome.agent.id;
    await limin.socket.next(
      "who works here",
      (frame) => (frame.staff ?? []).some(({ id }) => id === boss),
    );
    await limin.do({ type: "note", conversation, text: words.note, mentions: [boss] });
    await zhao.do({ type: "note", conversation, text: words.answer });
    const tag = { work_order: number, add: words.tags, remove: [] };
    await zhao.do({ type: "action", conversation, action: "tag", arguments: tag });
  }

  async stop() {
    await this.server.stop();
  }
}
