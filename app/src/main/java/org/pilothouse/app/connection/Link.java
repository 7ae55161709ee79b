package org.pilothouse.app.connection;

import org.pilothouse.app.problem.Problem;

/** How far the console is with the chosen gateway. */
public sealed interface Link {
    /** Nothing is chosen yet. */
    record None() implements Link {}

    /** The local gateway is starting. */
    record Starting() implements Link {}

    /** The local gateway did not start, or the choice can't be used as it is. */
    record Failed(Problem problem) implements Link {}

    /** There is a client; whether it is connected is the session's own state. */
    record Open(GatewaySession session) implements Link {}
}
