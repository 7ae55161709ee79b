package org.pilothouse.agent.a11y;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.pilothouse.protocol.desktop.Rect;

/**
 * The accessibility tree. Every operation ends within some seconds, whatever programs do; while many want it, they take
 * turns. Safe for many threads.
 */
public final class Accessibility {
    private static final Duration WALK = Duration.ofSeconds(6);
    /** For what was found by a walk, also where that took all of its time. */
    private static final Duration DETAILS = Duration.ofSeconds(2);

    private static final Duration RECHECK = Duration.ofSeconds(5);
    private static final Duration SINGLE = Duration.ofSeconds(3);
    /** What a walk holds in memory is bounded; so is what several of them do. */
    private static final int WALKS_AT_ONCE = 2;
    /** A search looks at so many elements at most. */
    private static final int SEARCHED = 20_000;

    private static final int SEARCHED_CHILDREN = 2_000;
    private static final int TREE_CHILDREN = 128;
    /** Of those that fit, so many are looked at closely. */
    private static final int CANDIDATES = 512;

    private static final int MAX_RIVALS = 5;
    private static final int MAX_HEIGHT = 64;
    /** Among the ways of scrolling in AT-SPI: as little as is needed. */
    private static final int ANYWHERE = 6;

    /** What a program may call the action that a click means, the likeliest first. */
    private static final List<String> CLICKS =
            List.of("click", "press", "activate", "open", "toggle", "select", "jump", "dodefault");

    private final AccessibilityBus bus;
    private final int searched;
    private final Semaphore walks = new Semaphore(WALKS_AT_ONCE, true);

    /**
     * @param sessionBus address, as in {@code DBUS_SESSION_BUS_ADDRESS}
     */
    public Accessibility(String sessionBus) {
        this(sessionBus, SEARCHED, RECHECK);
    }

    Accessibility(String sessionBus, int searched, Duration recheck) {
        this.bus = new AccessibilityBus(sessionBus, recheck);
        this.searched = searched;
    }

    public void close() {
        bus.close();
    }

    /**
     * The whole tree, as far as the limits go.
     *
     * @param maxElements what shows comes first
     * @param maxTextChars of names and values together
     * @param screen what can be seen, px
     */
    public Element tree(int maxElements, int maxTextChars, Rect screen)
            throws AccessibilityException, InterruptedException {
        return tree(Part.EVERYTHING, Walk.MAX_DEPTH, maxElements, maxTextChars, screen)
                .orElseThrow(
                        () -> new AccessibilityException("accessibility is unavailable: there is no desktop", null));
    }

    /**
     * A part of the tree; empty where what it is to be below is not there any more.
     *
     * @param depth levels below the first element, at most {@value Walk#MAX_DEPTH}
     */
    public Optional<Element> tree(Part part, int depth, int maxElements, int maxTextChars, Rect screen)
            throws AccessibilityException, InterruptedException {
        walks.acquire();
        try (Questions questions = new Questions(bus, WALK)) {
            List<Seen> seen =
                    read(questions, part, depth, new Walk(questions, Probe.WHOLE, maxElements, TREE_CHILDREN));
            if (seen.isEmpty()) {
                return Optional.empty();
            }
            questions.allow(DETAILS);
            if (seen.getFirst().parent == null) {
                // Its own idea of the screen is always 1024x768.
                seen.getFirst().bounds = screen;
            }
            Details details = new Details(questions, new Places(screen), maxTextChars);
            details.read(seen);
            return Optional.of(details.tree(seen.getFirst()));
        } finally {
            walks.release();
        }
    }

    private static List<Seen> read(Questions questions, Part part, int depth, Walk walk)
            throws AccessibilityException, InterruptedException {
        if (!(part instanceof Part.Below below)) {
            return walk.of(part, depth);
        }
        List<Seen> lineage = lineage(questions, below.element());
        return lineage.isEmpty() ? List.of() : walk.below(lineage.getFirst(), depth);
    }

    /** The window of a program that has the keyboard, as far as the program knows. */
    public Optional<ElementRef> activeWindow(long pid) throws AccessibilityException, InterruptedException {
        walks.acquire();
        try (Questions questions = new Questions(bus, WALK)) {
            return new Walk(questions, Probe.CHOICE, searched, SEARCHED_CHILDREN)
                    .of(new Part.Program(pid), 2).stream()
                            .filter(element -> element.isWindow() && States.has(element.states, "active"))
                            .map(element -> element.ref)
                            .findFirst();
        } finally {
            walks.release();
        }
    }

