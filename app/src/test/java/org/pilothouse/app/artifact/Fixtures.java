package org.pilothouse.app.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.pilothouse.app.outline.Outline;
import org.pilothouse.protocol.Json;

/** A terminal's picture and tree, as a real desktop gave them. */
public final class Fixtures {
    private Fixtures() {}

    public static byte[] picture() {
        return read("terminal.png");
    }

    public static byte[] treeJson() {
        return read("terminal-tree.json");
    }

    static ElementTree tree() {
        return ElementTree.read(Json.LENIENT.readTree(treeJson()));
    }

    /** The first element of that role that can be seen. */
    static int showing(ElementTree tree, String role) {
        Outline<Element> outline = tree.outline();
        for (int i = 0; i < outline.size(); i++) {
            if (outline.get(i).role().equals(role) && outline.get(i).isShowing()) {
                return i;
            }
        }
        throw new AssertionError("no " + role);
    }

    private static byte[] read(String name) {
        try (InputStream in = Objects.requireNonNull(Fixtures.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
