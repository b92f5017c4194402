/** How far a message has come. */
export const enDelivery = {
  pending: {
    message: "Me",
    note: "Internal note",
    transfer: "Transfer",
    promise: "Promise",
    resolve: "Solution",
    reveal: "Personal data",
    ask_customer: "Request to the customer",
    keep_promise: "Promise kept",
    merge: "Merge",
    split: "Split",
    link: "Link",
    pay_compensation: "Compensation paid",
  },
  delivery: {
    queued: "Waiting to be sent…",
    waiting: "Saved, sent when back online",
    sent: "Sending…",
    accepted: "Stored by the server",
    held: "Sending in a moment…",
    take_back: "Take back",
    read: "Read by the customer",
    unread: "Sent, not read yet",
    failed: "Not sent: {{reason}}",
    forbidden: "Not sent: you are not allowed to. A supervisor or administrator can help.",
  },
};
