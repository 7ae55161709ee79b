package org.pilothouse.agent.v1;

import static org.pilothouse.agent.v1.DesktopOperation.get;
import static org.pilothouse.agent.v1.DesktopOperation.onDesktop;
import static org.pilothouse.agent.v1.DesktopOperation.post;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.desktop.Elements;
import org.pilothouse.agent.desktop.Elements.Scope;
import org.pilothouse.http.Refusal;
import org.pilothouse.protocol.desktop.Rect;
import org.pilothouse.protocol.desktop.Selector;

/** {@code accessibility/*}, which sandbox-agent has not: what programs show, by role and name instead of by place. */
final class ElementRoutes {
    static final int MAX_REF = 512;
    static final int MAX_NAME = 512;
    static final int MAX_ROLE = 64;
    static final int MAX_STATES = 32;
    static final int MAX_VALUE = 100_000;
    static final int MAX_ELEMENTS = 2048;
    static final int MAX_TEXT = 200_000;
    private static final int DEFAULT_ELEMENTS = 512;
    private static final int DEFAULT_TEXT = 32_768;
    static final int MAX_MATCHES = 500;
    private static final int DEFAULT_MATCHES = 10;
    static final int MAX_DEPTH = 32;
    static final double MAX_PID = 4_194_304;

    private final Elements elements;

    ElementRoutes(Desktop desktop) {
        this.elements = new Elements(desktop);
    }

    /** Where to look. */
    enum Where {
        ALL,
        FOCUSED,
        PID,
        REF
    }

    /** What the mouse would do. */
    enum Click {
        CLICK,
        DOUBLE_CLICK,
        RIGHT_CLICK
    }

    record TreeQuery(
            @Field(
                    value = "The whole desktop, the window that has the keyboard, a process's programs, or one element",
                    otherwise = "\"all\"")
            @Nullable
            Where scope,

            @Field(value = "Of scope pid", min = 1, max = MAX_PID) @Nullable
            Long pid,

            @Field(value = "Of scope ref", most = MAX_REF) @Nullable
            String ref,

            @Field(value = "Levels below the first element", min = 0, max = MAX_DEPTH, otherwise = "32") @Nullable
            Integer depth,

            @Field(value = "What shows comes first", min = 1, max = MAX_ELEMENTS, otherwise = "512") @Nullable
            Integer maxElements,

            @Field(value = "Characters of names and values together", min = 0, max = MAX_TEXT, otherwise = "32768")
            @Nullable
            Integer maxText) {}

    record Node(
            @Field(required = true, value = "Good for as long as the element is there, however often the tree is read")
            String ref,

            @Field(required = true) String role,
            @Field(required = true) String name,

            @Field("Text of an entry, number of a slider; never that of a password field") @Nullable
            String value,

            @Field(required = true) List<String> states,

            @Field(required = true, value = "Of what can be seen of it, px on the screen")
            Rect bounds,

            @Field(required = true) List<String> actions,
            @Nullable List<Node> children) {
        static Node of(Elements.Node node) {
            return new Node(
                    node.ref(),
                    node.role(),
                    node.name(),
                    node.value(),
                    node.states(),
                    node.bounds(),
                    node.actions(),
                    node.children().isEmpty()
                            ? null
                            : node.children().stream().map(Node::of).toList());
        }

        int size() {
            return 1
                    + (children == null
                            ? 0
                            : children.stream().mapToInt(Node::size).sum());
        }
    }

    record Tree(
            @Field(required = true) Node root,

            @Field(required = true, value = "Whether there may be more elements than maxElements")
            boolean truncated) {}

    record Find(
            @Field(value = "Such as push button, menu item, text", most = MAX_ROLE) @Nullable
            String role,

            @Field(
                    value = "All of it or a part, in any case; the same name goes before a part of one",
                    most = MAX_NAME,
                    example = "\"File\"")
            @Nullable
            String name,

            @Field(value = "All of which it must have, such as showing, focused, checked", most = MAX_STATES) @Nullable
            List<String> states,

            @Field(otherwise = "\"all\"") @Nullable Where scope,

            @Field(value = "Of scope pid", min = 1, max = MAX_PID) @Nullable
            Long pid,

            @Field(value = "Of scope ref: what is in that element", most = MAX_REF) @Nullable
            String ref,

            @Field(min = 1, max = MAX_MATCHES, otherwise = "10") @Nullable
            Integer limit) {}

    record Found(
            @Field(required = true, value = "The best first")
            List<Node> matches,

            @Field(required = true, value = "How many are as good as the first, with it")
            int equallyGood) {}

    record Target(
            @Field(value = "Of a tree or a search; else role, name and states name the element", most = MAX_REF)
            @Nullable
            String ref,

            @Field(most = MAX_ROLE) @Nullable String role,

            @Field(most = MAX_NAME, example = "\"File\"") @Nullable
            String name,

            @Field(most = MAX_STATES) @Nullable List<String> states) {}

    record ClickTarget(
            @Field(value = "Of a tree or a search; else role, name and states name the element", most = MAX_REF)
            @Nullable
            String ref,

            @Field(most = MAX_ROLE) @Nullable String role,

            @Field(most = MAX_NAME, example = "\"File\"") @Nullable
            String name,

            @Field(most = MAX_STATES) @Nullable List<String> states,
            @Field(otherwise = "\"click\"") @Nullable Click kind) {}

