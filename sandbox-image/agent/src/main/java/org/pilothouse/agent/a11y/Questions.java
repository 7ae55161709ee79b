package org.pilothouse.agent.a11y;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.dbus.Call;
import org.pilothouse.agent.dbus.DBus;
import org.pilothouse.agent.dbus.DBusException;
import org.pilothouse.agent.dbus.PendingCall;

/**
 * Calls to programs within a time limit for all of them together. A program that is silent for a second is not asked
 * again: one that hangs costs its pause once, and several that hang cost it together. For one thread.
 */
final class Questions implements AutoCloseable {
    static final String ACCESSIBLE = "org.a11y.atspi.Accessible";
    static final String COMPONENT = "org.a11y.atspi.Component";
    static final String ACTION = "org.a11y.atspi.Action";
    static final String TEXT = "org.a11y.atspi.Text";
    static final String APPLICATION = "org.a11y.atspi.Application";
    static final String VALUE = "org.a11y.atspi.Value";
    private static final String BUS = "org.freedesktop.DBus";
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final AccessibilityBus bus;
    private final DBus connection;
    private long deadline;
    private final Set<String> hanging;
    private final Map<String, Long> lastHeard = new HashMap<>();
    private final List<PendingCall> open = new ArrayList<>();

    Questions(AccessibilityBus bus, Duration limit) throws AccessibilityException, InterruptedException {
        this.bus = bus;
        this.connection = bus.connection();
        this.deadline = System.nanoTime() + limit.toNanos();
        this.hanging = new HashSet<>(bus.hanging());
    }

    /** Gives it so much time from now on, whatever was left. */
    void allow(Duration more) {
        deadline = System.nanoTime() + more.toNanos();
    }

    boolean timeIsUp() {
        return System.nanoTime() >= deadline;
    }

    Kinds kinds() {
        return bus.kinds();
    }

    /** Whether the program did not answer. */
    boolean hangs(String program) {
        return hanging.contains(program);
    }

    /** A question under way; without a call where it was not worth asking. */
    record Asked(String program, @Nullable PendingCall call) {}

    /** Asks; the answer is picked up later. */
    Asked ask(ElementRef ref, String iface, String member, String signature, Object... arguments)
            throws AccessibilityException {
        return ask(Call.of(ref.bus(), ref.path(), iface, member, signature, arguments));
    }

    Asked askProperty(ElementRef ref, String iface, String name) throws AccessibilityException {
        return ask(Call.property(ref.bus(), ref.path(), iface, name));
    }

    Asked ask(Call call) throws AccessibilityException {
        if (hangs(call.destination())) {
            return new Asked(call.destination(), null);
        }
        try {
            PendingCall pending = connection.send(call);
            open.add(pending);
            return new Asked(call.destination(), pending);
        } catch (DBusException e) {
            throw new AccessibilityException("accessibility is unavailable: " + e.getMessage(), e);
        }
    }

    /** The first value of the answer; empty where there is none, which elements that go away make common. */
    Optional<Object> answer(Asked asked) throws AccessibilityException, InterruptedException {
        PendingCall call = asked.call();
        if (call == null || (call.late() && hangs(asked.program()))) {
            return Optional.empty();
        }
        long now = System.nanoTime();
        // It works through what it was asked; what counts is for how long nothing came at all.
        long since = Math.max(call.sentNanos(), lastHeard.getOrDefault(asked.program(), call.sentNanos()));
        long silentAt = since + SILENCE.toNanos();
        long until = Math.min(silentAt, deadline);
        try {
            List<Object> values = call.await(Duration.ofNanos(Math.max(0, until - now)));
            lastHeard.put(asked.program(), call.answeredNanos());
            return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
        } catch (DBusException e) {
            if (!connection.connected()) {
                throw new AccessibilityException("accessibility is unavailable: " + e.getMessage(), e);
            }
            if (!call.late()) {
                lastHeard.put(asked.program(), call.answeredNanos());
            } else if (silentAt <= deadline) {
                hanging.add(asked.program());
                open.remove(call);
                bus.hangs(asked.program(), call);
            }
            return Optional.empty();
        }
    }

    Optional<Object> askAndWait(ElementRef ref, String iface, String member, String signature, Object... arguments)
            throws AccessibilityException, InterruptedException {
        return answer(ask(ref, iface, member, signature, arguments));
    }

    /** The number of the program's process, which the bus itself knows. */
    OptionalLong process(String program) throws AccessibilityException, InterruptedException {
        Asked asked = ask(Call.of(BUS, "/org/freedesktop/DBus", BUS, "GetConnectionUnixProcessID", "s", program));
        return answer(asked).orElse("") instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /** Forgets what was answered or given up so far. */
    void clear() {
        open.forEach(PendingCall::release);
        open.clear();
    }

    @Override
    public void close() {
        clear();
    }
}
