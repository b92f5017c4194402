/** 更正收集到的信息、修改和撤回自己的话、@同事。 */
export const zhCase = {
  slots: {
    edit: "更正{{label}}",
    title: "更正：{{label}}",
    said: "客户原话：",
    was: "原为：{{value}}",
    masked: "原值已隐藏，请填写完整的新值",
    reason: "原因（可不填）",
    logged: "谁在什么时候把什么改成了什么，会记入日志",
    save: "更正",
    changed: "{{name}} {{when}} 更正，原为：{{was}}",
    show_source: "在会话中查看这句话",
  },
  own: {
    gone: "（已撤回）",
    edit: "编辑",
    recall: "撤回",
    edit_title: "编辑已发送的内容",
    words: "内容",
    hint: "客户会看到新的内容，并知道它被编辑过；日志保留原文",
    save: "保存",
    edited: "已编辑 {{time}}（原文）",
    recalled: "已撤回 {{time}}；客户看不到原文",
  },
  mention: {
    title: "{{name}} 在 {{who}} 的会话中提到了您",
    open: "提到我",
    none: "没有未读的提醒",
    by: "{{name}} 提到了您",
    seen: "知道了",
  },
};
