package org.pilothouse.gateway.engine;

import java.util.Map;

/** A volume as an engine reports it. */
public record VolumeView(String name, Map<String, String> labels) {
    public VolumeView {
        labels = Map.copyOf(labels);
    }
}
