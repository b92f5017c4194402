/** The words of the later parts. */
import type { Locale } from "@yingda/protocol";
import { useWidget } from "../core/ui/context.ts";
import { enCards } from "./text_en.ts";
import { zhCards } from "./text_zh.ts";

const zh = {
  ...zhCards,

  consentTitle: "隐私政策",
  consent: "同意隐私政策后才能开始对话。在您同意之前，不会发送任何内容。",
  consentPolicy: "阅读隐私政策",
  consentAgree: "同意并开始",
  consentLater: "暂不",
  solvedQuestion: "这个回答解决了您的问题吗？",
  solved: "解决了",
  unsolved: "没解决",
  thanks: "感谢反馈",
  unsolvedOffer: "抱歉没能帮到您。需要为您转人工吗？",
  reasonQuestion: "哪里不合适？（选填）",
  reasons: { off_point: "没说到点子上", unclear: "看不懂", other_case: "情况不一样", other: "其他" },
  reasonThanks: (reason: string) => `已记下：${reason}。感谢反馈`,
  tagsGood: "哪里做得好？（可多选）",
  tagsBad: "哪里没做好？（可多选）",
  tags: {
    fast: "回复快",
    solved: "解决了问题",
    friendly: "态度好",
    clear: "讲得清楚",
    slow: "等太久",
    unsolved: "没解决",
    repeated: "重复问",
    unfriendly: "态度不好",
  },

  asking: (action: string) => `正在提交：${action}`,
  askFailed: (action: string, reason: string) => `“${action}”没有成功：${reason}`,
  askedUntil: (action: string, time: string) => `已提交“${action}”，${time} 后可再次提交`,
  why: { reject: "哪里还没有解决？", reopen: "为什么要重新打开？" },
  withdrawSure: "撤回后工单会关闭，确定撤回吗？",
  send: "提交",
  back: "返回",
  steps: { accepted: "已受理", working: "处理中", answered: "有结果", closed: "已结束" },
  stepNow: "当前",
};

export type LaterTexts = typeof zh;

const en: LaterTexts = {
  ...enCards,

  consentTitle: "Privacy policy",
  consent: "Please agree to the privacy policy to begin. Nothing is sent before you do.",
  consentPolicy: "Read the policy",
  consentAgree: "Agree and begin",
  consentLater: "Not now",
  solvedQuestion: "Did this answer your question?",
  solved: "Yes",
  unsolved: "No",
  thanks: "Thank you",
  unsolvedOffer: "Sorry about that. Shall a person help you?",
  reasonQuestion: "What was wrong? (optional)",
  reasons: {
    off_point: "Beside the point",
    unclear: "Hard to understand",
    other_case: "My case is different",
    other: "Something else",
  },
  reasonThanks: (reason) => `Noted: ${reason}. Thank you`,
  tagsGood: "What was good? (optional)",
  tagsBad: "What was not? (optional)",
  tags: {
    fast: "Quick",
    solved: "Solved it",
    friendly: "Friendly",
    clear: "Clear",
    slow: "Long wait",
    unsolved: "Not solved",
    repeated: "Asked me again",
    unfriendly: "Unfriendly",
  },

  asking: (action) => `Sending: ${action}`,
  askFailed: (action, reason) => `"${action}" did not work: ${reason}`,
  askedUntil: (action, time) => `"${action}" was sent; you can send it again after ${time}`,
  why: { reject: "What is not solved yet?", reopen: "Why should it be reopened?" },
  withdrawSure: "Withdrawing closes the work order. Are you sure?",
  send: "Send",
  back: "Back",
  steps: { accepted: "Received", working: "In progress", answered: "Answered", closed: "Closed" },
  stepNow: "now",
};

export function useLaterTexts(): LaterTexts {
  const { locale } = useWidget();
  return laterTexts(locale);
}

export function laterTexts(locale: Locale): LaterTexts {
  return locale === "zh-CN" ? zh : en;
}
