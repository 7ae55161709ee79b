// Drives every desktop, process and file method of sandbox-agent's public client. Ends with status 1 where one does something
// else than its users rely on. Arguments: address, token, a file that can be written.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { SandboxAgent } from "sandbox-agent";
import WebSocket from "ws";

const [baseUrl, token, scratch] = process.argv.slice(2);
const called = new Set();
const client = new Proxy(await SandboxAgent.connect({ baseUrl, token }), {
  get(target, name) {
    const member = target[name];
    if (typeof member !== "function") return member;
    called.add(name);
    return member.bind(target);
  },
});

async function until(what, condition) {
  for (let i = 0; i < 1500; i++) {
    if (await condition()) return;
    await pause(20);
  }
  assert.fail(`not within 30 s: ${what}`);
}

async function refused(status, code, promise) {
  await assert.rejects(promise, (error) => {
    assert.equal(error.status, status, String(error));
    assert.equal(error.problem.code, code);
    assert.equal(error.problem.type, `urn:sandbox-agent:error:${code}`);
    return true;
  });
}

const decode = (entries) => entries.map((e) => Buffer.from(e.data, e.encoding).toString()).join("");

async function life() {
  assert.deepEqual(await client.getHealth(), { status: "ok" });
  const status = await client.startDesktop({ width: 1024, height: 768, dpi: 96 });
  assert.equal(status.state, "active");
  assert.deepEqual(await client.startDesktop().then((s) => s.state), "active");
  assert.match((await client.getDesktopStatus()).display, /^:\d+$/);
  const display = await client.getDesktopDisplayInfo();
  assert.deepEqual([display.resolution.width, display.resolution.height], [1024, 768]);
}

