/** Problems of residents and their data: persons, declarations, codes, looks, appeals and their files. */
import { sentenceOf } from "../../domain/code/refusal.ts";
import { DECLARATION_SENTENCES } from "../../domain/declaration/declaration.ts";
import { IDENTITY_SENTENCES } from "../../domain/identity/refusal-sentence.ts";
import { row, unprocessable } from "./wire.ts";

export const PEOPLE_PROBLEMS = {
  ...unprocessable(IDENTITY_SENTENCES),
  ...unprocessable(DECLARATION_SENTENCES),
  person_not_found: row(404, "您没有管理这个人。", "You do not manage this person."),
  not_manager: row(404, "您没有管理这个人。", "You do not manage this person."),
  claim_not_found: row(404, "这个申请已经处理过了。", "This request has already been answered."),
  declaration_not_found: row(404, "没有这条申报。", "There is no such declaration."),
  already_managed: row(409, "您已经在管理这个人。", "You already manage this person."),
  self_already_bound: row(409, "这个账号已经绑定本人。", "This account is already bound to its holder."),
  too_many_people: row(409, "一个账号最多管理 10 人。", "An account manages at most 10 people."),
  name_does_not_match: row(
    409,
    "姓名与证件号码不一致，请照证件填写。",
    "The name does not match the document number: copy both from the document.",
  ),
  identity_does_not_match: row(
    409,
    "姓名与证件号码不一致，请照证件核对。确认无误仍不通过的，请带证件到社区当面核验。",
    "Name and document number do not belong together: compare both with the document. If they are right, show the document at the community.",
  ),
  held_by_another: row(
    409,
    "本人已通过实名核验，须本人同意后才能代为申报。",
    "The person has proved who they are, and must first agree that you declare for them.",
  ),
  phone_not_confirmed: row(
    409,
    "核验机构登记的是另一个手机号，这部手机暂不能为此人办理。请本人在“我的 → 实名核验”再次核验，或带证件到社区。",
    "The identity authority has another phone number, so this phone cannot act for the person. Check your own identity again under Me, Proof of identity, or show the document at the community.",
  ),
  manager_not_found: row(404, "没有这个代管人。", "There is no such manager."),
  not_proved: row(
    409,
    "对方还没有通过实名核验，请对方先在「我的 → 实名核验」完成。",
    "This person has not proved who they are yet: ask them to do so under Me, Proof of identity.",
  ),
  too_many_claims: row(
    409,
    "已有多人申请管理此人，请联系社区。",
    "Too many other accounts have asked to manage this person: contact the community.",
  ),
  region_covered: row(
    409,
    "这个住址所在的地区已有自己的健康码。请打开「换地区」，到当地的平台申报、领码。",
    "The region of this address has its own health code: open Another region, and declare and get your code there.",
  ),
  not_declared: row(409, "还没有申报，请先申报健康状况。", "There is no declaration yet: declare first."),
  /** A revoked code. The sentence is the same whether a status list or the holder's shard says so. */
  revoked: { status: 409 as const, sentence: sentenceOf({ code: "revoked" }) },
  unknown_holder: row(
    409,
    "查不到持码人，请核对证件。",
    "The holder of the code is not registered here: check the identity document.",
  ),
  code_not_accepted: row(422, "健康码未通过验证。", "The code was not accepted."),
  purpose_missing: row(422, "请写明用途。", "State the purpose."),
  person_not_here: row(
    404,
    "此人不住在这里，近 30 天也没有在这里登记过通行。",
    "This person neither lives here nor passed here in the last 30 days.",
  ),
  person_not_resident: row(404, "此人申报的住址不在这里。", "This person has declared no address here."),
  nothing_to_appeal: row(409, "现在没有可以申诉的码色。", "There is no colour to appeal against now."),
  appeal_open: row(409, "上一次申诉还没有答复，请等候答复。", "The previous appeal has no answer yet: wait for it."),
  too_many_appeals: row(409, "申诉次数已达上限，请联系社区。", "The limit of appeals is reached: contact the community."),
  appeal_not_found: row(404, "这次申诉已经答复过了。", "This appeal has already been answered."),
  ground_does_not_fit: row(
    409,
    "这一理由不适用于引起这个码色的原因，请换一个理由，或答复如何办理。",
    "This ground does not fit the cause of the colour: choose another ground, or answer with the next steps for the person.",
  ),
  own_appeal: row(
    403,
    "这份申诉涉及您本人，或您代管、申请代管、代管过的人，请由其他管理员答复。",
    "This appeal concerns you, or a person whom you manage, claim or have managed: another administrator must answer it.",
  ),
  appeal_written: row(409, "申诉已经提交，不能再加附件。", "The appeal has been sent: no file can be added to it."),
  file_id_taken: row(409, "这个附件编号已经用过，请重新选择文件。", "This id belongs to another file: choose the file again."),
  too_many_files: row(409, "上传的附件太多，请明天再试。", "Too many files were sent: try again tomorrow."),
  file_missing: row(409, "有附件没有传到，请删除后重新选择。", "A file has not arrived: remove it and choose it again."),
  file_not_found: row(404, "没有这个附件。", "There is no such file."),
  file_too_large: row(413, "附件太大，每个不超过 5 MB。", "The file is too large: a file has at most 5 MB."),
  file_type_unknown: row(415, "附件只能是 JPEG、PNG、WebP 图片或 PDF。", "A file must be a picture (JPEG, PNG, WebP) or a PDF."),
};
