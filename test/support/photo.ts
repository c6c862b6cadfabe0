/** A photo as a phone takes it, and the properties of a sent picture. */
import type { Page } from "playwright-core";

/** A JPEG of 4000×3000, larger than the app sends, with the place of the photo in its Exif segment. */
export async function aPhoto(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const drawn = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [4000, 3000];
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("no canvas");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, 4000, 3000);
    context.fillStyle = "#123";
    context.font = "240px sans-serif";
    context.fillText("核酸检测报告  阴性", 300, 600);
    return canvas.toDataURL("image/jpeg", 0.9).split(",")[1] ?? "";
  });
  const picture = Buffer.from(drawn, "base64");
  const exif = Buffer.from("Exif\0\0GPS 30.6376 114.4019");
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, exif.length + 2]), exif]);
  const buffer = Buffer.concat([picture.subarray(0, 2), segment, picture.subarray(2)]);
  return { name: "IMG_0731.jpg", mimeType: "image/jpeg", buffer };
}

/** Runs inside the page: the size of a picture, and whether it has an Exif segment. */
export async function measured(path: string) {
  const blob = await (await fetch(path)).blob();
  const { width, height } = await createImageBitmap(blob);
  return { width, height, exif: (await blob.text()).includes("Exif") };
}
