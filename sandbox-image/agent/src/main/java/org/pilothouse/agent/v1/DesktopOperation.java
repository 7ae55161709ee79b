package org.pilothouse.agent.v1;

import org.pilothouse.agent.api.Operation;

/** What the operations on the desktop have in common. */
final class DesktopOperation {
    private static final String PREFIX = "/v1/desktop/";

    private DesktopOperation() {}

    static Operation<Void> get(String path, String summary) {
        return Operation.get(PREFIX + path, summary);
    }

    static Operation<Void> post(String path, String summary) {
        return Operation.post(PREFIX + path, summary);
    }

    static Operation<Void> delete(String path, String summary) {
        return Operation.delete(PREFIX + path, summary);
    }

    /** How all of them may be refused. */
    static <T> Operation<T> onDesktop(Operation<T> operation) {
        return operation
                .tag("desktop")
                .refuses(409, "desktop_runtime_inactive")
                .refuses(409, "desktop_runtime_starting")
                .refuses(503, "desktop_runtime_failed");
    }
}
