/** The words of the later parts. */
import type { Locale } from "@yingda/protocol";
import type { ParcelProblem } from "../core/parcel.ts";
import type { Texts } from "../core/text/index.ts";
import { useWidget } from "../core/ui/context.ts";
import { enCards } from "./text_en.ts";
import { zhCards } from "./text_zh.ts";

const zh = {
  ...zhCards,

  tray: "待发送的文件",
  trayFor: (number: string) => `发送后补充到工单 ${number}`,
  traySize: (size: string) => `共 ${size}，点发送后才会上传`,
  remove: (name: string) => `移除 ${name}`,
  problems: {
    too_large: "文件超过 20 MB，请压缩或分开发送",
    too_many: "一次最多 9 个文件，请分几次发送",
    media_type: "只支持 JPEG、PNG、WebP、GIF 图片，以及 PDF、纯文本和 MP4 视频",
    refused: "服务器没有接受这个文件",
    quota: "服务器暂时不再接收文件，可能已达到数量上限",
    not_found: "服务器没有找到这些文件",
  },
  removeAndSend: (name: string) => `移除 ${name}，发送其余内容`,
  wordsOnly: "只发文字",
  uploadUntil: (time: string) => `服务器暂时不接收文件，${time} 后自动继续`,
  uploading: (percent: number) => `上传中 ${percent}%`,
  uploadWaiting: "已保存，等待上传",
  uploadQueued: "已保存，联网后自动上传",
  uploadVolatile: "联网后自动上传，请不要关闭页面",
  uploadFailed: (reason: string) => `没有发送：${reason}`,
  cancel: "取消",
  open: "打开",
  save: "保存到本机",
  openFailed: "暂时打不开，请稍后再点",

  asking: (action: string) => `正在提交：${action}`,
  askFailed: (action: string, reason: string) => `“${action}”没有成功：${reason}`,
  urgedUntil: (time: string) => `已催办，${time} 后可再次催办`,
  why: { reject: "哪里还没有解决？", reopen: "为什么要重新打开？" },
  withdrawSure: "撤回后工单会关闭，确定撤回吗？",
  send: "提交",
  back: "返回",
  steps: { accepted: "已受理", working: "处理中", answered: "有结果", closed: "已结束" },
  stepNow: "当前",
  myOrders: "我的工单",
  noOrders: "还没有工单。转人工或投诉后，工单会列在这里。",
  updated: (when: string) => `更新于 ${when}`,
};

export type LaterTexts = typeof zh;

const en: LaterTexts = {
  ...enCards,

  tray: "Files to send",
  trayFor: (number) => `Will be added to work order ${number}`,
  traySize: (size) => `${size} in all; nothing is uploaded before you send`,
  remove: (name) => `Remove ${name}`,
  problems: {
    too_large: "the file is larger than 20 MB",
    too_many: "up to 9 files at once; please send the rest after these",
    media_type: "only JPEG, PNG, WebP and GIF pictures, PDF, plain text and MP4 videos can be sent",
    refused: "the server did not take this file",
    quota: "the server takes no more files for now; there may be as many as it allows",
    not_found: "the server did not find these files",
  },
  removeAndSend: (name) => `Remove ${name} and send the rest`,
  wordsOnly: "Send the words only",
  uploadUntil: (time) => `The server takes no files now; goes on by itself after ${time}`,
  uploading: (percent) => `Uploading, ${percent}%`,
  uploadWaiting: "Saved, waiting to upload",
  uploadQueued: "Saved; uploads by itself once you are online",
  uploadVolatile: "Uploads once you are online; please keep this page open",
  uploadFailed: (reason) => `Not sent: ${reason}`,
  cancel: "Cancel",
  open: "Open",
  save: "Save",
  openFailed: "It cannot be opened now. Please try again.",

  asking: (action) => `Sending: ${action}`,
  askFailed: (action, reason) => `“${action}” did not work: ${reason}`,
  urgedUntil: (time) => `Reminder sent; you can send another after ${time}`,
  why: { reject: "What is not solved yet?", reopen: "Why should it be reopened?" },
  withdrawSure: "Withdrawing closes the work order. Are you sure?",
  send: "Send",
  back: "Back",
  steps: { accepted: "Received", working: "In progress", answered: "Answered", closed: "Closed" },
  stepNow: "now",
  myOrders: "My work orders",
  noOrders: "None yet. After a hand-over or a complaint they are listed here.",
  updated: (when) => `updated ${when}`,
};

export function problemWords(problem: ParcelProblem, words: LaterTexts, texts: Texts): string {
  const known: Readonly<Record<string, string>> = { ...texts.refused, ...words.problems };
  return known[problem] ?? words.problems.refused;
}

export function useLaterTexts(): LaterTexts {
  const { locale } = useWidget();
  return laterTexts(locale);
}

export function laterTexts(locale: Locale): LaterTexts {
  return locale === "zh-CN" ? zh : en;
}

export function fileSize(bytes: number): string {
  const mb = bytes / 1024 / 1024;
  return mb >= 0.95 ? `${mb.toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}