    /** Elements like this, at most so many, in the order of {@link Ranking}. */
    public Matches find(Wanted wanted, int limit, Rect screen) throws AccessibilityException, InterruptedException {
        return find(Part.EVERYTHING, wanted, limit, screen);
    }

    /** As {@link #find(Wanted, int, Rect)}, in a part of the tree. */
    public Matches find(Part part, Wanted wanted, int limit, Rect screen)
            throws AccessibilityException, InterruptedException {
        walks.acquire();
        try (Questions questions = new Questions(bus, WALK)) {
            Walk walk = new Walk(questions, Probe.CHOICE, searched, SEARCHED_CHILDREN);
            List<Seen> candidates = candidates(read(questions, part, Walk.MAX_DEPTH, walk), wanted);
            questions.allow(DETAILS);
            complete(questions, candidates);
            Places places = new Places(screen);
            Details details = new Details(questions, places, Integer.MAX_VALUE);
            candidates.removeIf(element -> !details.states(element).containsAll(wanted.states()));
            if (candidates.isEmpty()) {
                return Matches.NONE;
            }
            Ranking ranking = new Ranking(candidates, wanted, places);
            List<Seen> best = ranking.best(limit);
            List<Seen> rivals = ranking.rivals();
            List<Seen> someRivals = rivals.subList(0, Math.min(MAX_RIVALS, rivals.size()));
            Set<Seen> told = new LinkedHashSet<>(best);
            told.addAll(someRivals);
            details.read(List.copyOf(told));
            return new Matches(
                    best.stream().map(details::alone).toList(),
                    ranking.bestFit(),
                    someRivals.stream().map(details::alone).toList(),
                    rivals.size());
        } finally {
            walks.release();
        }
    }

    /** Those that fit by role and name; where they are too many, the likeliest. */
    private static List<Seen> candidates(List<Seen> seen, Wanted wanted) {
        record Candidate(Seen element, Wanted.Fit fit) {}
        List<Candidate> fitting = new ArrayList<>();
        for (Seen element : seen) {
            wanted.fit(element).ifPresent(fit -> fitting.add(new Candidate(element, fit)));
        }
        fitting.sort(Comparator.comparing(Candidate::fit)
                .thenComparing(c -> !c.element().claimsToShow())
                .thenComparing(c -> !c.element().isWindow()));
        List<Seen> candidates = new ArrayList<>();
        fitting.stream().limit(CANDIDATES).map(Candidate::element).forEach(candidates::add);
        return candidates;
    }

    /** Asks for what {@link Probe#CHOICE} left out, also where they scroll in. */
    private static void complete(Questions questions, List<Seen> candidates)
            throws AccessibilityException, InterruptedException {
        record Asked(Seen element, Questions.Asked bounds, Questions.Asked interfaces) {}
        Set<Seen> all = new LinkedHashSet<>(candidates);
        for (Seen candidate : candidates) {
            for (Seen at = candidate.parent; at != null; at = at.parent) {
                if (Places.scrolls(at)) {
                    all.add(at);
                }
            }
        }
        List<Asked> asked = new ArrayList<>();
        for (Seen element : all) {
            asked.add(new Asked(
                    element, Probe.askBounds(questions, element.ref), Probe.askInterfaces(questions, element.ref)));
        }
        for (Asked one : asked) {
            Probe.takeBounds(questions, one.element(), one.bounds());
            Probe.takeInterfaces(questions, one.element(), one.interfaces());
        }
        questions.clear();
    }

    /**
     * An element and the window that it is in, or is.
     *
     * @param window empty where it is in none
     */
    public record Located(Element element, Optional<Element> window) {}

    /**
     * The element of this name as it is now, if it is still there.
     *
     * @throws AccessibilityException also where its program does not answer
     */
    public Optional<Located> locate(ElementRef ref, Rect screen) throws AccessibilityException, InterruptedException {
        try (Questions questions = new Questions(bus, SINGLE)) {
            List<Seen> lineage = lineage(questions, ref);
            if (lineage.isEmpty() || States.has(lineage.getFirst().states, "defunct")) {
                return Optional.empty();
            }
            Details details = new Details(questions, new Places(screen), Integer.MAX_VALUE);
            Optional<Seen> window = lineage.stream().filter(Seen::isWindow).findFirst();
            List<Seen> told = new ArrayList<>(List.of(lineage.getFirst()));
            window.filter(w -> w != lineage.getFirst()).ifPresent(told::add);
            details.read(told);
            return Optional.of(new Located(details.alone(lineage.getFirst()), window.map(details::alone)));
        }
    }

