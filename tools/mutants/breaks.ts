/** Lists the possible breaks (single small faults) of a source file, from its syntax tree. Leaves types and displayed sentences alone. Pure. */
import { parseSync } from "vite";

export interface Break {
  readonly file: string;
  readonly line: number;
  /** The line of the source, without its indentation. */
  readonly text: string;
  /** The expression and its broken form, each on one line. */
  readonly from: string;
  readonly to: string;
  /** `replacement` replaces the characters of the file from `start` up to `end`; the character at `end` stays. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** The broken forms of each operator: a comparison with another boundary or direction; for the rest a related operator. */
const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "===": ["!=="],
  "!==": ["==="],
  "&&": ["||"],
  "||": ["&&"],
  "??": ["&&"],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "%": ["*"],
  "**": ["*"],
  "<<": [">>"],
  ">>": ["<<"],
  ">>>": ["<<"],
  "&": ["|"],
  "|": ["&"],
  "^": ["&"],
  "+=": ["-="],
  "-=": ["+="],
  "*=": ["/="],
  "<<=": [">>="],
  ">>=": ["<<="],
  "|=": ["&="],
  "&=": ["|="],
};
const METHODS: Readonly<Record<string, string>> = {
  every: "some",
  some: "every",
  min: "max",
  max: "min",
  startsWith: "endsWith",
  endsWith: "startsWith",
};
/** Nodes of type syntax that contain an expression of the program. All other nodes of type syntax are skipped. */
const TYPED_EXPRESSIONS: ReadonlySet<string> = new Set(["TSAsExpression", "TSSatisfiesExpression", "TSNonNullExpression"]);
/** The longest expression, in characters, that the report shows around a changed literal. */
const MAX_CONTEXT = 60;
const LEAVING: ReadonlySet<string> = new Set(["ReturnStatement", "ThrowStatement", "ContinueStatement", "BreakStatement"]);

/** All breaks of a file in the order of their places. Throws if the file does not parse. */
export function breaksOf(file: string, source: string): readonly Break[] {
  const { program, errors, comments } = parseSync(file, source, { lang: "ts" });
  if (errors[0] !== undefined) throw new Error(`${file}: ${errors[0].message}`);
  const breaks: Break[] = [];
  const add = (context: Node, start: number, end: number, replacement: string): void => {
    const lineStart = source.lastIndexOf("\n", start - 1) + 1;
    breaks.push({
      file,
      line: source.slice(0, start).split("\n").length,
      text: source.slice(lineStart).split("\n", 1).join("").trim(),
      from: oneLine(source.slice(context.start, context.end)),
      to: oneLine(source.slice(context.start, start) + replacement + source.slice(end, context.end)),
      start,
      end,
      replacement,
    });
  };
  /** The offset in the file of the operator between its operands. Comments are skipped, because they may contain the same characters. */
  const operatorStart = (operator: string, left: Node, right: Node): number => {
    let at = source.indexOf(operator, left.end);
    for (const comment of comments) if (comment.start <= at && at < comment.end) at = source.indexOf(operator, comment.end);
    if (at < 0 || at >= right.start) throw new Error(`${file}: the operator ${operator} is not between its operands`);
    return at;
  };
  const breakNode = (node: Node, parent: Node): void => {
    const { left, right, operator, argument, test } = node;
    if (isNode(left) && isNode(right) && typeof operator === "string" && ![left, right].some(isText)) {
      const start = operatorStart(operator, left, right);
      for (const other of OPERATORS[operator] ?? []) add(node, start, start + operator.length, other);
    }
    if (node.type === "UnaryExpression" && isNode(argument) && typeof operator === "string" && "!-~".includes(operator))
      add(node, node.start, node.start + 1, "");
    if (node.type === "UpdateExpression" && isNode(argument) && typeof operator === "string") {
      const start = node.prefix === true ? node.start : node.end - operator.length;
      add(node, start, start + operator.length, operator === "++" ? "--" : "++");
    }
    if (node.type === "IfStatement" && isNode(test) && leaves(node.consequent)) add(test, test.start, test.end, "false");
    if (node.type === "ConditionalExpression" && isNode(test))
      for (const value of ["true", "false"]) add(node, test.start, test.end, value);
    if (node.type === "Literal") breakLiteral(node, parent);
    if (node.type === "Property" && isKey(node.key, "code") && isNode(node.value) && isText(node.value))
      add(node, node.value.start, node.value.end, '""');
    if (node.type === "MemberExpression" && isNode(node.property) && node.computed === false) {
      const name = source.slice(node.property.start, node.property.end);
      const other = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
      if (other !== undefined) add(node, node.property.start, node.property.end, other);
    }
  };
  /** Adds the breaks of a literal. The report shows the literal inside its parent expression if that is short. */
  const breakLiteral = (node: Node, parent: Node): void => {
    const { value } = node;
    const context = parent.end - parent.start <= MAX_CONTEXT ? parent : node;
    if (typeof value === "boolean") add(context, node.start, node.end, String(!value));
    if (typeof value === "number") for (const other of [value + 1, value - 1]) add(context, node.start, node.end, `(${other})`);
    if (typeof value === "bigint")
      for (const other of [value + 1n, value - 1n]) add(context, node.start, node.end, `(${other}n)`);
  };
  const walk = (node: Node, parent: Node): void => {
    if (TYPED_EXPRESSIONS.has(node.type)) return walkValue(node.expression, parent);
    if (node.type.startsWith("TS") || isSentence(node)) return;
    breakNode(node, parent);
    for (const [name, value] of Object.entries(node)) if (!isNameOfProperty(node, name)) walkValue(value, node);
  };
  const walkValue = (value: unknown, parent: Node): void => {
    if (Array.isArray(value)) for (const each of value) walkValue(each, parent);
    else if (isNode(value)) walk(value, parent);
  };
  for (const statement of program.body) if (isNode(statement)) walk(statement, statement);
  return breaks.toSorted((a, b) => a.start - b.start);
}

/** The source text with one break. */
export function applyBreak(source: string, { start, end, replacement }: Break): string {
  return source.slice(0, start) + replacement + source.slice(end);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function isText(node: Node): boolean {
  return node.type === "TemplateLiteral" || (node.type === "Literal" && typeof node.value === "string");
}

function isKey(key: unknown, name: string): boolean {
  return isNode(key) && key.type === "Identifier" && key.name === name;
}

/** Whether the field `name` of a node is the key of a property, such as the 1 of `{ 1: … }`, which is no number to break. */
function isNameOfProperty(node: Node, name: string): boolean {
  return node.type === "Property" && name === "key" && node.computed === false;
}

/** Whether a node is a displayed sentence: an object with `zh` and `en`. */
function isSentence(node: Node): boolean {
  const members = node.type === "ObjectExpression" && Array.isArray(node.properties) ? node.properties : [];
  return ["zh", "en"].every((language) => members.some((member) => isNode(member) && isKey(member.key, language)));
}

function leaves(statement: unknown): boolean {
  if (!isNode(statement)) return false;
  if (statement.type !== "BlockStatement") return LEAVING.has(statement.type);
  return Array.isArray(statement.body) && leaves(statement.body.at(-1));
}

function oneLine(text: string): string {
  const words = text.split(/\s+/u).join(" ");
  return words.length <= 90 ? words : `${words.slice(0, 44)}…${words.slice(-44)}`;
}
