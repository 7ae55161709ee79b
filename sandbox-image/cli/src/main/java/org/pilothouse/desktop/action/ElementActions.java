package org.pilothouse.desktop.action;

import static org.pilothouse.desktop.action.Parameter.choice;
import static org.pilothouse.desktop.action.Parameter.integer;
import static org.pilothouse.desktop.action.Parameter.objects;
import static org.pilothouse.desktop.action.Parameter.text;
import static org.pilothouse.desktop.action.Parameter.words;

import org.pilothouse.desktop.action.Action.Gives;

/** What programs show by role and name, waiting for it, and several steps at once. */
final class ElementActions extends ActionList {
    private static final Parameter ROLE = text("role", "Such as push button, menu item, text, frame.");
    private static final Parameter NAME = text("name", "What it is called; a part of it will do, in any case.");
    private static final Parameter STATES =
            words("states", "All of which it must have, such as showing, focused, checked.");
    private static final Parameter[] ELEMENT = {
        text("ref", "Of a tree or a search; or name the element by role, name and states."), ROLE, NAME, STATES
    };

    ElementActions() {
        elements();
        waits();
    }

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
}
