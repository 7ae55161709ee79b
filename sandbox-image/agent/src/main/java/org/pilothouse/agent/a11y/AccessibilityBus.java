package org.pilothouse.agent.a11y;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.dbus.Call;
import org.pilothouse.agent.dbus.DBus;
import org.pilothouse.agent.dbus.DBusException;

/** The connection to the accessibility bus: made when it is first needed, and again after it was lost. */
final class AccessibilityBus {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final String sessionBus;
    private @Nullable DBus connection;

    AccessibilityBus(String sessionBus) {
        this.sessionBus = sessionBus;
    }

    synchronized DBus connection() throws AccessibilityException, InterruptedException {
        DBus known = connection;
        if (known == null || !known.connected()) {
            try {
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

    synchronized void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
