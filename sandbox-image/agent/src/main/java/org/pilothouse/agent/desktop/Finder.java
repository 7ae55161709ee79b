package org.pilothouse.agent.desktop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.a11y.Accessibility;
import org.pilothouse.agent.a11y.AccessibilityException;
import org.pilothouse.agent.a11y.Element;
import org.pilothouse.agent.a11y.ElementRef;
import org.pilothouse.agent.a11y.Matches;
import org.pilothouse.agent.a11y.Part;
import org.pilothouse.agent.a11y.Wanted;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.agent.x11.XConnection;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XServer;
import org.pilothouse.agent.x11.XWindow;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.desktop.Rect;
import org.pilothouse.protocol.desktop.Selector;

/** What selectors mean on the desktop as it is now. */
final class Finder {
    private static final int MAX_NAME = 512;
    private static final int MAX_ROLE = 64;
    private static final int MAX_STATES = 32;
    private static final Set<String> WINDOW_ROLES = Set.of("frame", "window", "dialog");
    private static final Pattern PIXEL = Pattern.compile("pixel:([0-9]{1,6}),([0-9]{1,6})");
    private static final String REF_FORMS =
            "atspi:<bus name>|<object path> or x11:<window>, as a snapshot or query gives it, or pixel:x,y";

    private final Accessibility accessibility;
    private final XServer server;

    Finder(Accessibility accessibility, XServer server) {
        this.accessibility = accessibility;
        this.server = server;
    }

    /**
     * What was found.
     *
     * @param found the best first
     * @param fit of the first
     * @param equallyGood how many different ones are as good as the first, with it
     */
    record Findings(List<Found> found, Wanted.Fit fit, int equallyGood) {}

    Findings find(Selector selector, int limit)
            throws OperationException, AccessibilityException, XException, InterruptedException {
        return find(Part.EVERYTHING, selector, limit);
    }

    /**
     * @param part where to look for elements
     */
    Findings find(Part part, Selector selector, int limit)
            throws OperationException, AccessibilityException, XException, InterruptedException {
        return switch (selector) {
            case Selector.A11y a11y -> {
                Wanted wanted = wanted(a11y);
                Matches matches = accessibility.find(part, wanted, limit, screen());
                List<Found> found = new ArrayList<>();
                matches.elements().forEach(element -> found.add(new Found.InTree(element)));
                if (!found.isEmpty() || !part.equals(Part.EVERYTHING)) {
                    yield new Findings(found, matches.fit(), matches.rivalCount());
                }
                List<Found.OnScreen> windows = windows(wanted);
                windows.stream().limit(limit).forEach(found::add);
                yield new Findings(found, matches.fit(), windows.size());
            }
            case Selector.Ref ref -> {
                Optional<Target> target = byRef(ref);
                List<Found> found = target.map(this::found).stream().toList();
                yield new Findings(found, Wanted.Fit.SAME, found.size());
            }
            case Selector.Ocr ocr -> throw noOcr();
        };
    }

    private Found found(Target target) {
        return switch (target) {
            case Target.Widget widget -> new Found.InTree(widget.element());
            case Target.Window window -> new Found.OnScreen(window.window(), false);
            case Target.Place place -> throw new IllegalStateException("a place is not looked for");
        };
    }

    /**
     * The one thing that an act is meant for.
     *
     * @throws OperationException {@code target_not_found} or {@code target_ambiguous}
     */
    Target target(Selector selector)
            throws OperationException, AccessibilityException, XException, InterruptedException {
        return switch (selector) {
            case Selector.Ref ref -> {
                Matcher pixel = PIXEL.matcher(OperationException.required("ref", ref.ref()));
                if (pixel.matches()) {
                    yield new Target.Place(Integer.parseInt(pixel.group(1)), Integer.parseInt(pixel.group(2)));
                }
                yield byRef(ref)
                        .orElseThrow(() -> new OperationException(
                                "target_not_found: what " + ref.ref() + " named is not there any more", null));
            }
            case Selector.A11y a11y -> byLooks(a11y);
            case Selector.Ocr ocr -> throw noOcr();
        };
    }

