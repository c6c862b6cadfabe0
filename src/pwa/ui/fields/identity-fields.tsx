/** The fields for a person's name and document, and the same data in full for the check before a form is sent. */
import type { JSX } from "preact";
import { dateOf } from "../../../domain/china-time.ts";
import type { DocumentType, IdentityDocument } from "../../../domain/identity/document.ts";
import { correctedNow } from "../../app/clock.ts";
import { say } from "../../app/say.ts";
import { part } from "../../app/screen.tsx";
import { Field } from "./field.tsx";
import { DOCUMENTS, documentNamed, type IdentityDraft } from "./identity-draft.ts";
import { Row } from "../row.tsx";

const NationalityField = part(() => import("./nationality-field.tsx"));

interface IdentityFieldsProps {
  readonly draft: IdentityDraft;
  readonly onChange: (changes: Partial<IdentityDraft>) => void;
  /** The sentence about the fault in a field; undefined without a fault. */
  readonly refusalOf: (field: keyof IdentityDraft) => string | undefined;
  /** Whether the browser may fill in the name of its user. */
  readonly isOwn?: boolean;
}

export function IdentityFields({ draft, onChange, refusalOf, isOwn = false }: IdentityFieldsProps): JSX.Element {
  const asksMore = documentNamed(draft.type)?.nationality === true;
  return (
    <>
      <Field
        id="name"
        label={say("姓名", "Name")}
        autoComplete={isOwn ? "name" : "off"}
        value={draft.name}
        onInput={(name) => onChange({ name })}
        refusal={refusalOf("name")}
      />
      <DocumentTypes type={draft.type} onPick={(type) => onChange({ type })} />
      <Field
        id="number"
        label={say("证件号码", "Number")}
        value={draft.number}
        onInput={(number) => onChange({ number })}
        refusal={refusalOf("number")}
      />
      {asksMore && (
        <>
          <NationalityField
            code={draft.nationality}
            onPick={(nationality) => onChange({ nationality })}
            refusal={refusalOf("nationality")}
          />
          <Field
            id="birthDate"
            type="date"
            label={say("出生日期", "Date of birth")}
            max={dateOf(correctedNow())}
            value={draft.birthDate}
            onInput={(birthDate) => onChange({ birthDate })}
            refusal={refusalOf("birthDate")}
          />
        </>
      )}
    </>
  );
}

function DocumentTypes(props: { readonly type: DocumentType; readonly onPick: (type: DocumentType) => void }): JSX.Element {
  return (
    <div class="field">
      <label for="document-type">{say("证件类型", "Type of document")}</label>
      <select
        class="input"
        id="document-type"
        value={props.type}
        onChange={(event) => props.onPick(documentNamed(event.currentTarget.value)?.type ?? "10")}
      >
        {DOCUMENTS.map((document) => (
          <option key={document.type} value={document.type}>
            {say(document.zh, document.en)}
          </option>
        ))}
      </select>
    </div>
  );
}

interface IdentityRowsProps {
  readonly name: string;
  readonly document: Pick<IdentityDocument, "type"> & {
    readonly number: string;
    readonly nationality?: string | undefined;
    readonly birthDate?: string | undefined;
  };
}

export function IdentityRows({ name, document }: IdentityRowsProps): JSX.Element {
  const { type, number, nationality, birthDate } = document;
  const offer = documentNamed(type);
  return (
    <>
      <Row word={say("姓名", "Name")}>{name}</Row>
      <Row word={say("证件类型", "Type of document")}>{offer === undefined ? type : say(offer.zh, offer.en)}</Row>
      <Row word={say("证件号码", "Number")}>{spaced(type, number)}</Row>
      {nationality !== undefined && <Row word={say("国籍", "Nationality")}>{nationality}</Row>}
      {birthDate !== undefined && <Row word={say("出生日期", "Date of birth")}>{birthDate}</Row>}
    </>
  );
}

/** In groups, for the comparison: the place, the birth date and the end of a resident identity number. */
function spaced(type: DocumentType, number: string): string {
  return number.replace(type === "10" ? /^(.{6})(.{8})/ : /(.{4})(?=.)/g, type === "10" ? "$1 $2 " : "$1 ");
}
