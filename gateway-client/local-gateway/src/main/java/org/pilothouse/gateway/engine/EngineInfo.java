package org.pilothouse.gateway.engine;

/** What an engine says of itself and its machine. */
public record EngineInfo(
        String hostname,
        String version,
        String apiVersion,
        String operatingSystem,
        String architecture,
        int cpus,
        long memoryBytes) {}
