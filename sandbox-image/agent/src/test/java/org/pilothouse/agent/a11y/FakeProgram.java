package org.pilothouse.agent.a11y;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.a11y.FakeBus.Answer;
import org.pilothouse.protocol.desktop.Rect;

/** A program with an orderly tree. */
final class FakeProgram implements FakeBus.Program {
    static final int SHOWING = 25;
    static final int VISIBLE = 30;
    static final int FOCUSABLE = 11;
    static final int ICONIFIED = 15;

    private static final String PREFIX = "/org/a11y/atspi/accessible/";

    /** An element of it. */
    record Item(String role, String name, Rect bounds, int[] states, List<String> actions, String parent) {}

    final String bus;
    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Map<String, List<String>> children = new ConcurrentHashMap<>();
    private volatile boolean hung;

    FakeProgram(String bus, String name) {
        this.bus = bus;
        items.put("root", new Item("application", name, new Rect(0, 0, 0, 0), new int[0], List.of(), ""));
    }

    void hang(boolean hangs) {
        this.hung = hangs;
    }

    /** Adds an element that shows; its path ends with {@code id}. */
    FakeProgram add(String parent, String id, String role, String name, Rect bounds, String... actions) {
        return add(parent, id, role, name, bounds, new int[] {SHOWING, VISIBLE}, actions);
    }

    FakeProgram add(String parent, String id, String role, String name, Rect bounds, int[] states, String... actions) {
        items.put(id, new Item(role, name, bounds, states, List.of(actions), parent));
        children.computeIfAbsent(parent, p -> new ArrayList<>()).add(id);
        return this;
    }

    ElementRef ref(String id) {
        return new ElementRef(bus, PREFIX + id);
    }

    @Override
    public @Nullable Answer answer(String path, String member, String argument) {
        if (hung) {
            return null;
        }
        Item item = items.get(path.substring(PREFIX.length()));
        if (item == null) {
            return Answer.UNKNOWN;
        }
        return switch (member) {
            case "GetRoleName" -> Answer.text(item.role());
            case "GetState" -> Answer.states(item.states());
            case "GetExtents" ->
                Answer.rect(
                        item.bounds().x(),
                        item.bounds().y(),
                        item.bounds().width(),
                        item.bounds().height());
            case "GetInterfaces" ->
                Answer.texts(
                        item.actions().isEmpty()
                                ? List.of(Questions.ACCESSIBLE, Questions.COMPONENT)
                                : List.of(Questions.ACCESSIBLE, Questions.COMPONENT, Questions.ACTION));
            case "GetActions" -> Answer.actions(item.actions().toArray(String[]::new));
            case "DoAction", "GrabFocus" -> Answer.yes();
            case "GetChildren" -> {
                List<String> refs = new ArrayList<>();
                for (String child : children.getOrDefault(path.substring(PREFIX.length()), List.of())) {
                    refs.add(bus);
                    refs.add(PREFIX + child);
                }
                yield Answer.refs(refs);
            }
            case "Get" ->
                argument.equals("Parent")
                        ? Answer.refProperty(bus, PREFIX + (item.parent().isEmpty() ? "null" : item.parent()))
                        : Answer.textProperty(item.name());
            default -> Answer.UNKNOWN;
        };
    }
}
