package org.pilothouse.app.fleet;

import org.pilothouse.protocol.environment.EnvironmentStatus;

/** The chips beside the filter. */
public enum Quick {
    ALL("All"),
    RUNNING("Running"),
    BUSY("Changing"),
    STOPPED("Stopped"),
    FAULTS("Faults");

    private final String label;

    Quick(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    boolean accepts(FleetRow row) {
        return switch (this) {
            case ALL -> true;
            case RUNNING -> row.environment().status() == EnvironmentStatus.RUNNING;
            case BUSY -> row.status().busy();
            case STOPPED -> row.environment().status() == EnvironmentStatus.STOPPED;
            case FAULTS -> row.isFault();
        };
    }
}
