package org.pilothouse.app.artifact;

import org.pilothouse.app.outline.Outline;

/** What an artifact turned out to be. */
public sealed interface Content {
    record Pixels(Picture picture) implements Content {}

    record Elements(ElementTree tree) implements Content {}

    /** @param pretty the same as indented text, for the clipboard */
    record Structure(Outline<JsonEntry> outline, boolean cut, String pretty) implements Content {}

    record Plain(TextLines text) implements Content {}

    /** @param why one sentence: no viewer, too big, or not what it says it is */
    record Opaque(String why) implements Content {}
}
