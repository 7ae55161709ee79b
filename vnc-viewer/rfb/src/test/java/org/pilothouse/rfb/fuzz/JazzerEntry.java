package org.pilothouse.rfb.fuzz;

/** What Jazzer calls; the property {@code rfb.fuzz} names the target. */
public final class JazzerEntry {
    private static final String TARGET = System.getProperty("rfb.fuzz", "messages");

    private JazzerEntry() {}

    public static void fuzzerTestOneInput(byte[] data) {
        FuzzTargets.run(TARGET, data);
    }
}
