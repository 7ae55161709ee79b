package org.pilothouse.rfb.fuzz;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbProtocolException;

/** All that is fuzzed, by name. */
final class FuzzTargets {
    private static final Map<String, FuzzTarget> ALL = all();

    private FuzzTargets() {}

    static Map<String, FuzzTarget> byName() {
        return ALL;
    }

    private static Map<String, FuzzTarget> all() {
        Map<String, FuzzTarget> targets = new TreeMap<>();
        targets.put("handshake", ServerTargets::handshake);
        targets.put("messages", ServerTargets::messages);
        targets.put("jpeg", ServerTargets::jpeg);
        targets.put("recording", ServerTargets::recordingIndex);
        targets.put("inflate", InflateTarget::run);
        for (Encoding encoding : Encoding.values()) {
            String name = "decode-" + encoding.name().toLowerCase(Locale.ROOT).replace('_', '-');
            targets.put(name, data -> DecoderTarget.run(encoding, data));
        }
        return targets;
    }

    /** Runs one, and lets only findings through. */
    static void run(String name, byte[] data) {
        FuzzTarget target = ALL.get(name);
        if (target == null) {
            throw new IllegalArgumentException("There is no target " + name + "; there are " + ALL.keySet() + ".");
        }
        try {
            target.run(data);
        } catch (RfbProtocolException | RfbConnectionException e) {
            requireSentence(e);
        } catch (IOException e) {
            if (!name.equals("recording")) {
                throw new AssertionError("an exception that is not the engine's own", e);
            }
            requireSentence(e);
        }
    }

    private static void requireSentence(IOException e) {
        if (e.getMessage() == null || e.getMessage().isBlank()) {
            throw new AssertionError("a refusal without a reason", e);
        }
    }

    /** Prints the names, for scripts. */
    public static void main(String[] arguments) {
        ALL.keySet().forEach(System.out::println);
    }
}
