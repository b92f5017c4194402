export type DialogName =
  "transfer" | "promise" | "resolve" | "ask" | "take_over" | "shortcuts" | "settings" | "palette";
