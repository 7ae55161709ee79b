package org.pilothouse.rfb;

/** Which pixels the server is asked for. Fewer bits mean fewer bytes on a slow line, and coarser colours. */
public enum ColourMode {
    /** Eight bits for each of red, green and blue. The others are slower to decode. */
    TRUE_COLOUR,
    /** 16 bits: five, six and five. */
    HIGH_COLOUR,
    /** 8 bits: three, three and two. */
    LOW_COLOUR,
    /** Whatever the server has, colour maps included, for servers that do not convert; {@link #TRUE_COLOUR} where that makes no sense. */
    AS_SERVER
}
