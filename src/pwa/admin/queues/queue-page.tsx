/** The page of a queue of appeals or reviews: its items with the times by which they must be answered, overdue first, and the dialog that answers an item. */
import { type ComponentChildren, Fragment, type JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { say } from "../../app/say.ts";
import { SourceView, type Source } from "../../ui/loaded.tsx";
import { minuteOf } from "../../ui/words/moments.ts";
import { type Column, Table } from "../../ui/table.tsx";
import { Empty, Head, type Outcome, OutcomeNotice } from "../head.tsx";
import { tellCount } from "../menu-counts.tsx";
import type { Queue } from "../pages.ts";

interface Item {
  readonly id: string;
  readonly maskedName: string;
  readonly dueAt: string;
  readonly overdue: boolean;
}

interface DialogProps<One> {
  readonly item: One;
  readonly onDone: (outcome: Outcome) => Promise<void>;
  readonly onClose: () => void;
}

interface QueuePageProps<Answer, One extends Item> {
  readonly division: string;
  readonly queue: Queue;
  readonly name: string;
  /** The table's caption, for screen readers. */
  readonly caption: string;
  readonly emptyTitle: string;
  /** The text for an empty queue, which says how items come into it. */
  readonly emptyText: string;
  readonly source: Source<Answer>;
  readonly itemsOf: (answer: Answer) => readonly One[];
  readonly columns: readonly Column<One>[];
  /** The text of each row's button, which opens the dialog. */
  readonly actWord: string;
  /** The button's text for a screen reader, with the person's name. */
  readonly actLabel: (maskedName: string) => string;
  /** Content of a row before the button, such as links. */
  readonly beside?: (item: One) => ComponentChildren;
  /** The dialog for the chosen item. Called as a function, not as a component, so that its fields keep their values when the list is reloaded. */
  readonly dialog: (props: DialogProps<One>) => JSX.Element;
}

export function QueuePage<Answer, One extends Item>(props: QueuePageProps<Answer, One>): JSX.Element {
  const { division, queue, source, itemsOf } = props;
  const { loaded, reload } = source;
  const [chosen, choose] = useState<One | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  useEffect(() => {
    if (loaded.state !== "ready") return;
    const items = itemsOf(loaded.value);
    tellCount(division, queue, { waiting: items.length, overdue: items.filter(({ overdue }) => overdue).length });
  }, [loaded, division, queue]);

  async function finish(what: Outcome): Promise<void> {
    choose(null);
    setOutcome(what);
    await reload();
  }

  return (
    <>
      <Head name={props.name} />
      <OutcomeNotice outcome={outcome} onChange={setOutcome} onUndone={reload} />
      <SourceView source={source}>
        {(value) =>
          itemsOf(value).length === 0 ? (
            <Empty title={props.emptyTitle}>
              <p>{props.emptyText}</p>
            </Empty>
          ) : (
            <Table
              name={queue}
              caption={props.caption}
              columns={props.columns}
              rows={itemsOf(value)}
              idOf={({ id }) => id}
              first={{ by: "due", down: false }}
              actions={(item) => (
                <>
                  {props.beside?.(item)}
                  <button
                    class="text-button"
                    type="button"
                    aria-label={props.actLabel(item.maskedName)}
                    onClick={() => choose(item)}
                  >
                    {props.actWord}
                  </button>
                </>
              )}
            />
          )
        }
      </SourceView>
      {chosen !== null && (
        <Fragment key={chosen.id}>{props.dialog({ item: chosen, onDone: finish, onClose: () => choose(null) })}</Fragment>
      )}
    </>
  );
}

export function nameColumn<One extends Item>(): Column<One> {
  return { key: "name", word: say("姓名", "Name"), value: ({ maskedName }) => maskedName };
}

/** The column with the time by which an item must be answered. The queue is first sorted by it. */
export function dueColumn<One extends Item>(word: string): Column<One> {
  return {
    key: "due",
    word,
    value: ({ dueAt }) => dueAt,
    show: ({ dueAt, overdue }) => (
      <>
        {minuteOf(dueAt)}
        {overdue && <b> {say("已超时", "Overdue")}</b>}
      </>
    ),
  };
}
