/** What customers say by one tap. */
export const zhOpinions = {
  opinion: {
    off_point: "没说到点子上",
    unclear: "看不懂",
    other_case: "情况不一样",
    other: "其他原因",
    fast: "回复快",
    solved: "解决了问题",
    friendly: "态度好",
    clear: "讲得清楚",
    slow: "等太久",
    unsolved: "没解决",
    repeated: "重复问",
    unfriendly: "态度不好",
  },
};
