export type DialogName = "transfer" | "promise" | "resolve" | "shortcuts";
