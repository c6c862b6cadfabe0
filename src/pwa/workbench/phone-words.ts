/** Phone numbers as people read them. Pure. */

/** A mainland number in groups of 3, 4 and 4 without its country; others stay as they are. */
export function phoneWords(phone: string): string {
  return phone.replace(/^(?:\+86)?(1\d{2})(\d{4})(\d{4})$/, "$1 $2 $3");
}
