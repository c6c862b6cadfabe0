/** The figures of a file that was read: lines, changes of colour, kinds, sources, counties, the first persons, and the refused lines. */
import type { ComponentChildren, JSX } from "preact";
import type { Reading } from "../../../contract/list.ts";
import { urlOf } from "../../app/api.ts";
import { say } from "../../app/say.ts";
import { Tile } from "../../ui/figure.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { numberOf } from "../../ui/words/number.ts";
import type { Names } from "../offices.ts";
import { colourChange, effectWords, kindWord } from "./list-words.ts";
import { Errors, Persons } from "./reading-rows.tsx";
import "../../styles/board.css";
import "./lists.css";

interface ReadingFiguresProps {
  readonly reading: Reading;
  readonly columns: Readonly<Record<string, string>>;
  readonly names: Names;
}

/** The most errors that the server lists; the file of refused lines has all of them. */
const MOST_ERRORS = 1000;

export function ReadingFigures({ reading, columns, names }: ReadingFiguresProps): JSX.Element {
  const { list, figures, persons, errors } = reading;
  const { lines, refused, added, changed, known } = figures;
  const isFacts = list === "facts";
  return (
    <>
      <div class="tiles" role="status">
        <Tile
          word={say("可以录入", "Can be entered")}
          figure={numberOf(lines)}
          detail={say(`新增 ${added}，更改 ${changed}，已有 ${known}`, `${added} new, ${changed} changed, ${known} known`)}
        />
        {isFacts && (
          <Tile
            word={say("涉及的人", "Persons")}
            figure={numberOf(figures.persons)}
            detail={say(`其中 ${figures.undeclared} 人还没有申报`, `${figures.undeclared} have not declared yet`)}
          />
        )}
        <Tile
          word={say("有误，不会录入", "Refused")}
          figure={numberOf(refused)}
          detail={
            refused === 0
              ? say("每一行都可以录入", "every line can be entered")
              : say("更正后另传一份", "correct them and send them again")
          }
          alarming={refused > 0}
        />
      </div>
      {isFacts && (
        <p class="notice warning">
          <b>{effectWords(figures)}</b>
        </p>
      )}
      <div class="list-sides">
        {isFacts && <Changes reading={reading} />}
        <Counts
          name="kinds"
          caption={isFacts ? say("按名单", "By list") : say("按等级", "By level")}
          word={isFacts ? say("名单", "List") : say("风险等级", "Level")}
          count={say("条", "Lines")}
          rows={figures.kinds}
          show={kindWord}
        />
        <Counts
          name="sources"
          caption={say("按来源地区", "By source")}
          word={say("来源地区", "Source")}
          count={say("条", "Lines")}
          rows={figures.sources}
          show={(code) => `${names.of(code)} ${code}`}
        />
        <Counts
          name="counties"
          caption={isFacts ? say("按现住县（市、区）", "By county of residence") : say("按县（市、区）", "By county")}
          word={say("县（市、区）", "County")}
          count={isFacts ? say("人", "Persons") : say("条", "Lines")}
          rows={reading.counties}
          show={(code) => `${names.of(code)} ${code}`}
        />
      </div>
      {isFacts && persons.length > 0 && <Persons reading={reading} names={names} />}
      {errors.length > 0 && (
        <Side title={say("有误的行", "Refused lines")}>
          <p>
            {reading.mine && (
              <a class="chip" download href={urlOf(`GET /api/v1/${list}/:import/refused.csv`, { import: reading.file })}>
                {say("下载有误的行（带原因）", "Download the refused lines with their reasons")}
              </a>
            )}
            {refused > MOST_ERRORS && (
              <span class="quiet">
                {say(
                  `这里显示前 1,000 条，共 ${numberOf(refused)} 条。`,
                  `The first 1,000 of ${numberOf(refused)} are shown here.`,
                )}
              </span>
            )}
          </p>
          <Errors reading={reading} columns={columns} />
        </Side>
      )}
    </>
  );
}

function Side(props: { readonly title: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <section class="list-side">
      <h3>{props.title}</h3>
      {props.children}
    </section>
  );
}

interface CountsProps {
  readonly name: string;
  readonly caption: string;
  readonly word: string;
  readonly count: string;
  readonly rows: Reading["counties"];
  readonly show: (name: string) => string;
}

function Counts({ name, caption, word, count, rows, show }: CountsProps): JSX.Element | null {
  if (rows.length === 0) return null;
  const columns: readonly Column<CountsProps["rows"][number]>[] = [
    { key: "name", word, value: (row) => show(row.name) },
    { key: "lines", word: count, value: ({ lines }) => lines, show: ({ lines }) => numberOf(lines) },
  ];
  return (
    <Side title={caption}>
      <Table
        name={name}
        caption={caption}
        columns={columns}
        rows={rows}
        idOf={(row) => row.name}
        first={{ by: "lines", down: true }}
      />
    </Side>
  );
}

function Changes({ reading }: { readonly reading: Reading }): JSX.Element | null {
  const rows = reading.figures.changes;
  if (rows.length === 0) return null;
  const title = say("码色变化", "Changes of colour");
  const columns: readonly Column<(typeof rows)[number]>[] = [
    { key: "change", word: title, value: ({ from, to }) => colourChange(from, to) },
    { key: "persons", word: say("人", "Persons"), value: ({ persons }) => persons, show: ({ persons }) => numberOf(persons) },
  ];
  return (
    <Side title={title}>
      <Table
        name="changes"
        caption={title}
        columns={columns}
        rows={rows}
        idOf={({ from, to }) => `${from} ${to}`}
        first={{ by: "persons", down: true }}
      />
    </Side>
  );
}
