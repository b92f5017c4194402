/** Putting work orders in order: merging, splitting, linking. */
export const enArrange = {
  title: "Arrange {{number}}",
  answers: "Which work order this answers",
  spoken_of: "Answers {{number}} (spoken of last)",
  answer_to: "Answers {{number}}",
  merged_into: "Merged: goes on as {{number}}",
  merged: "Joined to it: {{numbers}}",
  linked: "Linked with {{number}}",
  linked_why: "Linked with {{number}}: {{why}}",
  duplicate: "{{number}} seems to be about the same order and problem.",
  with: "With the work order",
  merge: {
    title: "Merge…",
    title_of: "Merge {{number}}",
    submit: "Merge",
    hint: "The older of the two goes on, with the tighter deadlines, all demands and files. The customer is told; the other number still works.",
  },
  split: {
    title: "Split…",
    title_of: "Split {{number}}",
    submit: "Split",
    hint: "Part of it gets a number of its own, due no later than it is now. The customer is told what it is about.",
    about: "What the new work order is about",
    demands: "Demands that go with it",
  },
  link: {
    title: "Link…",
    title_of: "Link {{number}}",
    submit: "Link",
    hint: "Both name each other for colleagues; nothing else changes. An order of another conversation can be linked, too.",
  },
};
