package org.pilothouse.agent.log;

import java.util.Locale;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The agent's own back end of SLF4J: the container's log has one fixed format, and a general logging library would
 * cost more start-up time than the rest of the agent. {@code PILOTHOUSE_LOG_LEVEL} sets the level, INFO by default.
 */
public final class AgentLogProvider implements SLF4JServiceProvider {
    private final ContainerLog log = ContainerLog.standardOutput();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final Level level = level(System.getenv().getOrDefault("PILOTHOUSE_LOG_LEVEL", "INFO"));

    private static Level level(String name) {
        try {
            return Level.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Level.INFO;
        }
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> new AgentLogger(name, level, log);
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return new NOPMDCAdapter();
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // Everything is there from construction.
    }
}
