// The interface in Chinese and English.

import type { FactKind, Failure, FormKind, Stage } from "./protocol.js";

export type Language = "zh" | "en";

let language: Language = "zh";

export function setLanguage(next: Language): void {
  language = next;
  document.documentElement.lang = next === "zh" ? "zh-CN" : "en";
}

export const currentLanguage = () => language;

/** The words of the language in use. */
export const say = (zh: string, en: string): string => (language === "zh" ? zh : en);

type Pair = readonly [zh: string, en: string];
const of = (pair: Pair | undefined, otherwise: string) => (pair ? say(...pair) : otherwise);

const FACT_NAMES: Record<FactKind, Pair> = {
  duty: ["责任", "duty"],
  deadline: ["期限", "deadline"],
  target: ["指标", "target"],
  citation: ["引用", "citation"],
  reference: ["内部指代", "reference"],
  date: ["日期", "date"],
  term: ["简称", "short name"],
};
export const factName = (kind: FactKind) => say(...FACT_NAMES[kind]);

const FORM_NAMES: Record<FormKind, Pair> = {
  issue: ["刊", "issue"],
  contents: ["目录", "contents"],
  record: ["信息", "record"],
  column: ["栏目", "column"],
  title: ["标题", "title"],
  number: ["字号", "number"],
  issuer: ["机关", "organ"],
  addressee: ["主送", "to"],
  division: ["层次", "part"],
  table: ["表", "table"],
  roster: ["名单", "roster"],
  box: ["专栏", "box"],
  qa: ["问答", "Q&A"],
  attachments: ["附件", "annex"],
  signature: ["署名", "signed"],
  date: ["日期", "date"],
  note: ["附注", "note"],
  history: ["题注", "history"],
  copies: ["版记", "imprint"],
  furniture: ["版面", "page"],
};
export const formName = (kind: FormKind) => say(...FORM_NAMES[kind]);

const TYPE_NAMES: Record<string, Pair> = {
  document: ["公文", "document"],
  enclosure: ["印发件", "enclosure"],
  attachment: ["附件", "attachment"],
  table: ["表格", "table"],
  roster: ["名单", "roster"],
  box: ["专栏", "box"],
  qa: ["问答", "question"],
};
export const typeName = (type: string) => of(TYPE_NAMES[type], "");

const KINDS: Record<string, string> = {
  resolution: "决议", decision: "决定", order: "命令", communique: "公报", announcement: "公告", public_notice: "通告", opinion: "意见",
  notice: "通知", circular: "通报", report: "报告", request: "请示", reply: "批复", proposal: "议案", letter: "函", minutes: "纪要",
  interpretation: "解读", law: "法律", regulation: "法规", plan: "方案", appointment: "任免", list: "目录", speech: "讲话", other: "其他",
};
export const kindName = (kind: string) => say(KINDS[kind] ?? kind, kind.replace("_", " "));

const MODES: Record<string, Pair> = {
  joint: ["会同", "joint"],
  lead: ["牵头", "lead"],
  respective: ["按职责分工", "by remit"],
  listed: ["列名", "listed"],
};
export const modeName = (mode: string) => of(MODES[mode], mode);

const SEVERITIES: Record<string, Pair> = { error: ["错误", "error"], warning: ["警告", "warning"], note: ["提示", "note"] };
export const severityName = (severity: string) => of(SEVERITIES[severity], severity);

const FINDINGS: Record<string, string> = {
  GB0001: "文本为空", GB0002: "文本超长,其后未解析", GB0003: "繁体文本,其格式未知", GB0101: "目录所列公文不在正文中",
  GB0102: "目录未列此公文", GB0103: "公文之外无法归类的文字", GB0201: "序号有缺", GB0202: "序号重复", GB0203: "层次过深,按平级保留",
  GB0301: "括号或引号不配对", GB0302: "分页处重复印出的残片", GB0303: "跨行拼接存疑", GB0401: "公文无成文日期", GB0402: "公文无署名",
};
/** A finding in the language of the page; what a message adds to it (a title, a number) is kept. */
export function findingWords(code: string, message: string): string {
  const zh = FINDINGS[code];
  if (currentLanguage() === "en" || !zh) return message;
  const more = /[:：] (.*)$/.exec(message)?.[1] ?? /^(\S) without/.exec(message)?.[1];
  const due = /(\d+) where (\d+)/.exec(message);
  return due ? `${zh}:应为 ${due[2]},实为 ${due[1]}` : more ? `${zh}:${more}` : zh;
}

const STAGES: Record<Stage, Pair> = {
  load: ["载入解析器", "loading the parser"],
  read: ["读取文件", "reading the file"],
  parse: ["解析", "parsing"],
  tree: ["生成结构树", "building the tree"],
  rows: ["整理结果", "preparing the lists"],
};
export const stageName = (stage: Stage) => say(...STAGES[stage]);

const FAILURES: Record<Failure, Pair> = {
  too_large: ["文本超过 64 MiB,本页不处理这样大的文本。请用命令行工具。", "The text is larger than 64 MiB, which this page does not take. Use the command for it."],
  binary: ["这不是文本文件。请选择 .txt 文件。", "This is not a text file. Choose a .txt file."],
  pdf: ["这是 PDF 文件。请先把其中的文字另存为文本。", "This is a PDF file. Save its text as a text file first."],
  unknown_encoding: ["无法识别文件的编码。可读 UTF-8、UTF-16 和 GB18030。", "The encoding of this file is not known. UTF-8, UTF-16 and GB18030 can be read."],
  encoding: ["文件内容与其编码不符。", "The bytes do not fit their encoding."],
  lone_surrogate: ["文本含有半个字符(孤立代理项),请检查复制来源。", "The text holds half a character (a lone surrogate). Check where it was copied from."],
  not_text: ["这不是文本。", "This is no text."],
  argument: ["参数有误。", "An argument is of no use."],
  not_initialised: ["解析器尚未载入,请重新载入本页。", "The parser is not loaded. Load this page again."],
  init_failed: ["解析器无法载入,请重新载入本页。", "The parser could not be loaded. Load this page again."],
  freed: ["文本已关闭。", "The text was closed."],
  range: ["位置不在文本中。", "The place is not in the text."],
  internal: ["解析器出错,已重新启动。请换一份文本再试。", "The parser failed and was started anew. Try another text."],
};
export const failureWords = (code: Failure) => of(FAILURES[code], code);
