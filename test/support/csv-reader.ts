/** Reads a CSV as Python's csv module does, by its state machine (CPython, Modules/_csv.c, not strict): a reader that knows nothing of the writer, with any separator. */

type State = "record" | "field" | "plain" | "quoted" | "quote in quoted" | "line end";

export function readCsv(text: string, separator: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let [state, record, field]: [State, string[], string] = ["record", [], ""];
  let before = "";
  const save = (next: State): void => {
    record.push(field);
    [state, field] = [next, ""];
  };
  const add = (letter: string, next: State): void => {
    [state, field] = [next, field + letter];
  };
  const end = (): void => {
    records.push(record);
    [state, record] = ["record", []];
  };
  for (const letter of text) {
    const isEnd = letter === "\r" || letter === "\n";
    const isSecondHalf = before === "\r" && letter === "\n";
    before = letter;
    if (state === "line end") {
      end();
      if (isSecondHalf) continue;
    }
    if (state === "record") {
      if (isEnd) {
        state = "line end";
        continue;
      }
      state = "field";
    }
    if (state === "quoted") {
      if (letter === '"') state = "quote in quoted";
      else add(letter, "quoted");
    } else if (state === "quote in quoted" && letter === '"') add('"', "quoted");
    else if (isEnd) save("line end");
    else if (letter === separator) save("field");
    else if (state === "field" && letter === '"') state = "quoted";
    else add(letter, "plain");
  }
  if (state !== "record" && state !== "line end") save("line end");
  if (state === "line end") end();
  return records;
}
