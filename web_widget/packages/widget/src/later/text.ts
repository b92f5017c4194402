/** The words of the later parts. */
import type { Locale } from "@yingda/protocol";
import { useWidget } from "../core/ui/context.ts";

const zh = {
  tray: "待发送的文件",
  trayFor: (number: string) => `发送后补充到工单 ${number}`,
  traySize: (size: string) => `共 ${size}，点发送后才会上传`,
  remove: (name: string) => `移除 ${name}`,
  problems: {
    too_large: "文件超过 20 MB，请压缩或分开发送",
    too_many: "一次最多 9 个文件，请分几次发送",
    media_type: "服务器不接受这种文件",
    refused: "服务器没有接受这个文件",
  },
  uploading: (percent: number) => `上传中 ${percent}%`,
  uploadWaiting: "已保存，等待上传",
  uploadQueued: "已保存，联网后自动上传",
  uploadVolatile: "联网后自动上传，请不要关闭页面",
  uploadFailed: (reason: string) => `没有发送：${reason}`,
  sensitive: { bank_card: "银行卡号", identity: "身份证号", card_secret: "卡密或密码" },
  guard: (names: string) => `这句话里好像有${names}。客服不会在聊天里索要，建议遮住后再发。`,
  guardMask: "遮住后发送",
  guardBack: "返回修改",
  guardSend: "照原样发送",
  cancel: "取消",
  open: "打开",
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
  tray: "Files to send",
  trayFor: (number) => `Will be added to work order ${number}`,
  traySize: (size) => `${size} in all; nothing is uploaded before you send`,
  remove: (name) => `Remove ${name}`,
  problems: {
    too_large: "the file is larger than 20 MB",
    too_many: "up to 9 files at once; please send the rest after these",
    media_type: "the server does not take this kind of file",
    refused: "the server did not take this file",
  },
  uploading: (percent) => `Uploading, ${percent}%`,
  uploadWaiting: "Saved, waiting to upload",
  uploadQueued: "Saved; uploads by itself once you are online",
  uploadVolatile: "Uploads once you are online; please keep this page open",
  uploadFailed: (reason) => `Not sent: ${reason}`,
  sensitive: {
    bank_card: "a bank card number",
    identity: "an identity card number",
    card_secret: "a card secret or password",
  },
  guard: (names) => `This looks like ${names}. We never ask for it in the chat; better send it covered.`,
  guardMask: "Cover and send",
  guardBack: "Edit",
  guardSend: "Send as it is",
  cancel: "Cancel",
  open: "Open",
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