async function pictures() {
  const png = await client.takeDesktopScreenshot();
  assert.deepEqual([...png.slice(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  const jpeg = await client.takeDesktopScreenshot({ format: "jpeg", quality: 50, scale: 0.5, showCursor: true });
  assert.deepEqual([...jpeg.slice(0, 2)], [0xff, 0xd8]);
  const webp = await client.takeDesktopRegionScreenshot({ x: 10, y: 20, width: 30, height: 40, format: "webp" });
  assert.equal(Buffer.from(webp.slice(8, 12)).toString(), "WEBP");
  await refused(400, "desktop_invalid_action", client.takeDesktopScreenshot({ quality: 0 }));
}

async function mouse() {
  assert.deepEqual(pick(await client.moveDesktopMouse({ x: 800, y: 700 })), [800, 700]);
  assert.deepEqual(pick(await client.getDesktopMousePosition()), [800, 700]);
  assert.deepEqual(pick(await client.clickDesktop({ x: 801, y: 700, button: "left", clickCount: 2 })), [801, 700]);
  assert.deepEqual(pick(await client.mouseDownDesktop({ x: 802, y: 700 })), [802, 700]);
  assert.deepEqual(pick(await client.mouseUpDesktop({ button: "left" })), [802, 700]);
  const drag = { startX: 700, startY: 600, endX: 720, endY: 640, button: "left" };
  assert.deepEqual(pick(await client.dragDesktopMouse(drag)), [720, 640]);
  assert.deepEqual(pick(await client.scrollDesktop({ x: 5, y: 6, deltaY: 2, deltaX: -1 })), [5, 6]);
  await refused(400, "desktop_invalid_action", client.clickDesktop({ x: 5000, y: 1 }));
}

const pick = (position) => [position.x, position.y];

async function windowsAndKeys() {
  const app = await client.launchDesktopApp({ app: "xterm", args: ["-T", "driven", "-geometry", "60x10+50+50"], wait: true });
  assert.match(app.processId, /^proc_\d+$/);
  assert.ok(app.pid > 1);
  const listed = (await client.listDesktopWindows()).windows.find((w) => w.id === app.windowId);
  assert.equal(listed.title, "driven");
  assert.ok((await client.focusDesktopWindow(app.windowId)).isActive);
  assert.equal((await client.getDesktopFocusedWindow()).id, app.windowId);
  assert.deepEqual(pick(await client.moveDesktopWindow(app.windowId, { x: 100, y: 120 })), [100, 120]);
  assert.ok(Math.abs((await client.resizeDesktopWindow(app.windowId, { width: 400, height: 200 })).width - 400) < 12);
  await refused(404, "window_not_found", client.focusDesktopWindow("1234567"));
  await refused(404, "app_not_found", client.launchDesktopApp({ app: "no-such-application" }));

  await client.typeDesktopText({ text: `cat > ${scratch}\n`, delayMs: 1 });
  await until("cat", async () => (await client.runProcess({ command: "test", args: ["-e", scratch] })).exitCode === 0);
  assert.deepEqual(await client.typeDesktopText({ text: "Grüße, мир" }), { ok: true });
  assert.deepEqual(await client.keyDownDesktop({ key: "shift" }), { ok: true });
  assert.deepEqual(await client.pressDesktopKey({ key: "x" }), { ok: true });
  assert.deepEqual(await client.keyUpDesktop({ key: "shift" }), { ok: true });
  await client.pressDesktopKey({ key: "y", modifiers: { shift: true } });
  await client.pressDesktopKey({ key: "Return" });
  await client.pressDesktopKey({ key: "ctrl+d" });
  const read = async () => (await client.runProcess({ command: "cat", args: [scratch] })).stdout;
  await until("the typed text", async () => (await read()) === "Grüße, мирXY\n");
  await refused(400, "desktop_invalid_action", client.pressDesktopKey({ key: "NoSuchKey" }));

  assert.deepEqual(await client.setDesktopClipboard({ text: "copied 😀", selection: "both" }), { ok: true });
  assert.deepEqual(await client.getDesktopClipboard(), { text: "copied 😀", selection: "clipboard" });
  assert.equal((await client.getDesktopClipboard({ selection: "primary" })).text, "copied 😀");
  await refused(404, "not_found", client.openDesktopTarget({ target: "/no/such/file" }));
  await client.stopProcess(app.processId, { waitMs: 10000 });
}

async function recordings() {
  const begun = await client.startDesktopRecording({ fps: 10 });
  assert.equal(begun.status, "recording");
  await refused(409, "conflict", client.startDesktopRecording());
  const ended = await client.stopDesktopRecording();
  assert.equal(ended.status, "completed");
  assert.equal((await client.listDesktopRecordings()).recordings.at(-1).id, begun.id);
  assert.equal((await client.getDesktopRecording(begun.id)).bytes, ended.bytes);
  const film = await client.downloadDesktopRecording(begun.id);
  assert.equal(Buffer.from(film.slice(4, 8)).toString(), "ftyp");
  assert.equal(film.length, ended.bytes);
  await client.deleteDesktopRecording(begun.id);
  await refused(404, "not_found", client.getDesktopRecording(begun.id));
}

async function stream() {
  assert.equal((await client.getDesktopStreamStatus()).active, false);
  assert.equal((await client.startDesktopStream()).active, true);
  assert.equal((await client.stopDesktopStream()).active, false);
  // WebRTC is not offered: whoever connects is told so, and not left hanging
  assert.match(client.buildDesktopStreamWebSocketUrl(), /^ws:.*signaling/);
  const socket = client.connectDesktopStreamWebSocket({ WebSocket });
  await new Promise((resolve) => socket.once("unexpected-response", (_, response) => resolve(assert.equal(response.statusCode, 501))));
  const session = client.connectDesktopStream({ WebSocket });
  await new Promise((resolve) => session.onError(resolve));
}

async function processes() {
  const config = await client.getProcessConfig();
  assert.equal(config.maxConcurrentProcesses, 64);
  assert.deepEqual(await client.setProcessConfig({ ...config, maxRunTimeoutMs: 200000 }), { ...config, maxRunTimeoutMs: 200000 });
  const run = await client.runProcess({ command: "sh", args: ["-c", "echo out; echo err >&2; exit 7"] });
  assert.deepEqual([run.exitCode, run.stdout, run.stderr, run.timedOut], [7, "out\n", "err\n", false]);
  const cat = await client.createProcess({ command: "cat", args: [], interactive: true, env: {}, tty: false });
  assert.equal(cat.status, "running");
  const followed = [];
  const following = await client.followProcessLogs(cat.id, (entry) => followed.push(entry));
  assert.deepEqual(await client.sendProcessInput(cat.id, { data: Buffer.from("hello\n").toString("base64") }), { bytesWritten: 6 });
  await until("the followed line", () => decode(followed) === "hello\n");
  following.close();
  assert.equal(decode((await client.getProcessLogs(cat.id, { stream: "stdout", tail: 10 })).entries), "hello\n");
  assert.equal((await client.listProcesses({ owner: "user" })).processes.filter((p) => p.id === cat.id).length, 1);
  assert.equal((await client.stopProcess(cat.id, { waitMs: 10000 })).status, "exited");
  assert.equal((await client.getProcess(cat.id)).exitCode, 143);
  await client.deleteProcess(cat.id);
  await refused(404, "not_found", client.getProcess(cat.id));
  const sleep = await client.createProcess({ command: "sleep", args: ["60"] });
  await refused(409, "conflict", client.deleteProcess(sleep.id));
  assert.equal((await client.killProcess(sleep.id, { waitMs: 10000 })).exitCode, 137);
}

async function terminal() {
  const shell = await client.createProcess({ command: "sh", tty: true, interactive: true });
  assert.deepEqual(await client.resizeProcessTerminal(shell.id, { cols: 101, rows: 31 }), { cols: 101, rows: 31 });
  assert.match(client.buildProcessTerminalWebSocketUrl(shell.id), /terminal\/ws\?access_token=/);
  const raw = client.connectProcessTerminalWebSocket(shell.id, { WebSocket });
  await new Promise((resolve, reject) => raw.once("open", resolve).once("error", reject));
  raw.close();
  const session = client.connectProcessTerminal(shell.id, { WebSocket });
  let shown = "";
  session.onData((bytes) => (shown += Buffer.from(bytes).toString()));
  await new Promise((resolve) => session.onReady(resolve));
  session.sendInput("stty size\n");
  await until("the size", () => shown.includes("31 101"));
  session.resize({ cols: 90, rows: 20 });
  session.sendInput(new TextEncoder().encode("stty size; exit 4\n"));
  const exit = await new Promise((resolve) => session.onExit(resolve));
  assert.equal(exit.exitCode, 4);
  assert.ok(shown.includes("20 90"), shown);
}

async function files() {
  assert.deepEqual(await client.mkdirFs({ path: "fs/deep" }), { path: "fs/deep" });
  assert.deepEqual(await client.writeFsFile({ path: "fs/a.txt" }, "Grüße"), { path: "fs/a.txt", bytesWritten: 7 });
  assert.equal(Buffer.from(await client.readFsFile({ path: "fs/a.txt" })).toString(), "Grüße");
  const entries = await client.listFsEntries({ path: "fs" });
  assert.deepEqual(entries.map((entry) => [entry.name, entry.entryType]), [["a.txt", "file"], ["deep", "directory"]]);
  assert.equal((await client.statFs({ path: "fs/a.txt" })).size, 7);
  assert.deepEqual(await client.moveFs({ from: "fs/a.txt", to: "fs/deep/b.txt" }), { from: "fs/a.txt", to: "fs/deep/b.txt" });
  await refused(404, "not_found", client.readFsFile({ path: "fs/a.txt" }));
  const archive = execFileSync("tar", ["-C", process.cwd(), "-c", "package.json"]);
  assert.equal((await client.uploadFsBatch(archive, { path: "fs/up" })).truncated, false);
  assert.ok((await client.statFs({ path: "fs/up/package.json" })).size > 0);
  assert.deepEqual(await client.deleteFsEntry({ path: "fs", recursive: true }), { path: "fs" });
}

async function end() {
  assert.equal((await client.stopDesktop()).state, "inactive");
}

for (const part of [life, pictures, mouse, windowsAndKeys, recordings, stream, processes, terminal, files, end]) {
  await part();
  console.log(`${part.name} ok`);
}
const internal = /HealthWait|awaitHealthy|requestHealth/;
const offered = Object.getOwnPropertyNames(SandboxAgent.prototype).filter(
  (name) => /Desktop|Process|Health|Fs/.test(name) && !internal.test(name),
);
assert.deepEqual(offered.filter((name) => !called.has(name)), [], "methods that nobody called");
console.log(`${offered.length} methods`);
process.exit(0);
