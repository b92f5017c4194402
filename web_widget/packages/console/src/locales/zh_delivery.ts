/** How far a message has come. */
export const zhDelivery = {
  pending: {
    message: "我",
    note: "内部备注",
    transfer: "转接",
    promise: "承诺",
    resolve: "解决",
    reveal: "查看隐私信息",
    ask_customer: "请客户补充",
    keep_promise: "承诺已兑现",
    merge: "合并工单",
    split: "拆分工单",
    link: "关联工单",
    pay_compensation: "补偿已发放",
  },
  delivery: {
    queued: "等待发送…",
    waiting: "已保存，联网后自动发送",
    sent: "发送中…",
    accepted: "已送达服务器",
    held: "即将发送…",
    take_back: "撤回",
    read: "客户已读",
    unread: "已发送，客户未读",
    failed: "没有发出：{{reason}}",
    forbidden: "没有发出：您没有权限，需要时请联系主管或管理员。",
  },
};
