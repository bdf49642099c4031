/** A real browser without a window, spoken to by the DevTools protocol, with an authenticator of its own and pages that tests give it. */
import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

/** What is at an address. */
export interface Content {
  type: "text/html" | "text/javascript";
  text: string;
}

export interface Page {
  goTo: (url: string) => Promise<void>;
  /** Has the page run an expression, and waits for what it promises. */
  run: <Result>(expression: string) => Promise<Result>;
  /** Whether the authenticator recognises its user from now on: the right finger or not. */
  recogniseUser: (recognised: boolean) => Promise<void>;
  /** The authenticator's passkeys are gone. */
  forget: () => Promise<void>;
}

export interface Browser {
  page: Page;
  stop: () => Promise<void>;
}

interface Message {
  id?: number;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { message: string };
}

const NAMES = ["chromium", "chromium-browser", "google-chrome"];
const START_TIMEOUT = 30_000;

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Chromium on this machine: CHROMIUM_PATH, or the first of its names on PATH. */
export function findBrowser(): string | undefined {
  const { CHROMIUM_PATH, PATH = "" } = process.env;
  if (CHROMIUM_PATH !== undefined) return CHROMIUM_PATH;
  return PATH.split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find(isExecutable);
}

/** Messages to and from the browser, each ended by a zero byte. */
class Pipe {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<
    number,
    { resolve: (result: Record<string, unknown>) => void; reject: (e: Error) => void }
  >();
  readonly #listeners = new Map<string, (params: Record<string, unknown>) => void>();
  #rest = "";
  #sent = 0;

  constructor(child: ChildProcess) {
    this.#child = child;
    const output = child.stdio[4] as Readable;
    output.setEncoding("utf8").on("data", (text: string) => this.#receive(text));
    // Its end is what there is to say.
    child.stdio[3]?.on("error", () => undefined);
    child.once("exit", () => {
      for (const { reject } of this.#waiting.values()) reject(new Error("The browser has ended."));
    });
  }

  on(method: string, listener: (params: Record<string, unknown>) => void): void {
    this.#listeners.set(method, listener);
  }

  send(method: string, params: Record<string, unknown> = {}, sessionId?: string): Promise<Record<string, unknown>> {
    const id = ++this.#sent;
    (this.#child.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #receive(text: string): void {
    const messages = (this.#rest + text).split("\0");
    this.#rest = messages.pop() ?? "";
    for (const each of messages) {
      const { id, method, params = {}, result = {}, error } = JSON.parse(each) as Message;
      if (id === undefined) {
        this.#listeners.get(method ?? "")?.(params);
        continue;
      }
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(result);
      else waiting?.reject(new Error(error.message));
    }
  }
}

async function openPage(pipe: Pipe, contentOf: (url: string) => Content | undefined): Promise<Page> {
  const { targetId } = await pipe.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await pipe.send("Target.attachToTarget", { targetId, flatten: true });
  const send = (method: string, params?: Record<string, unknown>) => pipe.send(method, params, sessionId as string);

  // No address is looked up: what the test has for it is what the page gets.
  await send("Fetch.enable");
  pipe.on("Fetch.requestPaused", ({ requestId, request }) => {
    const content = contentOf((request as { url: string }).url);
    void send("Fetch.fulfillRequest", {
      requestId,
      responseCode: content === undefined ? 404 : 200,
      responseHeaders: [{ name: "Content-Type", value: `${content?.type ?? "text/html"}; charset=utf-8` }],
      body: Buffer.from(content?.text ?? "").toString("base64"),
    });
  });

  // A phone's: built in, it knows its user by the finger.
  await send("WebAuthn.enable");
  const { authenticatorId } = await send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  });
  await send("Page.enable");

  return {
    goTo: async (url) => {
      const loaded = new Promise<void>((resolve) => pipe.on("Page.loadEventFired", () => resolve()));
      const { errorText } = await send("Page.navigate", { url });
      if (errorText !== undefined) throw new Error(`${url}: ${errorText as string}`);
      await loaded;
    },
    run: async <Result>(expression: string) => {
      const { result, exceptionDetails } = await send("Runtime.evaluate", {
        expression,
        awaitPromise: true,
        returnByValue: true,
        userGesture: true,
      });
      if (exceptionDetails !== undefined) {
        const { exception, text } = exceptionDetails as { exception?: { description?: string }; text: string };
        throw new Error(exception?.description ?? text);
      }
      return (result as { value: Result }).value;
    },
    recogniseUser: async (recognised) => {
      await send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: recognised });
    },
    forget: async () => {
      await send("WebAuthn.clearCredentials", { authenticatorId });
    },
  };
}

/** Starts a browser with one page. It ends when it is stopped, and with the process. */
export async function startBrowser(file: string, contentOf: (url: string) => Content | undefined): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), "ropenet-browser-"));
  const flags = [
    "--headless=new",
    "--remote-debugging-pipe",
    `--user-data-dir=${profile}`,
    // CI runs as root, in a container with little shared memory.
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    // Frames are in the page's own process, and their requests come to it.
    "--disable-site-isolation-trials",
  ];
  const child = spawn(file, flags, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("error", () => resolve()).once("exit", () => resolve()));
  const stop = async () => {
    child.kill();
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    const failed = Promise.race([ended, sleep(START_TIMEOUT, undefined, { ref: false })]).then(() => {
      throw new Error(`${file} does not answer. CHROMIUM_PATH must name a Chromium.`);
    });
    return { page: await Promise.race([openPage(new Pipe(child), contentOf), failed]), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
