package org.pilothouse.protocol.run;

import tools.jackson.databind.JsonNode;

/**
 * What a step does.
 *
 * @param type {@code Desktop}; other gateways know more
 * @param args of a {@code Desktop} step: a {@code DesktopOp}
 */
public record StepAction(String type, JsonNode args) {
    public static final String DESKTOP = "Desktop";

    /** The operation's name, empty where there is none. */
    public String op() {
        return args == null ? "" : args.path("op").asString("");
    }
}
