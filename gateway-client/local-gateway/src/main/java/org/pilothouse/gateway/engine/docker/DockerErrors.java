package org.pilothouse.gateway.engine.docker;

import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.engine.EngineEndpoint;
import org.pilothouse.gateway.engine.EngineException;

/** Turns what docker-java throws into what the fleet understands. */
final class DockerErrors {
    private static final Pattern JSON_MESSAGE = Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final EngineEndpoint endpoint;

    DockerErrors(EngineEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Runs one call to the engine. */
    <T extends @Nullable Object> T call(Callable<T> request) throws EngineException {
        try {
            return request.call();
        } catch (DockerException e) {
            throw ofAnswer(e);
        } catch (Exception e) { // docker-java wraps I/O failures in plain RuntimeExceptions
            throw ofFailure(e);
        }
    }

    private EngineException ofAnswer(DockerException e) {
        String message = text(e);
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left on device")) {
            return new EngineException.DiskFull(
                    "The disk of the container host is full (" + message + "); free some space there.", e);
        }
        return switch (e) {
            case NotFoundException _
            when lower.contains("no such image") || lower.contains("image not known") ->
                new EngineException.ImageMissing(message, e);
            case NotFoundException _ -> new EngineException.Missing(message, e);
            case ConflictException _
            when lower.contains("is already in use") -> new EngineException.NameTaken(message, e);
            case ConflictException _ -> new EngineException.Failed(message, e);
            case BadRequestException _ ->
                new EngineException.Rejected("The engine refuses this environment: " + message, e);
            case NotModifiedException _ -> new EngineException.Failed("nothing changed: " + message, e);
            default -> new EngineException.Failed("The engine failed: " + message, e);
        };
    }

    /** No answer at all. */
    EngineException ofFailure(Throwable e) {
        if (e instanceof DockerException answered) {
            return ofAnswer(answered);
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return new EngineException.Unreachable(unreachable(cause), e);
            }
            if (cause instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                return new EngineException.Failed("The call was interrupted.", e);
            }
        }
        return new EngineException.Failed("The engine call failed: " + e, e);
    }

    private String unreachable(Throwable cause) {
        String why = String.valueOf(cause.getMessage());
        String lower = why.toLowerCase(Locale.ROOT);
        String help;
        if (lower.contains("permission denied")) {
            help = "this user may not use it; add the user to the group that owns the socket, usually docker";
        } else if (lower.contains("no such file") || lower.contains("refused") || lower.contains("not found")) {
            help =
                    "no engine is running there; start Docker (where it ends at once with \"containerd is still running\","
                            + " remove its containerd.pid first)";
        } else if (lower.contains("broken pipe") || lower.contains("reset") || lower.contains("closed")) {
            help = "it ended the connection";
        } else if (lower.contains("timed out") || lower.contains("timeout")) {
            help = "it did not answer in time";
        } else {
            help = why;
        }
        return "The Docker engine at " + endpoint.address() + " (" + endpoint.source() + ") cannot be reached: " + help
                + ".";
    }

    /** The engine's own sentence out of docker-java's "Status 404: {"message":"…"}". */
    private static String text(DockerException e) {
        String raw = String.valueOf(e.getMessage());
        Matcher json = JSON_MESSAGE.matcher(raw);
        String message = json.find() ? json.group(1).replace("\\\"", "\"").replace("\\n", " ") : raw;
        return message.strip();
    }
}