    record Invoke(
            @Field(value = "Of a tree or a search; else role, name and states name the element", most = MAX_REF)
            @Nullable
            String ref,

            @Field(most = MAX_ROLE) @Nullable String role,

            @Field(most = MAX_NAME, example = "\"File\"") @Nullable
            String name,

            @Field(most = MAX_STATES) @Nullable List<String> states,

            @Field(
                    value = "One of those that the element offers",
                    required = true,
                    least = 1,
                    most = MAX_ROLE,
                    example = "\"click\"")
            String action) {}

    record Value(
            @Field(value = "Of a tree or a search; else role, name and states name the element", most = MAX_REF)
            @Nullable
            String ref,

            @Field(most = MAX_ROLE) @Nullable String role,

            @Field(most = MAX_NAME, example = "\"Search\"") @Nullable
            String name,

            @Field(most = MAX_STATES) @Nullable List<String> states,

            @Field(
                    value = "The text of an entry, in place of what is in it, or the number of a slider",
                    required = true,
                    most = MAX_VALUE,
                    example = "\"Grüße\"")
            String value) {}

    record Acted(
            @Field(required = true, value = "Of the element that was meant")
            String ref) {}

    void addTo(Api api) {
        api.add(reading(get("accessibility/tree", "What programs show, as a tree of elements")
                        .query(TreeQuery.class))
                .gives(Tree.class)
                .by((_, query) -> tree(query)));
        api.add(reading(post("accessibility/find", "Elements by role, name and states")
                        .body(Find.class))
                .audited(false)
                .gives(Found.class)
                .by((_, find) -> find(find)));
        api.add(acting(post("accessibility/focus", "Gives an element the keyboard")
                        .body(Target.class))
                .gives(Acted.class)
                .by((_, at) ->
                        new Acted(elements.act(selector(at.ref(), at.role(), at.name(), at.states()), "focus"))));
        api.add(acting(post("accessibility/click", "Clicks on an element, without the pointer where that can be")
                        .body(ClickTarget.class))
                .gives(Acted.class)
                .by((_, at) -> new Acted(elements.act(
                        selector(at.ref(), at.role(), at.name(), at.states()),
                        (at.kind() == null ? Click.CLICK : at.kind()).name().toLowerCase(Locale.ROOT)))));
        api.add(acting(post("accessibility/invoke", "Has an element do one of its actions")
                        .body(Invoke.class))
                .gives(Acted.class)
                .by((_, at) -> new Acted(
                        elements.invoke(selector(at.ref(), at.role(), at.name(), at.states()), at.action()))));
        api.add(acting(post("accessibility/value", "Puts a text into an entry, or sets a slider")
                        .body(Value.class))
                .gives(Node.class)
                .by((_, at) ->
                        Node.of(elements.setValue(selector(at.ref(), at.role(), at.name(), at.states()), at.value()))));
    }

    static <T> Operation<T> reading(Operation<T> operation) {
        return onDesktop(operation)
                .refuses(404, DesktopRefusals.NO_ELEMENT)
                .refuses(503, DesktopRefusals.NO_ACCESSIBILITY);
    }

    private static <T> Operation<T> acting(Operation<T> operation) {
        return reading(operation)
                .refuses(409, DesktopRefusals.AMBIGUOUS)
                .refuses(409, DesktopRefusals.NOT_DONE)
                .refuses(502, DesktopRefusals.INPUT_FAILED);
    }

    private Tree tree(TreeQuery query) throws Exception {
        int most = query.maxElements() == null ? DEFAULT_ELEMENTS : query.maxElements();
        Node root = Node.of(elements.tree(
                scope(query.scope(), query.pid(), query.ref()),
                query.depth() == null ? MAX_DEPTH : query.depth(),
                most,
                query.maxText() == null ? DEFAULT_TEXT : query.maxText()));
        return new Tree(root, root.size() >= most);
    }

    private Found find(Find find) throws Exception {
        Elements.Findings found = elements.find(
                scope(find.scope(), find.pid(), find.ref()),
                selector(null, find.role(), find.name(), find.states()),
                find.limit() == null ? DEFAULT_MATCHES : find.limit());
        return new Found(found.nodes().stream().map(Node::of).toList(), found.equallyGood());
    }

    private static Scope scope(@Nullable Where scope, @Nullable Long pid, @Nullable String ref) {
        Where where = scope != null ? scope : ref != null ? Where.REF : pid != null ? Where.PID : Where.ALL;
        if (pid != null && where != Where.PID) {
            throw Refusal.invalid("pid", "pid is for scope pid");
        }
        if (ref != null && where != Where.REF) {
            throw Refusal.invalid("ref", "ref is for scope ref");
        }
        return switch (where) {
            case ALL -> new Scope.All();
            case FOCUSED -> new Scope.Focused();
            case PID -> {
                if (pid == null) {
                    throw Refusal.invalid("pid", "pid is missing, which scope pid needs");
                }
                yield new Scope.Pid(pid);
            }
            case REF -> {
                if (ref == null) {
                    throw Refusal.invalid("ref", "ref is missing, which scope ref needs");
                }
                yield new Scope.Within(ref);
            }
        };
    }

    static Selector selector(
            @Nullable String ref, @Nullable String role, @Nullable String name, @Nullable List<String> states) {
        boolean described = role != null || name != null || states != null;
        if (ref != null && described) {
            throw Refusal.invalid("ref", "ref names the element already; give it, or role, name and states");
        }
        if (ref == null && !described) {
            throw Refusal.invalid("name", "name is missing; give a ref, or a role, a name or states");
        }
        return ref != null ? new Selector.Ref(ref) : new Selector.A11y(role, name, states);
    }
}