    /** The element, its parent and so on up to its program. */
    private static List<Seen> lineage(Questions questions, ElementRef ref)
            throws AccessibilityException, InterruptedException {
        List<Seen> lineage = new ArrayList<>();
        Set<ElementRef> met = new HashSet<>();
        Optional<ElementRef> at = Optional.of(ref);
        while (at.isPresent() && lineage.size() < MAX_HEIGHT && met.add(at.get())) {
            Seen element = new Seen(at.get(), null);
            Questions.Asked parent = questions.askProperty(element.ref, Questions.ACCESSIBLE, "Parent");
            if (!Probe.WHOLE.answer(questions, Probe.WHOLE.ask(questions, element, false))) {
                if (questions.hangs(element.ref.bus())) {
                    throw new AccessibilityException(
                            "unavailable: the program that shows the element does not answer", null);
                }
                break;
            }
            if (!lineage.isEmpty()) {
                lineage.getLast().parent = element;
            }
            lineage.add(element);
            at = questions
                    .answer(parent)
                    .map(Answers::inner)
                    .flatMap(ElementRef::read)
                    .filter(up -> !up.equals(ElementRef.ROOT) && !up.path().equals(ElementRef.ROOT.path()));
        }
        return lineage;
    }

    /**
     * Has the element do what a click would, without the pointer; false where it offers no such thing or refuses.
     *
     * @throws AccessibilityException also where nobody knows whether it did
     */
    public boolean press(Element element) throws AccessibilityException, InterruptedException {
        for (String click : CLICKS) {
            for (int i = 0; i < element.actions().size(); i++) {
                if (element.actions().get(i).toLowerCase(Locale.ROOT).equals(click)) {
                    return isTrue(element.ref(), Questions.ACTION, "DoAction", "i", i);
                }
            }
        }
        return false;
    }

    /** Has the element do one of its actions; false where it refuses or has none of that name. */
    public boolean act(Element element, String action) throws AccessibilityException, InterruptedException {
        for (int i = 0; i < element.actions().size(); i++) {
            if (element.actions().get(i).equalsIgnoreCase(action)) {
                return isTrue(element.ref(), Questions.ACTION, "DoAction", "i", i);
            }
        }
        return false;
    }

    /** Puts a text into an entry, or sets a slider to a number; false where the element takes no such value. */
    public boolean setValue(ElementRef ref, String value) throws AccessibilityException, InterruptedException {
        try (Questions questions = new Questions(bus, SINGLE)) {
            boolean set = new Editing(questions, ref).set(value);
            if (!set && questions.hangs(ref.bus())) {
                throw new AccessibilityException(
                        "unavailable: the program that shows the element does not answer; it may do it later", null);
            }
            return set;
        }
    }

    /** Has whatever the element scrolls in show it; false where that cannot. */
    public boolean scrollTo(ElementRef ref) throws AccessibilityException, InterruptedException {
        return isTrue(ref, Questions.COMPONENT, "ScrollTo", "u", ANYWHERE);
    }

    /** Gives the element the keyboard within its window; false where it does not take it. */
    public boolean focus(ElementRef ref) throws AccessibilityException, InterruptedException {
        return isTrue(ref, Questions.COMPONENT, "GrabFocus", "");
    }

    private boolean isTrue(ElementRef ref, String iface, String member, String signature, Object... arguments)
            throws AccessibilityException, InterruptedException {
        try (Questions questions = new Questions(bus, SINGLE)) {
            Optional<Object> answer = questions.askAndWait(ref, iface, member, signature, arguments);
            if (answer.isEmpty() && questions.hangs(ref.bus())) {
                throw new AccessibilityException(
                        "unavailable: the program that shows the element does not answer; it may do it later", null);
            }
            return answer.filter(Boolean.TRUE::equals).isPresent();
        }
    }

    /** The number of the process that the element belongs to. */
    public OptionalLong process(ElementRef ref) throws AccessibilityException, InterruptedException {
        try (Questions questions = new Questions(bus, SINGLE)) {
            return questions.process(ref.bus());
        }
    }
}
