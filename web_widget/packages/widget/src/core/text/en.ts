import type { Texts } from "./zh.ts";

const count = (n: number, word: string): string => (n === 1 ? `${n} ${word}` : `${n} ${word}s`);

export const en: Texts = {
  name: "Customer service",
  close: "Close",
  menu: "More",
  human: "Talk to a person",
  urgent: "Urgent complaint",
  emergency: "Emergency",

  statusBot: "Bot online, ask for a person any time",
  statusAsked: "Passing you on to a person",
  statusQueued: (position) => `In the queue, number ${position}`,
  statusNobody: (opens) => (opens === "" ? "Nobody is on duty now" : `Nobody is on duty now, back ${opens}`),
  statusAgent: (name) => `${name} is with you`,
  statusConnecting: "Connecting…",
  statusOffline: "Reconnecting…",
  offline: "No connection, trying again. You can go on writing.",
  offlineWaiting: (n) => `No connection, trying again. ${count(n, "message")} saved and sent automatically.`,

  statusConsent: "Starts once you agree to the privacy policy",
  dismiss: "Dismiss",

  bot: "Bot",
  agent: "Agent",
  numbered: (name, number) => `${name} (no. ${number})`,
  system: "System",
  labelled: (label, text) => `${label}: ${text}`,
  you: "You",
  comma: ", ",
  source: (title) => `Source: ${title}`,
  suggestions: "You may want to ask",
  log: "Messages",
  laterMissing: "Some parts could not be loaded.",
  earlier: (count) => `${count} earlier`,
  newMessages: (n) => count(n, "new message"),
  typing: "The agent is writing",

  queuedState: "Saved, sent when back online",
  queuedVolatile: "Sent when back online, please keep this page open",
  waitingState: "Saved, waiting its turn",
  sendingState: "Sending",
  sentState: "Delivered",
  readState: "Read",
  failedState: "Not sent",
  retry: "Try again",
  discard: "Delete",
  refused: {
    bad_frame: "the message was not understood",
    too_large: "it is too long",
    unauthorized: "the session has ended",
    forbidden: "this is not allowed here",
    rate_limited: "too many messages",
    overloaded: "the server is busy",
    unavailable: "the service is not available",
    not_found: "this step is over",
    conflict: "it contradicts an earlier message",
    invalid: "it is not complete",
  },

  compose: "Message",
  placeholder: "Describe your problem",
  attach: "Add pictures or files",
  send: "Send",
  tooLong: (over) => `${count(over, "character")} too long, please split it`,

  sensitive: {
    bank_card: "a bank card number",
    identity: "an identity card number",
    card_secret: "a card secret or password",
  },
  guard: (names) =>
    `This looks like ${names}. We never ask for it in the chat. Better edit it first, or send it covered.`,
  guardMask: "Cover and send",
  guardBack: "Edit",
  guardSend: "Send as it is",

  options: "Please choose",
  chosen: (label) => `You chose: ${label}`,

  editedMark: "Edited",
  evidence: (n) => count(n, "attachment"),
};
