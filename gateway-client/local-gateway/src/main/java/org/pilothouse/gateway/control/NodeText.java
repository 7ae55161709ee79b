package org.pilothouse.gateway.control;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.frame.Handshake;

/** Text that a node wrote: shown to people, so bounded and without control characters. */
final class NodeText {
    private static final int MAX = 200;

    private NodeText() {}

    static @Nullable String line(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String clean = text.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .limit(MAX)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean.strip();
    }

    static @Nullable String label(@Nullable String label) {
        String line = line(label);
        return line == null || line.isEmpty() ? null : line;
    }

    static Map<String, String> metadata(Handshake.Device device) {
        Map<String, String> metadata = new LinkedHashMap<>();
        put(metadata, "platform", device.platform());
        put(metadata, "version", device.version());
        put(metadata, "mode", device.mode());
        put(metadata, "device_type", device.deviceType());
        put(metadata, "device_platform", device.devicePlatform());
        put(metadata, "device_model", device.deviceModel());
        return metadata;
    }

    private static void put(Map<String, String> metadata, String name, @Nullable String value) {
        String line = line(value);
        if (line != null) {
            metadata.put(name, line);
        }
    }
}
