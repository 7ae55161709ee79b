package org.pilothouse.app.outline;

/**
 * One row of an outline.
 *
 * @param index of the entry in its outline
 * @param depth 0 at the top
 */
public record OutlineRow(int index, int depth, boolean hasChildren, boolean unfolded) {}
