/** What customers say by one tap. */
export const enOpinions = {
  opinion: {
    off_point: "beside the point",
    unclear: "hard to understand",
    other_case: "another case",
    other: "another reason",
    fast: "quick",
    solved: "solved it",
    friendly: "friendly",
    clear: "clear",
    slow: "long wait",
    unsolved: "not solved",
    repeated: "asked again and again",
    unfriendly: "unfriendly",
  },
};