    private Target byLooks(Selector.A11y selector)
            throws OperationException, AccessibilityException, XException, InterruptedException {
        Wanted wanted = wanted(selector);
        Rect screen = screen();
        Matches matches = accessibility.find(wanted, 1, screen);
        if (matches.rivalCount() > 1) {
            throw ambiguous(
                    matches.rivalCount(),
                    matches.rivals().stream().map(Finder::told).toList());
        }
        if (!matches.elements().isEmpty()) {
            return accessibility
                    .locate(matches.elements().getFirst().ref(), screen)
                    .map(located -> (Target) new Target.Widget(located.element(), located.window()))
                    .orElseThrow(() -> notFound(selector));
        }
        List<Found.OnScreen> windows = windows(wanted);
        if (windows.size() > 1) {
            throw ambiguous(
                    windows.size(), windows.stream().map(w -> told(w.window())).toList());
        }
        if (windows.isEmpty()) {
            throw notFound(selector);
        }
        return new Target.Window(windows.getFirst().window());
    }

    private static OperationException notFound(Selector selector) {
        return new OperationException(
                "target_not_found: no element on the desktop matches " + Json.LENIENT.valueToTree(selector), null);
    }

    private static OperationException ambiguous(int count, List<String> candidates) {
        return new OperationException(
                "target_ambiguous: " + count + " elements match equally well: "
                        + candidates.stream().limit(5).collect(Collectors.joining("; "))
                        + (count > 5 ? "; …" : "") + ". Name a role or states too, or use a ref from a query",
                null);
    }

    private static String told(Element element) {
        return told(element.role(), element.name(), element.bounds());
    }

    private static String told(XWindow window) {
        return told("window", window.title(), bounds(window));
    }

    private static String told(String role, String name, Rect at) {
        return "%s '%s' at %d,%d %dx%d".formatted(role, name, at.x(), at.y(), at.width(), at.height());
    }

    static Rect bounds(XWindow window) {
        return new Rect(
                window.x(), window.y(), window.size().width(), window.size().height());
    }

    /** Only what a reference names; empty where it is gone. */
    private Optional<Target> byRef(Selector.Ref selector)
            throws OperationException, AccessibilityException, XException, InterruptedException {
        String text = OperationException.required("ref", selector.ref());
        OptionalLong window = WindowRefs.parse(text);
        if (window.isPresent()) {
            return listed().stream()
                    .filter(w -> w.id() == window.getAsLong())
                    .findFirst()
                    .map(Target.Window::new);
        }
        ElementRef ref = ElementRef.parse(text).orElseThrow(() -> OperationException.wrong("ref", text, REF_FORMS));
        return accessibility
                .locate(ref, screen())
                .map(located -> new Target.Widget(located.element(), located.window()));
    }

    private List<XWindow> listed() throws XException, InterruptedException {
        return server.call(x -> x.windows().list());
    }

    /** Windows of this name, the best fit alone; where states or other roles are asked for, the X server cannot tell. */
    private List<Found.OnScreen> windows(Wanted wanted) throws XException, InterruptedException {
        String name = wanted.name();
        if (name == null
                || !wanted.states().isEmpty()
                || (wanted.role() != null && !WINDOW_ROLES.contains(wanted.role()))) {
            return List.of();
        }
        long active = server.call(x -> x.windows().active());
        List<XWindow> windows = listed();
        String lower = name.toLowerCase(Locale.ROOT);
        List<Predicate<String>> fits =
                List.of(name::equals, title -> title.toLowerCase(Locale.ROOT).equals(lower), title -> title.toLowerCase(
                                Locale.ROOT)
                        .contains(lower));
        for (Predicate<String> fit : fits) {
            List<Found.OnScreen> fitting = windows.stream()
                    .filter(w -> fit.test(w.title()))
                    .map(w -> new Found.OnScreen(w, w.id() == active))
                    .toList();
            if (!fitting.isEmpty()) {
                return fitting;
            }
        }
        return List.of();
    }

    Rect screen() throws XException, InterruptedException {
        Size size = server.call(XConnection::size);
        return new Rect(0, 0, size.width(), size.height());
    }

    private static OperationException noOcr() {
        return new OperationException(
                "unavailable: this sandbox has no text recognition (ocr); use an a11y selector or a ref", null);
    }

    private static Wanted wanted(Selector.A11y selector) throws OperationException {
        List<String> states = selector.states() == null ? List.of() : selector.states();
        if (length(selector.name()) > MAX_NAME
                || length(selector.role()) > MAX_ROLE
                || states.size() > MAX_STATES
                || states.stream().anyMatch(state -> state == null || state.length() > MAX_ROLE)) {
            throw OperationException.invalid(
                    "name",
                    "a selector has at most " + MAX_NAME + " characters of name, " + MAX_ROLE + " of role, and "
                            + MAX_STATES + " states");
        }
        Wanted wanted = new Wanted(selector.role(), selector.name(), states);
        if (wanted.isEmpty()) {
            throw OperationException.invalid("name", "an a11y selector needs a role, a name or states");
        }
        return wanted;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
