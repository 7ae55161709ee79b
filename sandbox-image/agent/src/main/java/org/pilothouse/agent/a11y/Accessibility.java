package org.pilothouse.agent.a11y;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.pilothouse.agent.dbus.Call;
import org.pilothouse.agent.dbus.DBusException;
import org.pilothouse.protocol.desktop.Rect;

/** The accessibility tree. Every operation ends within some seconds, whatever programs do. Safe for many threads. */
public final class Accessibility {
    private static final Duration WALK = Duration.ofSeconds(10);
    private static final Duration SINGLE = Duration.ofSeconds(3);
    /** A search looks at so many elements at most. */
    private static final int SEARCHED = 20_000;

    private static final int SEARCHED_CHILDREN = 2_000;
    private static final int TREE_CHILDREN = 128;
    /** What a program may call the action that a click means, the likeliest first. */
    private static final List<String> CLICKS =
            List.of("click", "press", "activate", "open", "toggle", "select", "jump");

    private final AccessibilityBus bus;

    /**
     * @param sessionBus address, as in {@code DBUS_SESSION_BUS_ADDRESS}
     */
    public Accessibility(String sessionBus) {
        this.bus = new AccessibilityBus(sessionBus);
    }

    public void close() {
        bus.close();
    }

    /**
     * The whole tree, as far as the limits go.
     *
     * @param maxElements what shows comes first
     * @param maxTextChars of names and values together
     */
    public Element tree(int maxElements, int maxTextChars) throws AccessibilityException, InterruptedException {
        Questions questions = questions(WALK);
        List<Walk.Seen> seen = new Walk(questions, maxElements, TREE_CHILDREN).from(Walk.ROOT);
        Details details = new Details(questions, maxTextChars);
        details.read(seen);
        return details.tree(seen.getFirst());
    }

    /** Elements like this, at most so many, the best first. */
    public List<Element> find(Wanted wanted, int limit) throws AccessibilityException, InterruptedException {
        Questions questions = questions(WALK);
        List<Walk.Seen> seen = new Walk(questions, SEARCHED, SEARCHED_CHILDREN).from(Walk.ROOT);
        List<Walk.Seen> chosen = wanted.choose(seen);
        List<Walk.Seen> few = chosen.subList(0, Math.min(limit, chosen.size()));
        Details details = new Details(questions, Integer.MAX_VALUE);
        details.read(few);
        return few.stream().map(details::alone).toList();
    }

    /** The element of this name, if it is still there. */
    public Optional<Element> element(ElementRef ref) throws AccessibilityException, InterruptedException {
        Questions questions = questions(SINGLE);
        if (questions.askAndWait(ref, Questions.ACCESSIBLE, "GetRoleName", "").isEmpty()) {
            return Optional.empty();
        }
        List<Walk.Seen> seen = new Walk(questions, 1, 0).from(ref);
        Details details = new Details(questions, Integer.MAX_VALUE);
        details.read(seen);
        return Optional.of(details.alone(seen.getFirst()));
    }

    /** The window that the element is in, or is. */
    public Optional<Element> windowOf(Element element) throws AccessibilityException, InterruptedException {
        Questions questions = questions(SINGLE);
        ElementRef at = element.ref();
        Optional<Element> here = Optional.of(element);
        for (int depth = 0; depth < 64 && here.isPresent() && !here.get().isWindow(); depth++) {
            Questions.Asked asked = questions.askProperty(at, Questions.ACCESSIBLE, "Parent");
            questions.flush();
            Optional<ElementRef> parent = questions.answer(asked).flatMap(Accessibility::ref);
            if (parent.isEmpty() || Set.of(at, Walk.ROOT).contains(parent.get())) {
                return Optional.empty();
            }
            at = parent.get();
            here = element(at);
        }
        return here;
    }

    private static Optional<ElementRef> ref(Object value) {
        Object inner = value instanceof org.pilothouse.agent.dbus.Variant variant ? variant.value() : value;
        if (inner instanceof List<?> pair && pair.size() == 2) {
            ElementRef ref = new ElementRef(pair.get(0).toString(), pair.get(1).toString());
            return ref.path().endsWith("/null") ? Optional.empty() : Optional.of(ref);
        }
        return Optional.empty();
    }

    /** Has the element do what a click would, without the pointer; false where it offers no such thing or refuses. */
    public boolean press(Element element) throws AccessibilityException, InterruptedException {
        for (String click : CLICKS) {
            for (int i = 0; i < element.actions().size(); i++) {
                if (element.actions().get(i).toLowerCase(Locale.ROOT).equals(click)) {
                    return questions(SINGLE)
                            .askAndWait(element.ref(), Questions.ACTION, "DoAction", "i", i)
                            .filter(Boolean.TRUE::equals)
                            .isPresent();
                }
            }
        }
        return false;
    }

    /** Gives the element the keyboard within its window; false where it does not take it. */
    public boolean focus(ElementRef ref) throws AccessibilityException, InterruptedException {
        return questions(SINGLE)
                .askAndWait(ref, Questions.COMPONENT, "GrabFocus", "")
                .filter(Boolean.TRUE::equals)
                .isPresent();
    }

    /** Where the element is now. */
    public Rect bounds(ElementRef ref) throws AccessibilityException, InterruptedException {
        return questions(SINGLE)
                .askAndWait(ref, Questions.COMPONENT, "GetExtents", "u", 0)
                .map(Walk::rect)
                .orElse(new Rect(0, 0, 0, 0));
    }

    /** The number of the process that the element belongs to. */
    public OptionalLong process(ElementRef ref) throws AccessibilityException, InterruptedException {
        try {
            Object pid = bus.connection()
                    .call(
                            Call.of(
                                    "org.freedesktop.DBus",
                                    "/org/freedesktop/DBus",
                                    "org.freedesktop.DBus",
                                    "GetConnectionUnixProcessID",
                                    "s",
                                    ref.bus()),
                            SINGLE)
                    .getFirst();
            return pid instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
        } catch (DBusException e) {
            return OptionalLong.empty();
        }
    }

    private Questions questions(Duration limit) throws AccessibilityException, InterruptedException {
        return new Questions(bus.connection(), limit);
    }
}
