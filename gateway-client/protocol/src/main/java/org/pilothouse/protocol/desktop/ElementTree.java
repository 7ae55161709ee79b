package org.pilothouse.protocol.desktop;

/** The accessibility tree of a desktop; also the bytes of an artifact with the label {@code a11y-tree}. */
public record ElementTree(ElementNode root) {}
