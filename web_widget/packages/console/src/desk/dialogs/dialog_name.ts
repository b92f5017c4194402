export type DialogName =
  | "transfer"
  | "snooze"
  | "return"
  | "mute"
  | "whisper"
  | "promise"
  | "resolve"
  | "ask"
  | "take_over"
  | "shortcuts"
  | "settings"
  | "palette";
