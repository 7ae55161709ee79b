package org.pilothouse.gateway.control;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.environment.EnvironmentRequests.Create;
import org.pilothouse.protocol.environment.EnvironmentRequests.Patch;
import org.pilothouse.protocol.environment.EnvironmentRuntime.Display;
import org.pilothouse.protocol.environment.EnvironmentRuntime.Limits;

/** What a request about an environment may say. */
final class EnvironmentRules {
    private static final int MAX_LABEL = 120;
    private static final int MAX_IMAGE = 512;
    /** Registry, path, tag, digest: the alphabet of an image reference; the engine judges the rest. */
    private static final Pattern IMAGE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._/-]*(?::[0-9]+/[a-zA-Z0-9._/-]+)?"
            + "(?::[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127})?(?:@sha256:[0-9a-f]{64})?");

    private EnvironmentRules() {}

    static void check(Create request) {
        require("host_id", request.hostId());
        checkLabel(request.label());
        if (request.imageRef() != null) {
            image("image_ref", request.imageRef());
        }
        size(request.display(), request.limits());
    }

    private static void size(@Nullable Display display, @Nullable Limits limits) {
        if (display != null) {
            range("display.width", display.width(), 320, 7680);
            range("display.height", display.height(), 200, 4320);
        }
        if (limits != null) {
            range("limits.memory_mb", limits.memoryMb(), 256, 1_048_576);
            range("limits.pids", limits.pids(), 64, 32_768);
            double cpus = limits.cpus();
            if (!(cpus >= 0.1 && cpus <= 256)) {
                throw GatewayException.invalid("limits.cpus", "limits.cpus must be between 0.1 and 256");
            }
        }
    }

    static void check(Patch request) {
        checkLabel(request.label());
        if (request.imageRef() != null) {
            image("image_ref", request.imageRef());
        }
        size(request.display(), request.limits());
    }

    static void image(String field, @Nullable String reference) {
        String given = require(field, reference);
        if (given.length() > MAX_IMAGE || !IMAGE.matcher(given).matches()) {
            throw GatewayException.invalid(
                    field, field + " must be an image reference such as registry.example/name:tag");
        }
    }

    static String require(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw GatewayException.invalid(field, field + " is required");
        }
        return value;
    }

    static @Nullable String label(@Nullable String label) {
        return label == null || label.isBlank() ? null : label.strip();
    }

    static Display display(@Nullable Display display) {
        return display == null ? Display.DEFAULT : display;
    }

    static Limits limits(@Nullable Limits limits) {
        return limits == null ? Limits.DEFAULT : limits;
    }

    private static void checkLabel(@Nullable String label) {
        if (label == null) {
            return;
        }
        if (label.strip().length() > MAX_LABEL) {
            throw GatewayException.invalid("label", "label must be at most " + MAX_LABEL + " characters");
        }
        if (label.chars().anyMatch(Character::isISOControl)) {
            throw GatewayException.invalid("label", "label must not hold control characters");
        }
    }

    private static void range(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw GatewayException.invalid(field, field + " must be between " + min + " and " + max);
        }
    }
}
