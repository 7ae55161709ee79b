package org.pilothouse.app.create;

import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.environment.EnvironmentRuntime.Display;

/** Sizes of a desktop that are asked for most. */
public enum SizePreset {
    COMPACT("1280 × 800"),
    FULL_HD("1920 × 1080"),
    CUSTOM("Custom");

    private final String label;

    SizePreset(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Null for {@link #CUSTOM}. */
    public @Nullable Display display() {
        return switch (this) {
            case COMPACT -> new Display(1280, 800);
            case FULL_HD -> new Display(1920, 1080);
            case CUSTOM -> null;
        };
    }
}
