package org.pilothouse.protocol.desktop;

/** A rectangle on the desktop, px, origin at the top left. */
public record Rect(int x, int y, int width, int height) {}
