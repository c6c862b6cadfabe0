/** The part of qrcode-svg 1.1.0 that we use: its matrix. Its own drawing mirrors the symbol (platform.md, browser traps). */
declare module "qrcode-svg" {
  interface BitBuffer {
    put(value: number, bits: number): void;
  }

  interface Segment {
    readonly mode: number;
    getLength(): number;
    write(buffer: BitBuffer): void;
  }

  interface Model {
    typeNumber: number;
    dataList: readonly Segment[];
    dataCache: null;
    /** Rows of dark modules. */
    modules: readonly (readonly boolean[])[];
    make(): void;
  }

  export default class QRCode {
    readonly qrcode: Model;
    constructor(options: { readonly content: string; readonly ecl: "L" | "M" | "Q" | "H" });
  }
}
