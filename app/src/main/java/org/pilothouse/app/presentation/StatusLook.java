package org.pilothouse.app.presentation;

import org.pilothouse.protocol.environment.EnvironmentStatus;

/**
 * How a status is shown.
 *
 * @param word one word
 * @param busy whether it will change by itself
 */
public record StatusLook(String word, Tone tone, Shape shape, boolean busy) {
    /** A shape for those who do not see the colour. */
    public enum Shape {
        DISC,
        HALF,
        RING,
        TRIANGLE,
        DIAMOND
    }

    public static StatusLook of(EnvironmentStatus status) {
        return switch (status) {
            case PENDING -> new StatusLook("Pending", Tone.ACCENT, Shape.HALF, true);
            case STARTING -> new StatusLook("Starting", Tone.ACCENT, Shape.HALF, true);
            case RUNNING -> new StatusLook("Running", Tone.SUCCESS, Shape.DISC, false);
            case STOPPING -> new StatusLook("Stopping", Tone.WARNING, Shape.HALF, true);
            case STOPPED -> new StatusLook("Stopped", Tone.NEUTRAL, Shape.RING, false);
            case DELETING -> new StatusLook("Deleting", Tone.WARNING, Shape.HALF, true);
            case ERROR -> new StatusLook("Error", Tone.DANGER, Shape.TRIANGLE, false);
            case UNKNOWN -> new StatusLook("Unknown", Tone.WARNING, Shape.DIAMOND, false);
        };
    }
}
