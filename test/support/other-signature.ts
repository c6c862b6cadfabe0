/** The other form of an ECDSA signature, which who has seen one can write without its key. */

const ORDER_OF_P256 = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** A compact JWS with its other signature: with s also n - s verifies. */
export function otherSignature(jws: string): string {
  const [signature, part] = [Buffer.from(jws.slice(-86), "base64url"), jws.slice(0, -86)];
  const s = ORDER_OF_P256 - BigInt(`0x${signature.toString("hex", 32)}`);
  return part + Buffer.from(signature.toString("hex", 0, 32) + s.toString(16).padStart(64, "0"), "hex").toString("base64url");
}
