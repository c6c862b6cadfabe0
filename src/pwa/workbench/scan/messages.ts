/** What the screen and the scan worker say to each other. Shapes only. */

/** A frame to decode. The picture is transferred: the sender has it no longer. */
export interface DecodeRequest {
  readonly id: number;
  readonly picture: ImageBitmap | ImageData;
  readonly tryHarder: boolean;
}

export type DecodeAnswer =
  /** `text` is null where no symbol was found. */
  | { readonly id: number; readonly ok: true; readonly text: string | null }
  | { readonly id: number; readonly ok: false; readonly reason: string };
