/** The words of the menu. */
import type { Locale } from "@yingda/protocol";
import { useWidget } from "../core/ui/context.ts";

const zh = {
  myOrders: "我的工单",
  noOrders: "还没有工单。转人工或投诉后，工单会列在这里。",
  updated: (when: string) => `更新于${when}`,
  urgentTag: "紧急",

  language: "语言",
  textSize: "字号",
  textNormal: "标准",
  textLarge: "长辈大字",
  theme: "外观",
  themeAuto: "跟随系统",
  themeLight: "浅色",
  themeDark: "深色",
  sound: "新消息提示音",
  wide: "大窗口",
  transcript: "下载聊天记录：",
  transcriptText: "文本",
  transcriptHtml: "网页",
  transcriptShare: "发到邮箱或其他应用",
  transcriptTitle: "聊天记录",
  mailTranscript: (to: string) => `把聊天记录发到 ${to}`,
  mailSending: "正在发送…",
  mailSent: (to: string) => `已发到 ${to}。手机号、卡号等已隐去一部分`,
  mailFailed: "邮件没有发出，请稍后再试",
  mailBusy: "正在等待发送的邮件较多，这一封没有发出。请过一分钟再试，或下载保存",
  mailEnough: "今天发往这个邮箱的邮件已达上限，请明天再试，或下载保存",
  transcriptSaved: (when: string) => `保存于 ${when}`,
  policy: "隐私政策",
  forget: "清除本机记录",
  forgetConfirm: "再点一次，清除本机上的聊天记录",

  exportOwn: "导出我的数据",
  erase: "删除我的数据",
  eraseGoes: "将从服务器删除这个会话的全部消息、您填写的信息和上传的文件，无法恢复。",
  eraseStays: (days: number) =>
    `如果有工单：工单是交易和投诉记录，依法要连同它的对话和文件一起保留，处理中的照常处理，结束 ${days} 天后自动删除。`,
  eraseSure: "确认删除，不可恢复",
  eraseKept: (numbers: string, day?: string) =>
    day === undefined
      ? `已记录您的要求。工单 ${numbers} 还在处理，会话先保留；工单结束并过了法定期限后自动删除。`
      : `已记录您的要求。工单 ${numbers} 依法保留到 ${day}，之后自动删除。`,
  eraseFailed: "没有成功，请稍后再试。",
  back: "返回",

  article: "知识库文章",
  backToChat: "返回对话",
  articleLoading: "正在打开文章…",
  articleMissing: "没有这篇文章，可能已经下线。您可以直接提问，或转人工。",
  articleFailed: "文章没有打开，请检查网络。",
  retry: "重试",
};

export type MenuTexts = typeof zh;

/** A time within a sentence: it does not begin it. */
const within = (when: string): string => when.charAt(0).toLowerCase() + when.slice(1);

const en: MenuTexts = {
  myOrders: "My work orders",
  noOrders: "None yet. After a hand-over or a complaint they are listed here.",
  updated: (when) => `updated ${within(when)}`,
  urgentTag: "Urgent",

  language: "Language",
  textSize: "Text size",
  textNormal: "Standard",
  textLarge: "Large",
  theme: "Appearance",
  themeAuto: "As the system",
  themeLight: "Light",
  themeDark: "Dark",
  sound: "Sound for new messages",
  wide: "Large window",
  transcript: "Download the conversation:",
  transcriptText: "text",
  transcriptHtml: "web page",
  transcriptShare: "send by mail or an app",
  transcriptTitle: "Conversation",
  mailTranscript: (to) => `Mail the conversation to ${to}`,
  mailSending: "Being sent…",
  mailSent: (to) => `Sent to ${to}. Numbers of phones and cards are partly hidden`,
  mailFailed: "The mail could not be sent. Please try again later",
  mailBusy: "Too many mails are waiting, so this one was not sent. Try again in a minute, or download it",
  mailEnough: "No more mails go to this address today. Try again tomorrow, or download it",
  transcriptSaved: (when) => `saved ${when}`,
  policy: "Privacy",
  forget: "Clear this device",
  forgetConfirm: "Press again to clear the conversation from this device",

  exportOwn: "Export my data",
  erase: "Delete my data",
  eraseGoes:
    "Everything in this conversation goes from the server: messages, what you filled in, files. It cannot be undone.",
  eraseStays: (days) =>
    `Work orders are records of trade and complaints, which the law has us keep with their conversation and files: open ones go on, and all of it is deleted by itself ${days} days after they have ended.`,
  eraseSure: "Delete, for good",
  eraseKept: (numbers, day) =>
    day === undefined
      ? `We have noted your wish. Work order ${numbers} is still open, so the conversation stays; it is deleted by itself after the order has ended and the legal period is over.`
      : `We have noted your wish. Work order ${numbers} has to be kept until ${day} and is then deleted by itself.`,
  eraseFailed: "That did not work. Please try again later.",
  back: "Back",

  article: "Article",
  backToChat: "Back to the chat",
  articleLoading: "Opening the article…",
  articleMissing: "There is no such article, or not any more. You can ask, or talk to a person.",
  articleFailed: "The article could not be opened. Please check the network.",
  retry: "Try again",
};

export function useMenuTexts(): MenuTexts {
  const { locale } = useWidget();
  return menuTexts(locale);
}

export function menuTexts(locale: Locale): MenuTexts {
  return locale === "zh-CN" ? zh : en;
}
