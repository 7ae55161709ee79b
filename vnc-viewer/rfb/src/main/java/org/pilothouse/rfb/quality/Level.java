package org.pilothouse.rfb.quality;

/**
 * What a server is asked for.
 *
 * @param jpegQuality 0 to 9, or -1 for no JPEG at all
 * @param compression 0 to 9
 */
public record Level(int jpegQuality, int compression) {}
