package org.pilothouse.app.presentation;

/** Ids and references, short enough for a table. */
public final class Ids {
    private static final int SHORT = 8;
    private static final int DIGEST = 12;

    private Ids() {}

    /** The first eight characters; those after a prefix such as {@code dev_} or {@code sha256:} where there is one. */
    public static String brief(String id) {
        if (id.startsWith("sha256:")) {
            return cut(id.substring("sha256:".length()), DIGEST);
        }
        if (id.startsWith("dev_")) {
            return cut(id, "dev_".length() + SHORT);
        }
        return cut(id, id.matches("[0-9a-f]{64}") ? DIGEST : SHORT);
    }

    /** An image reference without its registry: {@code name:tag}. */
    public static String image(String reference) {
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        int digest = name.indexOf("@sha256:");
        return digest < 0 ? name : name.substring(0, digest) + "@" + brief(name.substring(digest + 1));
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
