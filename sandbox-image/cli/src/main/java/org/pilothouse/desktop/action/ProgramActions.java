package org.pilothouse.desktop.action;

import static org.pilothouse.desktop.action.Parameter.choice;
import static org.pilothouse.desktop.action.Parameter.flag;
import static org.pilothouse.desktop.action.Parameter.integer;
import static org.pilothouse.desktop.action.Parameter.text;
import static org.pilothouse.desktop.action.Parameter.words;

import org.pilothouse.desktop.action.Action.Gives;

/** Programs: the clipboard between them, the browser, those that the desktop is made of, recordings of them. */
final class ProgramActions extends ActionList {
    private static final int DAY_MILLIS = 86_400_000;
    private static final Parameter RECORDING = text("id", "The recording's id.").needed();
    private static final Parameter PROCESS =
            text("id", "The process's id, as the list of processes has it.").needed();

    ProgramActions() {
        clipboardAndApps();
        browser();
        desktopProcesses();
        recordings();
        stream();
        processes();
    }

    private void clipboardAndApps() {
        look(
                "clipboard get",
                "The text on the clipboard.",
                "/v1/desktop/clipboard",
                choice("selection", "primary is what was last marked with the mouse.", "clipboard", "primary")
                        .or("clipboard"));
        act(
                "clipboard set",
                "Puts a text on the clipboard.",
                "/v1/desktop/clipboard",
                text("text", "The text.").needed(),
                choice("selection", "Where to put it.", "clipboard", "primary", "both")
                        .or("clipboard"));
        add(
                "clipboard image",
                "The picture on the clipboard, as PNG.",
                "GET",
                "/v1/desktop/clipboard/image",
                Gives.PICTURE,
                choice("selection", "primary is what was last marked with the mouse.", "clipboard", "primary")
                        .or("clipboard"));
        add(
                "clipboard clear",
                "Takes off whatever is on the clipboard.",
                "DELETE",
                "/v1/desktop/clipboard",
                Gives.JSON);
        look("apps", "The applications that can be started.", "/v1/desktop/apps");
        look("apps running", "The programs that have windows.", "/v1/desktop/apps/running");
        act(
                "launch",
                "Starts a program on the desktop.",
                "/v1/desktop/launch",
                text("app", "The program's name or path.").needed(),
                words("args", "What it is started with."),
                flag("wait", "Whether to wait until it shows a window.").or("false"));
        act(
                "open",
                "Opens a file or an address with the program for it.",
                "/v1/desktop/open",
                text("target", "The file's path or the address.").needed());
    }

    private void browser() {
        Parameter url = text("url", "An http, https, file, data or about address.");
        Parameter tab = text("tabId", "The tab's id; the one that was used last where left out.");
        Parameter id =
                text("tabId", "The tab's id, as the list of tabs has it.").needed();
        look("browser status", "Whether the browser runs, and what it shows.", "/v1/browser/status");
        act(
                "browser start",
                "Starts the browser.",
                "/v1/browser/start",
                url,
                flag("incognito", "In a window that keeps nothing."));
        act("browser stop", "Ends the browser.", "/v1/browser/stop");
        act(
                "browser open",
                "Shows an address in the browser, which is started where none runs, and waits until it is loaded.",
                "/v1/browser/navigate",
                url.needed(),
                tab,
                choice("waitUntil", "Until when to wait.", "load", "domcontentloaded", "commit")
                        .or("load"),
                integer("timeoutMs", 0, 300_000, "After so long it is an error.")
                        .or("30000"));
        act("browser back", "Shows the page before.", "/v1/browser/back", tab);
        act("browser forward", "Shows the page after.", "/v1/browser/forward", tab);
        act("browser reload", "Loads the page again.", "/v1/browser/reload", tab);
        look("browser tabs", "The browser's tabs: id, url, title.", "/v1/browser/tabs");
        act("browser new", "Opens a tab.", "/v1/browser/tabs", url);
        act("browser activate", "Shows a tab.", "/v1/browser/tabs/{tabId}/activate", id);
        add("browser close", "Closes a tab.", "DELETE", "/v1/browser/tabs/{tabId}", Gives.JSON, id);
    }

    private void desktopProcesses() {
        Parameter name = text("name", "The process's name.").needed();
        look("service", "The processes of the desktop: state, restarts, last end.", "/v1/desktop/processes");
        look("service get", "A process of the desktop.", "/v1/desktop/processes/{name}", name);
        look(
                "service logs",
                "What a process of the desktop wrote.",
                "/v1/desktop/processes/{name}/logs",
                name,
                choice("stream", "Which output.", "stdout", "stderr"),
                integer("tail", 1, 10_000, "Only so many of the last lines.").or("1000"),
                integer("since", 0, Long.MAX_VALUE, "Only lines with a greater sequence."));
        act("service start", "Has a process run from now on.", "/v1/desktop/processes/{name}/start", name);
        act("service stop", "Ends a process, which stays stopped.", "/v1/desktop/processes/{name}/stop", name);
        act("service restart", "Ends a process and starts it anew.", "/v1/desktop/processes/{name}/restart", name);
    }

    private void recordings() {
        act(
                "recording start",
                "Starts a recording of the screen as MP4.",
                "/v1/desktop/recording/start",
                integer("fps", 1, 60, "Pictures in a second at most; none is taken while nothing changes.")
                        .or("30"),
                text("label", "For people."));
        act("recording stop", "Ends the recording.", "/v1/desktop/recording/stop");
        look("recordings", "The recordings, the oldest first.", "/v1/desktop/recordings");
        look("recordings get", "One recording.", "/v1/desktop/recordings/{id}", RECORDING);
        add(
                "recordings download",
                "The film itself.",
                "GET",
                "/v1/desktop/recordings/{id}/download",
                Gives.FILE,
                RECORDING);
        add(
                "recordings delete",
                "Removes a recording.",
                "DELETE",
                "/v1/desktop/recordings/{id}",
                Gives.JSON,
                RECORDING);
    }

    private void stream() {
        look("stream status", "Whether people can look at the live picture.", "/v1/desktop/stream/status");
        act(
                "stream start",
                "Lets people look at the live picture, where the sandbox has a page for it.",
                "/v1/desktop/stream/start");
        act("stream stop", "Ends the live picture for all who look.", "/v1/desktop/stream/stop");
    }

    private void processes() {
        Parameter command = text("command", "The program.").needed();
        Parameter arguments = words("args", "What it is started with.");
        Parameter folder = text("cwd", "The folder that it starts in.");
        act(
                "process run",
                "Runs a program until it ends and gives its output and exit code; no shell is involved.",
                "/v1/processes/run",
                command,
                arguments,
                folder,
                integer("timeoutMs", 1, DAY_MILLIS, "When it is ended.").or("30000"));
        act("process start", "Starts a program and does not wait for it.", "/v1/processes", command, arguments, folder);
        look("process list", "The processes that were started.", "/v1/processes");
        look("process get", "One process.", "/v1/processes/{id}", PROCESS);
        look(
                "process logs",
                "What a process has written; data is base64.",
                "/v1/processes/{id}/logs",
                PROCESS,
                choice("stream", "Which output.", "stdout", "stderr", "combined", "pty"),
                integer("tail", 1, 100_000, "Only so many of the last entries."));
        act("process stop", "Asks a process to end.", "/v1/processes/{id}/stop", PROCESS);
        act("process kill", "Ends a process at once.", "/v1/processes/{id}/kill", PROCESS);
    }
}
