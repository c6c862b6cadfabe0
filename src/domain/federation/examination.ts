/** The checks of an applicant or a member, for the nation's officers, each with its words and the words of its faults. Pure. docs/trust.md §6. */
import type { Sentence } from "../sentence.ts";

interface Check {
  readonly title: Sentence;
  readonly passed: Sentence;
  readonly faults: Readonly<Record<string, Sentence>>;
}

/** In the order in which a person reads them. */
const TABLE = {
  answers: {
    title: { zh: "网址能连上", en: "Answers" },
    passed: { zh: "网址有回应。", en: "The address answers." },
    faults: {
      silent: {
        zh: "网址没有回应：连不上、证书不对，或只回答错误。",
        en: "Nothing answers: no connection, a wrong certificate, or errors only.",
      },
    },
  },
  paths: {
    title: { zh: "固定路径", en: "Fixed paths" },
    passed: { zh: "各固定路径都有回答，代码与申请一致。", en: "Each fixed path answers, with the code of the application." },
    faults: {
      path_missing: {
        zh: "有固定路径没有正常回答，或回答太长、转到了别处。",
        en: "A fixed path gives no good answer, a too long one, or leads elsewhere.",
      },
      path_wrong_type: {
        zh: "声明的内容类型（Content-Type）不对，读取方不会采用。",
        en: "The statement is served with another content type, and readers would not take it.",
      },
      another_issuer: { zh: "网址上是另一个地区的系统。", en: "The system at the address is that of another issuer." },
    },
  },
  statement: {
    title: { zh: "声明", en: "Statement" },
    passed: { zh: "声明由申请里的身份密钥签署。", en: "The identity key of the application has signed the statement." },
    faults: {
      file_too_large: { zh: "声明太长。", en: "The statement is too long." },
      file_malformed: { zh: "声明读不懂。", en: "The statement cannot be read." },
      file_signature_missing: {
        zh: "声明不是由申请里的身份密钥签署的。",
        en: "Another key than the identity key of the application has signed the statement.",
      },
      out_of_time: { zh: "声明已过期，或日期在将来。", en: "The statement has expired, or is dated in the future." },
    },
  },
  keys: {
    title: { zh: "签名密钥", en: "Signing keys" },
    passed: {
      zh: "密钥可用，与其他地区的都不同，现在已经开始。",
      en: "The keys can be used, differ from those of all others, and one has begun.",
    },
    faults: {
      not_on_curve: { zh: "有密钥不能使用。", en: "A key cannot be used." },
      key_of_another: { zh: "有密钥与其他地区的相同。", en: "A key is that of another issuer." },
      not_begun: { zh: "没有一把密钥现在有效。", en: "No key is valid now." },
      another_set: { zh: "公布的密钥与声明里的不同。", en: "The published keys differ from those of the statement." },
    },
  },
  specimen: {
    title: { zh: "样码", en: "Specimen code" },
    passed: { zh: "样码签名有效，并作为样码被拒绝。", en: "The specimen is signed well, and refused as a specimen." },
    faults: {
      examples_missing: { zh: "没有读到样码。", en: "There is no specimen code." },
      counts: { zh: "样码会被当作真码放行。", en: "The specimen counts as a real code." },
      refused: { zh: "样码因别的原因被拒绝。", en: "The specimen is refused for another reason." },
    },
  },
  revoked: {
    title: { zh: "已撤销的测试码", en: "Revoked test code" },
    passed: {
      zh: "测试码一切正常，只因已撤销而被拒绝。",
      en: "The test code passes every check, and is refused by its status alone.",
    },
    faults: {
      examples_missing: { zh: "没有读到测试码。", en: "There is no test code." },
      refused: { zh: "测试码在查撤销名单之前就被拒绝。", en: "The test code is refused before its status is read." },
      not_live: { zh: "测试码不是手机上的动态码。", en: "The test code is no live code." },
      counts: { zh: "名单里没有撤销这个测试码：它能通行。", en: "The list does not revoke the test code: it works." },
    },
  },
  scope: {
    title: { zh: "范围", en: "Region" },
    passed: { zh: "测试码的社区在本地区内。", en: "The community of the test codes lies in the region." },
    faults: { foreign: { zh: "测试码的社区不在本地区内。", en: "The community of a test code lies outside the region." } },
  },
  status_list: {
    title: { zh: "撤销名单", en: "Status list" },
    passed: { zh: "测试码的撤销名单可以读取。", en: "The status list of the test code can be read." },
    faults: {
      missing: { zh: "没有读到撤销名单。", en: "There is no status list." },
      wrong_type: {
        zh: "撤销名单的内容类型（Content-Type）不对，读取方不会采用。",
        en: "The status list is served with another content type, and readers would not take it.",
      },
      unreadable: { zh: "撤销名单读不懂，或签名不对。", en: "The status list cannot be read, or is not signed well." },
    },
  },
  clock: {
    title: { zh: "时钟", en: "Clock" },
    passed: { zh: "时钟相差不到 5 秒。", en: "The clock is right within 5 seconds." },
    faults: {
      missing: { zh: "回答里没有时间。", en: "The answers have no time." },
      off: { zh: "时钟相差 5 秒以上。", en: "The clock is wrong by more than 5 seconds." },
    },
  },
  health: {
    title: { zh: "运行状态", en: "Health" },
    passed: { zh: "/healthz 回答 ok。", en: "/healthz answers ok." },
    faults: { ill: { zh: "/healthz 没有回答 ok。", en: "/healthz does not answer ok." } },
  },
  letter: {
    title: { zh: "信件", en: "Letter" },
    passed: { zh: "收到国家的信，以签名回执答复。", en: "A letter of the nation is answered by a signed receipt." },
    faults: {
      no_state: {
        zh: "还没有名录，对方无法核对国家的信。请先让国家（0）加入。",
        en: "There is no register yet, without which nobody can verify a letter of the nation: admit the nation (0) first.",
      },
      silent: { zh: "信件没有得到答复。", en: "The letter is not answered." },
      refused: { zh: "信件被拒收。", en: "The letter is refused." },
      receipt: {
        zh: "回执读不懂，或不是由声明里的密钥签署的。",
        en: "The receipt cannot be read, or no key of the statement has signed it.",
      },
      not_taken: { zh: "回执说没有采用信里的文件。", en: "The receipt says that the file in the letter was not taken." },
    },
  },
  policies: {
    title: { zh: "通行规则", en: "Passage policies" },
    passed: { zh: "通行规则可以读取。", en: "The passage policies can be read." },
    faults: { unreadable: { zh: "通行规则读不懂。", en: "The passage policies cannot be read." } },
  },
} as const satisfies Readonly<Record<string, Check>>;

