/** 对客户的承诺。 */
export const zhPromise = {
  title: "向客户承诺",
  hint: "客户会看到这句话和时间。逾期会提醒您，也会通知主管。",
  text: "承诺内容",
  placeholder: "例如：核实充值记录并回复您",
  text_missing: "请写明承诺做什么。",
  due: "最晚时间",
  due_missing: "请选择最晚时间。",
  due_past: "这个时间已经过了，请改为将来的时间。",
  reads: "客户会看到：{{due}} 前",
  quick: "常用时间",
  times: { in_30_min: "30 分钟内", in_2_h: "2 小时内", today_18: "今天 18:00", tomorrow_12: "明天 12:00" },
  submit: "告诉客户",
};
