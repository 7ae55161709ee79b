package org.pilothouse.agent.a11y;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.dbus.Call;
import org.pilothouse.agent.dbus.DBus;
import org.pilothouse.agent.dbus.DBusException;
import org.pilothouse.agent.dbus.PendingCall;

/**
 * The connection to the accessibility bus: made when it is first needed, and again after it was lost. Remembers which
 * programs hang, so that only the first who asks them has to wait.
 */
final class AccessibilityBus {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final String sessionBus;
    private final Duration recheck;
    private final Kinds kinds = new Kinds();
    private @Nullable DBus connection;
    private String address = "";
    private long checked;
    /** By program, the call that it has not answered; when it does, or ends, it is spoken to again. */
    private final Map<String, PendingCall> hanging = new ConcurrentHashMap<>();

    /**
     * @param recheck after so long it is asked again where the accessibility bus is: its launcher may have been started
     *     anew, and programs that come then are on another bus
     */
    AccessibilityBus(String sessionBus, Duration recheck) {
        this.sessionBus = sessionBus;
        this.recheck = recheck;
    }

    synchronized DBus connection() throws AccessibilityException, InterruptedException {
        DBus known = connection != null && connection.connected() ? connection : null;
        if (known != null && System.nanoTime() - checked < recheck.toNanos()) {
            return known;
        }
        try {
            String now = address();
            checked = System.nanoTime();
            if (known != null && now.equals(address)) {
                return known;
            }
            DBus fresh = DBus.connect(now);
            hanging.clear();
            kinds.clear();
            if (known != null) {
                known.close();
            }
            address = now;
            connection = fresh;
            return fresh;
        } catch (DBusException e) {
            if (known != null) {
                // As long as it works, it does not matter that nobody knows of it.
                checked = System.nanoTime();
                return known;
            }
            throw new AccessibilityException("accessibility is unavailable: " + e.getMessage(), e);
        }
    }

    /** The session bus knows where the accessibility bus is. */
    private String address() throws DBusException, InterruptedException {
        try (DBus session = DBus.connect(sessionBus)) {
            return session.call(Call.of("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress"), LIMIT)
                    .getFirst()
                    .toString();
        }
    }

    Kinds kinds() {
        return kinds;
    }

    void hangs(String program, PendingCall unanswered) {
        PendingCall earlier = hanging.put(program, unanswered);
        if (earlier != null && earlier != unanswered) {
            earlier.release();
        }
    }

    /** Names of the programs that hang, as far as is known. */
    Set<String> hanging() {
        hanging.values().removeIf(call -> {
            if (call.late()) {
                return false;
            }
            call.release();
            return true;
        });
        return Set.copyOf(hanging.keySet());
    }

    synchronized void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
