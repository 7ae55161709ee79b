package org.pilothouse.desktop.action;

import static org.pilothouse.desktop.action.Parameter.choice;
import static org.pilothouse.desktop.action.Parameter.flag;
import static org.pilothouse.desktop.action.Parameter.integer;
import static org.pilothouse.desktop.action.Parameter.number;
import static org.pilothouse.desktop.action.Parameter.objects;
import static org.pilothouse.desktop.action.Parameter.text;

/** The screen, the mouse, the keyboard, windows. */
final class DesktopActions extends ActionList {
    private static final int EDGE = 32_767;
    private static final int NOTCHES = 100;
    private static final Parameter X =
            integer("x", 0, EDGE, "px from the left of the screen.").needed();
    private static final Parameter Y =
            integer("y", 0, EDGE, "px from the top of the screen.").needed();
    private static final Parameter BUTTON = choice(
                    "button", "Which mouse button.", "left", "middle", "right", "back", "forward")
            .or("left");
    private static final Parameter WINDOW =
            text("id", "The window's id, as the list of windows has it.").needed();

    DesktopActions() {
        desktop();
        pictures();
        mouse();
        keyboard();
        windows();
        windowStates();
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
        act("restart", "Stops the desktop and starts it again; what runs on it ends.", "/v1/desktop/restart");
        act("stop", "Stops the desktop; it stays stopped until it is started.", "/v1/desktop/stop");
    }

    private void pictures() {
        Parameter[] how = {
            choice("format", "Of the picture.", "png", "jpeg", "webp").or("png"),
            integer("quality", 1, 100, "Of jpeg and webp.").or("85"),
            number("scale", 0.1, 1, "Makes the picture smaller; positions in it must be divided by this.")
                    .or("1.0"),
            integer("maxWidth", 16, EDGE, "px; a wider picture is made smaller."),
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
                "mouse path",
                "Moves the pointer along several places, with a button down or without.",
                "/v1/desktop/mouse/path",
                objects("points", "Places such as [{\"x\":10,\"y\":20},{\"x\":30,\"y\":40}].")
                        .needed(),
                choice("button", "Held down all the way.", "left", "middle", "right", "back", "forward"),
                integer("durationMs", 0, 30_000, "Of the whole movement.").or("120"));
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
                text("key", "A key's name, or a chord such as ctrl+shift+t.").needed(),
                integer("repeat", 1, 100, "How often.").or("1"));
        act(
                "keyboard hold",
                "Holds a key down for some time.",
                "/v1/desktop/keyboard/hold",
                key,
                integer("durationMs", 1, 60_000, "Milliseconds.").needed());
        act(
                "keyboard paste",
                "Pastes a text by the clipboard: faster than typing where it is long.",
                "/v1/desktop/keyboard/paste",
                text("text", "What to paste.").needed());
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
}
