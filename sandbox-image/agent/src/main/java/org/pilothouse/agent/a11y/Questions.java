package org.pilothouse.agent.a11y;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.dbus.Call;
import org.pilothouse.agent.dbus.DBus;
import org.pilothouse.agent.dbus.DBusException;

/**
 * Calls to programs within a time limit for all of them together. A program that does not answer one is not asked again:
 * one that hangs costs its pause once, not once for each of its elements.
 */
final class Questions {
    static final String ACCESSIBLE = "org.a11y.atspi.Accessible";
    static final String COMPONENT = "org.a11y.atspi.Component";
    static final String ACTION = "org.a11y.atspi.Action";
    static final String TEXT = "org.a11y.atspi.Text";
    static final String VALUE = "org.a11y.atspi.Value";
    private static final Duration EACH = Duration.ofMillis(1500);

    private final DBus bus;
    private final long deadline;
    private final Set<String> deaf = new HashSet<>();

    Questions(DBus bus, Duration limit) {
        this.bus = bus;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    boolean timeIsUp() {
        return System.nanoTime() >= deadline;
    }

    /** A question under way. */
    record Asked(String to, DBus.@Nullable Pending pending) {}

    /** Asks; the answer is picked up later. */
    Asked ask(ElementRef ref, String iface, String member, String signature, Object... arguments)
            throws AccessibilityException {
        return ask(Call.of(ref.bus(), ref.path(), iface, member, signature, arguments));
    }

    Asked askProperty(ElementRef ref, String iface, String name) throws AccessibilityException {
        return ask(Call.property(ref.bus(), ref.path(), iface, name));
    }

    private Asked ask(Call call) throws AccessibilityException {
        if (deaf.contains(call.destination())) {
            return new Asked(call.destination(), null);
        }
        try {
            return new Asked(call.destination(), bus.send(call));
        } catch (DBusException e) {
            throw new AccessibilityException("accessibility is unavailable: " + e.getMessage(), e);
        }
    }

    void flush() throws AccessibilityException {
        try {
            bus.flush();
        } catch (DBusException e) {
            throw new AccessibilityException("accessibility is unavailable: " + e.getMessage(), e);
        }
    }

    /** The first value of the answer; empty where there is none, which elements that go away make common. */
    Optional<Object> answer(Asked asked) throws AccessibilityException, InterruptedException {
        DBus.Pending pending = asked.pending();
        if (pending == null || deaf.contains(asked.to())) {
            return Optional.empty();
        }
        long left = Math.min(EACH.toNanos(), deadline - System.nanoTime());
        try {
            List<Object> values = pending.await(Duration.ofNanos(Math.max(0, left)));
            return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
        } catch (DBusException e) {
            if (!bus.connected()) {
                throw new AccessibilityException("accessibility is unavailable: " + e.getMessage(), e);
            }
            if (pending.late()) {
                deaf.add(asked.to());
            }
            return Optional.empty();
        }
    }

    Optional<Object> askAndWait(ElementRef ref, String iface, String member, String signature, Object... arguments)
            throws AccessibilityException, InterruptedException {
        Asked asked = ask(ref, iface, member, signature, arguments);
        flush();
        return answer(asked);
    }
}
