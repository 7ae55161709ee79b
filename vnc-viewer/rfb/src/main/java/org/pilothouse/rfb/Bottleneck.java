package org.pilothouse.rfb;

/**
 * Which side keeps the picture from being faster, over the last second.
 *
 * @param side who does
 * @param sentence why, with the figures, for a person
 */
public record Bottleneck(Side side, String sentence) {
    /** Who keeps the picture from being faster. */
    public enum Side {
        /** Nobody: the desktop hardly changes. */
        NOTHING,
        /** This session, on purpose: {@link RfbSession#setUpdateRate}. */
        RATE,
        /** The server sends no faster, or the desktop does not change faster; from here the two look the same. */
        SERVER,
        /** The network: too few bytes a second, or too long a round trip. */
        NETWORK,
        /** Decoding takes all the time that there is. */
        DECODE,
        /** The application shows less than is decoded. */
        DISPLAY
    }
}
