package org.pilothouse.gateway.engine;

/**
 * Where an engine is.
 *
 * @param address {@code unix:///var/run/docker.sock}, {@code tcp://host:2376}
 * @param source how it was found, for people: {@code DOCKER_HOST}, {@code Docker context "lab"}, {@code default socket}
 */
public record EngineEndpoint(String address, String source) {}
