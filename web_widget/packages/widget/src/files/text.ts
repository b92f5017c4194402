/** The words around files. */
import type { ParcelProblem } from "../core/parcel.ts";
import type { Texts } from "../core/text/index.ts";
import { useWidget } from "../core/ui/context.ts";

const zh = {
  tray: "待发送的文件",
  fieldAdd: "拍照或选择文件",
  fieldMore: "再加一个",
  fieldBusy: "正在准备…",
  fieldHint:
    "也可以粘贴截图或拖到这里。提交表单时才会上传；图片和文档每个最大 20 MB，视频 200 MB，一共最多 9 个",
  fieldThere: (names: string) => `已收到：${names}`,
  formParcel: "表单的文件",
  trayFor: (number: string) => `发送后补充到工单 ${number}`,
  traySize: (size: string) => `共 ${size}，点发送后才会上传。每个最大 20 MB，视频 200 MB`,
  remove: (name: string) => `移除 ${name}`,
  problems: {
    too_large: "文件太大：图片和文档最大 20 MB，视频最大 200 MB",
    too_many: "一次最多 9 个文件，请分几次发送",
    media_type: "只支持 JPEG、PNG、WebP、GIF 图片，以及 PDF、纯文本和 MP4、MOV 视频",
    heic: "这台设备读不了 HEIC 照片，请截屏后发送，或先把它存成 JPEG",
    refused: "服务器没有接受这个文件",
    quota: "服务器暂时不再接收文件，可能已达到数量上限",
    lost: "这台设备空间不足，没能存下它，请重新选择",
    not_found: "服务器没有找到这些文件",
  },
  removeAndSend: (name: string) => `移除 ${name}，发送其余内容`,
  wordsOnly: "只发文字",
  uploadUntil: (time: string) => `服务器暂时不接收文件，${time} 后自动继续`,
  uploading: (percent: number) => `上传中 ${percent}%`,
  uploadWaiting: "已保存，等待上传",
  uploadQueued: "已保存，联网后自动上传",
  uploadVolatile: "等待上传；这台设备存不下，传完前请不要关闭页面",
  keepOpen: "这台设备存不下，传完前请不要关闭页面",
  trayUnkept: "这台设备存不下这些文件：发送并传完之前，请不要关闭或刷新页面",
  uploadFailed: (reason: string) => `没有发送：${reason}`,
  cancel: "取消",
  open: "打开",
  save: "保存到本机",
  openFailed: "暂时打不开，请稍后再点",
};

export type FileTexts = typeof zh;

const en: FileTexts = {
  tray: "Files to send",
  fieldAdd: "Take a photo or choose files",
  fieldMore: "Add another",
  fieldBusy: "Preparing…",
  fieldHint:
    "Or paste a screenshot, or drop files here. Nothing is uploaded before you send the form; up to 20 MB each, videos 200 MB, 9 in all",
  fieldThere: (names) => `Already here: ${names}`,
  formParcel: "Files of the form",
  trayFor: (number) => `Will be added to work order ${number}`,
  traySize: (size) => `${size} in all; nothing is uploaded before you send. Up to 20 MB each, videos 200 MB`,
  remove: (name) => `Remove ${name}`,
  problems: {
    too_large: "too large: pictures and documents may have 20 MB, videos 200 MB",
    too_many: "up to 9 files at once; please send the rest after these",
    media_type: "only JPEG, PNG, WebP and GIF pictures, PDF, plain text, MP4 and MOV videos can be sent",
    heic: "this device cannot read HEIC photographs; please send a screenshot of it, or save it as JPEG first",
    refused: "the server did not take this file",
    quota: "the server takes no more files for now; there may be as many as it allows",
    lost: "this device had no room to keep it; please choose it again",
    not_found: "the server did not find these files",
  },
  removeAndSend: (name) => `Remove ${name} and send the rest`,
  wordsOnly: "Send the words only",
  uploadUntil: (time) => `The server takes no files now; goes on by itself after ${time}`,
  uploading: (percent) => `Uploading, ${percent}%`,
  uploadWaiting: "Saved, waiting to upload",
  uploadQueued: "Saved; uploads by itself once you are online",
  uploadVolatile:
    "Waiting to upload. This device has no room to keep it: please leave the page open until it is sent",
  keepOpen: "this device has no room to keep it: please leave the page open",
  trayUnkept: "This device has no room to keep these files: leave the page open until they are sent",
  uploadFailed: (reason) => `Not sent: ${reason}`,
  cancel: "Cancel",
  open: "Open",
  save: "Save",
  openFailed: "It cannot be opened now. Please try again.",
};

export function problemWords(problem: ParcelProblem, words: FileTexts, texts: Texts): string {
  const known: Readonly<Record<string, string>> = { ...texts.refused, ...words.problems };
  return known[problem] ?? words.problems.refused;
}

export function useFileTexts(): FileTexts {
  const { locale } = useWidget();
  return locale === "zh-CN" ? zh : en;
}

export function fileSize(bytes: number): string {
  const mb = bytes / 1024 / 1024;
  return mb >= 0.95 ? `${mb.toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}