const NOT_CHECKED: Sentence = { zh: "没有检查：前面的问题先要解决。", en: "Not checked: an earlier fault comes first." };

export type CheckName = keyof typeof TABLE;
export const CHECKS = Object.keys(TABLE) as readonly CheckName[];

export type FaultOf<C extends CheckName> = keyof (typeof TABLE)[C]["faults"];

export interface Finding {
  readonly check: CheckName;
  readonly state: "passed" | "failed" | "not_checked";
  readonly title: Sentence;
  readonly sentence: Sentence;
  /** What the fault is about, such as a path or the code of a refusal; null if the sentence says all. */
  readonly detail: string | null;
}

export function passed(check: CheckName): Finding {
  const { title, passed: sentence } = TABLE[check];
  return { check, state: "passed", title, sentence, detail: null };
}

export function failed<C extends CheckName>(check: C, fault: FaultOf<C>, detail: string | null = null): Finding {
  const { title, faults }: Check = TABLE[check];
  const sentence = faults[String(fault)];
  if (sentence === undefined) throw new Error(`${check} has no fault ${String(fault)}`);
  return { check, state: "failed", title, sentence, detail };
}

/** The finding of a check whose files an earlier fault has kept away. */
export function notChecked(check: CheckName): Finding {
  return { check, state: "not_checked", title: TABLE[check].title, sentence: NOT_CHECKED, detail: null };
}
