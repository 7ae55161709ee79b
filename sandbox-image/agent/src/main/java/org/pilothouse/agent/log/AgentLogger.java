package org.pilothouse.agent.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger whose lines read {@code … agent WARN text}; an exception follows as its chain of messages and some frames. */
final class AgentLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;
    private static final int MAX_FRAMES = 8;

    private final transient Level level;
    private final transient ContainerLog log;

    AgentLogger(String name, Level level, ContainerLog log) {
        this.name = name;
        this.level = level;
        this.log = log;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level at,
            @Nullable Marker marker,
            String pattern,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        String source = "agent " + at;
        log.line(source, MessageFormatter.basicArrayFormat(pattern, arguments));
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            log.line(source, "  " + (t == thrown ? "" : "caused by ") + t);
            StackTraceElement[] frames = t.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
                log.line(source, "    at " + frames[i]);
            }
        }
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    private boolean enabled(Level at) {
        return at.toInt() >= level.toInt();
    }

    @Override
    public boolean isTraceEnabled() {
        return enabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return enabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return enabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return enabled(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return enabled(Level.ERROR);
    }
}
