package org.pilothouse.app.artifact;

/** Something drawn on a picture to show where; px of the picture. */
public sealed interface Mark {
    /** An element's bounds. */
    record Box(Area area, String caption) implements Mark {}

    /** A point, for the pointer. */
    record Cross(int x, int y, String caption) implements Mark {}
}
