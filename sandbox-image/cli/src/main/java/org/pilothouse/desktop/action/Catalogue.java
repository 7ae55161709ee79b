package org.pilothouse.desktop.action;

import static org.pilothouse.desktop.action.Parameter.choice;
import static org.pilothouse.desktop.action.Parameter.flag;
import static org.pilothouse.desktop.action.Parameter.integer;
import static org.pilothouse.desktop.action.Parameter.number;
import static org.pilothouse.desktop.action.Parameter.objects;
import static org.pilothouse.desktop.action.Parameter.text;
import static org.pilothouse.desktop.action.Parameter.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pilothouse.desktop.action.Action.Gives;

/** All actions. An agent may lack some of them; its OpenAPI document tells. */
public final class Catalogue {
    private static final int EDGE = 32_767;
    private static final int NOTCHES = 100;
    private static final int DAY_MILLIS = 86_400_000;

    private static final Parameter X =
            integer("x", 0, EDGE, "px from the left of the screen.").needed();
    private static final Parameter Y =
            integer("y", 0, EDGE, "px from the top of the screen.").needed();
    private static final Parameter BUTTON = choice(
                    "button", "Which mouse button.", "left", "middle", "right", "back", "forward")
            .or("left");
    private static final Parameter WINDOW =
            text("id", "The window's id, as the list of windows has it.").needed();
    private static final Parameter ROLE = text("role", "Such as push button, menu item, text, frame.");
    private static final Parameter NAME = text("name", "What it is called; a part of it will do, in any case.");
    private static final Parameter STATES =
            words("states", "All of which it must have, such as showing, focused, checked.");
    /** How one element is named. */
    private static final Parameter[] ELEMENT = {
        text("ref", "Of a tree or a search; or name the element by role, name and states."), ROLE, NAME, STATES
    };

    private static final Parameter RECORDING = text("id", "The recording's id.").needed();
    private static final Parameter PROCESS =
            text("id", "The process's id, as the list of processes has it.").needed();

    private final List<Action> actions = new ArrayList<>();

    private Catalogue() {
        desktop();
        pictures();
        mouse();
        keyboard();
        windows();
        windowStates();
        elements();
        waits();
        clipboardAndApps();
        recordings();
        stream();
        processes();
    }

    public static List<Action> actions() {
        return List.copyOf(new Catalogue().actions);
    }

    public static Optional<Action> find(String command) {
        return actions().stream()
                .filter(action -> action.command().equals(command))
                .findFirst();
    }

    private void desktop() {
        look("health", "Whether the agent answers.", "/v1/health");
        look("status", "How the desktop is: its state, size, processes and windows.", "/v1/desktop/status");
        look("display info", "The display's name and size.", "/v1/desktop/display/info");
        act(
                "display resize",
                "Changes the size of the screen; what is on it stays.",
                "/v1/desktop/display/resize",
                integer("width", 200, 8192, "px.").needed(),
                integer("height", 200, 8192, "px.").needed());
        act(
                "start",
                "Starts the desktop; where it runs already, nothing changes.",
                "/v1/desktop/start",
                integer("width", 200, 8192, "px."),
                integer("height", 200, 8192, "px."),
                integer("dpi", 48, 480, "Dots per inch.").or("96"));
        act("stop", "Stops the desktop; it stays stopped until it is started.", "/v1/desktop/stop");
    }

    private void pictures() {
        Parameter[] how = {
            choice("format", "Of the picture.", "png", "jpeg", "webp").or("png"),
            integer("quality", 1, 100, "Of jpeg and webp.").or("85"),
            number("scale", 0.1, 1, "Makes the picture smaller; positions in it must be divided by this.")
                    .or("1.0"),
            flag("showCursor", "Whether the mouse pointer is in the picture.").or("false")
        };
        picture("screenshot", "A picture of the whole screen.", "/v1/desktop/screenshot", how);
        picture(
                "screenshot region",
                "A picture of a part of the screen, exact to the pixel.",
                "/v1/desktop/screenshot/region",
                with(
                        how,
                        X,
                        Y,
                        integer("width", 1, EDGE, "px.").needed(),
                        integer("height", 1, EDGE, "px.").needed()));
        picture(
                "screenshot window",
                "A picture of what can be seen where a window is.",
                "/v1/desktop/windows/{id}/screenshot",
                with(how, WINDOW));
    }

