package org.pilothouse.rfb.fx;

/**
 * How often JavaFX draws. Its timer counts whole milliseconds and is late by a part of one: asked for 60 frames a second, as it is by default, it
 * gives 56 to 59 where no display paces it. An application that shows desktops calls {@link #prepare()} first of all.
 */
public final class PulseRate {
    private static final String PROPERTY = "javafx.animation.pulse";
    /** 1000 / 63 are 15 whole milliseconds. */
    private static final String SIXTY_AT_LEAST = "63";

    private PulseRate() {}

    /** Has JavaFX draw sixty times a second, unless the command line says how often. To be called before JavaFX starts. */
    public static void prepare() {
        System.getProperties().putIfAbsent(PROPERTY, SIXTY_AT_LEAST);
    }
}
