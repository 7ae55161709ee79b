package org.pilothouse.agent.x11;

/**
 * What the pointer looks like now.
 *
 * @param x of the image's left edge on the screen (the hot spot is already taken off)
 * @param pixels with alpha, colours multiplied by it
 */
public record CursorImage(int x, int y, Pixels pixels) {}