    private void mouse() {
        look("mouse position", "Where the mouse pointer is.", "/v1/desktop/mouse/position");
        act("mouse move", "Moves the mouse pointer.", "/v1/desktop/mouse/move", X, Y);
        act(
                "mouse click",
                "Clicks at a place on the screen.",
                "/v1/desktop/mouse/click",
                X,
                Y,
                BUTTON,
                integer("clickCount", 1, 10, "2 is a double click.").or("1"));
        Parameter[] press = {
            integer("x", 0, EDGE, "px from the left; without x and y, where the pointer is."),
            integer("y", 0, EDGE, "px from the top."),
            BUTTON
        };
        act("mouse down", "Presses a mouse button and keeps it down.", "/v1/desktop/mouse/down", press);
        act("mouse up", "Lets go of a mouse button.", "/v1/desktop/mouse/up", press);
        act(
                "mouse drag",
                "Drags from one place to another.",
                "/v1/desktop/mouse/drag",
                integer("startX", 0, EDGE, "px from the left, where it begins.").needed(),
                integer("startY", 0, EDGE, "px from the top, where it begins.").needed(),
                integer("endX", 0, EDGE, "px from the left, where it ends.").needed(),
                integer("endY", 0, EDGE, "px from the top, where it ends.").needed(),
                BUTTON);
        act(
                "mouse scroll",
                "Turns the mouse wheel over a place; one of deltaX and deltaY must be given.",
                "/v1/desktop/mouse/scroll",
                X,
                Y,
                integer("deltaY", -NOTCHES, NOTCHES, "Notches down; negative is up.")
                        .or("0"),
                integer("deltaX", -NOTCHES, NOTCHES, "Notches to the right; negative is left.")
                        .or("0"));
    }

    private void keyboard() {
        Parameter key =
                text("key", "A key's name, such as Return, Escape, F5, a.").needed();
        act(
                "keyboard type",
                "Types a text, any Unicode, into whatever has the keyboard; a line break is the Return key.",
                "/v1/desktop/keyboard/type",
                text("text", "What to type.").needed(),
                integer("delayMs", 0, 1000, "Pause after each key; none is needed.")
                        .or("0"));
        act(
                "keyboard press",
                "Presses a key or a chord.",
                "/v1/desktop/keyboard/press",
                text("key", "A key's name, or a chord such as ctrl+shift+t.").needed());
        act("keyboard down", "Presses a key and keeps it down.", "/v1/desktop/keyboard/down", key);
        act("keyboard up", "Lets go of a key.", "/v1/desktop/keyboard/up", key);
    }

    private void windows() {
        look(
                "windows",
                "The windows, the topmost one last: id, title, place, size.",
                "/v1/desktop/windows",
                flag("all", "Also minimized, tiny and nameless ones.").or("false"));
        look("windows focused", "The window that has the keyboard.", "/v1/desktop/windows/focused");
        act("windows focus", "Brings a window to the front.", "/v1/desktop/windows/{id}/focus", WINDOW);
        act(
                "windows move",
                "Moves a window.",
                "/v1/desktop/windows/{id}/move",
                WINDOW,
                integer("x", -EDGE, EDGE, "px from the left of the screen.").needed(),
                integer("y", -EDGE, EDGE, "px from the top of the screen.").needed());
        act(
                "windows resize",
                "Changes a window's size.",
                "/v1/desktop/windows/{id}/resize",
                WINDOW,
                integer("width", 1, EDGE, "px.").needed(),
                integer("height", 1, EDGE, "px.").needed());
    }

    private void windowStates() {
        act("windows minimize", "Puts a window away.", "/v1/desktop/windows/{id}/minimize", WINDOW);
        act(
                "windows maximize",
                "Makes a window as large as the screen without panels.",
                "/v1/desktop/windows/{id}/maximize",
                WINDOW);
        act(
                "windows fullscreen",
                "Has a window fill the screen, without a frame.",
                "/v1/desktop/windows/{id}/fullscreen",
                WINDOW);
        act(
                "windows restore",
                "Brings a window back, as large as it was before.",
                "/v1/desktop/windows/{id}/restore",
                WINDOW);
        act(
                "windows close",
                "Has a window's program close it, as its close button does; the program may ask what to do.",
                "/v1/desktop/windows/{id}/close",
                WINDOW);
        act(
                "windows kill",
                "Ends a window's program at once, unsaved work and all.",
                "/v1/desktop/windows/{id}/kill",
                WINDOW);
    }

