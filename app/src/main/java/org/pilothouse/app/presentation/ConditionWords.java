package org.pilothouse.app.presentation;

import java.util.Locale;
import java.util.Map;
import org.pilothouse.protocol.environment.Condition;

/** How the conditions of an environment read. */
public final class ConditionWords {
    private record Words(String done, String doing) {}

    private static final Map<String, Words> KNOWN = Map.of(
            Condition.Type.PLACED, new Words("Placed on a host", "Choosing a host"),
            Condition.Type.IMAGE_READY, new Words("Image present", "Getting the image"),
            Condition.Type.RUNTIME_CREATED, new Words("Container created", "Creating the container"),
            Condition.Type.RUNTIME_STARTED, new Words("Container started", "Starting the container"),
            Condition.Type.DESKTOP_READY, new Words("Desktop painted", "Waiting for the desktop"),
            Condition.Type.NODE_PAIRED, new Words("Node paired", "Waiting for the node to connect"));

    private ConditionWords() {}

    /** What is true once the condition is. */
    public static String title(Condition condition) {
        Words words = KNOWN.get(condition.type());
        return words == null ? inWords(condition.type()) : words.done();
    }

    /** What goes on while it is the next to come true: the gateway's own sentence, where it has one. */
    public static String doing(Condition condition) {
        if (!condition.message().isBlank()) {
            return condition.message();
        }
        Words words = KNOWN.get(condition.type());
        return words == null ? inWords(condition.reason()) : words.doing();
    }

    /** {@code NodeSilent} becomes {@code Node silent}. */
    public static String inWords(String camelCase) {
        String spaced = camelCase.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return spaced.isEmpty() ? "" : spaced.charAt(0) + spaced.substring(1).toLowerCase(Locale.ROOT);
    }
}
