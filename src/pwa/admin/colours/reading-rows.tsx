/** The rows of a file that was read: its first persons with their entries and colours, and its refused lines. */
import type { JSX } from "preact";
import type { Reading } from "../../../contract/list.ts";
import { say, saySentence } from "../../app/say.ts";
import { ColourMark } from "../../ui/colour-mark.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { numberOf } from "../../ui/words/number.ts";
import type { Names } from "../offices.ts";
import { colourChange, kindWord } from "./list-words.ts";

export function Persons({ reading, names }: { readonly reading: Reading; readonly names: Names }): JSX.Element {
  const { persons, figures } = reading;
  const rows = persons.map((person, at) => ({ ...person, at: at + 1 }));
  const title =
    figures.persons > persons.length
      ? say(
          `前 ${persons.length} 人，共 ${numberOf(figures.persons)} 人`,
          `The first ${persons.length} of ${numberOf(figures.persons)} persons`,
        )
      : say(`全部 ${persons.length} 人`, `All ${persons.length} persons`);
  const columns: readonly Column<(typeof rows)[number]>[] = [
    { key: "at", word: say("序号", "No."), value: ({ at }) => at },
    {
      key: "person",
      word: say("姓名、证件号码", "Name and number"),
      value: ({ maskedName, maskedDocument }) => `${maskedName ?? say("尚未登录", "not logged in yet")} ${maskedDocument}`,
    },
    {
      key: "entries",
      word: say("记录", "Entries"),
      value: ({ entries }) => entries.map((entry) => kindWord(entry.kind)).join("，"),
      show: ({ entries }) => entries.map((entry) => <div key={entry.reference}>{entryWords(entry, names)}</div>),
    },
    {
      key: "colour",
      word: say("码色", "Colour"),
      value: ({ from, to }) => (from === null || to === null ? "" : colourChange(from, to)),
      show: ({ from, to }) =>
        from === null || to === null ? (
          say("还没有申报", "Not declared yet")
        ) : (
          <>
            <ColourMark colour={from} /> → <ColourMark colour={to} />
          </>
        ),
    },
  ];
  return (
    <section class="list-side">
      <h3>{title}</h3>
      <Table
        name="persons"
        caption={title}
        columns={columns}
        rows={rows}
        idOf={({ at }) => String(at)}
        first={{ by: "at", down: false }}
      />
    </section>
  );
}

function entryWords(
  { kind, from, until, source, reference }: Reading["persons"][number]["entries"][number],
  names: Names,
): string {
  const days = until === null ? say(`${from} 起`, `from ${from}`) : say(`${from} 至 ${until}`, `from ${from} until ${until}`);
  return `${kindWord(kind)} · ${days} · ${names.of(source)} ${reference}`;
}

interface ErrorsProps {
  readonly reading: Reading;
  /** The Chinese names of the list's columns, by their English names. */
  readonly columns: Readonly<Record<string, string>>;
}

export function Errors({ reading, columns: words }: ErrorsProps): JSX.Element {
  const columns: readonly Column<Reading["errors"][number]>[] = [
    { key: "line", word: say("行", "Line"), value: ({ line }) => line },
    { key: "field", word: say("栏", "Column"), value: ({ field }) => (field === null ? "—" : say(words[field] ?? field, field)) },
    { key: "why", word: say("原因", "Reason"), value: ({ sentence }) => saySentence(sentence) },
  ];
  return (
    <Table
      name="errors"
      caption={say("有误的行", "Refused lines")}
      columns={columns}
      rows={reading.errors}
      idOf={({ line }) => String(line)}
      first={{ by: "line", down: false }}
    />
  );
}
