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
    private @Nullable DBus connection;
    /** By program, the call that it has not answered; when it does, or ends, it is spoken to again. */
    private final Map<String, PendingCall> hanging = new ConcurrentHashMap<>();

    AccessibilityBus(String sessionBus) {
        this.sessionBus = sessionBus;
    }

    synchronized DBus connection() throws AccessibilityException, InterruptedException {
        DBus known = connection;
        if (known == null || !known.connected()) {
            try {
                hanging.clear();
                known = connect();
                connection = known;
            } catch (DBusException e) {
                throw new AccessibilityException("accessibility is unavailable: " + e.getMessage(), e);
            }
        }
        return known;
    }

    /** The session bus knows where the accessibility bus is. */
    private DBus connect() throws DBusException, InterruptedException {
        try (DBus session = DBus.connect(sessionBus)) {
            Object address = session.call(Call.of("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress"), LIMIT)
                    .getFirst();
            return DBus.connect(address.toString());
        }
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
