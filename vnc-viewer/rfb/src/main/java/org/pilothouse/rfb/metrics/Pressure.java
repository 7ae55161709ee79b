package org.pilothouse.rfb.metrics;

/** How hard the stream of updates presses against the network or the decoder. */
public enum Pressure {
    /** There is room for more. */
    LOW,
    /** As much as goes. */
    FAIR,
    /** More than goes well. */
    HIGH,
    /** Far too much. */
    SEVERE
}
