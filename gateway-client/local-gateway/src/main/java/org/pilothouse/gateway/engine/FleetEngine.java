package org.pilothouse.gateway.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One container engine on one host. Calls block and may come from any number of virtual threads; each is bounded in time
 * by the engine itself. Nothing here knows what an environment is.
 */
public interface FleetEngine extends AutoCloseable {

    /** How the engine is reached; the host's identity. */
    EngineEndpoint endpoint();

    /** Asks the engine who it is. */
    EngineInfo info() throws EngineException;

    /** All containers, running or not, that carry this label. Details that need an inspect are left at their defaults. */
    List<ContainerView> listContainers(String label, String value) throws EngineException;

    /** By id or name. */
    Optional<ContainerView> inspect(String idOrName) throws EngineException;

    /**
     * Creates a container and does not start it.
     *
     * @return its id
     */
    String create(ContainerSpec spec) throws EngineException;

    /** Nothing happens where it runs already. */
    void start(String containerId) throws EngineException;

    /**
     * Asks its first process to end and ends it by force after {@code grace}. Nothing happens where it is not running.
     */
    void stop(String containerId, Duration grace) throws EngineException;

    /** A container that something else paused. */
    void unpause(String containerId) throws EngineException;

    /** Removes it, running or not; nothing happens where it is gone. */
    void removeContainer(String containerId) throws EngineException;

    List<VolumeView> listVolumes(String label, String value) throws EngineException;

    Optional<VolumeView> inspectVolume(String name) throws EngineException;

    void createVolume(String name, Map<String, String> labels) throws EngineException;

    /** Nothing happens where it is gone. */
    void removeVolume(String name) throws EngineException;

    /**
     * The id of an image on the host.
     *
     * @param reference name with tag or digest
     */
    Optional<String> findImage(String reference) throws EngineException;

    /** Fetches an image from its registry; {@code progress} gets a line now and then. */
    void pull(String reference, Consumer<String> progress) throws EngineException;

    /**
     * Runs a program inside a running container, without a terminal.
     *
     * @param user {@code uid:gid}
     */
    ExecStream exec(String containerId, String user, List<String> command) throws EngineException;

    /**
     * Follows what a container writes, from {@code since} on, until it is closed or the container stops.
     *
     * @param onEnd called once when no more lines come
     */
    Subscription followLogs(String containerId, Instant since, Consumer<LogRecord> onLine, Runnable onEnd)
            throws EngineException;

    /**
     * Hints about changes. Events may be lost; who depends on completeness lists again.
     *
     * @param onEnd called once when the stream broke or was closed
     */
    Subscription events(Consumer<EngineEvent> onEvent, Runnable onEnd) throws EngineException;

    @Override
    void close();

    /** Something that goes on until it is closed; closing twice is fine. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * @param stream {@code stdout} or {@code stderr}
     */
    record LogRecord(Instant at, String stream, String line) {}

    /**
     * @param kind {@code container}, {@code image} or {@code volume}
     * @param action the engine's word: {@code start}, {@code die}, {@code tag}
     * @param attributes for containers: labels and name
     */
    record EngineEvent(String kind, String action, String id, Map<String, String> attributes) {}
}
