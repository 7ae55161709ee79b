package org.pilothouse.app.connection;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.presentation.StatusLook;
import org.pilothouse.app.presentation.StatusLook.Shape;
import org.pilothouse.app.presentation.Tone;
import org.pilothouse.app.problem.Problem;

/** What the operator is to know about the connection. */
public sealed interface ConnectionStatus {
    StatusLook look();

    /** The local gateway is being started. */
    record Starting() implements ConnectionStatus {
        @Override
        public StatusLook look() {
            return new StatusLook("Starting local gateway", Tone.ACCENT, Shape.HALF, true);
        }
    }

    /** The first connection is being made. */
    record Connecting() implements ConnectionStatus {
        @Override
        public StatusLook look() {
            return new StatusLook("Connecting", Tone.ACCENT, Shape.HALF, true);
        }
    }

    record Connected(@Nullable Duration roundTrip) implements ConnectionStatus {
        @Override
        public StatusLook look() {
            return new StatusLook("Connected", Tone.SUCCESS, Shape.DISC, false);
        }
    }

    /** @param retryAt null while an attempt is being made */
    record Lost(String why, @Nullable Instant retryAt) implements ConnectionStatus {
        @Override
        public StatusLook look() {
            return new StatusLook("Disconnected", Tone.WARNING, Shape.DIAMOND, false);
        }
    }

    /** The gateway does not want this console. */
    record Refused(String why) implements ConnectionStatus {
        @Override
        public StatusLook look() {
            return new StatusLook("Refused", Tone.DANGER, Shape.TRIANGLE, false);
        }
    }

    /** There is nothing to connect to. */
    record Failed(Problem problem) implements ConnectionStatus {
        @Override
        public StatusLook look() {
            return new StatusLook("Not available", Tone.DANGER, Shape.TRIANGLE, false);
        }
    }
}