    /** What programs show, by role and name. */
    private void elements() {
        Parameter[] scope = {
            choice(
                            "scope",
                            "Where to look: focused is the window that has the keyboard.",
                            "all",
                            "focused",
                            "pid",
                            "ref")
                    .or("all"),
            integer("pid", 1, 4_194_304, "Of scope pid: the process whose programs are looked at."),
            text("ref", "Of scope ref: the element in which to look.")
        };
        look(
                "elements",
                "What programs show, as a tree of elements with role, name, place and ref.",
                "/v1/desktop/accessibility/tree",
                with(
                        scope,
                        integer("depth", 0, 32, "Levels below the first element.")
                                .or("32"),
                        integer("maxElements", 1, 2048, "What shows comes first.")
                                .or("512"),
                        integer("maxText", 0, 200_000, "Characters of names and values together.")
                                .or("32768")));
        add(
                "elements find",
                "Elements by role, name and states, the best match first.",
                "POST",
                "/v1/desktop/accessibility/find",
                Gives.JSON,
                false,
                with(
                        scope,
                        ROLE,
                        NAME,
                        integer("limit", 1, 500, "At most so many.").or("10"),
                        STATES));
        act(
                "elements click",
                "Clicks on an element; needs no place, and no pointer where the program allows it.",
                "/v1/desktop/accessibility/click",
                with(
                        ELEMENT,
                        choice("kind", "Which click.", "click", "double_click", "right_click")
                                .or("click")));
        act("elements focus", "Gives an element the keyboard.", "/v1/desktop/accessibility/focus", ELEMENT);
        act(
                "elements invoke",
                "Has an element do one of the actions that it offers.",
                "/v1/desktop/accessibility/invoke",
                with(ELEMENT, text("action", "The action's name.").needed()));
        act(
                "elements set",
                "Puts a text into an entry, in place of what is in it, or sets a slider.",
                "/v1/desktop/accessibility/value",
                with(ELEMENT, text("value", "The text or the number.").needed()));
    }

    private void waits() {
        Parameter timeout = integer("timeoutMs", 0, 300_000, "After so long it is an error.")
                .or("30000");
        waits(
                "wait",
                "Waits for some time; better wait for something.",
                "/v1/desktop/wait",
                integer("durationMs", 0, 300_000, "Milliseconds.").needed());
        waits(
                "wait stable",
                "Waits until the screen does not change any more; a text cursor does not count.",
                "/v1/desktop/wait/stable",
                integer("quietMs", 20, 60_000, "For how long nothing must change.")
                        .or("500"),
                integer("ignorePixels", 0, 67_108_864, "So many pixels may differ.")
                        .or("1000"),
                timeout);
        waits(
                "wait window",
                "Waits until a window is there, has the keyboard, or is gone.",
                "/v1/desktop/wait/window",
                text("title", "A part of its title, in any case."),
                text("windowId", "Its id, as the list of windows has it."),
                integer("pid", 1, 4_194_304, "Its program's process."),
                choice("state", "What it is to be.", "exists", "active", "gone").or("exists"),
                timeout);
        waits(
                "wait element",
                "Waits until an element is there, can be seen, or is gone.",
                "/v1/desktop/wait/element",
                with(
                        ELEMENT,
                        choice("state", "What it is to be.", "exists", "visible", "hidden")
                                .or("visible"),
                        timeout));
        act(
                "batch",
                "Does several operations of the API one after the other, and stops at the first that is refused.",
                "/v1/desktop/batch",
                objects(
                                "steps",
                                "Each is {\"path\":\"mouse/click\",\"arguments\":{\"x\":1,\"y\":2}}; paths are those below"
                                        + " /v1/desktop/.")
                        .needed());
    }

    private void waits(String command, String does, String path, Parameter... parameters) {
        add(command, does, "POST", path, Gives.JSON, false, parameters);
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

    private void look(String command, String does, String path, Parameter... parameters) {
        add(command, does, "GET", path, Gives.JSON, parameters);
    }

    private void act(String command, String does, String path, Parameter... parameters) {
        add(command, does, "POST", path, Gives.JSON, parameters);
    }

    private void picture(String command, String does, String path, Parameter... parameters) {
        add(command, does, "GET", path, Gives.PICTURE, parameters);
    }

    private void add(String command, String does, String method, String path, Gives gives, Parameter... parameters) {
        add(command, does, method, path, gives, !method.equals("GET"), parameters);
    }

    /**
     * @param changes whether the desktop may be another one afterwards
     */
    private void add(
            String command,
            String does,
            String method,
            String path,
            Gives gives,
            boolean changes,
            Parameter... parameters) {
        actions.add(new Action(command, does, method, path, List.of(parameters), gives, changes));
    }

    private static Parameter[] with(Parameter[] optional, Parameter... needed) {
        List<Parameter> all = new ArrayList<>(List.of(needed));
        all.addAll(List.of(optional));
        return all.toArray(Parameter[]::new);
    }
}
