import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Starts Chromium: the one that the variable CHROMIUM names, or Debian's. Throws where there is none. */
export async function startChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) {
    throw new Error(`there is no Chromium at ${executablePath}: install it, or name one in the variable CHROMIUM`);
  }
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
