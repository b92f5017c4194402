/** The words of forms. */
import type { Locale } from "@yingda/protocol";
import { useWidget } from "../core/ui/context.ts";

const zh = {
  formProgress: (done: number, all: number) => `已填 ${done}/${all} 项`,
  formStillOpen: "这张表单还没有提交。请在下面填写后提交，或点“转人工”。",
  formSubmitted: "已提交",
  formClosed: "此表单已关闭",
  formOpen: "现在填写",
  formSkipped: "没有填写",
  optional: "选填",
  submit: "提交",
  choose: "请选择",
  several: "可多选",
  severalNone: "请勾选，可多选",
  severalSend: (count: number) => `选好了，共 ${count} 项`,
  fieldRequired: "请填写这一项",
  fieldChoice: "请选择一项",
  fieldFile: "请添加文件",
  chooseFirst: (label: string) => `请先选择${label}`,
  formSending: "正在提交，文件上传完就发出",
  fieldNumber: "请填写数字",
  fieldMoney: "请填写金额，例如 100.00",
  fieldPhone: "电话号码不完整，请检查",
  fieldOrder: "请填写订单号，由字母、数字组成",
  fieldTime: "请填写日期和时间",
  formHasErrors: (count: number) => `有 ${count} 项需要修改`,
  formPreparing: "正在处理文件，处理好就提交",
  listFilter: (count: number) => `共 ${count} 项，输入几个字查找`,
  listFilterOf: (label: string) => `查找${label}`,
  listNone: "没有找到，请换个说法",
  wayBack: "返回上一步",
  wayBackTo: (label: string) => `返回上一步，修改${label}`,
  /** What the server's flows listen for. */
  stepBack: "上一步",
};

export type FormTexts = typeof zh;

const en: FormTexts = {
  formProgress: (done, all) => `${done} of ${all} filled in`,
  formStillOpen: "This form is still open. Fill it in and send it, or ask for a person.",
  formSubmitted: "Submitted",
  formClosed: "This form is closed",
  formOpen: "Fill it in now",
  formSkipped: "Left empty",
  optional: "optional",
  submit: "Submit",
  several: "several possible",
  severalNone: "Tick what applies",
  severalSend: (count) => `Send ${count}`,
  choose: "Please choose",
  fieldRequired: "Please fill this in",
  fieldFile: "Please add a file",
  chooseFirst: (label: string) => `First choose: ${label}`,
  formSending: "Being sent, once its files are uploaded",
  fieldChoice: "Please choose one",
  fieldNumber: "Please enter a number",
  fieldMoney: "Please enter an amount, such as 100.00",
  fieldPhone: "This telephone number is not complete",
  fieldOrder: "Please enter an order number of letters and digits",
  fieldTime: "Please enter date and time",
  formHasErrors: (n) => `${n} ${n === 1 ? "entry" : "entries"} to correct`,
  formPreparing: "A file is being made ready; the form is sent after that",
  listFilter: (count) => `${count} entries: type to search`,
  listFilterOf: (label) => `Search: ${label}`,
  listNone: "Nothing found, try other words",
  wayBack: "Go back",
  wayBackTo: (label) => `Go back and change: ${label}`,
  stepBack: "go back",
};

export const formTexts = (locale: Locale): FormTexts => (locale === "zh-CN" ? zh : en);

export const useFormTexts = (): FormTexts => formTexts(useWidget().locale);
