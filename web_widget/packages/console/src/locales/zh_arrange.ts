/** 整理工单：合并、拆分、关联。 */
export const zhArrange = {
  title: "整理 {{number}}",
  answers: "答复哪个工单",
  spoken_of: "答复 {{number}}（客户刚说的）",
  answer_to: "答复 {{number}}",
  merged_into: "已并入 {{number}} 继续处理",
  merged: "并入的工单：{{numbers}}",
  linked: "关联 {{number}}",
  linked_why: "关联 {{number}}：{{why}}",
  duplicate: "{{number}} 看起来是同一订单、同一问题。",
  with: "对方工单",
  merge: {
    title: "合并…",
    title_of: "合并 {{number}}",
    submit: "合并",
    hint: "较早的工单继续处理，取两者中更早的时限，诉求和材料都保留。客户会收到通知，另一个单号照样能查。",
  },
  split: {
    title: "拆分…",
    title_of: "拆分 {{number}}",
    submit: "拆分",
    hint: "其中一件事单独立单，时限不会晚于现在。客户会知道新单处理什么。",
    about: "新工单处理什么",
    demands: "一起带走的诉求",
  },
  link: {
    title: "关联…",
    title_of: "关联 {{number}}",
    submit: "关联",
    hint: "两个工单互相标注，给同事看，其他不变。也可以关联别的会话里的工单。",
  },
};
