/** Putting right what was collected, editing and recalling one's own words, mentions. */
import type { zhCase } from "./zh_case.ts";

export const enCase: typeof zhCase = {
  slots: {
    edit: "Correct {{label}}",
    title: "Correct: {{label}}",
    said: "The customer said:",
    was: "Was: {{value}}",
    masked: "The value is hidden: write the whole new one",
    reason: "Reason (optional)",
    logged: "Who changed what into what, and when, is kept in the log",
    save: "Correct",
    changed: "{{name}} corrected it {{when}}; was: {{was}}",
    show_source: "Show these words in the conversation",
  },
  own: {
    gone: "(recalled)",
    edit: "Edit",
    recall: "Recall",
    edit_title: "Edit what was sent",
    words: "Words",
    hint: "The customer reads the new words and that they were edited; the log keeps the original",
    save: "Save",
    edited: "Edited {{time}} (original)",
    recalled: "Recalled {{time}}; the customer no longer sees it",
  },
  mention: {
    title: "{{name}} mentioned you about {{who}}",
    open: "Mentions of me",
    none: "Nothing unread",
    by: "{{name}} mentioned you",
    seen: "Seen",
  },
};
